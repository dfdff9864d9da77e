/** That the server was started anew, and how this page may write to it again: what was typed stays where it is. */
import { useSignal } from '@preact/signals';
import { isOutdated, takeAddress } from '../edit/token.ts';
import { isAlone } from '../known.ts';
import { STRINGS } from '../strings.ts';

export function Outdated() {
  const isWrong = useSignal(false);
  if (!isOutdated.value || isAlone.value) return null;
  return (
    <section class="diagnostics" aria-label={STRINGS.newAddress}>
      <p role="alert">{STRINGS.outdated}</p>
      <form
        onSubmit={async (event) => {
          event.preventDefault();
          const given = new FormData(event.currentTarget).get('address');
          isWrong.value = !(await takeAddress(String(given)));
        }}
      >
        <label>
          {STRINGS.newAddress} <input name="address" autocomplete="off" aria-describedby="wrong-address" />
        </label>{' '}
        <button type="submit">{STRINGS.useAddress}</button>{' '}
        <span role="status" id="wrong-address">
          {isWrong.value ? STRINGS.wrongAddress : ''}
        </span>
      </form>
    </section>
  );
}

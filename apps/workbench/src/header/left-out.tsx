/** Of an address what could not be read, or the study does not have. */
import { forgetLeftOut, missing, unread } from '../left-out.ts';
import { STRINGS } from '../strings.ts';

export function LeftOut() {
  const isAny = unread.value.length + missing.value.length > 0;
  if (!isAny) return null;
  return (
    <section class="diagnostics" role="alert">
      {unread.value.length > 0 && <p>{STRINGS.unread(unread.value)}</p>}
      {missing.value.length > 0 && <p>{STRINGS.missing(missing.value)}</p>}
      <button type="button" onClick={forgetLeftOut}>
        {STRINGS.close}
      </button>
    </section>
  );
}

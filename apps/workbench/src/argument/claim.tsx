import type { Verdict } from 'fissure/workbench';
import { baseline, select } from '../session.ts';
import { STRINGS } from '../strings.ts';

export function Claim({ verdict }: { verdict: Verdict }) {
  const planned = baseline.value!.experiment.claims.find(({ id }) => id === verdict.claim);
  const share = verdict.fitted.share;
  return (
    <p class="claim">
      <button
        type="button"
        class={`chip ${verdict.word.replaceAll(' ', '-')}`}
        onClick={() => select({ kind: 'claim', id: verdict.claim })}
      >
        {verdict.claim} {verdict.word}
      </button>{' '}
      {planned?.says} {share === null ? '' : <small>{STRINGS.share(Math.round(100 * share))}</small>}
    </p>
  );
}

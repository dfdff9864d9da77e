/** The claims with their verdicts, and the argument they come from. */
import { failure, isPending, isProvisional, isStale, progress, share, study } from '../session.ts';
import { STRINGS } from '../strings.ts';
import { changes } from './changes.ts';
import { Claim } from './claim.tsx';

export function Argument() {
  const { experiment, statements } = study.value!;
  return (
    <section aria-labelledby="claims">
      <h2 id="claims">{STRINGS.claims}</h2>
      <UnderWay />
      <p role="status">{failure.value ? STRINGS.failed(failure.value) : changes()}</p>
      <ul class="claims">
        {experiment.claims.map((planned) => (
          <Claim key={planned.id} planned={planned} />
        ))}
      </ul>
      <h2>{STRINGS.argument}</h2>
      {statements.map(({ id, html }) => (
        // Made by the server from Markdown in which HTML is text.
        <p key={id} id={id} dangerouslySetInnerHTML={{ __html: html }} />
      ))}
    </section>
  );
}

/** What is being simulated, and how far it is. */
function UnderWay() {
  const stage = progress.value;
  if (stage) {
    return (
      <p class="under-way">
        {isStale.value && STRINGS.stale} {STRINGS.stages[stage.stage]}{' '}
        <progress value={stage.share} aria-label={STRINGS.stages[stage.stage]} />
      </p>
    );
  }
  if (!isPending.value) return null;
  const text = isProvisional.value ? STRINGS.provisional : STRINGS.pending;
  return (
    <p class="under-way">
      {text} <progress value={share.value} aria-label={text} />
    </p>
  );
}

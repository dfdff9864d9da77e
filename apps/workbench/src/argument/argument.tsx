/** The claims with their verdicts, and the argument they come from. */
import { failure, study, verdicts } from '../session.ts';
import { STRINGS } from '../strings.ts';
import { changes } from './changes.ts';
import { Claim } from './claim.tsx';

export function Argument() {
  return (
    <section aria-labelledby="claims">
      <h2 id="claims">{STRINGS.claims}</h2>
      <p role="status">{failure.value ? STRINGS.failed(failure.value) : changes()}</p>
      {verdicts.value.map((verdict) => (
        <Claim key={verdict.claim} verdict={verdict} />
      ))}
      <h2>{STRINGS.argument}</h2>
      {study.value!.statements.map(({ id, html }) => (
        // Made by the server from Markdown in which HTML is text.
        <p key={id} id={id} dangerouslySetInnerHTML={{ __html: html }} />
      ))}
    </section>
  );
}

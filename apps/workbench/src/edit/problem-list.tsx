/** What the terminal would say of the texts as they stand, with a way to each place. */
import type { LspDiagnostic } from 'fissure/workbench';
import { isChecking, problems } from './check.ts';
import { openPlace } from './open.ts';
import { STRINGS } from './strings.ts';
import { token } from './token.ts';

export function ProblemList() {
  const list = problems.value;
  const countOf = (wanted: number) => list.filter(({ severity }) => severity === wanted).length;
  const summary = list.length === 0 ? STRINGS.fine : STRINGS.found(countOf(1), countOf(2));
  return (
    <section class="edit-problems" aria-labelledby="edit-problems">
      <h3 id="edit-problems">{STRINGS.problems}</h3>
      <p role="status">
        {token.value === undefined ? STRINGS.readOnly : isChecking.value ? STRINGS.checking : summary}
      </p>
      <ul>
        {list.map((problem, index) => (
          <li key={index}>
            <Problem problem={problem} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Problem({ problem }: { readonly problem: LspDiagnostic }) {
  const { uri, range, severity, code, message, data, relatedInformation = [] } = problem;
  const { line, character } = range.start;
  const text = `${STRINGS.severities[severity]}[${code}]: ${message}`;
  return (
    <>
      {uri === undefined ? (
        <p class={`severity-${severity}`}>{text}</p>
      ) : (
        <button type="button" class={`severity-${severity}`} onClick={() => openPlace(uri, line, character)}>
          <small>
            {uri}:{line + 1}:{character + 1}
          </small>{' '}
          {text}
        </button>
      )}
      {relatedInformation.map(({ message: about, location }) => (
        <p key={`${location.uri}:${location.range.start.line}`}>
          {STRINGS.related(about, location.uri, location.range.start.line + 1)}
        </p>
      ))}
      {data.notes.map((note) => (
        <pre key={note}>{note}</pre>
      ))}
      {data.help !== undefined && <p>{STRINGS.help(data.help)}</p>}
    </>
  );
}

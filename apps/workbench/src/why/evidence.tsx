/** The evidence behind what is shown, and the sources it was found in. */
import { useSignal } from '@preact/signals';
import { openEntry } from '../edit/open.ts';
import { NotesButton } from '../notes/notes-button.tsx';
import { type Scope, ScopeChoice } from './scope-choice.tsx';
import { Statements } from './statements.tsx';
import { WHY } from './strings.ts';
import { tiesOf, upstreamOf } from './ties.ts';
import { about, details, shown } from './why-state.ts';

const MOST_ENTRIES = 20;

export function Evidence() {
  const scope = useSignal<Scope>('upstream');
  const isWhole = useSignal(false);
  const most = isWhole.value ? Number.POSITIVE_INFINITY : MOST_ENTRIES;
  const known = details.value!;
  const { evidence, statements } = tiesOf(known, upstreamOf(known, [shown.value!], scope.value === 'upstream'));
  const cited = new Set(evidence.slice(0, most).map(({ entry }) => entry.reference));
  const sources = known.references.filter(({ id }) => cited.has(id));
  const said = [...new Set([...about.value!.statements, ...statements])];
  return (
    <>
      <ScopeChoice scope={scope} />
      {evidence.length === 0 ? <p>{WHY.noEvidence}</p> : <EvidenceTable evidence={evidence.slice(0, most)} />}
      {evidence.length > most && (
        <button
          type="button"
          onClick={() => {
            isWhole.value = true;
          }}
        >
          {WHY.showAll(evidence.length)}
        </button>
      )}
      {sources.length > 0 && (
        <>
          <h3>{WHY.sources}</h3>
          <ul class="plain">
            {sources.map(({ id, html }) => (
              // Made by the server, every text escaped and only web links kept.
              <li key={id} dangerouslySetInnerHTML={{ __html: html }} />
            ))}
          </ul>
        </>
      )}
      {said.length > 0 && (
        <>
          <h3>{WHY.statements}</h3>
          <Statements ids={said} />
        </>
      )}
    </>
  );
}

function EvidenceTable({ evidence }: { readonly evidence: ReturnType<typeof tiesOf>['evidence'] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
    <section class="scroll" tabIndex={0} aria-label={WHY.evidence}>
      <table>
        <thead>
          <tr>
            <th scope="col">{WHY.finding}</th>
            <th scope="col">{WHY.value}</th>
            <th scope="col">{WHY.source}</th>
            <th scope="col">{WHY.confidence}</th>
            <th scope="col">{WHY.usedBy}</th>
          </tr>
        </thead>
        <tbody>
          {evidence.map(({ entry, usedBy }) => (
            <tr key={entry.id}>
              <th scope="row">
                {/* Made by the server from Markdown in which HTML is text. */}
                <span dangerouslySetInnerHTML={{ __html: entry.findingHtml }} />{' '}
                <button
                  type="button"
                  class="change-it"
                  aria-label={WHY.changeIt(entry.id)}
                  title={WHY.changeIt(entry.id)}
                  onClick={() => openEntry('evidence.yaml', entry.id)}
                >
                  ✎
                </button>{' '}
                <NotesButton name={entry.id} label={entry.id} />
                {entry.noteHtml && <p class="note" dangerouslySetInnerHTML={{ __html: entry.noteHtml }} />}
              </th>
              <td class="num">{entry.value}</td>
              <td>{entry.source}</td>
              <td>{entry.confidence}</td>
              <td>{usedBy.join('; ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

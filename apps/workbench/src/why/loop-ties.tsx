/** One loop: its way round, and the equations, statements and evidence that it ties together. */
import { type LoopsAnswer, loopPath } from 'fissure/why';
import { tab } from '../drawer/tab.ts';
import { Lit, Statements } from './statements.tsx';
import { WHY } from './strings.ts';
import { tiesOf } from './ties.ts';
import { details, reach, shownLoop } from './why-state.ts';

type Loop = LoopsAnswer['loops'][number];

const LONGEST_ROUND = 8;

export function Round({ loop }: { readonly loop: Loop }) {
  if (loop.variables.length <= LONGEST_ROUND) return spoken(loopPath(loop));
  return (
    <>
      {loop.name} <span class="note">({WHY.longRound(loop.variables.length)})</span>
    </>
  );
}

export function LoopTies({ loop }: { readonly loop: Loop }) {
  const { variables, statements, evidence } = tiesOf(details.value!, loop.variables);
  return (
    <section class="ties" aria-label={WHY.ties(loop.id)}>
      <Lit ids={statements} />
      <h3>{WHY.ties(loop.id)}</h3>
      <p>
        {spoken(loopPath(loop))}{' '}
        {isSameRound(loop, shownLoop.value) && (
          <button
            type="button"
            onClick={() => {
              reach.value = 'loop';
              tab.value = 'diagram';
            }}
          >
            {WHY.inDiagram}
          </button>
        )}
      </p>
      <div class="columns-of-ties">
        <div>
          <h4>{WHY.equations}</h4>
          <ul class="plain">
            {variables.map(({ id, equations }) => (
              <li key={id}>
                <code>{equations[0]}</code>
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h4>{WHY.statements}</h4>
          {statements.length > 0 ? <Statements ids={statements} /> : <p>{WHY.none}</p>}
        </div>
        <div>
          <h4>{WHY.evidence}</h4>
          {evidence.length === 0 && <p>{WHY.none}</p>}
          <ul class="plain">
            {evidence.map(({ entry }) => (
              <li key={entry.id}>
                {/* Made by the server from Markdown in which HTML is text. */}
                <span dangerouslySetInnerHTML={{ __html: entry.findingHtml }} />{' '}
                <span class="note">{entry.source}</span>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </section>
  );
}

/** Ids are ranks, and ranks change with the levers. */
export function isSameRound(a: Loop, b: Loop | undefined): boolean {
  return a.variables.join() === b?.variables.join();
}

function spoken(name: string): string {
  return name.replaceAll('_', ' ');
}

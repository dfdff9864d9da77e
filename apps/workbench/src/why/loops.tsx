/** The feedback loops that drive what is shown, by their share over time; one that is chosen shows what it ties together. */
import { type Signal, useSignal } from '@preact/signals';
import { type LoopsAnswer, loopChartSvg, loopKindText, loopPath, outOfHundred, timeAxis } from 'fissure/why';
import { tab } from '../drawer/tab.ts';
import { study } from '../session.ts';
import { Answering } from './answering.tsx';
import { Lit, Statements } from './statements.tsx';
import { WHY } from './strings.ts';
import { tiesOf } from './ties.ts';
import { useAnswer } from './use-answer.ts';
import { details, labelOf, reach, shown, shownLoop } from './why-state.ts';

type Loop = LoopsAnswer['loops'][number];

const MOST_LOOPS = 6;
const LONGEST_ROUND = 8;

export function Loops() {
  const ofAll = useSignal(false);
  const variable = ofAll.value ? undefined : shown.value;
  const asked = useAnswer('loops', { variable, most: MOST_LOOPS });
  return (
    <>
      <label class="choice">
        {WHY.loopScope}{' '}
        <select
          value={ofAll.value ? 'all' : 'through'}
          onChange={(event) => {
            ofAll.value = event.currentTarget.value === 'all';
          }}
        >
          <option value="through">{WHY.loopsThrough(labelOf(shown.value!))}</option>
          <option value="all">{WHY.loopsOfAll}</option>
        </select>
      </label>
      <Answering asked={asked}>{(answer) => <LoopShares answer={answer} />}</Answering>
    </>
  );
}

function LoopShares({ answer }: { readonly answer: LoopsAnswer }) {
  const hovered = useSignal<string | undefined>(undefined);
  if (answer.loops.length === 0) return <p>{WHY.noLoops}</p>;
  const scope = answer.through === undefined ? WHY.loopsOfAll : WHY.loopsThrough(labelOf(answer.through));
  const title = WHY.loopsTitle(scope);
  const lit = answer.loops.find((loop) =>
    hovered.value ? loop.id === hovered.value : isSameRound(loop, shownLoop.value),
  );
  const chart = { id: 'why-loops', title, loops: answer, axis: timeAxis(study.value!.settings.time), withRest: true };
  return (
    <div class="loop-view">
      <figure class={lit ? `loop-lit loop-lit-${answer.loops.indexOf(lit)}` : ''}>
        <figcaption>{title}</figcaption>
        {/* Drawn by loopChartSvg, which escapes every text. */}
        <div dangerouslySetInnerHTML={{ __html: loopChartSvg(chart).html }} />
        <p class="note">
          {WHY.loopsNote(String(answer.foundCount), outOfHundred(answer.shownShare))}
          {!answer.complete && ` ${WHY.notAllLoops}`}
        </p>
      </figure>
      <LoopTable answer={answer} title={title} hovered={hovered} />
      {lit ? <LoopTies loop={lit} /> : <p class="note">{WHY.chooseLoop}</p>}
    </div>
  );
}

interface LoopTableProps {
  readonly answer: LoopsAnswer;
  readonly title: string;
  readonly hovered: Signal<string | undefined>;
}

function LoopTable({ answer, title, hovered }: LoopTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
    <section class="scroll" tabIndex={0} aria-label={title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{WHY.loop}</th>
            <th scope="col">{WHY.kind}</th>
            <th scope="col">{WHY.meanShare}</th>
            <th scope="col">{WHY.round}</th>
          </tr>
        </thead>
        <tbody>
          {answer.loops.map((loop, i) => (
            <tr
              key={loop.id}
              onPointerEnter={() => {
                hovered.value = loop.id;
              }}
              onPointerLeave={() => {
                hovered.value = undefined;
              }}
            >
              <th scope="row">
                <button
                  type="button"
                  class="loop-name"
                  aria-pressed={isSameRound(loop, shownLoop.value)}
                  onFocus={() => {
                    hovered.value = loop.id;
                  }}
                  onBlur={() => {
                    hovered.value = undefined;
                  }}
                  onClick={() => {
                    shownLoop.value = isSameRound(loop, shownLoop.value) ? undefined : loop;
                  }}
                >
                  <svg class="chart loops key" viewBox="0 0 10 10" aria-hidden="true">
                    <rect class={`area l${i}`} width="10" height="10" />
                  </svg>
                  {loop.id}
                </button>
              </th>
              <td>{loopKindText(loop.kind)}</td>
              <td class="num">{WHY.share(outOfHundred(loop.meanShare))}</td>
              <td>
                {loop.variables.length <= LONGEST_ROUND ? (
                  spoken(loopPath(loop))
                ) : (
                  <>
                    {loop.name} <span class="note">({WHY.longRound(loop.variables.length)})</span>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function LoopTies({ loop }: { readonly loop: Loop }) {
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
function isSameRound(a: Loop, b: Loop | undefined): boolean {
  return a.variables.join() === b?.variables.join();
}

function spoken(name: string): string {
  return name.replaceAll('_', ' ');
}

/** The feedback loops that drive what is shown, by their share over time; one that is chosen shows what it ties together. */
import { type Signal, useSignal } from '@preact/signals';
import { type LoopsAnswer, loopChartSvg, outOfHundred, timeAxis, timeText } from 'fissure/why';
import { useRef } from 'preact/hooks';
import { standalone } from '../../../shared/picture.ts';
import type { ChartContent } from '../charts/content.ts';
import { origin } from '../charts/origin.ts';
import { ChartTools } from '../charts/tools.tsx';
import { study } from '../known.ts';
import { STRINGS } from '../strings.ts';
import { Answering } from './answering.tsx';
import { LoopGroups } from './loop-groups.tsx';
import { keyOf } from './loop-key.ts';
import { isSameRound, LoopTies, Round } from './loop-ties.tsx';
import { WHY } from './strings.ts';
import { useAnswer } from './use-answer.ts';
import { labelOf, marks, shown, shownLoop } from './why-state.ts';

/** Where there are more, groups tell more than the strongest few. */
const MOST_LOOPS = 6;

export function Loops() {
  const ofAll = useSignal(false);
  const asOne = useSignal<'groups' | 'single' | undefined>(undefined);
  const variable = ofAll.value ? undefined : shown.value;
  const asked = useAnswer('loops', { variable, most: MOST_LOOPS, marks: marks.value });
  const isMany = (asked.answer?.foundCount ?? 0) > MOST_LOOPS;
  const isGrouped = asOne.value === undefined ? isMany : asOne.value === 'groups';
  return (
    <>
      <div class="choices">
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
        <label class="choice">
          {WHY.loopsShown}{' '}
          <select
            value={isGrouped ? 'groups' : 'single'}
            onChange={(event) => {
              asOne.value = event.currentTarget.value as 'groups' | 'single';
            }}
          >
            <option value="groups">{WHY.inGroups}</option>
            <option value="single">{WHY.oneByOne(MOST_LOOPS)}</option>
          </select>
        </label>
      </div>
      <Answering asked={asked} using={[isGrouped]}>
        {(answer) => (isGrouped ? <LoopGroups answer={answer} /> : <LoopShares answer={answer} />)}
      </Answering>
    </>
  );
}

function LoopShares({ answer }: { readonly answer: LoopsAnswer }) {
  const hovered = useSignal<string | undefined>(undefined);
  const view = useRef<HTMLDivElement>(null);
  if (answer.loops.length === 0) return <p>{WHY.noLoops}</p>;
  const scope = answer.through === undefined ? WHY.loopsOfAll : WHY.loopsThrough(labelOf(answer.through));
  const [first] = answer.loops;
  const title = WHY.loopsTitle(scope, first!.id, outOfHundred(first!.meanShare));
  const note = [
    WHY.loopsNote(String(answer.foundCount), outOfHundred(answer.shownShare)),
    ...(answer.complete ? [] : [WHY.notAllLoops]),
  ].join(' ');
  const lit = answer.loops.find((loop) =>
    hovered.value ? loop.id === hovered.value : isSameRound(loop, shownLoop.value),
  );
  const chart = { id: 'why-loops', title, loops: answer, axis: timeAxis(study.value!.settings.time), withRest: true };
  const content: ChartContent = {
    ...{ name: 'loops', title },
    numbers: () => ({
      head: [STRINGS.time, ...answer.loops.map(({ id, name }) => `${id} ${name}`)],
      rows: answer.times.map((time, i) => ({
        key: time,
        name: timeText(time, study.value!.settings.time),
        cells: answer.loops.map(({ shares }) => shares[i]!),
      })),
    }),
    svg: () =>
      standalone({
        title,
        drawings: [{ svg: view.current!.querySelector('svg')! }],
        key: keyOf(
          view.current!,
          answer.loops.map(({ id, name }) => `${id} ${name}`),
        ),
        notes: [note, `${origin()}.`],
      }),
  };
  return (
    <div class="loop-view" ref={view}>
      <figure class={lit ? `loop-lit loop-lit-${answer.loops.indexOf(lit)}` : ''}>
        <figcaption>{title}</figcaption>
        {/* Drawn by loopChartSvg, which escapes every text. */}
        <div dangerouslySetInnerHTML={{ __html: loopChartSvg(chart).html }} />
        <ChartTools content={content} />
        <p class="note">{note}</p>
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
              <td>{WHY.kinds[loop.kind]}</td>
              <td class="num">{WHY.share(outOfHundred(loop.meanShare))}</td>
              <td>
                <Round loop={loop} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

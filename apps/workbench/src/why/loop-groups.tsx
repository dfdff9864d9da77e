/** Thousands of loops as groups that say something: by the mechanism that tells them apart, with their shares over time. */
import { type Signal, useSignal } from '@preact/signals';
import {
  COLOURED_GROUPS,
  type LoopGroup,
  type LoopsAnswer,
  loopGroupChartSvg,
  outOfHundred,
  timeAxis,
  timeText,
} from 'fissure/why';
import { useRef } from 'preact/hooks';
import { standalone } from '../../../shared/picture.ts';
import type { ChartContent } from '../charts/content.ts';
import { origin } from '../charts/origin.ts';
import { ChartTools } from '../charts/tools.tsx';
import { study } from '../known.ts';
import { count } from '../numbers.ts';
import { STRINGS } from '../strings.ts';
import { keyOf } from './loop-key.ts';
import { isSameRound, LoopTies, Round } from './loop-ties.tsx';
import { Lit, Statements } from './statements.tsx';
import { WHY } from './strings.ts';
import { details, labelOf, shownLoop } from './why-state.ts';

/** Groups in the table; what is left of them is hardly to be seen. */
const MOST_GROUPS = 12;

export function LoopGroups({ answer }: { readonly answer: LoopsAnswer }) {
  const hovered = useSignal<string | undefined>(undefined);
  const chosen = useSignal<string | undefined>(undefined);
  const view = useRef<HTMLDivElement>(null);
  const { groups, times, foundCount } = answer;
  if (groups.length === 0) return <p>{WHY.noLoops}</p>;
  const title = groupsTitle(answer);
  const note = [WHY.groupsNote(count(foundCount)), ...(answer.complete ? [] : [WHY.notAllLoops])].join(' ');
  const lit = groups.find(({ id }) => id === (hovered.value ?? chosen.value));
  const at = lit ? groups.indexOf(lit) : -1;
  const chart = {
    ...{ id: 'why-loops', title, axis: timeAxis(study.value!.settings.time), times },
    description: WHY.groupsDescribed(groups.slice(0, COLOURED_GROUPS).map((group) => shareLine(group))),
    groups: groups.map((group) => ({ ...group, name: shortName(group) })),
  };
  const content: ChartContent = {
    ...{ name: 'loop-groups', title },
    numbers: () => ({
      head: [
        STRINGS.time,
        ...groups.flatMap((group) => [WHY.reinforcingOf(groupName(group)), WHY.balancingOf(groupName(group))]),
      ],
      rows: times.map((time, i) => ({
        key: time,
        name: timeText(time, study.value!.settings.time),
        cells: groups.flatMap(({ reinforcing, balancing }) => [reinforcing[i]!, balancing[i]!]),
      })),
    }),
    svg: () =>
      standalone({
        title,
        drawings: [{ svg: view.current!.querySelector('svg')! }],
        key: keyOf(view.current!, groups.slice(0, COLOURED_GROUPS).map(groupName)),
        notes: [note, `${origin()}.`],
      }),
  };
  return (
    <div class="loop-view" ref={view}>
      <figure class={lit ? `loop-lit loop-lit-${at < COLOURED_GROUPS ? at : 'rest'}` : ''}>
        <figcaption>{title}</figcaption>
        {/* Drawn by loopGroupChartSvg, which escapes every text. */}
        <div dangerouslySetInnerHTML={{ __html: loopGroupChartSvg(chart).html }} />
        <ChartTools content={content} />
        <p class="note">{note}</p>
      </figure>
      <GroupTable groups={groups.slice(0, MOST_GROUPS)} title={title} hovered={hovered} chosen={chosen} />
      {lit ? <GroupTies group={lit} /> : <p class="note">{WHY.chooseGroup}</p>}
    </div>
  );
}

/** The group that drives it most, and when another one does. */
function groupsTitle({ groups, through }: LoopsAnswer): string {
  const scope = through === undefined ? WHY.loopsOfAll : WHY.loopsThrough(labelOf(through));
  const [first] = groups;
  return WHY.groupsTitle(scope, groupName(first!), outOfHundred(first!.meanShare));
}

interface GroupTableProps {
  readonly groups: readonly LoopGroup[];
  readonly title: string;
  readonly hovered: Signal<string | undefined>;
  readonly chosen: Signal<string | undefined>;
}

function GroupTable({ groups, title, hovered, chosen }: GroupTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
    <section class="scroll" tabIndex={0} aria-label={title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{WHY.group}</th>
            <th scope="col">{WHY.meanShare}</th>
            <th scope="col">{WHY.kind}</th>
            <th scope="col">{WHY.loopCount}</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group, i) => (
            <tr
              key={group.id}
              onPointerEnter={() => {
                hovered.value = group.id;
              }}
              onPointerLeave={() => {
                hovered.value = undefined;
              }}
            >
              <th scope="row">
                <button
                  type="button"
                  class="loop-name group"
                  aria-pressed={chosen.value === group.id}
                  onFocus={() => {
                    hovered.value = group.id;
                  }}
                  onBlur={() => {
                    hovered.value = undefined;
                  }}
                  onClick={() => {
                    chosen.value = chosen.value === group.id ? undefined : group.id;
                  }}
                >
                  <svg class="chart loops key" viewBox="0 0 10 10" aria-hidden="true">
                    <rect class={`area ${i < COLOURED_GROUPS ? `l${i}` : 'rest'}`} width="10" height="10" />
                  </svg>
                  {groupName(group)}
                </button>
                {group.along.length > 0 && <p class="note">{WHY.along(group.along.map(mechanismName))}</p>}
              </th>
              <td class="num">{WHY.share(outOfHundred(group.meanShare))}</td>
              <td>{WHY.sides(outOfHundred(reinforcingPart(group)))}</td>
              <td class="num">{count(group.loopCount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function GroupTies({ group }: { readonly group: LoopGroup }) {
  const mechanism = details.value!.mechanisms.find(({ id }) => group.by === 'mechanism' && id === group.id);
  const statements = mechanism?.statements ?? [];
  const chosen = group.loops.find((loop) => isSameRound(loop, shownLoop.value));
  return (
    <section class="ties" aria-label={WHY.ties(groupName(group))}>
      <Lit ids={statements} />
      <h3>{groupName(group)}</h3>
      {statements.length > 0 && <Statements ids={statements} />}
      <h4>{WHY.strongest}</h4>
      <ul class="plain">
        {group.loops.map((loop) => (
          <li key={loop.id}>
            <button
              type="button"
              class="loop-name"
              aria-pressed={loop === chosen}
              onClick={() => {
                shownLoop.value = loop === chosen ? undefined : loop;
              }}
            >
              {loop.id}
            </button>{' '}
            {WHY.share(outOfHundred(loop.meanShare))}: <Round loop={loop} />
          </li>
        ))}
      </ul>
      {chosen && <LoopTies loop={chosen} />}
    </section>
  );
}

/** With the id that stands in the chart. */
export function groupName({ id, by }: LoopGroup): string {
  if (by === 'mechanism') return `${shortName({ id, by })} ${mechanismName(id)}`.trim();
  return id === '' ? WHY.noMechanism : WHY.withoutMechanism(labelOf(id));
}

function mechanismName(id: string): string {
  const label = details.value!.mechanisms.find((one) => one.id === id)?.label ?? '';
  return label === '' ? id.replaceAll('_', ' ') : label;
}

/** As long as fits into an area. */
function shortName({ id, by }: Pick<LoopGroup, 'id' | 'by'>): string {
  return by === 'mechanism' && id.length <= 4 ? id : '';
}

function shareLine(group: LoopGroup): string {
  return `${groupName(group)}, ${WHY.share(outOfHundred(group.meanShare))}`;
}

/** Of what the group has. */
function reinforcingPart({ reinforcing, balancing }: LoopGroup): number {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const [up, down] = [sum(reinforcing), sum(balancing)];
  return up + down > 0 ? up / (up + down) : 0;
}

/** What the outputs of one run reach at any step, saved or not: `fissure run --extremes` and `--passes`. */
import type { EngineName } from '../../engine/compile-batch.ts';
import type { Experiment, PlannedOutput } from '../../experiment/experiment.ts';
import type { PlanExpr } from '../../model/plan.ts';
import { addTallies, type Tally } from '../../model/tallies.ts';
import { numberText } from '../../report/number-text.ts';
import type { Passage } from '../options.ts';
import type { Terminal } from '../terminal.ts';
import { textTable } from '../text/text-table.ts';
import { knownOutput } from './plan-for-command.ts';
import { simulateCentral } from './simulate-central.ts';

export interface Extremes {
  readonly output: string;
  readonly title: string;
  readonly least: number;
  readonly leastTime: number;
  readonly greatest: number;
  readonly greatestTime: number;
  /** Sum of value * dt: for a flow, what has flowed. */
  readonly integral: number;
}

export interface PassageTime extends Passage {
  /** Undefined: it never is. */
  readonly time: number | undefined;
}

export interface Seen {
  readonly extremes: readonly Extremes[];
  readonly passages: readonly PassageTime[];
}

const KINDS = ['least', 'least_time', 'greatest', 'greatest_time', 'total'] as const;

/** Undefined where the run fails: its numbers end before it does. */
export function seenBy(
  experiment: Experiment,
  passages: readonly Passage[],
  engine: EngineName | undefined,
): Seen | undefined {
  const { plan, outputs } = experiment;
  const tallies: Tally[] = [
    ...outputs.flatMap((output) => KINDS.map((kind): Tally => ({ kind, of: expressionOf(experiment, output) }))),
    ...passages.map(({ output, side, level }): Tally => {
      const of = expressionOf(experiment, outputs.find(({ id }) => id === knownOutput(output, outputs))!);
      return { kind: side === '>' ? 'first_above' : 'first_below', of, level };
    }),
  ];
  const tallied = addTallies(plan, tallies);
  const run = simulateCentral(experiment, { plan: tallied.plan, keep: tallied.slots, engine });
  if (run.status.kind === 'failed') return undefined;
  const count = run.saved.length / tallies.length;
  const last = (i: number) => run.saved[(i + 1) * count - 1]!;
  const end = plan.time.start + plan.time.stepCount * plan.time.dt;
  return {
    extremes: outputs.map(({ id, title }, i) => {
      const [least, leastTime, greatest, greatestTime, integral] = KINDS.map((_, k) => last(i * KINDS.length + k)) as [
        number,
        number,
        number,
        number,
        number,
      ];
      return { output: id, title, least, leastTime, greatest, greatestTime, integral };
    }),
    passages: passages.map((passage, i) => {
      const time = last(outputs.length * KINDS.length + i);
      return { ...passage, time: time > end ? undefined : time };
    }),
  };
}

/** As an expression of a step: observed expressions are otherwise worked out at saved steps only. */
function expressionOf({ plan, keep }: Experiment, { row }: PlannedOutput): PlanExpr {
  const slot = keep[row]!;
  return plan.observe.find((assignment) => assignment.slot === slot)?.value ?? { op: 'slot', slot };
}

export function seenText({ extremes, passages }: Seen, when: (time: number) => string, terminal: Terminal): string {
  const rows = extremes.map(({ title, least, leastTime, greatest, greatestTime }) => [
    title,
    numberText(least),
    when(leastTime),
    numberText(greatest),
    when(greatestTime),
  ]);
  const table = textTable(
    [
      { title: 'at any step', wrap: true },
      { title: 'least', align: 'right' },
      { title: 'at' },
      { title: 'greatest', align: 'right' },
      { title: 'at' },
    ],
    rows,
    { width: terminal.width, heading: terminal.paint.dim },
  );
  const lines = passages.map(({ output, side, level, time }) => {
    const passed = `${output} ${side === '>' ? 'above' : 'below'} ${numberText(level)}`;
    return time === undefined ? `Never is ${passed}.` : `First ${passed}: ${when(time)}.`;
  });
  return [...(extremes.length > 0 ? [table] : []), ...lines].join('\n');
}

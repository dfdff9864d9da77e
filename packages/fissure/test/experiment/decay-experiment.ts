/**
 * An experiment small enough to know its answers: x falls from 100 at the rate k, k uniform on 0.1 to 0.5, over 20
 * units of time in Euler steps of 1/16, so x(t) = 100 (1 - k/16)^(16 t) exactly. The arm `slow` halves k from t = 5 on.
 */
import type { ClaimExpr } from '../../src/experiment/claim-expression.ts';
import type { Experiment, ExperimentArm, PlannedClaim, PlannedSeries } from '../../src/experiment/experiment.ts';
import { scheduleRuns } from '../../src/experiment/schedule.ts';
import type { Plan, PlanExpr } from '../../src/model/plan.ts';

export const DT = 1 / 16;
const STOP = 20;

const slot = (index: number): PlanExpr => ({ op: 'slot', slot: index });
const [K, X, DECAY, SEEN] = [0, 1, 2, 3];

export const decayPlan: Plan = {
  time: { start: 0, dt: DT, stepCount: STOP / DT, saveEvery: 16, method: 'euler' },
  slots: [
    { id: 'k', variable: 'k', role: 'parameter' },
    { id: 'x', variable: 'x', role: 'stock' },
    { id: 'decay', variable: 'decay', role: 'flow' },
    { id: 'seen', variable: 'seen', role: 'observed' },
  ],
  parameters: [{ slot: K, name: 'k', element: '', kind: 'parameter', value: 0.3 }],
  lookups: [],
  member: [],
  initial: [{ slot: X, value: { op: 'const', value: 100 } }],
  held: [],
  step: [{ slot: DECAY, value: { op: 'binary', fn: 'mul', a: slot(K), b: slot(X) } }],
  observe: [{ slot: SEEN, value: slot(X) }],
  stocks: [{ slot: X, inflows: [], outflows: [slot(DECAY)], nonNegative: false }],
  conserved: [{ name: 'matter', stocks: [X], sources: [], sinks: [DECAY] }],
  observed: [SEEN],
};

export const decayed = (k: number, time: number) => 100 * (1 - k * DT) ** (time / DT);
/** The k at which x(time) is `level`. */
export const rateThatLeaves = (level: number, time: number) => (1 - (level / 100) ** (DT / time)) / DT;

const value = (index: number): ClaimExpr => ({ kind: 'value', index });
const number = (of: number): ClaimExpr => ({ kind: 'number', value: of });
const less = (left: ClaimExpr, right: ClaimExpr): ClaimExpr => ({ kind: 'binary', operator: '<', left, right });

const at = (time: number) => ({ name: 'at' as const, from: time, to: time, duration: 0, rows: [0] });

const arms: readonly ExperimentArm[] = [
  { label: 'base', until: STOP / DT, segments: [{ fromStep: 0, edits: [] }] },
  {
    label: 'slow',
    until: STOP / DT,
    segments: [
      { fromStep: 0, edits: [] },
      { fromStep: 80, edits: [{ parameter: 0, kind: 'scale', value: 0.5 }] },
    ],
  },
];

function claim(id: string, offset: number, holds: ClaimExpr, more: Partial<PlannedClaim> = {}): PlannedClaim {
  return {
    id,
    says: '',
    test: '',
    statements: [],
    over: [],
    cases: [[]],
    arms: [
      { name: 'base', label: '', arm: 0 },
      { name: 'slow', label: '', arm: 1 },
    ],
    measures: [{ name: 'left', text: 'at(x, 10)', value: value(0) }],
    reducers: [at(10)],
    holds,
    appliesWhen: undefined,
    effect: undefined,
    report: [],
    holdsText: '',
    appliesWhenText: '',
    effectText: '',
    effectLabel: '',
    byConstruction: '',
    untestable: '',
    offset,
    ...more,
  };
}

export function makeDecayExperiment(options: Partial<Experiment> = {}): Experiment {
  return {
    plan: decayPlan,
    seed: 1,
    memberCount: 300,
    replicateCount: 1,
    candidateCount: 0,
    factors: [
      {
        kind: 'prior',
        id: 'k',
        label: 'rate of decay',
        unit: '1/month',
        mode: 'set',
        distribution: { kind: 'uniform', low: 0.1, high: 0.5 },
        parameters: [0],
        declared: 'uniform(0.1, 0.5)',
      },
      {
        kind: 'prior',
        id: 'idle',
        label: 'a factor that nothing depends on',
        unit: '1',
        mode: 'set',
        distribution: { kind: 'normal', mean: 0, sd: 1 },
        parameters: [],
        declared: 'normal(0, 1)',
      },
    ],
    arms,
    schedule: scheduleRuns(arms),
    keep: [SEEN],
    claims: [
      // Less than 10 is left at 10 in the base arm.
      claim('gone', 0, less(value(0), number(10)), {
        effect: { kind: 'binary', operator: '-', left: value(1), right: value(0) },
        effectLabel: 'kept by slowing down',
      }),
      // Slowing down leaves more: always.
      claim('kept', 2, less(value(0), value(1))),
      // Applies only where less than 1 is left, which a rate of at most 0.5 reaches in part of the range.
      claim('rare', 4, less(value(0), number(0.8)), { appliesWhen: less(value(0), number(1)) }),
    ],
    outputs: [{ id: 'x', title: 'What is left', unit: 'g', row: 0 }],
    history: [],
    measureCount: 6,
    pointCount: 0,
    ...options,
  };
}

/** One reading of x at time 4 with a normal error. */
export function readingOfX(observed: number, sd: number, more: Partial<PlannedSeries> = {}): PlannedSeries {
  return {
    name: 'reading',
    label: '',
    unit: 'g',
    use: 'fit',
    output: 'x',
    note: '',
    error: { kind: 'normal', sd, dof: undefined },
    points: [
      {
        reducer: { name: 'at', from: 4, to: 4, duration: 0 },
        date: '4',
        published: '4',
        value: observed,
        low: undefined,
        high: undefined,
        fitted: true,
      },
    ],
    row: 0,
    offset: 0,
    ...more,
  };
}

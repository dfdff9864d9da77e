/**
 * The members of one change as one ensemble that grows: first those of a line, then those of a fan, then all. Each step goes on
 * with what is there.
 */
import type { Band } from '../analysis/bands.ts';
import { membersAt } from '../experiment/blocks.ts';
import { emptyEnsemble, takeRows } from '../experiment/ensembles.ts';
import type { Ensemble, Experiment } from '../experiment/experiment.ts';
import type { MemberPool } from '../experiment/member-pool.ts';
import { ofOutputs } from '../experiment/narrow-experiment.ts';
import { simulateExperiment } from '../experiment/simulate-experiment.ts';
import type { Opened, StillBands } from './opened.ts';
import { bandsOf, onlyOutputs, type Simulated, takeSubset } from './subset.ts';

/**
 * Of a line and a fan: one batch of vectors. A line that is wanted waits for no more than this, and where the page keeps one of
 * the processors busy the other has most of them.
 */
const FEW_MEMBERS = 4;
/** Of all of them: small enough that a hand that moves on finds the processor free. */
const BLOCK_MEMBERS = 16;

/** The base arm of a change with all outputs, and the members simulated so far: those at the first places. */
export interface Begun extends Simulated {
  readonly opened: Opened;
  /** What a fan shows of all outputs, kept longer than its members: these need not be there. */
  readonly fan?: readonly Band[];
}

/** No member yet. Before all points are drawn there are those of the coarse members. */
export function beginning(opened: Opened, changed: Experiment): Begun {
  const outputs = new Set(changed.outputs.map(({ id }) => id));
  const experiment = { ...ofOutputs(changed, outputs), points: changed.points ?? opened.coarse.points };
  return { opened, experiment, ensemble: emptyEnsemble(experiment, new Int32Array()) };
}

/** What it takes for a line is there. */
export function hasFirst({ opened, ensemble, fan }: Begun): boolean {
  return fan !== undefined || ensemble.members.length >= opened.first.members.length;
}

/** What it takes for a fan is there. */
export function hasFew({ opened, ensemble, fan }: Begun): boolean {
  return fan !== undefined || ensemble.members.length >= opened.coarse.order.length;
}

/** The members that a line, or a fan, is drawn of, as if only these outputs had been simulated. */
export function membersOf(begun: Begun, quality: 'first' | 'coarse', isWanted: (output: string) => boolean): Simulated {
  // Members last: a copy of few outputs.
  const { experiment, ensemble } = onlyOutputs(begun, isWanted);
  return { experiment, ensemble: takeSubset(ensemble, begun.opened[quality]) };
}

/** What a line, or a fan, shows of these outputs. */
export function shownOf(
  begun: Begun,
  quality: 'first' | 'coarse',
  isWanted: (output: string) => boolean,
): readonly Band[] {
  if (begun.fan) return begun.fan.filter(({ output }) => isWanted(output));
  const { experiment, ensemble } = membersOf(begun, quality, isWanted);
  return bandsOf(experiment, ensemble, begun.opened[quality], begun.opened.weights);
}

/** `isUrgent`: before whatever the pool is at. `isQuiet`: by half of its workers, the page keeps the other processors. */
export interface Effort {
  readonly signal?: AbortSignal;
  readonly isUrgent?: boolean;
  readonly isQuiet?: boolean;
}

/** The members of a line; fewer where the signal stopped it. */
export async function simulateFirst(begun: Begun, pool: MemberPool, effort: Effort = {}): Promise<Ensemble> {
  return goOn(begun, begun.opened.first.members.length, pool, effort);
}

/** The members of a fan; up to the first that is missing where the signal stopped it. */
export async function simulateFew(begun: Begun, pool: MemberPool, effort: Effort = {}): Promise<Ensemble> {
  const total = begun.opened.coarse.order.length;
  const ensemble = await goOn(begun, total, pool, effort);
  return ensemble.members.length === total ? ensemble : leading(begun.experiment, ensemble);
}

/** Those that are there as they are, and those at the places behind them up to `count`. */
function goOn({ experiment, ensemble: known }: Begun, count: number, pool: MemberPool, effort: Effort) {
  const { isQuiet, ...rest } = effort;
  // As many blocks as workers are to have one.
  const even = Math.ceil((count - known.members.length) / Math.ceil(pool.size / 2) / FEW_MEMBERS) * FEW_MEMBERS;
  const blockSize = isQuiet ? Math.max(FEW_MEMBERS, even) : FEW_MEMBERS;
  return simulateExperiment(experiment, { ...rest, pool, bands: 'exact', known, count, blockSize });
}

/** Of what was stopped any members may be missing: those up to the first that is. */
function leading(experiment: Experiment, ensemble: Ensemble): Ensemble {
  const rowOf = new Map(Array.from(ensemble.members, (member, row) => [member, row]));
  const places = membersAt(experiment, 0, ensemble.members.length);
  const missing = places.findIndex((member) => !rowOf.has(member));
  const own = missing < 0 ? places : places.subarray(0, missing);
  return takeRows(ensemble, Int32Array.from(own, (member) => rowOf.get(member)!).sort());
}

/** All members: those that are there as they are, and those at the places behind them. */
export async function simulateAll(begun: Begun, pool: MemberPool, signal: AbortSignal): Promise<Simulated> {
  const experiment = { ...begun.experiment, points: begun.opened.experiment.points };
  const options = { pool, bands: 'exact', known: begun.ensemble, blockSize: BLOCK_MEMBERS, signal } as const;
  return { experiment, ensemble: await simulateExperiment(experiment, options) };
}

/** What the few say of the study as it stands; simulated when first asked for. */
export function stillOf(opened: Opened, pool: MemberPool): Promise<StillBands> {
  opened.still ??= simulateStill(opened, pool);
  return opened.still;
}

async function simulateStill(opened: Opened, pool: MemberPool): Promise<StillBands> {
  const { weights, first, coarse } = opened;
  const few = beginning(opened, opened.experiment);
  const ensemble = await simulateFew(few, pool);
  return {
    first: bandsOf(few.experiment, takeSubset(ensemble, first), first, weights),
    coarse: bandsOf(few.experiment, ensemble, coarse, weights),
  };
}

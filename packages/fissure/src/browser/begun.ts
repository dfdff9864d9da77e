/**
 * The members of one change as one ensemble that grows: first those of a line, then those of a fan, then all. Each step goes on
 * with what is there.
 */
import { membersAt, memberTotal } from '../experiment/blocks.ts';
import { EnsembleCollector } from '../experiment/ensemble-collector.ts';
import { emptyEnsemble, takeRows } from '../experiment/ensembles.ts';
import type { Ensemble, Experiment } from '../experiment/experiment.ts';
import type { MemberPool } from '../experiment/member-pool.ts';
import { ofOutputs } from '../experiment/narrow-experiment.ts';
import { simulateExperiment } from '../experiment/simulate-experiment.ts';
import type { Opened, StillBands } from './opened.ts';
import { bandsOf, rowsOf, type Simulated } from './subset.ts';

/** Of the coarse members, for each thread at a time: a line that is wanted meanwhile waits for no more than these. */
const PART_MEMBERS = 8;
/** Of all of them: small enough that a hand that moves on finds the processor free. */
const BLOCK_MEMBERS = 16;

/** The base arm of a change with all outputs, and the members simulated so far: those at the first places. */
export interface Begun extends Simulated {
  readonly opened: Opened;
}

/** No member yet. Before all points are drawn there are those of the coarse members. */
export function beginning(opened: Opened, changed: Experiment): Begun {
  const outputs = new Set(changed.outputs.map(({ id }) => id));
  const experiment = { ...ofOutputs(changed, outputs), points: changed.points ?? opened.coarse.points };
  return { opened, experiment, ensemble: emptyEnsemble(experiment, new Int32Array()) };
}

/** The members of a line. */
export async function simulateFirst(begun: Begun, pool: MemberPool): Promise<Ensemble> {
  const places = { first: 0, count: begun.opened.first.members.length };
  return simulateExperiment(begun.experiment, { pool, bands: 'exact', places, blockSize: PART_MEMBERS });
}

/** The members of a fan: those that are there as they are, the others part by part. */
export async function simulateFew(begun: Begun, pool: MemberPool, signal?: AbortSignal): Promise<Ensemble> {
  const { opened, experiment } = begun;
  const total = opened.coarse.order.length;
  const collector = goOnWith(begun, total);
  while (collector.count < total && !signal?.aborted) {
    const first = collector.count;
    const places = { first, count: Math.min(PART_MEMBERS * pool.size, total - first) };
    const options = { pool, bands: 'exact', places, blockSize: PART_MEMBERS, signal } as const;
    const part = await simulateExperiment(experiment, options);
    // Of a part that was stopped any members may be missing: those that are there must be those at the first places.
    if (part.members.length === places.count) collector.add(part);
  }
  return collector.finish();
}

/** All members: those that are there as they are, and those at the places behind them. */
export async function simulateAll(begun: Begun, pool: MemberPool, signal: AbortSignal): Promise<Simulated> {
  const experiment = { ...begun.experiment, points: begun.opened.experiment.points };
  const total = memberTotal(experiment);
  const collector = goOnWith(begun, total);
  const places = { first: collector.count, count: total - collector.count };
  const options = { pool, bands: 'exact', places, blockSize: BLOCK_MEMBERS, signal } as const;
  collector.add(await simulateExperiment(experiment, options));
  return { experiment, ensemble: collector.finish() };
}

function goOnWith({ experiment, ensemble }: Begun, total: number): EnsembleCollector {
  const collector = new EnsembleCollector(experiment, membersAt(experiment, 0, total), 'exact');
  collector.add(ensemble);
  return collector;
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
    first: bandsOf(few.experiment, takeRows(ensemble, rowsOf(first, coarse)), first, weights),
    coarse: bandsOf(few.experiment, ensemble, coarse, weights),
  };
}

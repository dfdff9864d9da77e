/** Simulates a block of members, and puts a sketch in place of their outputs where these are not to be kept. */
import type { BatchProgram } from '../engine/batch.ts';
import type { Program } from '../engine/run.ts';
import { BandSketcher } from './band-sketch.ts';
import { membersAt } from './blocks.ts';
import { EnsembleCollector } from './ensemble-collector.ts';
import type { Experiment } from './experiment.ts';
import type { BandsKind } from './member-pool.ts';
import { type MemberSimulator, makeMemberSimulator } from './simulate-members.ts';

/** Members whose outputs are held at a time while they are sketched. */
const SKETCHED_AT_ONCE = 64;

/** `program` must have been made from `experiment.plan`. */
export function makeBlockSimulator(
  experiment: Experiment,
  program: Program | BatchProgram,
  bands: BandsKind,
): MemberSimulator {
  const simulate = makeMemberSimulator(experiment, program);
  if (bands === 'exact') return simulate;
  return (first, count) => {
    const sketcher = new BandSketcher(experiment);
    const collector = new EnsembleCollector(experiment, membersAt(experiment, first, count), 'sketched');
    for (let done = 0; done < count; done += SKETCHED_AT_ONCE) {
      const part = simulate(first + done, Math.min(SKETCHED_AT_ONCE, count - done));
      sketcher.add(part);
      collector.add({ ...part, outputs: new Float64Array(), sketch: undefined });
    }
    return { ...collector.finish(), sketch: sketcher.data() };
  };
}

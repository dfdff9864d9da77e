/** Simulates a block of members, and puts a sketch in place of their outputs where these are not to be kept. */
import type { BatchProgram } from '../engine/batch.ts';
import type { Program } from '../engine/run.ts';
import { makeBandSketcher } from './band-sketch.ts';
import type { BandsKind } from './bands-kind.ts';
import { membersAt } from './blocks.ts';
import { EnsembleCollector } from './ensemble-collector.ts';
import { type Ensemble, type Experiment, savedTimes } from './experiment.ts';
import { type MemberSimulator, makeMemberSimulator } from './simulate-members.ts';

/** Of the outputs that are held while they are sketched. */
const SKETCHED_MEGABYTES_MOST = 32;

/** `program` must have been made from `experiment.plan`. */
export function makeBlockSimulator(
  experiment: Experiment,
  program: Program | BatchProgram,
  bands: BandsKind,
): MemberSimulator {
  const simulate = makeMemberSimulator(experiment, program);
  if (bands === 'exact') return simulate;
  const bytesOfMember = 8 * experiment.outputs.length * savedTimes(experiment.plan).length;
  const atOnce = Math.max(8, Math.floor((SKETCHED_MEGABYTES_MOST * 1e6) / bytesOfMember));
  const sketch = makeBandSketcher(experiment);
  let room = new Float64Array();
  const simulatePart = (first: number, count: number, isStopped: (() => boolean) | undefined): Ensemble => {
    // Used again for every part: arrays of this size would pile up until they are collected.
    if (8 * room.length < count * bytesOfMember) room = new Float64Array((count * bytesOfMember) / 8);
    const part = simulate(first, count, { room, isStopped });
    return { ...part, outputs: new Float64Array(), sketch: sketch(part) };
  };
  return (first, count, { isStopped } = {}) => {
    if (count <= atOnce) return simulatePart(first, count, isStopped);
    const collector = new EnsembleCollector(experiment, membersAt(experiment, first, count), 'sketched');
    for (let done = 0; done < count; done += atOnce)
      collector.add(simulatePart(first + done, Math.min(atOnce, count - done), isStopped));
    return collector.finish();
  };
}

/**
 * The points that an experiment's members simulate, drawn once for all that is asked of them. Screening takes members from
 * anywhere in the design, and to draw one its whole block is shuffled: that costs as much as simulating it. Whoever asks
 * again and again of the same members gives the experiment what came of it.
 */
import { membersAt, memberTotal } from './blocks.ts';
import { Design, memberIdentity } from './design.ts';
import { exchangeReader } from './exchanges.ts';
import type { Experiment } from './experiment.ts';

/** Members between which others get their turn: a few milliseconds. */
const AT_ONCE = 5;

/** `Experiment.points`; undefined where `signal` stopped it. Lets the thread breathe now and then. */
export async function drawPoints(experiment: Experiment, signal?: AbortSignal): Promise<Float64Array | undefined> {
  const { seed, factors, replicateCount } = experiment;
  const design = new Design(seed, factors);
  const members = membersAt(experiment, 0, memberTotal(experiment));
  const points = new Float64Array(members.length * factors.length);
  for (const [place, member] of members.entries()) {
    if (place % AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve));
    if (signal?.aborted) return undefined;
    points.set(design.point(memberIdentity(member, replicateCount).point), place * factors.length);
  }
  return points;
}

/** Answers the values of all factors at a place among the experiment's members. */
export function pointReader(experiment: Experiment): (place: number, member: number) => Float64Array {
  const { seed, factors, replicateCount, points, exchanges } = experiment;
  if (exchanges) {
    const read = exchangeReader(experiment);
    return (_, member) => read(member);
  }
  if (points) return (place) => points.subarray(place * factors.length, (place + 1) * factors.length);
  const design = new Design(seed, factors);
  return (_, member) => design.point(memberIdentity(member, replicateCount).point);
}

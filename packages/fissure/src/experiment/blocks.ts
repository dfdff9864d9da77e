/** How an experiment is cut into blocks of members, and which members a block has. */
import type { Experiment } from './experiment.ts';

export interface Blocks {
  /** Place of the first member of all. */
  readonly first: number;
  /** Members in all, and in every block but the last. */
  readonly total: number;
  readonly size: number;
  readonly count: number;
}

/** Some members of an experiment, one beside the other. */
export interface Places {
  readonly first: number;
  readonly count: number;
}

/** Runs in a block: enough that handing it out and taking it in costs nothing beside it, few enough to stop quickly. */
const RUNS_PER_BLOCK = 64;
/** A sketch is as large as some hundred members' traces, so that blocks with sketches pay only from there on. */
const RUNS_PER_SKETCHED_BLOCK = 256;
/** For each worker at least: they are to finish together. */
const BLOCKS_PER_WORKER = 8;
/** Sizes are multiples of it, so that vectors of members are full. */
const LANES_MOST = 8;

export function memberTotal({ selection, memberCount }: Pick<Experiment, 'selection' | 'memberCount'>): number {
  return selection?.members.length ?? memberCount;
}

export function cutIntoBlocks({ first, count: total }: Places, size: number): Blocks {
  return { first, total, size, count: Math.ceil(total / size) };
}

export function defaultBlockSize(experiment: Experiment, workerCount: number, isSketched: boolean): number {
  const runs = isSketched ? RUNS_PER_SKETCHED_BLOCK : RUNS_PER_BLOCK;
  const wanted = Math.min(
    runs / experiment.schedule.length,
    memberTotal(experiment) / (workerCount * BLOCKS_PER_WORKER),
  );
  return Math.max(1, Math.ceil(wanted / LANES_MOST)) * LANES_MOST;
}

/** First place and number of places of a block. */
export function placesOf({ first, total, size }: Blocks, block: number): Places {
  const before = block * size;
  return { first: first + before, count: Math.min(size, total - before) };
}

/** Numbers of the members at some places: of the selection where there is one, else of all numbers from 0. */
export function membersAt({ selection }: Experiment, first: number, count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => selection?.members[first + i] ?? first + i);
}

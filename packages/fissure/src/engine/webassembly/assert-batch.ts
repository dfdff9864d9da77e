/** What must hold of the requests of a batch: whatever does not is a mistake of ours, and would give wrong numbers. */
import type { Plan } from '../../model/plan.ts';
import type { PlanUse } from '../ir/ir.ts';
import type { RunRequest } from '../run.ts';

export function assertBatch(plan: Plan, kept: PlanUse['kept'], fixed: Fixed, requests: readonly RunRequest[]): void {
  const [first] = requests;
  if (first === undefined) return;
  if (kept !== undefined && first.keep !== kept && first.keep.some((slot) => !kept.includes(slot))) {
    throw new Error('the program was not compiled to keep these slots');
  }
  const shape = shapeOf(first);
  for (const request of requests) {
    if (shapeOf(request) !== shape) throw new Error('the runs of a batch differ in structure');
    if (request.seen !== undefined) throw new Error('the runs of a batch see nothing beside what they keep');
    if (request.keep !== first.keep && request.keep.some((slot, i) => slot !== first.keep[i]))
      throw new Error('the runs of a batch keep other slots');
    for (const [i, { fromStep, parameters }] of request.segments.entries()) {
      if (i > 0 && fromStep <= request.segments[i - 1]!.fromStep) throw new Error('segments must come in order');
      if (parameters.length !== plan.parameters.length) {
        throw new Error('a segment has the wrong number of parameters');
      }
      assertFixed(parameters, fixed);
    }
  }
  if (first.segments[0]?.fromStep !== 0) throw new Error('the first segment must begin at step 0');
}

/** Indices of parameters, and their values. */
export interface Fixed {
  readonly indices: Int32Array;
  readonly values: Float64Array;
}

/** A plain loop, since it is run for every segment of every run. */
function assertFixed(parameters: Float64Array, { indices, values }: Fixed): void {
  for (let i = 0; i < indices.length; i++)
    if (!Object.is(parameters[indices[i]!], values[i]))
      throw new Error('a parameter changes that was said to be fixed');
}

function shapeOf({ segments, keep, until, snapshotAt, from }: RunRequest): string {
  return [keep.length, until, snapshotAt, from?.step ?? 0, ...segments.map(({ fromStep }) => fromStep)].join();
}

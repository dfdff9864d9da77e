/** What a pool and its workers say to each other. Plans are sent once, then experiments on them, then work. */
import type { EngineName } from '../engine/compile-batch.ts';
import type { PlanUse } from '../engine/ir/ir.ts';
import type { Plan } from '../model/plan.ts';
import type { Blocks } from './blocks.ts';
import type { Ensemble, Experiment } from './experiment.ts';
import type { BandsKind } from './member-pool.ts';

export type PoolMessage =
  /** To be compiled and kept, in place of `forget` if that is given. */
  | {
      readonly kind: 'plan';
      readonly id: number;
      readonly plan: Plan;
      readonly engine: EngineName | undefined;
      readonly use: PlanUse;
      readonly forget: number | undefined;
    }
  | {
      readonly kind: 'experiment';
      readonly id: number;
      readonly plan: number;
      readonly experiment: Omit<Experiment, 'plan'>;
      readonly bands: BandsKind;
      readonly forget: number | undefined;
    }
  /** Do these blocks; then, with shared memory, what is left in the queue. */
  | {
      readonly kind: 'work';
      readonly job: number;
      readonly experiment: number;
      readonly blocks: Blocks;
      readonly given: readonly number[];
      readonly lane: number;
      readonly queue: SharedArrayBuffer | undefined;
    };

export type WorkerAnswer =
  /** Said once, when the worker can hear. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'block'; readonly job: number; readonly block: number; readonly ensemble: Ensemble }
  /** There is nothing left to do. */
  | { readonly kind: 'drained'; readonly job: number }
  /** A bug of ours: what throws would throw again. */
  | { readonly kind: 'error'; readonly error: unknown };

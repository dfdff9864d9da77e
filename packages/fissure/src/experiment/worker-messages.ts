/** What a pool and its workers say to each other. What experiments have in common is sent once, then they, then work. */
import type { EngineName } from '../engine/compile-batch.ts';
import type { PlanUse } from '../engine/ir/ir.ts';
import type { Plan } from '../model/plan.ts';
import type { BandsKind } from './bands-kind.ts';
import type { Blocks } from './blocks.ts';
import type { Ensemble, Experiment } from './experiment.ts';

/** What stays the same while a lever moves, and is large. */
type LargePart = 'factors' | 'points' | 'selection';

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
  | { readonly kind: 'part'; readonly id: number; readonly value: unknown; readonly forget: number | undefined }
  | {
      readonly kind: 'experiment';
      readonly id: number;
      readonly plan: number;
      readonly experiment: Omit<Experiment, 'plan' | LargePart>;
      /** Names and numbers of those that it has. */
      readonly parts: readonly (readonly [string, number])[];
      readonly bands: BandsKind;
      readonly forget: number | undefined;
    }
  /** Do the block that is given, if one is; then, with shared memory, what is left in the queue. */
  | {
      readonly kind: 'work';
      readonly job: number;
      readonly experiment: number;
      readonly blocks: Blocks;
      readonly given: number | undefined;
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

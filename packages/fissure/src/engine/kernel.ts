/**
 * The part of a run that differs between the back ends: the equations of a plan over fixed memory. Everything else
 * (clock, integration, held cells, ledger, saving) is written once, in simulate.ts and what it calls.
 */
import type { Plan } from '../model/plan.ts';

export interface KernelMemory {
  /** One number per slot of the plan. */
  readonly row: Float64Array;
  /** [simulated time of the stage, whole step]. */
  readonly clock: Float64Array;
  /** By index of `plan.stocks`: rate of change per unit of time. */
  readonly rates: Float64Array;
  /** By index of `plan.stocks`: what a non-negative stock could still have given, per unit of time. */
  readonly spare: Float64Array;
  /** Arguments of the draw that is about to be made. */
  readonly drawArguments: Float64Array;
}

/** Sets the slot of the entry with this index in `plan.initial` or `plan.held`. */
export type SettleCell = (index: number) => void;

export interface Kernel extends KernelMemory {
  member(): void;
  /** Goes through `plan.initial` in order; for a draw works out the arguments, then lets `settle` set the slot. */
  initial(settle: SettleCell): void;
  /** Goes through `plan.held` in order, in the same way; `settle` also sets PREVIOUS cells and pipelines. */
  held(settle: SettleCell): void;
  /** The step equations, then the cuts of non-negative stocks, then the rates of all stocks. */
  evaluate(): void;
  observe(): void;
}

const DRAW_ARGUMENTS_MOST = 2;

export function allocateKernelMemory(plan: Plan): KernelMemory {
  return {
    row: allocate(plan.slots.length),
    clock: allocate(2),
    rates: allocate(plan.stocks.length),
    spare: allocate(plan.stocks.length),
    drawArguments: allocate(DRAW_ARGUMENTS_MOST),
  };
}

/** Over a buffer of its own, however short: V8 may move the inside of a small typed array, but never a buffer. */
export function allocate(length: number): Float64Array {
  return new Float64Array(new ArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
}

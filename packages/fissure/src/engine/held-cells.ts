/** The cells that change once per whole step: draws, PREVIOUS and pipeline delays, and the memory they need. */
import { type RandomKey, uniformAt } from '../base/random.ts';
import type { HeldAssignment, HeldDraw, Plan } from '../model/plan.ts';
import { drawValue } from './draws.ts';
import type { Kernel } from './kernel.ts';

export interface HeldCells {
  /** Runs `initial`, then sizes the pipelines by the delays in the row; returns the slot of a delay that is no number. */
  begin(key: RandomKey): number | undefined;
  /** Sets every held cell for this step. */
  settle(step: number, key: RandomKey): void;
  /** Remembers what PREVIOUS and the pipelines will want, once the step has been evaluated. */
  remember(step: number): void;
  /** What is remembered, as copies; `restore` takes it back. */
  save(): Float64Array[];
  restore(saved: readonly Float64Array[]): void;
}

type Pipeline = HeldAssignment & { kind: 'pipeline' };

export function makeHeldCells(plan: Plan, kernel: Kernel): HeldCells {
  const { row, drawArguments } = kernel;
  const previousSlots = plan.held.flatMap((cell) => (cell.kind === 'previous' ? [cell.of] : []));
  const pipelines = plan.held.filter((cell) => cell.kind === 'pipeline');
  // Position among the cells of its own kind, by index of `plan.held`.
  const ordinals = plan.held.map((cell, index) => plan.held.slice(0, index).filter((c) => c.kind === cell.kind).length);
  let previous = new Float64Array(previousSlots.length);
  // Pipeline p remembers the last lengths[p] inputs in a ring of `passing` that begins at offsets[p].
  let lengths = new Float64Array(pipelines.length);
  let passing = new Float64Array(0);
  let offsets: number[] = [];
  let stepNow = 0;
  let keyNow: RandomKey = [0, 0];

  const draw = (cell: HeldDraw): void => {
    const u = uniformAt(keyNow, cell.stream[0], cell.stream[1], stepNow, 0);
    row[cell.slot] = drawValue(cell.distribution, u, drawArguments[0]!, drawArguments[1]!);
  };
  const settleCell = (heldIndex: number): void => {
    const cell = plan.held[heldIndex]!;
    const ordinal = ordinals[heldIndex]!;
    if (cell.kind === 'draw') {
      draw(cell);
    } else if (cell.kind === 'pipeline') {
      row[cell.slot] = passing[offsets[ordinal]! + (stepNow % lengths[ordinal]!)]!;
    } else if (cell.kind === 'previous' && stepNow > 0) {
      row[cell.slot] = previous[ordinal]!;
    }
  };

  return {
    begin(key) {
      stepNow = 0;
      keyNow = key;
      kernel.initial((index) => draw(plan.initial[index] as HeldDraw));
      const broken = pipelines.find((pipeline) => !Number.isFinite(row[pipeline.delay]!));
      if (broken !== undefined) return broken.delay;
      lengths = Float64Array.from(pipelines, (pipeline) => pipelineLength(plan, pipeline, row));
      offsets = offsetsOf(lengths);
      passing = new Float64Array(lengths.reduce((sum, length) => sum + length, 0));
      pipelines.forEach((pipeline, p) => {
        passing.fill(row[pipeline.initial]!, offsets[p]!, offsets[p]! + lengths[p]!);
      });
      return undefined;
    },
    settle(step, key) {
      stepNow = step;
      keyNow = key;
      kernel.held(settleCell);
    },
    remember(step) {
      for (let p = 0; p < previousSlots.length; p++) previous[p] = row[previousSlots[p]!]!;
      for (let p = 0; p < pipelines.length; p++) {
        passing[offsets[p]! + (step % lengths[p]!)] = row[pipelines[p]!.input]!;
      }
    },
    save: () => [previous.slice(), lengths.slice(), passing.slice()],
    restore(saved) {
      previous = saved[0]!.slice();
      lengths = saved[1]!.slice();
      passing = saved[2]!.slice();
      offsets = offsetsOf(lengths);
    },
  };
}

/** Delay in whole steps: at least one, since the input of a step is known only after its held cells. */
function pipelineLength(plan: Plan, pipeline: Pipeline, row: Float64Array): number {
  const steps = Math.round(row[pipeline.delay]! / plan.time.dt);
  // Longer than the run makes no difference, and would only take memory.
  return Math.min(Math.max(steps, 1), plan.time.stepCount + 1);
}

function offsetsOf(lengths: Float64Array): number[] {
  const offsets: number[] = [];
  let sum = 0;
  for (const length of lengths) {
    offsets.push(sum);
    sum += length;
  }
  return offsets;
}

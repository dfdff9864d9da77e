/**
 * Drives a kernel through a run: segments, held cells, evaluation, saving, integration, snapshots, failure. The order
 * within a step is part of the meaning of a plan:
 *
 *   snapshot -> segment (parameters, member) -> step 0: initial -> held -> step, cuts, rates
 *   -> at saved steps: observe, save, compare the ledger -> remember (PREVIOUS, pipelines) -> advance the stocks
 */
import type { RandomKey } from '../base/random.ts';
import type { Plan } from '../model/plan.ts';
import { type HeldCells, makeHeldCells } from './held-cells.ts';
import { type Advance, makeAdvance, setClock } from './integrate.ts';
import type { Kernel } from './kernel.ts';
import { type Ledger, makeLedger } from './ledger.ts';
import {
  lastStep,
  type Program,
  type Run,
  type RunRequest,
  type RunStatus,
  type Segment,
  type Snapshot,
  savedCount,
} from './run.ts';

interface Machine {
  readonly plan: Plan;
  readonly kernel: Kernel;
  readonly held: HeldCells;
  readonly ledger: Ledger;
  readonly advance: Advance;
}

type Failure = RunStatus & { kind: 'failed' };

export function makeProgram(plan: Plan, kernel: Kernel): Program {
  const ledger = makeLedger(plan, kernel.row);
  const held = makeHeldCells(plan, kernel);
  const machine: Machine = { plan, kernel, held, ledger, advance: makeAdvance(plan, kernel, ledger) };
  return { plan, simulate: (request) => simulate(machine, request) };
}

function simulate(machine: Machine, request: RunRequest): Run {
  assertRequest(machine.plan, request);
  const { plan, ledger } = machine;
  const { keep, seen = [] } = request;
  const saved = new Float64Array((keep.length + seen.length) * savedCount(plan)).fill(NaN);
  const from = request.from !== undefined && request.from.step > 0 ? request.from : undefined;
  const firstStep = from === undefined ? begin(machine) : restore(machine, from, saved);

  const last = lastStep(plan, request);
  let snapshot: Snapshot | undefined;
  let failure: Failure | undefined;
  for (let step = firstStep; step <= last && failure === undefined; step++) {
    if (step === request.snapshotAt) snapshot = takeSnapshot(machine, step, saved);
    failure = simulateStep(machine, request, step, step === firstStep, saved);
  }
  return { status: failure ?? { kind: 'completed' }, saved, imbalance: ledger.largest(), snapshot };
}

function simulateStep(
  machine: Machine,
  request: RunRequest,
  step: number,
  isFirst: boolean,
  saved: Float64Array,
): Failure | undefined {
  const { plan, kernel, held, ledger } = machine;
  setClock(plan, kernel, step, 0);
  applySegment(machine, request.segments, step, isFirst);
  if (step === 0) {
    const failure = initialise(machine, request.stream);
    if (failure !== undefined) return failure;
  }
  held.settle(step, request.stream);
  kernel.evaluate();
  if (step % plan.time.saveEvery === 0) {
    const failure = save(machine, request, step, saved);
    if (failure !== undefined) return failure;
    ledger.compare();
  }
  held.remember(step);
  if (step === lastStep(plan, request)) return undefined;
  machine.advance(step);
  return findBrokenStock(machine, step + 1);
}

/** Slots start as NaN, so that a plan that reads one before it is assigned cannot go unseen. */
function begin({ kernel }: Machine): number {
  kernel.row.fill(NaN);
  return 0;
}

function initialise(machine: Machine, key: RandomKey): Failure | undefined {
  const { held, ledger } = machine;
  const brokenDelay = held.begin(key);
  ledger.open();
  const brokenStock = findBrokenStock(machine, 0);
  if (brokenStock !== undefined) return brokenStock;
  return brokenDelay === undefined ? undefined : failureAt(machine, 0, brokenDelay);
}

/**
 * Applies the segment that begins at this step, if one does. The first step that is simulated applies the segment it
 * falls in: after a snapshot this repeats what was there, unless an arm begins at that very step.
 */
function applySegment({ plan, kernel }: Machine, segments: readonly Segment[], step: number, isFirst: boolean): void {
  const segment = isFirst
    ? segments.findLast((candidate) => candidate.fromStep <= step)
    : segments.find((candidate) => candidate.fromStep === step);
  if (segment === undefined) return;
  plan.parameters.forEach((parameter, index) => {
    kernel.row[parameter.slot] = segment.parameters[index]!;
  });
  kernel.member();
}

function save(
  machine: Machine,
  { keep, seen = [] }: RunRequest,
  step: number,
  saved: Float64Array,
): Failure | undefined {
  const { plan, kernel } = machine;
  const { row } = kernel;
  kernel.observe();
  for (const slot of keep) if (!Number.isFinite(row[slot]!)) return failureAt(machine, step, slot);
  const count = savedCount(plan);
  let at = step / plan.time.saveEvery;
  for (const slots of [keep, seen])
    for (let i = 0; i < slots.length; i++) {
      saved[at] = row[slots[i]!]!;
      at += count;
    }
  return undefined;
}

function findBrokenStock(machine: Machine, step: number): Failure | undefined {
  const { row } = machine.kernel;
  for (const { slot } of machine.plan.stocks) {
    if (!Number.isFinite(row[slot]!)) return failureAt(machine, step, slot);
  }
  return undefined;
}

function failureAt({ plan, kernel }: Machine, step: number, slot: number): Failure {
  const time = plan.time.start + step * plan.time.dt;
  return { kind: 'failed', step, time, slot, value: kernel.row[slot]! };
}

function takeSnapshot({ kernel, ledger, held }: Machine, step: number, saved: Float64Array): Snapshot {
  return { step, state: [kernel.row.slice(), saved.slice(), ledger.save(), ...held.save()] };
}

function restore({ kernel, ledger, held }: Machine, { step, state }: Snapshot, saved: Float64Array): number {
  const [row, savedBefore, books, ...remembered] = state;
  if (row?.length !== kernel.row.length || savedBefore?.length !== saved.length) {
    throw new Error('the snapshot is of another plan or keeps other slots');
  }
  kernel.row.set(row);
  saved.set(savedBefore);
  ledger.restore(books!);
  held.restore(remembered);
  return step;
}

function assertRequest(plan: Plan, { segments }: RunRequest): void {
  if (segments[0]?.fromStep !== 0) throw new Error('the first segment must begin at step 0');
  segments.forEach((segment, index) => {
    if (index > 0 && segment.fromStep <= segments[index - 1]!.fromStep) throw new Error('segments must come in order');
    if (segment.parameters.length !== plan.parameters.length)
      throw new Error('a segment has the wrong number of parameters');
  });
}

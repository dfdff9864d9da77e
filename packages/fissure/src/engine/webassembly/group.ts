/** An instance of a module, and how it is driven through runs. */
import { clearingPrice } from '../../base/clearing-price.ts';
import * as elementary from '../../base/elementary.ts';
import { inverseNormal } from '../../base/normal.ts';
import type { RandomKey } from '../../base/random.ts';
import type { Plan } from '../../model/plan.ts';
import { modulo, power } from '../functions.ts';
import type { PlanUse } from '../ir/ir.ts';
import { prepareLookup, SEGMENT_FIELDS } from '../lookup.ts';
import {
  lastStep,
  type Run,
  type RunRequest,
  type RunStatus,
  type Segment,
  type Snapshot,
  savedCount,
} from '../run.ts';
import type { EmittedModule, ModuleExports, ModuleImports } from './emit-webassembly.ts';
import { CALL, CALL_BYTES } from './lookup-code.ts';
import { MemoryLayout } from './memory-layout.ts';
import type { RareName } from './node-code.ts';
import { FAIL_KEPT } from './run-code.ts';
import { type WasmMemory, webAssembly } from './webassembly-api.ts';

/** Steps per call into the module: engines replace slow first code only between calls. */
const STEPS_PER_CALL = 256;

const RARE: Readonly<Record<RareName, (a: number, b: number) => number>> = {
  exp: elementary.exp,
  ln: elementary.ln,
  log10: elementary.log10,
  pow: power,
  sin: elementary.sin,
  cos: elementary.cos,
  tan: elementary.tan,
  arcsin: elementary.arcsin,
  arccos: elementary.arccos,
  arctan: elementary.arctan,
  mod: modulo,
  inverseNormal,
};

type Failure = RunStatus & { kind: 'failed' };

/** One instance of the module with its memory: runs up to `lanes` members side by side. */
export class Group {
  private readonly plan: Plan;
  private readonly emitted: EmittedModule;
  private readonly layout: MemoryLayout;
  private readonly memory: WasmMemory;
  private readonly module: ModuleExports;
  private readonly pipelines: readonly { readonly slot: number; readonly delay: number; readonly initial: number }[];
  private readonly previousCount: number;
  /** Parameters that have a cell to be set, and its address. */
  private readonly parameterIndices: Int32Array;
  private readonly parameterAddresses: Int32Array;
  private doubles: Float64Array;
  private ints: Int32Array;

  // Of the runs under way.
  private requests: readonly RunRequest[] = [];
  private failures: (Failure | undefined)[] = [];
  private imbalances: (readonly number[] | undefined)[] = [];
  private snapshots: (Snapshot | undefined)[] = [];
  private out = 0;
  private firstStep = 0;

  constructor(plan: Plan, use: PlanUse, emitted: EmittedModule) {
    this.plan = plan;
    this.emitted = emitted;
    this.layout = emitted.layout;
    this.pipelines = plan.held.filter((cell) => cell.kind === 'pipeline');
    // Fixed ones are numbers in the code; who keeps one still finds it in its cell.
    const kept = new Set(use.kept ?? plan.slots.keys());
    const indices = [...plan.parameters.keys()].filter(
      (index) => !use.fixed?.has(index) || kept.has(plan.parameters[index]!.slot),
    );
    this.parameterIndices = Int32Array.from(indices);
    this.parameterAddresses = Int32Array.from(indices, (index) => emitted.layout.slots[plan.parameters[index]!.slot]!);
    this.previousCount = plan.held.filter((cell) => cell.kind === 'previous').length;
    const { Instance, Memory, Module } = webAssembly();
    this.memory = new Memory({ initial: MemoryLayout.pagesFor(emitted.layout.end) });
    this.doubles = new Float64Array(this.memory.buffer);
    this.ints = new Int32Array(this.memory.buffer);
    const host: ModuleImports = {
      memory: this.memory,
      rare: (number) => this.computeRare(RARE[emitted.rareNames[number]!]),
      price: (askers) => this.computePrices(askers),
      fail: (kind, step) => this.fail(kind, step),
    };
    const instance = new Instance(new Module(emitted.bytes), { host });
    this.module = instance.exports as unknown as ModuleExports;
    this.writeTables();
  }

  simulate(requests: readonly RunRequest[]): Run[] {
    const { plan, layout } = this;
    const [request] = requests as [RunRequest];
    this.requests = requests;
    this.failures = requests.map(() => undefined);
    this.imbalances = requests.map(() => undefined);
    this.snapshots = requests.map(() => undefined);
    const keepAddress = this.reserve(request.keep.length);
    for (const [i, slot] of request.keep.entries()) this.ints[keepAddress / 4 + i] = layout.slots[slot]!;
    for (let lane = 0; lane < layout.lanes; lane++) {
      this.setAlive(lane, lane < requests.length);
      this.setKey(lane, this.requestOf(lane).stream);
    }
    const from = request.from !== undefined && request.from.step > 0 ? request.from.step : 0;
    this.firstStep = from;
    if (from === 0) this.begin();
    else this.restore();

    let step = from;
    const last = lastStep(plan, request);
    while (step <= last && this.failures.includes(undefined)) {
      if (step === request.snapshotAt) this.takeSnapshots(step);
      this.applySegment(step, step === from);
      if (step === 0 && !this.initialise()) break;
      const next = this.nextStop(step, last);
      this.module.run(step, next, last, keepAddress, request.keep.length, this.out);
      step = next;
    }
    return requests.map((_, lane) => ({
      status: this.failures[lane] ?? { kind: 'completed' },
      saved: this.savedOf(lane, last + 1, this.failures[lane], requests[lane]!.room),
      imbalance: this.imbalances[lane] ?? this.imbalanceOf(lane),
      snapshot: this.snapshots[lane],
    }));
  }

  private writeTables(): void {
    const { emitted, layout } = this;
    for (const [i, bits] of [...layout.constantBits].entries()) {
      new DataView(this.memory.buffer).setBigUint64(layout.constants + 8 * i, bits, true);
    }
    const bytesOf = this.plan.lookups.map((lookup, i) => {
      const { segments, low, high } = prepareLookup(lookup);
      const at = emitted.lookupTables[i]!.address / 8;
      this.doubles.set(segments, at);
      this.doubles.set([low, high], at + segments.length);
      return 8 * segments.length;
    });
    for (const [i, { lookup, segment, positions }] of emitted.lookupCalls.entries()) {
      const entry = (emitted.callTable + i * CALL_BYTES) / 4;
      const { address } = emitted.lookupTables[lookup]!;
      this.ints[entry + CALL.table / 4] = address;
      this.ints[entry + CALL.bytes / 4] = bytesOf[lookup]!;
      this.ints[entry + CALL.segment / 4] = segment;
      this.ints[entry + CALL.positions / 4] = positions;
      for (let field = 0; field < SEGMENT_FIELDS; field++) {
        const at = segment / 8 + field * layout.lanes;
        this.doubles.fill(this.doubles[address / 8 + field]!, at, at + layout.lanes);
      }
    }
  }

  /** Room behind the fixed part for the addresses of kept slots and what is kept; answers where the addresses go. */
  private reserve(keepCount: number): number {
    const { layout } = this;
    const addressBytes = Math.ceil((4 * keepCount) / 16) * 16;
    this.out = layout.end + addressBytes;
    this.grow(this.ringsBegin());
    return layout.end;
  }

  /** First byte behind the kept values. */
  private ringsBegin(): number {
    return this.out + this.requests[0]!.keep.length * savedCount(this.plan) * this.layout.cellBytes;
  }

  private grow(bytes: number): void {
    const missing = MemoryLayout.pagesFor(bytes) - this.memory.buffer.byteLength / 65536;
    if (missing <= 0) return;
    this.memory.grow(missing);
    this.doubles = new Float64Array(this.memory.buffer);
    this.ints = new Int32Array(this.memory.buffer);
  }

  private cell(address: number, lane: number): number {
    return this.doubles[address / 8 + lane]!;
  }

  private setCell(address: number, lane: number, value: number): void {
    this.doubles[address / 8 + lane] = value;
  }

  private slot(slot: number, lane: number): number {
    return this.cell(this.layout.slots[slot]!, lane);
  }

  private setAlive(lane: number, isAlive: boolean): void {
    this.ints.fill(isAlive ? -1 : 0, this.layout.alive / 4 + 2 * lane, this.layout.alive / 4 + 2 * lane + 2);
  }

  private setKey(lane: number, key: RandomKey): void {
    for (const [i, word] of key.entries()) {
      const at = (this.layout.keys + i * this.layout.cellBytes) / 4 + 2 * lane;
      this.ints[at] = word;
      this.ints[at + 1] = 0;
    }
  }

  /** The request of a lane; idle lanes run the last one once more. */
  private requestOf(lane: number): RunRequest {
    return this.requests[Math.min(lane, this.requests.length - 1)]!;
  }

  private begin(): void {
    const { layout, doubles } = this;
    doubles.fill(NaN, layout.stocks / 8, layout.rates / 8);
  }

  private applySegment(step: number, isFirst: boolean): void {
    const { layout, parameterIndices: indices, parameterAddresses: addresses } = this;
    const find = (segments: readonly Segment[]) =>
      isFirst
        ? segments.findLast((candidate) => candidate.fromStep <= step)
        : segments.find((candidate) => candidate.fromStep === step);
    if (find(this.requests[0]!.segments) === undefined) return;
    for (let lane = 0; lane < layout.lanes; lane++) {
      const { parameters } = find(this.requestOf(lane).segments)!;
      for (let i = 0; i < indices.length; i++) this.setCell(addresses[i]!, lane, parameters[indices[i]!]!);
    }
    this.setClock(step);
    this.module.member();
  }

  private setClock(step: number): void {
    const { start, dt } = this.plan.time;
    this.doubles[this.layout.clock / 8] = start + step * dt;
    this.doubles[this.layout.clock / 8 + 1] = step;
    this.ints[this.layout.clock / 4 + 4] = step;
  }

  /** False if no member survives it. */
  private initialise(): boolean {
    const { plan, layout } = this;
    this.module.initial();
    this.module.open();
    let isAnyAlive = false;
    for (const lane of this.requests.keys()) {
      const stock = plan.stocks.find(({ slot }) => !Number.isFinite(this.slot(slot, lane)));
      const delay = this.pipelines.find((pipeline) => !Number.isFinite(this.slot(pipeline.delay, lane)));
      const broken = stock?.slot ?? delay?.delay;
      if (broken !== undefined) this.recordFailure(lane, 0, broken);
      isAnyAlive ||= broken === undefined;
    }
    const lengths = this.pipelines.map(({ delay }) =>
      Array.from({ length: layout.lanes }, (_, lane) => this.pipelineLength(this.slot(delay, lane))),
    );
    this.layRings(lengths);
    for (const [p, { initial }] of this.pipelines.entries()) {
      for (let lane = 0; lane < layout.lanes; lane++) this.ring(p, lane).fill(this.slot(initial, lane));
    }
    return isAnyAlive;
  }

  private pipelineLength(delay: number): number {
    const { dt, stepCount } = this.plan.time;
    const steps = Number.isFinite(delay) ? Math.round(delay / dt) : 1;
    return Math.min(Math.max(steps, 1), stepCount + 1);
  }

  /** Puts the rings one behind the other, by pipeline and lane. */
  private layRings(lengths: readonly (readonly number[])[]): void {
    let address = this.ringsBegin();
    this.grow(address + 8 * lengths.flat().reduce((sum, length) => sum + length, 0));
    let entry = this.layout.pipelines / 4;
    for (const length of lengths.flat()) {
      this.ints[entry] = address;
      this.ints[entry + 1] = length;
      entry += 2;
      address += 8 * length;
    }
  }

  private ring(pipeline: number, lane: number): Float64Array {
    const entry = this.layout.pipelines / 4 + 2 * (pipeline * this.layout.lanes + lane);
    const begin = this.ints[entry]! / 8;
    return this.doubles.subarray(begin, begin + this.ints[entry + 1]!);
  }

  private nextStop(step: number, last: number): number {
    const { snapshotAt, segments } = this.requests[0]!;
    let next = Math.min(step + STEPS_PER_CALL, last + 1);
    if (snapshotAt !== undefined && snapshotAt > step) next = Math.min(next, snapshotAt);
    for (const { fromStep } of segments) if (fromStep > step) next = Math.min(next, fromStep);
    return next;
  }

  private computeRare(compute: (a: number, b: number) => number): void {
    const { doubles, layout } = this;
    const at = layout.scratch / 8;
    for (let lane = 0; lane < layout.lanes; lane++) {
      doubles[at + lane] = compute(doubles[at + lane]!, doubles[at + layout.lanes + lane]!);
    }
  }

  private computePrices(askers: number): void {
    const { doubles, layout } = this;
    const at = layout.scratch / 8;
    for (let lane = 0; lane < layout.lanes; lane++) {
      doubles[at + lane] = clearingPrice(doubles, askers, at + lane, layout.lanes);
    }
  }

  private fail(kind: number, step: number): number {
    const { plan, layout } = this;
    for (const lane of this.requests.keys()) {
      if (this.failures[lane] !== undefined || !Number.isNaN(this.cell(layout.broken, lane))) continue;
      const slots = kind === FAIL_KEPT ? this.requests[0]!.keep : plan.stocks.map((stock) => stock.slot);
      this.recordFailure(lane, step, slots.find((slot) => !Number.isFinite(this.slot(slot, lane)))!);
    }
    return this.failures.includes(undefined) ? 0 : 1;
  }

  private recordFailure(lane: number, step: number, slot: number): void {
    const { start, dt } = this.plan.time;
    const value = this.slot(slot, lane);
    this.failures[lane] = { kind: 'failed', step, time: start + step * dt, slot, value };
    this.imbalances[lane] = this.imbalanceOf(lane);
    this.setAlive(lane, false);
  }

  private imbalanceOf(lane: number): readonly number[] {
    const { layout } = this;
    return this.plan.conserved.map((_, entry) => this.cell(layout.books + (4 * entry + 3) * layout.cellBytes, lane));
  }

  /** What a lane has kept before step `to`, or before it failed. */
  private savedOf(lane: number, to: number, failure: Failure | undefined, room?: Float64Array): Float64Array {
    const { plan, layout, doubles } = this;
    const { keep, from } = this.requests[lane]!;
    const count = savedCount(plan);
    const saved = room ?? new Float64Array(keep.length * count);
    if (this.firstStep > 0) saved.set(from!.state[1]!);
    else saved.fill(NaN);
    const { saveEvery } = plan.time;
    const first = Math.ceil(this.firstStep / saveEvery);
    const end = Math.min(count, Math.ceil((failure === undefined ? to : failure.step) / saveEvery));
    for (let time = first; time < end; time++) {
      let source = this.out / 8 + time * keep.length * layout.lanes + lane;
      for (let i = 0; i < keep.length; i++) {
        saved[i * count + time] = doubles[source]!;
        source += layout.lanes;
      }
    }
    return saved;
  }

  private column(address: number, count: number, lane: number): Float64Array {
    const { doubles, layout } = this;
    const begin = address / 8 + lane;
    const values = new Float64Array(count);
    for (let i = 0; i < count; i++) values[i] = doubles[begin + i * layout.lanes]!;
    return values;
  }

  private setColumn(address: number, values: Float64Array, lane: number): void {
    const { doubles, layout } = this;
    let at = address / 8 + lane;
    for (const value of values) {
      doubles[at] = value;
      at += layout.lanes;
    }
  }

  /** In the form that simulate.ts gives them: row, saved values, books, then what held cells remember. */
  private takeSnapshots(step: number): void {
    const { plan, layout } = this;
    for (const lane of this.requests.keys()) {
      if (this.failures[lane] !== undefined) continue;
      const row = new Float64Array(layout.slots.length);
      for (let slot = 0; slot < row.length; slot++) row[slot] = this.slot(slot, lane);
      const rings = this.pipelines.map((_, p) => this.ring(p, lane));
      const passing = new Float64Array(rings.reduce((sum, ring) => sum + ring.length, 0));
      let at = 0;
      for (const ring of rings) {
        passing.set(ring, at);
        at += ring.length;
      }
      const state = [
        row,
        this.savedOf(lane, step, undefined),
        this.column(layout.books, 4 * plan.conserved.length, lane),
        this.column(layout.previous, this.previousCount, lane),
        Float64Array.from(rings, (ring) => ring.length),
        passing,
      ];
      this.snapshots[lane] = { step, state };
    }
  }

  private restore(): void {
    const { plan, layout, doubles } = this;
    const states = Array.from({ length: layout.lanes }, (_, lane) => this.requestOf(lane).from!.state);
    for (const [lane, [row, saved, books, previous]] of states.entries()) {
      if (row?.length !== plan.slots.length || saved?.length !== this.requests[0]!.keep.length * savedCount(plan)) {
        throw new Error('the snapshot is of another plan or keeps other slots');
      }
      for (let slot = 0; slot < row.length; slot++) doubles[layout.slots[slot]! / 8 + lane] = row[slot]!;
      this.setColumn(layout.books, books!, lane);
      this.setColumn(layout.previous, previous!, lane);
    }
    this.layRings(this.pipelines.map((_, p) => states.map((state) => state[4]![p]!)));
    for (const [lane, state] of states.entries()) {
      let at = 0;
      for (const p of this.pipelines.keys()) {
        const ring = this.ring(p, lane);
        ring.set(state[5]!.subarray(at, at + ring.length));
        at += ring.length;
      }
    }
  }
}

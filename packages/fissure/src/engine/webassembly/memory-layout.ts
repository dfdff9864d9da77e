/**
 * Where things lie in the memory of a WebAssembly program. A `cell` is one number for each lane of a group. What is
 * fixed when the code is written lies below; what depends on a run (kept values, pipelines) is put behind it.
 */
import type { Plan } from '../../model/plan.ts';
import { SEGMENT_FIELDS } from '../lookup.ts';

const ALIGNMENT = 16;
const PAGE = 65536;
const CONSTANTS_MOST = 4096;

export class MemoryLayout {
  readonly units: number;
  readonly lanes: number;
  /** Bytes of a cell. */
  readonly cellBytes: number;
  /** Arguments, or a result, of calls to the host. */
  readonly scratch: number;
  /** Simulated time of the stage and whole step, as doubles; the step once more, as int32. */
  readonly clock: number;
  /** Ones in the lanes whose member has not failed. */
  readonly alive: number;
  /** NaN in the lanes where the last check met a value that is not finite. */
  readonly broken: number;
  /** Key of each lane's random streams: seed, then member number, as int64. */
  readonly keys: number;
  /** Per conserved quantity: start total, sum, compensation, largest relative imbalance. */
  readonly books: number;
  /** All stocks, those that may become negative first, then the other slots. */
  readonly slots: Int32Array;
  /** By index of `plan.stocks`: place among stocks and rates. */
  readonly stockPlaces: Int32Array;
  /** How many of them come before the non-negative ones. */
  readonly plainStockCount: number;
  readonly stocks: number;
  readonly rates: number;
  /** Cells of the middle form beyond the slots. */
  readonly cells: number;
  readonly spare: number;
  readonly before: number;
  readonly first: number;
  readonly middle: number;
  readonly previous: number;
  /** Per pipeline and lane: address of the ring and its length, as two int32. */
  readonly pipelines: number;
  readonly constants: number;
  private readonly constantNumbers = new Map<bigint, number>();
  private used = 0;

  constructor(plan: Plan, units: number, cellCount: number, scratchCells: number) {
    this.units = units;
    this.lanes = 2 * units;
    this.cellBytes = 16 * units;
    this.scratch = this.takeCells(scratchCells);
    this.clock = this.take(24);
    this.alive = this.takeCells(1);
    this.broken = this.takeCells(1);
    this.keys = this.takeCells(2);
    this.books = this.takeCells(4 * plan.conserved.length);
    this.stocks = this.takeCells(plan.stocks.length);
    this.slots = new Int32Array(plan.slots.length).fill(-1);
    this.stockPlaces = placesOf(plan);
    this.plainStockCount = plan.stocks.filter(({ nonNegative }) => !nonNegative).length;
    for (const [i, { slot }] of plan.stocks.entries()) this.slots[slot] = this.stockCell(this.stocks, i);
    for (const [slot, address] of this.slots.entries()) if (address < 0) this.slots[slot] = this.takeCells(1);
    this.cells = this.takeCells(cellCount);
    this.rates = this.takeCells(plan.stocks.length);
    this.spare = this.takeCells(plan.stocks.length);
    const stages = plan.time.method === 'rk4' ? plan.stocks.length : 0;
    this.before = this.takeCells(stages);
    this.first = this.takeCells(stages);
    this.middle = this.takeCells(stages);
    this.previous = this.takeCells(plan.held.filter(({ kind }) => kind === 'previous').length);
    this.pipelines = this.take(8 * this.lanes * plan.held.filter(({ kind }) => kind === 'pipeline').length);
    this.constants = this.take(8 * CONSTANTS_MOST);
  }

  /** Of a stock, by index of `plan.stocks`, in one of the rows that have a cell for each. */
  stockCell(row: number, index: number): number {
    return row + this.stockPlaces[index]! * this.cellBytes;
  }

  takeCells(count: number): number {
    return this.take(count * this.cellBytes);
  }

  take(bytes: number): number {
    const address = this.used;
    this.used += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    return address;
  }

  /** For the segments of a lookup and the call's place in them. */
  takeLookupCall(): { readonly segment: number; readonly positions: number } {
    return { segment: this.takeCells(SEGMENT_FIELDS), positions: this.take(4 * this.lanes) };
  }

  constantAddress(bits: bigint): number | undefined {
    let number = this.constantNumbers.get(bits);
    if (number === undefined) {
      if (this.constantNumbers.size === CONSTANTS_MOST) return undefined;
      number = this.constantNumbers.size;
      this.constantNumbers.set(bits, number);
    }
    return this.constants + 8 * number;
  }

  get constantBits(): IterableIterator<bigint> {
    return this.constantNumbers.keys();
  }

  /** First byte behind all that is fixed. */
  get end(): number {
    return this.used;
  }

  static pagesFor(bytes: number): number {
    return Math.ceil(bytes / PAGE);
  }
}

function placesOf({ stocks }: Plan): Int32Array {
  const places = new Int32Array(stocks.length);
  const order = [...stocks.keys()].sort((a, b) => Number(stocks[a]!.nonNegative) - Number(stocks[b]!.nonNegative));
  for (const [place, index] of order.entries()) places[index] = place;
  return places;
}

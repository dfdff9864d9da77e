/**
 * Lookups without a gather: every call keeps, lane by lane, the fields of the segment that its last argument was in, and
 * searches only when an argument leaves it.
 */
import { BORDER, SEGMENT, SEGMENT_FIELDS } from '../lookup.ts';
import { Assembler } from './assembler.ts';
import { type ModuleFunctions, ONE_INT } from './module-functions.ts';

export interface LookupCall {
  readonly lookup: number;
  readonly segment: number;
  readonly positions: number;
}

/** Address of a lookup's segments; low and high follow behind the last. */
export interface LookupTable {
  readonly address: number;
}

/** Fields of a lookup call in the table that `seek` reads, in bytes; `table` has low and high behind its segments. */
export const CALL = { table: 0, bytes: 4, segment: 8, positions: 12 } as const;
export const CALL_BYTES = 16;

export class LookupCode {
  /** In order, as they are asked for. */
  readonly calls: LookupCall[] = [];
  readonly tables: readonly LookupTable[];
  /** (call): moves a lookup call to the segments of the arguments in the scratch memory. */
  readonly seek: number;
  /** Address of the table of lookup calls, see `CALL`; known once `defineSeek` has been called. */
  callTable = 0;
  readonly #m: ModuleFunctions;

  constructor(functions: ModuleFunctions) {
    this.#m = functions;
    const { layout, plan } = functions;
    this.seek = functions.builder.declare(ONE_INT);
    this.tables = plan.lookups.map(({ x }) => ({ address: layout.take(8 * ((x.length + 1) * SEGMENT_FIELDS + 2)) }));
  }

  addCall(lookup: number): { readonly call: number; readonly segment: number } {
    const place = this.#m.layout.takeLookupCall();
    return { call: this.calls.push({ lookup, ...place }) - 1, segment: place.segment };
  }

  /** Moves a lookup call to the segments of the arguments in the scratch memory, as `lookup-calls.ts` does. */
  defineSeek(): void {
    const { layout } = this.#m;
    const calls = layout.take(this.calls.length * CALL_BYTES);
    this.callTable = calls;
    const [entry, lane, at, x, table, bytes] = [1, 2, 3, 6, 4, 5];
    const a = new Assembler();
    const load = (name: keyof typeof CALL) => a.get(entry).access('i32Load', CALL[name]);
    const field = (name: keyof typeof SEGMENT) =>
      a
        .get(table)
        .get(at)
        .op('i32Add')
        .access('f64Load', 8 * SEGMENT[name]);
    const laneBytes = (size: number) => a.get(lane).int(size).op('i32Mul');
    a.get(0).int(CALL_BYTES).op('i32Mul').int(calls).op('i32Add').set(entry);
    load('table').set(table);
    load('bytes').set(bytes);
    a.count(
      lane,
      () => a.int(layout.lanes),
      () => {
        laneBytes(8).access('f64Load', layout.scratch).set(x);
        a.get(x).op('f64Abs').double(BORDER).op('f64Lt', 'i32Eqz');
        a.when(() => {
          a.get(x).get(table).get(bytes).op('i32Add').access('f64Load', 0).op('f64Max');
          a.get(table).get(bytes).op('i32Add').access('f64Load', 8).op('f64Min').set(x);
        });
        load('positions');
        laneBytes(4).op('i32Add').access('i32Load', 0).set(at);
        a.while(
          () => {
            a.get(x);
            field('FROM').op('f64Lt').int(0).get(at).op('i32LtS', 'i32And');
          },
          () =>
            a
              .get(at)
              .int(8 * SEGMENT_FIELDS)
              .op('i32Sub')
              .set(at),
        );
        a.while(
          () => {
            a.get(x);
            field('TO')
              .op('f64Ge')
              .get(at)
              .int(8 * SEGMENT_FIELDS)
              .op('i32Add')
              .get(bytes)
              .op('i32LtS', 'i32And');
          },
          () =>
            a
              .get(at)
              .int(8 * SEGMENT_FIELDS)
              .op('i32Add')
              .set(at),
        );
        load('positions');
        laneBytes(4).op('i32Add').get(at).access('i32Store', 0);
        for (const name of Object.keys(SEGMENT) as (keyof typeof SEGMENT)[]) {
          load('segment');
          laneBytes(8).op('i32Add');
          field(name).access('f64Store', SEGMENT[name] * layout.cellBytes);
        }
        laneBytes(8).get(x).access('f64Store', layout.scratch);
      },
    );
    const locals = [
      { count: 5, type: 'i32' as const },
      { count: 1, type: 'f64' as const },
    ];
    this.#m.builder.define(this.seek, locals, a.code);
  }
}

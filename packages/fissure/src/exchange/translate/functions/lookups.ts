/** Lookups, called in one way or another. */
import * as make from '../make-expression.ts';
import type { FunctionTable } from './function-table.ts';
import { extendLookup, graphArea, lookupArea, lookupOfTwo, lookupSlope } from './lookup-functions.ts';
import { vectorLookup } from './vector-lookup.ts';

const { call } = make;

export function defineLookups(table: FunctionTable): void {
  table.special('with_lookup', 2, 2, ([x, points], { translator, site }) =>
    call(translator.lookupName(points!, site), translator.expression(x!, site)),
  );
  table.special('lookup', 2, 2, ([points, x], { translator, site }) =>
    call(translator.lookupName(points!, site), translator.expression(x!, site)),
  );
  table.special('lookup_extrapolate tabxl', 2, 2, extendLookup('extrapolate'));
  table.special('lookup_forward', 2, 2, extendLookup('forward'));
  table.special('lookup_backward', 2, 2, extendLookup('backward'));
  table.special('lookup_invert lookupinv', 2, 2, extendLookup('invert'));
  table.special('lookup_area', 3, 3, lookupArea);
  table.special('lookuparea', 1, 3, graphArea);
  table.special('lookup_slope', 3, 3, lookupSlope);
  table.special('lookupxy', 3, 3, lookupOfTwo);
  table.special('vector_lookup', 5, 5, vectorLookup);
}

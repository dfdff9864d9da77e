/** Starting values, and values of earlier steps. */

import * as make from '../make-expression.ts';
import type { FunctionTable } from './function-table.ts';

const { call, choose } = make;

export function defineMemory(table: FunctionTable): void {
  table.plain('initial init reinitial', 1, 1, (x) => (make.numberOf(x!) === undefined ? call('INIT', x!) : x!));
  table.plain('active_initial', 2, 2, (x, initial) => call('INITIALLY', initial!, x!));
  table.plain('initially', 2, 2, (initial, x) => call('INITIALLY', initial!, x!));
  table.plain('previous', 2, 2, (x, initial) => call('PREVIOUS', x!, initial!));

  table.special('sample_if_true', 3, 3, (args, { translator, site }) => {
    const [condition, value, initial] = args.map((arg) => translator.expression(arg, site));
    return translator.newHelper('sample', (self) => choose(condition!, value!, call('PREVIOUS', self, initial!)), site);
  });
}

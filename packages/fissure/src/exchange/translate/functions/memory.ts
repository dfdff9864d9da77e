/** Starting values, and values of earlier steps. */
import * as make from '../make-expression.ts';
import type { FunctionTable } from './function-table.ts';

const { call, choose } = make;

export function defineMemory(table: FunctionTable): void {
  table.plain('initial init reinitial', 1, 1, (x) => (make.numberOf(x!) === undefined ? call('INIT', x!) : x!));
  table.plain('active_initial', 2, 2, (x, initial) => call('INITIALLY', initial!, x!));
  table.plain('initially', 2, 2, (initial, x) => call('INITIALLY', initial!, x!));
  table.plain('previous', 2, 2, (x, initial) => call('PREVIOUS', x!, initial!));

  // `most = SAMPLE IF TRUE(x > most, x, x)`: the variable's own name is what it was a step before.
  // https://vensim.com/documentation/fn_sample_if_true.html
  table.special('sample_if_true', 3, 3, ([condition, value, initial], { translator, site }) => {
    const first = translator.expression(initial!, site);
    return translator.newHelper(
      'sample',
      (self) => {
        const before = call('PREVIOUS', self, first);
        const [when, sampled] = [condition!, value!].map((arg) => translator.expression(arg, { ...site, own: before }));
        return choose(when!, sampled!, before);
      },
      site,
    );
  });
}

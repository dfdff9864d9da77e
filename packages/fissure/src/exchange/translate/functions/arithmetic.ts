/** Numbers from numbers. */
import type { Expr } from '../../../equations/ast.ts';
import * as make from '../make-expression.ts';
import type { FunctionTable } from './function-table.ts';
import { orElse } from './or-else.ts';

const { add, binary, call, choose, divide, multiply, negative, number, subtract } = make;
const one = make.number(1);
const zero = make.number(0);
const half = make.number(0.5);

/** Vensim cuts towards 0. */
const truncate = (x: Expr): Expr => choose(binary('<', x, zero), negative(call('INT', negative(x))), call('INT', x));

/** The logarithm of the gamma function, by Stirling's series after moving the argument up by 8. */
function stirling(x?: Expr): Expr {
  const steps = Array.from({ length: 8 }, (_, i) => call('LN', add(x!, number(i))));
  const y = add(x!, number(8));
  const series = [1 / 12, -1 / 360, 1 / 1260].map((c, i) => divide(number(c), binary('^', y, number(2 * i + 1))));
  const main = add(subtract(multiply(subtract(y, half), call('LN', y)), y), number(0.5 * Math.log(2 * Math.PI)));
  return subtract(add(main, make.sum(series)), make.sum(steps));
}

export function defineArithmetic(table: FunctionTable): void {
  for (const same of ['ABS', 'SQRT', 'EXP', 'LN', 'LOG10', 'SIN', 'COS', 'TAN', 'ARCSIN', 'ARCCOS', 'ARCTAN'])
    table.plain(same.toLowerCase(), 1, 1, (x) => call(same, x!));
  table.plain('integer', 1, 1, (x) => truncate(x!));
  /** The standard says downwards; the tools that write XMILE cut towards 0. What Fissure wrote means what it says. */
  table.special('int', 1, 1, ([x], { translator, site }) => {
    const value = translator.expression(x!, site);
    return translator.model.vendor === 'Fissure' ? call('INT', value) : truncate(value);
  });
  table.plain('round', 1, 1, (x) => call('INT', add(x!, half)));
  table.plain('quantum', 2, 2, (x, step) =>
    choose(binary('<=', step!, zero), x!, multiply(step!, truncate(divide(x!, step!)))),
  );
  /** With the sign of the dividend, as in C. */
  table.plain('modulo', 2, 2, (x, y) => {
    const size = call('ABS', y!);
    return choose(binary('<', x!, zero), negative(binary('mod', negative(x!), size)), binary('mod', x!, size));
  });
  table.plain('power', 2, 2, (x, y) => binary('^', x!, y!));
  table.plain('log', 1, 2, (x, base) =>
    base === undefined || make.numberOf(base) === 10 ? call('LOG10', x!) : divide(call('LN', x!), call('LN', base)),
  );
  table.plain('sinh', 1, 1, (x) => divide(subtract(call('EXP', x!), call('EXP', negative(x!))), number(2)));
  table.plain('cosh', 1, 1, (x) => divide(add(call('EXP', x!), call('EXP', negative(x!))), number(2)));
  table.plain('tanh', 1, 1, (x) => subtract(one, divide(number(2), add(call('EXP', multiply(number(2), x!)), one))));
  table.plain('if_then_else', 3, 3, (condition, yes, no) => choose(condition!, yes!, no!));
  table.plain('pi', 0, 0, () => make.name('PI'));
  table.plain('inf', 0, 0, () => make.name('INF'));
  table.plain('gamma_ln gammaln', 1, 1, stirling);
  table.special('game', 1, 1, ([x], { translator, site, span }) => {
    translator.notice('GAME: nobody plays, its argument is the value', span);
    return translator.expression(x!, site);
  });
  table.plain('percent', 1, 1, (x) => multiply(x!, number(100)));

  table.special('zidz', 2, 2, ([a, b], context) => {
    const { translator, site } = context;
    return orElse(context, translator.expression(a!, site), translator.expression(b!, site), zero);
  });
  table.special('xidz', 3, 3, ([a, b, otherwise], context) => {
    const { translator, site } = context;
    const [x, y, z] = [a!, b!, otherwise!].map((arg) => translator.expression(arg, site));
    return orElse(context, x!, y!, z!);
  });
  table.plain('safediv', 2, 3, (a, b, otherwise) => call('SAFEDIV', a!, b!, ...(otherwise ? [otherwise] : [])));
}

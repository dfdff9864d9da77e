/** Functions that only Stella has. Source: the isee systems manual, "Builtins". */
import type { Expr } from '../../../equations/ast.ts';
import type { ForeignExpr } from '../../foreign-expression.ts';
import * as make from '../make-expression.ts';
import type { FunctionTable, Translate } from './function-table.ts';

const { add, binary, call, choose, divide, multiply, number, subtract } = make;

export function defineStella(table: FunctionTable): void {
  table.plain('counter', 2, 2, (first, last) =>
    add(first!, binary('mod', subtract(make.TIME, make.name('STARTTIME')), subtract(last!, first!))),
  );
  table.plain('sinwave', 2, 2, (size, period) => multiply(size!, call('SIN', turns(period!))));
  table.plain('coswave', 2, 2, (size, period) => multiply(size!, call('COS', turns(period!))));
  table.plain('factorial', 1, 1, (n) => factorial(n!));
  table.plain('permutations', 2, 2, (n, k) => choosing(n!, k!, number(1)));
  table.plain('combinations', 2, 2, (n, k) => choosing(n!, k!, factorial(k!)));
  table.special('cgrowth', 1, 1, compoundGrowth);
  table.special('derivn', 1, 2, derivative);
  table.special('history', 2, 2, history);
  table.special('rank', 2, 3, rank, true);
}

function turns(period: Expr): Expr {
  return divide(make.product([number(2), make.name('PI'), make.TIME]), period);
}

/** Of whole numbers up to 20; beyond, to fifteen digits it is no whole number any more. */
const LARGEST_FACTORIAL = 20;

/** n (n - 1) ... 1; 1 for whatever is below 2. */
function factorial(n: Expr): Expr {
  const factors = Array.from({ length: LARGEST_FACTORIAL }, (_, i) =>
    make.greatest([number(1), subtract(n, number(i))]),
  );
  return make.product(factors);
}

/** n (n - 1) ... (n - k + 1) over a divisor. */
function choosing(n: Expr, k: Expr, divisor: Expr): Expr {
  const factors = Array.from({ length: LARGEST_FACTORIAL }, (_, i) =>
    choose(binary('<', number(i), k), subtract(n, number(i)), number(1)),
  );
  return divide(make.product(factors), divisor);
}

/**
 * The rate at which steps of Euler compound to what is asked for, whatever DT is:
 * (1 + rate * DT) ^ (1 / DT) = 1 + percent / 100.
 * https://iseesystems.com/resources/help/v3/Content/08-Reference/07-Builtins/Specialized_builtins.htm
 */
const compoundGrowth: Translate = ([percent], { translator, site, span }) => {
  if (translator.model.time.method !== 'euler')
    return translator.fail('CGROWTH is understood with steps of Euler: with others take LN(1 + percent / 100)', span);
  const whole = add(number(1), divide(translator.expression(percent!, site), number(100)));
  return divide(subtract(binary('^', whole, make.DT), number(1)), make.DT);
};

/** The difference from the step before over DT, again for every order; 0 at the start. */
const derivative: Translate = ([input, order], { translator, site }) => {
  const times = order === undefined ? 1 : translator.constant(order);
  if (!(times >= 0 && times <= 10)) return translator.fail('a derivative is of an order from 0 to 10', order!.span);
  let value = translator.expression(input!, site);
  for (let i = 0; i < times; i += 1) {
    const now = translator.helper('slope', value, site);
    value = divide(subtract(now, call('PREVIOUS', now, now)), make.DT);
  }
  return value;
};

/** `HISTORY(x, TIME - 3)`: what x was three units of time ago, 0 before the start. */
const history: Translate = ([input, time], { translator, site, span }) => {
  const ago = timeAgo(time!);
  if (ago === undefined)
    return translator.fail('HISTORY is understood of a fixed time ago, `TIME - number`: use PREVIOUS or a stock', span);
  return call('DELAY', translator.expression(input!, site), number(translator.constant(ago)), number(0));
};

function timeAgo(time: ForeignExpr): ForeignExpr | undefined {
  const isTime = time.kind === 'binary' && time.left.kind === 'ref' && time.left.name.toLowerCase() === 'time';
  return isTime && time.operator === '-' ? time.right : undefined;
}

/** The position of the element that has a rank among all, 1 for the least; of equal ones the first comes first. */
const rank: Translate = ([array, wanted], { translator, site }) => {
  const values: Expr[] = [];
  translator.forEach([array!], site, (inner) => {
    values.push(translator.helper('ranked', translator.expression(array!, inner), site));
  });
  const place = translator.helper('rank', translator.expression(wanted!, site), site);
  const ranks = values.map((own, i) =>
    add(
      number(1),
      make.sum(values.map((other, j) => binary(j < i ? '<=' : '<', other, own)).filter((_, j) => j !== i)),
    ),
  );
  return make.sum(ranks.map((one, i) => multiply(number(i + 1), binary('=', one, place))));
};

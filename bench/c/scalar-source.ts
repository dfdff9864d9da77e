/**
 * A plan as the C that a translator of system dynamics models writes, after the pattern of SDEverywhere: one global for
 * each variable, a function for the auxiliaries and one for the levels, fmin and fmax, a lookup function that walks along
 * the points, and the C library for exp, log and pow. One member at a time, by Euler's rule only, as there.
 */
import { cutOrder } from '../../packages/fissure/src/engine/cut-order.ts';
import type {
  Assignment,
  BinaryFunction,
  HeldAssignment,
  Plan,
  PlanExpr,
  UnaryFunction,
} from '../../packages/fissure/src/model/plan.ts';
import { cNumber, heldSlots, writeMacros } from './c-text.ts';

export function scalarSource(plan: Plan, keep: readonly number[]): string {
  const held = heldSlots(plan);
  const entry = (item: HeldAssignment) =>
    item.kind === undefined ? assign(item) : `v${item.slot} = h[${held.indexOf(item.slot)}];`;
  const functions: readonly (readonly [string, readonly string[]])[] = [
    ['set_parameters(const double *p)', plan.parameters.map(({ slot }, i) => `v${slot} = p[${i}];`)],
    ['member(void)', plan.member.map(assign)],
    ['initial(const double *h)', ['(void)h;', ...plan.initial.map(entry)]],
    ['held(const double *h)', ['(void)h;', ...plan.held.map(entry)]],
    ['evalAux(void)', plan.step.map(assign)],
    ['evalCuts(void)', evalCuts(plan)],
    ['evalLevels(void)', evalLevels(plan)],
    ['evaluate(void)', ['evalAux();', 'evalCuts();']],
    ['advance(long step)', ['(void)step;', 'evalLevels();']],
    ['save(double *out)', keep.map((slot, i) => `out[${i}] = v${slot};`)],
  ];
  return [
    ...writeMacros(plan, keep, 1),
    '#include "scalar.h"',
    ...plan.slots.map((_, slot) => `double v${slot};`),
    ...plan.stocks.map((_, i) => `double spare${i};`),
    ...plan.lookups.map(({ x, y }, i) => {
      const points = x.flatMap((at, k) => [cNumber(at), cNumber(y[k]!)]);
      return `double points${i}[] = { ${points.join(', ')} };`;
    }),
    ...plan.lookups.map(({ x, between, outside }, i) => {
      const walk = between === 'step' ? 'lookup_step' : outside === 'hold' ? 'lookup_hold' : 'lookup_extrapolate';
      return `#define LOOKUP${i}(x) ${walk}(points${i}, ${x.length}, x)`;
    }),
    ...functions.flatMap(([head, body]) => [`void ${head} {`, ...body.map((line) => `  ${line}`), '}']),
    '#include "harness.h"',
    '',
  ].join('\n');
}

function assign({ slot, value }: Assignment): string {
  return `v${slot} = ${cExpression(value)};`;
}

function total(terms: readonly PlanExpr[]): string {
  return terms.length === 0 ? '0.0' : `(${terms.map(cExpression).join(' + ')})`;
}

function evalLevels(plan: Plan): string[] {
  return plan.stocks
    .map(({ inflows, outflows }, i) => `const double r${i} = ${total(inflows)} - ${total(outflows)};`)
    .concat(
      plan.stocks.flatMap(({ slot, nonNegative }, i) => [
        `v${slot} += DT * r${i};`,
        ...(nonNegative ? [`if (v${slot} < 0 && spare${i} >= 0) v${slot} = 0;`] : []),
      ]),
    );
}

/** See engine/cut-order.ts. */
function evalCuts(plan: Plan): string[] {
  return cutOrder(plan).flatMap(({ index, slot, inflows, outflows, countsInflows }) => [
    `double left${index} = v${slot} / DT + ${countsInflows ? total(inflows) : `fmin(${total(inflows)}, 0)`};`,
    ...outflows.flatMap((flow) => [
      `if (v${flow} > 0 && v${flow} > left${index}) v${flow} = fmax(left${index}, 0);`,
      `left${index} -= v${flow};`,
    ]),
    `spare${index} = left${index};`,
  ]);
}

function cExpression(expr: PlanExpr): string {
  switch (expr.op) {
    case 'const':
      return expr.value < 0 ? `(${cNumber(expr.value)})` : cNumber(expr.value);
    case 'slot':
      return `v${expr.slot}`;
    case 'time':
      return 'time_now';
    case 'unary':
      return `${UNARY[expr.fn]}(${cExpression(expr.a)})`;
    case 'binary':
      return binary(expr.fn, cExpression(expr.a), cExpression(expr.b));
    case 'fold':
      return expr.terms.map(cExpression).reduce((a, b) => binary(expr.fn, a, b));
    case 'if':
      return `(${cExpression(expr.condition)} ? ${cExpression(expr.consequent)} : ${cExpression(expr.alternative)})`;
    case 'choose':
      return expr.options.reduceRight(
        (rest, option, i) => `(v${expr.slot} == ${i} ? ${cExpression(option)} : ${rest})`,
        'NAN',
      );
    case 'lookup':
      return `LOOKUP${expr.lookup}(${cExpression(expr.x)})`;
    case 'signal': {
      const args = expr.args.slice(0, expr.fn === 'step' ? 2 : 3).map(cExpression);
      while (args.length < 3) args.push('INFINITY');
      return `${expr.fn}(${args.join(', ')})`;
    }
    case 'price':
      throw new Error('there is no C twin of CLEARINGPRICE');
  }
}

const UNARY: Readonly<Record<UnaryFunction, string>> = {
  neg: '-',
  not: '!',
  abs: 'fabs',
  sqrt: 'sqrt',
  exp: 'exp',
  ln: 'log',
  log10: 'log10',
  sin: 'sin',
  cos: 'cos',
  tan: 'tan',
  arcsin: 'asin',
  arccos: 'acos',
  arctan: 'atan',
  int: 'floor',
};

const INFIX: Partial<Record<BinaryFunction, string>> = {
  add: '+',
  sub: '-',
  mul: '*',
  div: '/',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
  eq: '==',
  ne: '!=',
  and: '&&',
  or: '||',
};

function binary(fn: BinaryFunction, a: string, b: string): string {
  const infix = INFIX[fn];
  if (infix !== undefined) return `(${a} ${infix} ${b})`;
  const names = { pow: 'pow', mod: 'modulo', min: 'fmin', max: 'fmax' } as Partial<Record<BinaryFunction, string>>;
  return `${names[fn]!}(${a}, ${b})`;
}

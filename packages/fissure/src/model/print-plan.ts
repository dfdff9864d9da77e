/** A plan as text for people: every tier in order, slots by name, expressions as formulas. Not read back. */
import type {
  HeldAssignment,
  InitialAssignment,
  Plan,
  PlanConserved,
  PlanExpr,
  PlanLookup,
  PlanStock,
} from './plan.ts';

export function printPlan(plan: Plan): string {
  const { start, dt, stepCount, saveEvery, method } = plan.time;
  const name = (slot: number): string => plan.slots[slot]!.id;
  const line = (entry: InitialAssignment | HeldAssignment): string => printEntry(entry, plan);
  return [
    `time ${start} to ${start + stepCount * dt}, ${stepCount} steps of ${dt}, every ${saveEvery} saved, ${method}`,
    ...section(
      'parameters',
      plan.parameters.map(
        ({ slot, kind, value }) => `${name(slot)} = ${value}${kind === 'parameter' ? '' : ` (${kind})`}`,
      ),
    ),
    ...section('lookups', plan.lookups.map(printLookup)),
    ...section('member: once, and whenever parameters change', plan.member.map(line)),
    ...section('initial: at step 0', plan.initial.map(line)),
    ...section('held: once per whole step', plan.held.map(line)),
    ...section('step: at every evaluation', plan.step.map(line)),
    ...section(
      'stocks',
      plan.stocks.map((stock) => printStock(stock, plan)),
    ),
    ...section('observe: at saved steps', plan.observe.map(line)),
    ...section('observed', plan.observed.map(name)),
    ...section(
      'conserved',
      plan.conserved.map((total) => printConserved(total, name)),
    ),
    '',
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((text) => `  ${text}`)];
}

function printLookup({ name, x, y, between, outside }: PlanLookup): string {
  return `${name}: ${x.map((at, i) => `(${at}, ${y[i]})`).join(' ')} ${between}, ${outside}`;
}

function printConserved({ name, stocks, sources, sinks }: PlanConserved, slotName: (slot: number) => string): string {
  const list = (slots: readonly number[], joint: string) =>
    slots.length === 0 ? 'nothing' : slots.map(slotName).join(joint);
  return `${name}: ${list(stocks, ' + ')}, from ${list(sources, ', ')}, to ${list(sinks, ', ')}`;
}

function printStock({ slot, inflows, outflows, nonNegative }: PlanStock, plan: Plan): string {
  const plain = (expr: PlanExpr): string => printPlanExpr(expr, plan);
  const alone = inflows.length === 1 && outflows.length === 0;
  const print = (expr: PlanExpr): string => (alone ? plain(expr) : bracketed(expr, plain));
  const gains = inflows.map(print).join(' + ');
  const losses = outflows.map((flow) => `- ${print(flow)}`).join(' ');
  const rate = `${gains} ${losses}`.trim() || '0';
  return `d ${plan.slots[slot]!.id} / dt = ${rate}${nonNegative ? ' (not below 0)' : ''}`;
}

function printEntry(entry: InitialAssignment | HeldAssignment, plan: Plan): string {
  const name = (slot: number): string => plan.slots[slot]!.id;
  const print = (expr: PlanExpr): string => printPlanExpr(expr, plan);
  switch (entry.kind) {
    case undefined:
      return `${name(entry.slot)} = ${print(entry.value)}`;
    case 'draw': {
      const stream = entry.stream.map((part) => part.toString(16).padStart(8, '0')).join('');
      return `${name(entry.slot)} ~ ${entry.distribution}(${entry.args.map(print).join(', ')}) stream ${stream}`;
    }
    case 'previous':
      return `${name(entry.slot)} = previous ${name(entry.of)}`;
    case 'pipeline':
      return `${name(entry.slot)} = ${name(entry.input)} delayed by ${name(entry.delay)}, at first ${name(entry.initial)}`;
  }
}

const SYMBOLS: Readonly<Record<string, string>> = {
  add: '+',
  sub: '-',
  mul: '*',
  div: '/',
  pow: '^',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
  eq: '=',
  ne: '<>',
  and: 'and',
  or: 'or',
  mod: 'mod',
};

/** Every operation inside another stands in brackets: nobody needs to know how they bind. */
export function printPlanExpr(expr: PlanExpr, plan: Pick<Plan, 'slots' | 'lookups'>): string {
  const print = (part: PlanExpr): string => printPlanExpr(part, plan);
  switch (expr.op) {
    case 'const':
      return String(expr.value);
    case 'slot':
      return plan.slots[expr.slot]!.id;
    case 'time':
      return 'TIME';
    case 'unary':
      return expr.fn === 'neg' ? `-${bracketed(expr.a, print)}` : `${expr.fn}(${print(expr.a)})`;
    case 'binary': {
      const symbol = SYMBOLS[expr.fn];
      if (symbol === undefined) return `${expr.fn}(${print(expr.a)}, ${print(expr.b)})`;
      return `${bracketed(expr.a, print)} ${symbol} ${bracketed(expr.b, print)}`;
    }
    case 'fold':
      if (expr.fn === 'add' || expr.fn === 'mul')
        return expr.terms.map((term) => bracketed(term, print)).join(expr.fn === 'add' ? ' + ' : ' * ');
      return `${expr.fn}(${expr.terms.map(print).join(', ')})`;
    case 'if':
      return `if ${print(expr.condition)} then ${print(expr.consequent)} else ${print(expr.alternative)}`;
    case 'choose':
      return `choose ${plan.slots[expr.slot]!.id} of {${expr.options.map(print).join('; ')}}`;
    case 'lookup':
      return `${plan.lookups[expr.lookup]!.name}(${print(expr.x)})`;
    case 'price':
      return `price(${expr.args.map(print).join(', ')})`;
    case 'signal':
      return `${expr.fn}(${expr.args.map(print).join(', ')})`;
  }
}

function bracketed(expr: PlanExpr, print: (expr: PlanExpr) => string): string {
  const simple =
    expr.op === 'slot' ||
    expr.op === 'time' ||
    expr.op === 'lookup' ||
    expr.op === 'signal' ||
    expr.op === 'price' ||
    (expr.op === 'const' && expr.value >= 0) ||
    (expr.op === 'unary' && expr.fn !== 'neg') ||
    (expr.op === 'fold' && (expr.fn === 'min' || expr.fn === 'max')) ||
    (expr.op === 'binary' && SYMBOLS[expr.fn] === undefined);
  return simple ? print(expr) : `(${print(expr)})`;
}

/**
 * Writes expressions of a plan as JavaScript that does the same operations in the same order as the interpreter.
 *
 * Names in the code: r row, c clock, `v12` the value of slot 12, `t3` a temporary; s the segments that the lookup calls
 * are in, x the argument of the one that has to search; helpers by their names.
 */
import type { BinaryFunction, PlanExpr, PlanLookup, UnaryFunction } from '../model/plan.ts';
import { SEGMENT, SEGMENT_FIELDS } from './lookup.ts';

/** Statements of one function in the making. */
export interface CodeBlock {
  /** Statements of the function, and of the branches that are open within it; the innermost comes last. */
  readonly blocks: string[][];
  /** Slots whose value is in a local variable. */
  readonly locals: Map<number, string>;
  readonly names: Set<string>;
}

/** What the expressions of one plan share. */
export interface CodeShared {
  readonly lookups: readonly PlanLookup[];
  /** The lookup of each call written so far. */
  readonly lookupOfCall: number[];
}

export function openBlock(): CodeBlock {
  return { blocks: [[]], locals: new Map(), names: new Set() };
}

export function write(block: CodeBlock, statement: string): void {
  block.blocks.at(-1)!.push(statement);
}

function newName(block: CodeBlock, wish = `t${block.names.size}`): string {
  const name = block.names.has(wish) ? `t${block.names.size}` : wish;
  block.names.add(name);
  return name;
}

/** Writes `const name = code` and stores it in the row; later expressions of the function use the name. */
export function writeSlot(block: CodeBlock, slot: number, code: string): void {
  const name = newName(block, `v${slot}`);
  write(block, `const ${name} = r[${slot}] = ${code};`);
  block.locals.set(slot, name);
}

/** The value in a local variable, so that it can be used more than once. */
function asLocal(block: CodeBlock, code: string): string {
  if (/^[vt]\d+$/.test(code)) return code;
  const name = newName(block);
  write(block, `const ${name} = ${code};`);
  return name;
}

/** A slot is read once per function, at the top level, where all branches see it. */
export function emitSlot(block: CodeBlock, slot: number): string {
  let local = block.locals.get(slot);
  if (local === undefined) {
    local = newName(block, `v${slot}`);
    block.blocks[0]!.push(`const ${local} = r[${slot}];`);
    block.locals.set(slot, local);
  }
  return local;
}

/** NaN and Infinity as constants of the generated code: JavaScript's own are looked up in the global object. */
export function emitNumber(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (value === Infinity) return 'infinity';
  if (value === -Infinity) return '(-infinity)';
  if (Object.is(value, -0) || value < 0) return `(${Object.is(value, -0) ? '-0' : value})`;
  return String(value);
}

/** JavaScript for the value, safe inside any larger expression. May write statements that it needs before it. */
export function emitExpression(expr: PlanExpr, block: CodeBlock, shared: CodeShared): string {
  switch (expr.op) {
    case 'const':
      return emitNumber(expr.value);
    case 'slot':
      return emitSlot(block, expr.slot);
    case 'time':
      return 'c[0]';
    case 'unary':
      if (expr.fn === 'not') return emitTruth(expr, block, shared);
      return emitUnary(expr.fn, emitExpression(expr.a, block, shared));
    case 'binary':
      if (isLogical(expr.fn)) return emitTruth(expr, block, shared);
      return emitArithmetic(expr.fn, expr.a, expr.b, block, shared);
    case 'fold':
      return emitFold(expr, block, shared);
    case 'if':
      return emitIf(expr, block, shared);
    case 'choose':
      return emitChoose(expr, block, shared);
    case 'lookup':
      return emitLookup(expr, block, shared);
    case 'signal':
      return emitSignal(expr, block, shared);
  }
}

const UNARY_CODE: Readonly<Record<Exclude<UnaryFunction, 'neg' | 'not'>, string>> = {
  abs: 'Math.abs',
  sqrt: 'Math.sqrt',
  exp: 'exp',
  ln: 'ln',
  log10: 'log10',
  sin: 'sin',
  cos: 'cos',
  tan: 'tan',
  arcsin: 'arcsin',
  arccos: 'arccos',
  arctan: 'arctan',
  int: 'Math.floor',
};

function emitUnary(fn: Exclude<UnaryFunction, 'not'>, a: string): string {
  return fn === 'neg' ? `(-${a})` : `${UNARY_CODE[fn]}(${a})`;
}

type LogicalFunction = 'lt' | 'le' | 'gt' | 'ge' | 'eq' | 'ne' | 'and' | 'or';

const LOGICAL_CODE: Readonly<Record<LogicalFunction, string>> = {
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
  eq: '===',
  ne: '!==',
  and: '&&',
  or: '||',
};

function isLogical(fn: BinaryFunction): fn is LogicalFunction {
  return Object.hasOwn(LOGICAL_CODE, fn);
}

const ARITHMETIC_CODE = { add: '+', sub: '-', mul: '*', div: '/' };

function emitArithmetic(
  fn: Exclude<BinaryFunction, LogicalFunction>,
  left: PlanExpr,
  right: PlanExpr,
  block: CodeBlock,
  shared: CodeShared,
): string {
  if (fn === 'min' || fn === 'max') return emitExtreme(fn, left, right, block, shared);
  const a = emitExpression(left, block, shared);
  if (fn === 'pow') return emitPower(a, right, block, shared);
  const b = emitExpression(right, block, shared);
  if (fn === 'mod') return `modulo(${a}, ${b})`;
  return `(${a} ${ARITHMETIC_CODE[fn]} ${b})`;
}

/** As `power`; where the exponent is a number, its case is chosen here. */
function emitPower(base: string, exponent: PlanExpr, block: CodeBlock, shared: CodeShared): string {
  const a = asLocal(block, base);
  if (exponent.op !== 'const') {
    const b = asLocal(block, emitExpression(exponent, block, shared));
    const cases = [...POWER_CASES].map(([value, write]) => `${b} === ${value} ? ${write(a)} : `);
    return `(${cases.join('')}pow(${a}, ${b}))`;
  }
  return POWER_CASES.get(exponent.value)?.(a) ?? `pow(${a}, ${emitNumber(exponent.value)})`;
}

const POWER_CASES: ReadonlyMap<number, (a: string) => string> = new Map([
  [2, (a: string) => `(${a} * ${a})`],
  [0.5, (a: string) => `Math.sqrt(${a})`],
  [-1, (a: string) => `(1 / ${a})`],
  [3, (a: string) => `(${a} * ${a} * ${a})`],
]);

/**
 * Math.min or Math.max. Against a number one comparison does: x stays if it is NaN, and for 0 the comparison is the
 * one that takes -0 for less than 0, as Math.min and Math.max do.
 */
function emitExtreme(fn: 'min' | 'max', left: PlanExpr, right: PlanExpr, block: CodeBlock, shared: CodeShared): string {
  const [value, limit] = left.op === 'const' ? [right, left] : [left, right];
  const a = emitExpression(value, block, shared);
  const b = emitExpression(limit, block, shared);
  if (limit.op !== 'const' || Number.isNaN(limit.value) || Object.is(limit.value, -0)) return `Math.${fn}(${a}, ${b})`;
  const x = asLocal(block, a);
  const comparison = fn === 'min' ? '>' : limit.value === 0 ? '<=' : '<';
  return `(${x} ${comparison} ${b} ? ${b} : ${x})`;
}

function emitFold(expr: PlanExpr & { op: 'fold' }, block: CodeBlock, shared: CodeShared): string {
  const terms = expr.terms.map((term) => emitExpression(term, block, shared));
  if (expr.fn === 'add') return `(${terms.join(' + ')})`;
  if (expr.fn === 'mul') return `(${terms.join(' * ')})`;
  return terms.reduce((a, b) => `Math.${expr.fn}(${a}, ${b})`);
}

/** 1 or 0. */
function emitTruth(expr: PlanExpr, block: CodeBlock, shared: CodeShared): string {
  return `(${emitCondition(expr, block, shared)} ? 1 : 0)`;
}

/** Something that JavaScript takes as true exactly when the plan does: 0, -0 and NaN are false in both. */
function emitCondition(expr: PlanExpr, block: CodeBlock, shared: CodeShared): string {
  if (expr.op === 'unary' && expr.fn === 'not') return `(!${emitCondition(expr.a, block, shared)})`;
  if (expr.op !== 'binary' || !isLogical(expr.fn)) return emitExpression(expr, block, shared);
  const emitSide = expr.fn === 'and' || expr.fn === 'or' ? emitCondition : emitExpression;
  return `(${emitSide(expr.a, block, shared)} ${LOGICAL_CODE[expr.fn]} ${emitSide(expr.b, block, shared)})`;
}

interface Branch {
  readonly statements: readonly string[];
  readonly value: string;
}

function emitBranch(expr: PlanExpr, block: CodeBlock, shared: CodeShared): Branch {
  const statements: string[] = [];
  block.blocks.push(statements);
  const value = emitExpression(expr, block, shared);
  block.blocks.pop();
  return { statements, value };
}

function emitIf(expr: PlanExpr & { op: 'if' }, block: CodeBlock, shared: CodeShared): string {
  const condition = emitCondition(expr.condition, block, shared);
  const yes = emitBranch(expr.consequent, block, shared);
  const no = emitBranch(expr.alternative, block, shared);
  if (yes.statements.length + no.statements.length === 0) return `(${condition} ? ${yes.value} : ${no.value})`;
  const result = newName(block);
  write(block, `let ${result};`);
  write(block, `if (${condition}) ${closeBranch(yes, result)} else ${closeBranch(no, result)}`);
  return result;
}

function closeBranch({ statements, value }: Branch, result: string): string {
  return `{ ${[...statements, `${result} = ${value};`].join(' ')} }`;
}

function emitChoose(expr: PlanExpr & { op: 'choose' }, block: CodeBlock, shared: CodeShared): string {
  const index = emitSlot(block, expr.slot);
  const branches = expr.options.map((option) => emitBranch(option, block, shared));
  if (branches.length <= 3 && branches.every((branch) => branch.statements.length === 0)) {
    return `(${branches.map(({ value }, i) => `${index} === ${i} ? ${value} : `).join('')}nan)`;
  }
  const result = newName(block);
  const cases = branches.map((branch, i) => `case ${i}: ${closeBranch(branch, result)} break;`);
  write(block, `let ${result};`);
  write(block, `switch (${index}) { ${cases.join(' ')} default: ${result} = nan; }`);
  return result;
}

/** As `lookupValue`, but the search is left out while the argument stays in the segment where this call was last. */
function emitLookup(expr: PlanExpr & { op: 'lookup' }, block: CodeBlock, shared: CodeShared): string {
  const call = shared.lookupOfCall.push(expr.lookup) - 1;
  const field = (name: keyof typeof SEGMENT) => `s[${call * SEGMENT_FIELDS + SEGMENT[name]}]`;
  const argument = newName(block);
  write(block, `let ${argument} = ${emitExpression(expr.x, block, shared)};`);
  const isOutside = `${argument} < ${field('FROM')} || ${argument} >= ${field('TO')}`;
  write(block, `if (${isOutside}) { x[0] = ${argument}; seek(${call}); ${argument} = x[0]; }`);
  if (shared.lookups[expr.lookup]!.between === 'step') {
    return `(${argument} === ${argument} ? ${field('Y')} : ${argument})`;
  }
  return `(${field('Y')} + (${argument} - ${field('X')}) * ${field('SLOPE')})`;
}

function emitSignal(expr: PlanExpr & { op: 'signal' }, block: CodeBlock, shared: CodeShared): string {
  const [size, from, last = 'infinity'] = expr.args.map((arg) => emitExpression(arg, block, shared));
  switch (expr.fn) {
    case 'pulse':
      return `pulse(time, c[1], ${size}, ${from}, ${last})`;
    case 'step':
      return `stepUp(time, c[1], ${size}, ${from})`;
    case 'ramp':
      return `ramp(c[0], ${size}, ${from}, ${last})`;
  }
}

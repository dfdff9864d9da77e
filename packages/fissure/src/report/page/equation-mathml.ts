/**
 * Equations as MathML Core, from their trees: fractions, powers and roots as in print, names in words, elements as
 * subscripts. What a reader cannot see stands beside it as plain text (`equation-text.ts`).
 */
import type { BinaryOperator, Expr, Subscript } from '../../equations/ast.ts';
import { childrenOf } from '../../equations/walk.ts';
import { type Html, html, joinHtml } from './html.ts';

/** `left = right` as one formula. */
export function equationMathml(left: Html, right: Expr): Html {
  return html`<math display="block">${left}<mo>=</mo>${terms(right)}</math>`;
}

export function nameMathml(name: string, subscripts: readonly string[] = []): Html {
  const word = html`<mi>${spoken(name)}</mi>`;
  if (subscripts.length === 0) return word;
  const list = listOf(subscripts.map((subscript) => html`<mtext>${spoken(subscript)}</mtext>`));
  return html`<msub>${word}${subscripts.length === 1 ? list : html`<mrow>${list}</mrow>`}</msub>`;
}

/** d name / dt */
export function rateMathml(name: Html): Html {
  return html`<mfrac><mrow><mi mathvariant="normal">d</mi><mspace width=".2em"/>${name}</mrow><mrow><mi mathvariant="normal">d</mi><mi>t</mi></mrow></mfrac>`;
}

/** As one element, as fractions, powers and cells of a table need it. */
export function expressionMathml(expr: Expr): Html {
  const inner = terms(expr);
  return isRow(expr) ? html`<mrow>${inner}</mrow>` : inner;
}

/** What `terms` makes several elements of; whoever puts them among others need not group them. */
function isRow(expr: Expr): boolean {
  return expr.kind === 'unary' || (expr.kind === 'binary' && expr.operator !== '/' && expr.operator !== '^');
}

function terms(expr: Expr): Html {
  switch (expr.kind) {
    case 'number':
      return numberMathml(expr.value);
    case 'date':
      return html`<mtext>${expr.text}</mtext>`;
    case 'name':
      return CONSTANTS.get(expr.name.toLowerCase()) ?? nameMathml(expr.name);
    case 'subscripted':
      return nameMathml(expr.name, expr.subscripts.map(subscriptText));
    case 'transpose':
      return html`<msup>${within(expr.operand, LEVEL.atom)}<mi>T</mi></msup>`;
    case 'call':
      return callMathml(expr.name, expr.args);
    case 'unary':
      return expr.operator === 'not'
        ? html`<mo>¬</mo>${termsWithin(expr.operand, LEVEL.atom)}`
        : html`<mo form="prefix">${minus(expr.operator)}</mo>${termsWithin(expr.operand, LEVEL.product)}`;
    case 'binary':
      return binaryMathml(expr);
    case 'if':
      return casesMathml(expr);
    case 'error':
      return html`<mtext>?</mtext>`;
  }
}

/** How tightly the outermost sign binds; a fraction, a root and a call stand by themselves. */
const LEVEL = { or: 0, and: 1, comparison: 2, sum: 3, product: 4, atom: 5 } as const;
type Level = (typeof LEVEL)[keyof typeof LEVEL];

const LEVEL_OF: Readonly<Record<BinaryOperator, Level>> = {
  ...{ or: LEVEL.or, and: LEVEL.and, '=': LEVEL.comparison, '<>': LEVEL.comparison, '<': LEVEL.comparison },
  ...{ '<=': LEVEL.comparison, '>': LEVEL.comparison, '>=': LEVEL.comparison, '+': LEVEL.sum, '-': LEVEL.sum },
  ...{ '*': LEVEL.product, mod: LEVEL.product, '/': LEVEL.atom, '^': LEVEL.atom },
};

const SIGN: Readonly<Record<Exclude<BinaryOperator, '/' | '^'>, string>> = {
  ...{ or: '∨', and: '∧', '=': '=', '<>': '≠', '<': '<', '<=': '≤', '>': '>', '>=': '≥', '+': '+', '-': '−' },
  ...{ '*': '·', mod: 'mod' },
};

function binaryMathml(expr: Extract<Expr, { kind: 'binary' }>): Html {
  const { operator, left, right } = expr;
  if (operator === '/') return html`<mfrac>${expressionMathml(left)}${expressionMathml(right)}</mfrac>`;
  if (operator === '^') return html`<msup>${within(left, LEVEL.atom, isTall(left))}${expressionMathml(right)}</msup>`;
  const level = LEVEL_OF[operator];
  const compares = level === LEVEL.comparison;
  const rightLevel = operator === '+' || operator === '*' ? level : ((level + 1) as Level);
  return html`${termsWithin(left, compares ? LEVEL.sum : level)}<mo>${SIGN[operator]}</mo>${termsWithin(right, compares ? LEVEL.sum : rightLevel)}`;
}

/** A base that would be misread under a raised exponent: a fraction, or another power. */
function isTall(expr: Expr): boolean {
  return (
    (expr.kind === 'binary' && (expr.operator === '/' || expr.operator === '^')) ||
    (expr.kind === 'number' && expr.value < 0)
  );
}

/** One row per case, as in print; what follows ELSE IF joins the same brace. */
function casesMathml(expr: Extract<Expr, { kind: 'if' }>): Html {
  const rows: Html[] = [];
  let rest: Expr = expr;
  while (rest.kind === 'if') {
    rows.push(caseRow(terms(rest.consequent), html`<mtext>if </mtext>${terms(rest.condition)}`));
    rest = rest.alternative;
  }
  rows.push(caseRow(terms(rest), html`<mtext>otherwise</mtext>`));
  return html`<mrow><mo>{</mo><mtable>${joinHtml(rows)}</mtable></mrow>`;
}

function caseRow(value: Html, condition: Html): Html {
  return html`<mtr><mtd>${value}</mtd><mtd>${condition}</mtd></mtr>`;
}

function callMathml(name: string, args: readonly Expr[]): Html {
  const [first] = args;
  const key = name.toLowerCase();
  if (first !== undefined && args.length === 1) {
    if (key === 'exp') return exponentialMathml(first);
    if (key === 'sqrt') return html`<msqrt>${terms(first)}</msqrt>`;
    if (key === 'abs') return html`<mrow><mo>|</mo>${terms(first)}<mo>|</mo></mrow>`;
    if (key === 'int') return html`<mrow><mo>⌊</mo>${terms(first)}<mo>⌋</mo></mrow>`;
    const big = BIG_OPERATORS.get(key);
    if (big !== undefined) return html`<mrow><mo>${big}</mo>${within(first, LEVEL.product)}</mrow>`;
  }
  const shown = LOWER_CASE.has(key) ? key : name;
  return html`<mrow><mi>${spoken(shown)}</mi>${fenced(listOf(args.map(terms)))}</mrow>`;
}

/** A raised fraction would be half as large as what stands around it, and on paper too small to read. */
function exponentialMathml(exponent: Expr): Html {
  return hasFraction(exponent)
    ? html`<mrow><mi>exp</mi>${fenced(terms(exponent))}</mrow>`
    : html`<msup><mi mathvariant="normal">e</mi>${expressionMathml(exponent)}</msup>`;
}

function hasFraction(expr: Expr): boolean {
  return (expr.kind === 'binary' && expr.operator === '/') || childrenOf(expr).some(hasFraction);
}

const BIG_OPERATORS: ReadonlyMap<string, string> = new Map([
  ['sum', '∑'],
  ['prod', '∏'],
]);
const LOWER_CASE: ReadonlySet<string> = new Set(
  'min max ln log10 sin cos tan arcsin arccos arctan mean size'.split(' '),
);
const CONSTANTS: ReadonlyMap<string, Html> = new Map([
  ['time', html`<mi>t</mi>`],
  ['dt', html`<mrow><mi mathvariant="normal">Δ</mi><mi>t</mi></mrow>`],
  ['pi', html`<mi>π</mi>`],
  ['inf', html`<mi>∞</mi>`],
]);

function within(expr: Expr, least: Level, always = false): Html {
  return always || levelOf(expr) < least ? fenced(terms(expr)) : expressionMathml(expr);
}

/** Among other elements, where brackets alone make a group. */
function termsWithin(expr: Expr, least: Level): Html {
  return levelOf(expr) < least ? fenced(terms(expr)) : terms(expr);
}

function levelOf(expr: Expr): Level {
  switch (expr.kind) {
    case 'if':
      return LEVEL.or;
    case 'binary':
      return LEVEL_OF[expr.operator];
    case 'unary':
      return LEVEL.sum;
    case 'number':
      return expr.value < 0 ? LEVEL.sum : LEVEL.atom;
    case 'call':
      return BIG_OPERATORS.has(expr.name.toLowerCase()) ? LEVEL.product : LEVEL.atom;
    default:
      return LEVEL.atom;
  }
}

function fenced(inner: Html): Html {
  return html`<mrow><mo>(</mo>${inner}<mo>)</mo></mrow>`;
}

function listOf(parts: readonly Html[]): Html {
  return joinHtml(parts, '<mo>,</mo>');
}

function subscriptText(subscript: Subscript): string {
  switch (subscript.kind) {
    case 'name':
      return subscript.name;
    case 'all':
      return subscript.of === undefined ? 'all' : `all ${subscript.of}`;
    case 'range':
      return `${subscript.from} to ${subscript.to}`;
    case 'position':
      return String(subscript.index);
  }
}

function numberMathml(value: number): Html {
  if (Number.isNaN(value)) return html`<mtext>not a number</mtext>`;
  if (!Number.isFinite(value)) return value > 0 ? html`<mi>∞</mi>` : html`<mrow><mo>−</mo><mi>∞</mi></mrow>`;
  const [digits = '', exponent] = String(Math.abs(value)).split('e');
  const number = html`<mn>${digits}</mn>`;
  const size =
    exponent === undefined
      ? number
      : html`<mrow>${number}<mo>·</mo><msup><mn>10</mn>${numberMathml(Number(exponent))}</msup></mrow>`;
  return value < 0 ? html`<mrow><mo form="prefix">−</mo>${size}</mrow>` : size;
}

function minus(operator: string): string {
  return operator === '-' ? '−' : operator;
}

function spoken(name: string): string {
  return name.replaceAll('_', '\u00a0');
}

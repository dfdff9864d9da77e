/**
 * From the text of a claim to expressions that can be evaluated on what runs leave behind: measures over reducers, and
 * `holds`, `applies_when`, `effect` and `report` over measures by arm. Both share one arithmetic; they differ in what a
 * name or a call may stand for.
 */
import { canonicalName } from '../base/names.ts';
import { nearestName } from '../base/nearest-name.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { placeIn, type SourceText } from '../diagnostics/source-text.ts';
import type { Expr } from '../equations/ast.ts';
import { parseExpression } from '../equations/parse.ts';
import type { ClaimExpr, ClaimFunction } from './claim-expression.ts';
import { placeOf, textOf } from './measure-time.ts';
import { isReducerName, REDUCER_ARGUMENTS } from './reducers.ts';

/** How many arguments each function takes, at least and at most. */
const FUNCTIONS: Readonly<Record<ClaimFunction, readonly [number, number]>> = {
  if: [3, 3],
  min: [1, Number.POSITIVE_INFINITY],
  max: [1, Number.POSITIVE_INFINITY],
  abs: [1, 1],
  ln: [1, 1],
  exp: [1, 1],
  sqrt: [1, 1],
  int: [1, 1],
};

type Call = Extract<Expr, { kind: 'call' }>;
type Reference = Extract<Expr, { kind: 'name' | 'subscripted' }>;

/** What names and calls mean in one kind of expression. Both report what they cannot give. */
interface Meaning {
  readonly reference: (expr: Reference) => ClaimExpr | undefined;
  readonly reducer: (expr: Call) => ClaimExpr | undefined;
}

class ClaimCompiler {
  readonly #source: SourceText;
  readonly #problems: Problems;
  readonly #meaning: Meaning;

  constructor(source: SourceText, problems: Problems, meaning: Meaning) {
    this.#source = source;
    this.#problems = problems;
    this.#meaning = meaning;
  }

  compile(expr: Expr): ClaimExpr | undefined {
    switch (expr.kind) {
      case 'number':
        return { kind: 'number', value: expr.value };
      case 'name':
      case 'subscripted':
        return this.#meaning.reference(expr);
      case 'call':
        return isReducerName(expr.name.toLowerCase()) ? this.#meaning.reducer(expr) : this.#call(expr);
      case 'unary': {
        const operand = this.compile(expr.operand);
        return operand && { kind: 'unary', operator: expr.operator, operand };
      }
      case 'binary': {
        const left = this.compile(expr.left);
        const right = this.compile(expr.right);
        return left && right && { kind: 'binary', operator: expr.operator, left, right };
      }
      case 'if': {
        const args = this.#all([expr.condition, expr.consequent, expr.alternative]);
        return args && { kind: 'call', fn: 'if', args };
      }
      case 'date':
      case 'transpose':
        this.#problems.add('claim/not-in-claims', { text: textOf(expr, this.#source) }, placeOf(expr, this.#source));
        return undefined;
      case 'error':
        return undefined;
    }
  }

  #all(exprs: readonly Expr[]): readonly ClaimExpr[] | undefined {
    const compiled = exprs.map((expr) => this.compile(expr));
    return compiled.includes(undefined) ? undefined : (compiled as readonly ClaimExpr[]);
  }

  #call(expr: Call): ClaimExpr | undefined {
    const name = expr.name.toLowerCase();
    const place = placeIn(this.#source, expr.nameSpan.start, expr.nameSpan.end);
    if (!isFunction(name)) {
      const near = nearestName(name, [...Object.keys(REDUCER_ARGUMENTS), ...Object.keys(FUNCTIONS)]);
      const help = near && `Did you mean \`${near}\`?`;
      this.#problems.add('claim/unknown-function', { name: expr.name }, place, { help });
      return undefined;
    }
    const [least, most] = FUNCTIONS[name];
    if (expr.args.length < least || expr.args.length > most) {
      const form = `${expr.name}(${Array.from({ length: least }, (_, i) => 'abc'[i]).join(', ')})`;
      const values = {
        name: expr.name,
        expected: least === most ? least : `${least} or more`,
        count: expr.args.length,
        form,
      };
      this.#problems.add('claim/argument-count', values, placeOf(expr, this.#source));
      return undefined;
    }
    const args = this.#all(expr.args);
    return args && { kind: 'call', fn: name, args };
  }
}

function isFunction(name: string): name is ClaimFunction {
  return Object.hasOwn(FUNCTIONS, name);
}

/**
 * A measure: arithmetic over reducer calls. `reducer` plans one call and gives its number, or undefined with a
 * diagnostic. Undefined where anything in it is wrong.
 */
export function compileMeasure(
  source: SourceText,
  problems: Problems,
  reducer: (call: Call) => number | undefined,
): ClaimExpr | undefined {
  const compiler = new ClaimCompiler(source, problems, {
    reference: (expr) => {
      problems.add('claim/needs-reducer', { text: textOf(expr, source) }, placeOf(expr, source));
      return undefined;
    },
    reducer: (expr) => {
      const index = reducer(expr);
      return index === undefined ? undefined : { kind: 'value', index };
    },
  });
  return compiler.compile(parseExpression(source, problems, { dates: true }));
}

/** The names that an expression over measures by arm may use, in the order of `PlannedClaim`. */
export interface ClaimNames {
  readonly measures: readonly string[];
  readonly arms: readonly string[];
}

/** An expression over measures by arm: measure m in arm a is value `a * measures.length + m`. */
export function compileOverMeasures(source: SourceText, names: ClaimNames, problems: Problems): ClaimExpr | undefined {
  const compiler = new ClaimCompiler(source, problems, {
    reference: (expr) => {
      const index = measureIndex(expr, source, names, problems);
      return index === undefined ? undefined : { kind: 'value', index };
    },
    reducer: (expr) => {
      problems.add('claim/reducer-in-verdict', { name: expr.name }, placeOf(expr, source));
      return undefined;
    },
  });
  return compiler.compile(parseExpression(source, problems, { dates: true }));
}

function measureIndex(
  expr: Reference,
  source: SourceText,
  { measures, arms }: ClaimNames,
  problems: Problems,
): number | undefined {
  const measure = indexOfName(expr.name, measures);
  const nameSpan = expr.kind === 'name' ? expr.span : expr.nameSpan;
  if (measure < 0) {
    const help = suggest(expr.name, measures);
    problems.add('claim/unknown-measure', { name: expr.name }, placeIn(source, nameSpan.start, nameSpan.end), { help });
    return undefined;
  }
  const [subscript, ...more] = expr.kind === 'subscripted' ? expr.subscripts : [];
  if (subscript?.kind !== 'name' || more.length > 0) {
    const others = arms.slice(1).map((arm) => ` or \`${expr.name}[${arm}]\``);
    problems.add('claim/arm-missing', { name: expr.name, others: others.join('') }, placeOf(expr, source));
    return undefined;
  }
  const arm = indexOfName(subscript.name, arms);
  if (arm >= 0) return arm * measures.length + measure;
  const place = placeIn(source, subscript.span.start, subscript.span.end);
  problems.add('claim/unknown-arm', { name: subscript.name }, place, { help: suggest(subscript.name, arms) });
  return undefined;
}

function indexOfName(name: string, names: readonly string[]): number {
  return names.findIndex((own) => canonicalName(own) === canonicalName(name));
}

function suggest(name: string, known: readonly string[]): string | undefined {
  const near = nearestName(name, known);
  if (near !== undefined) return `Did you mean \`${near}\`?`;
  return known.length === 0 ? undefined : `There is ${known.map((own) => `\`${own}\``).join(', ')}.`;
}

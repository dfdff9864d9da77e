/** Outputs of the translation -> `Study`: dimensions, parameters, lookups, inputs and variables, with places in the model's file. */
import { canonicalName } from '../../base/names.ts';
import type { SourceText } from '../../diagnostics/source-text.ts';
import type { Expr } from '../../equations/ast.ts';
import { UNSTATED } from '../../equations/parse-unit.ts';
import { printExpression } from '../../equations/print.ts';
import type {
  InputDeclaration,
  LookupDeclaration,
  OutputDeclaration,
  ParameterDeclaration,
  Study,
  TimeSettings,
  UnitDeclaration,
  VariableDeclaration,
} from '../../study/study.ts';
import { type LookupPoints, NOWHERE } from '../foreign-expression.ts';
import type { Interpolation } from '../foreign-model.ts';
import { ArrayEquations, sizeOf } from './array-equations.ts';
import { lookupElementName } from './lookup-names.ts';
import { add } from './make-expression.ts';
import { type ElementValue, elementsOfKey, type Output } from './outputs.ts';
import { knownTimeUnit } from './time-words.ts';
import type { Translator } from './translator.ts';
import { Units } from './units.ts';

/** Told of a number that cannot be set. */
const READ_BY_IMPORT = 'The import wrote this number into equations: change it in the model file.';

export function buildStudy(translator: Translator, time: TimeSettings): Study {
  return new StudyBuilder(translator, time).study();
}

type Of<K extends ElementValue['kind']> = Extract<ElementValue, { readonly kind: K }>;

class StudyBuilder {
  readonly #translator: Translator;
  readonly #time: TimeSettings;
  readonly #arrays: ArrayEquations;
  readonly #parameters: ParameterDeclaration[] = [];
  readonly #lookups: LookupDeclaration[] = [];
  readonly #inputs: InputDeclaration[] = [];
  readonly #variables: VariableDeclaration[] = [];
  /** Whether anything is stated that the study's check of units can use. */
  readonly #hasUnits: boolean;
  #readByImport: ReadonlySet<string> | undefined;
  #leaving: ReadonlyMap<string, number> | undefined;
  /** Undefined where the model's clock counts in a unit of its own: rates would be per something else here. */
  readonly #units: Units | undefined;

  constructor(translator: Translator, time: TimeSettings) {
    this.#translator = translator;
    this.#time = time;
    this.#units = knownTimeUnit(translator.model.time.unit) && new Units(translator.model.units);
    this.#hasUnits = [...translator.outputs.values()].some(({ unit }) => this.#unitOf(unit) !== UNSTATED);
    this.#arrays = new ArrayEquations(translator, this.#hasUnits);
  }

  study(): Study {
    const { model, outputs } = this.#translator;
    for (const output of [...outputs.values()]) this.#add(output);
    // A study needs something that is computed: a model of nothing but numbers computes those.
    const stated = new Set(this.#parameters.map(({ name }) => name.text));
    if (this.#variables.length === 0)
      for (const output of outputs.values()) if (stated.has(output.name)) this.#addAuxiliary(output);
    const computed = new Set(this.#variables.map(({ name }) => name.text));
    if (this.#parameters.some(({ name }) => computed.has(name.text))) this.#parameters.length = 0;
    const shown = this.#shownOutputs();
    return {
      settings: {
        title: model.title || model.file,
        question: '',
        time: this.#time,
        ...{ seed: 1, memberCount: 1000, replicateCount: 1, candidateCount: 0 },
        ...{ units: this.#declaredUnits(), checkUnits: this.#hasUnits, conserved: [], intendedUse: '', limits: [] },
        outputs: shown,
      },
      argument: { title: '', introduction: '', paragraphs: [] },
      ...{ references: [], evidence: [], mechanisms: [], structures: [], scenarios: [], claims: [], expectations: [] },
      dimensions: this.#arrays.dimensions,
      parameters: this.#parameters,
      lookups: this.#lookups,
      inputs: this.#inputs,
      variables: this.#variables,
      history: { knownBy: '', series: [] },
      notes: [],
      diagram: model.diagrams.trim() === '' ? undefined : { format: model.format, text: model.diagrams },
      texts: new Map([[model.file, model.text]]),
    };
  }

  /** What the file's own graphs show; without any the stocks, otherwise whatever is computed. Arrays are summed. */
  #shownOutputs(): OutputDeclaration[] {
    const hasGaps = ({ name }: VariableDeclaration) => this.#translator.withGaps.has(name.text);
    // An outcome without a number would end the run.
    const own = this.#variables.filter(
      (one) => one.label !== '' && !hasGaps(one) && !this.#isReadByImport(one.name.text),
    );
    const graphs = [...new Set(this.#translator.model.graphed.map(canonicalName))];
    const places = new Map(graphs.map((name, at) => [name, at]));
    const place = ({ label }: VariableDeclaration) => places.get(canonicalName(label));
    for (const one of this.#variables.filter(hasGaps))
      if (place(one) !== undefined)
        this.#translator.notice(
          `the graph of \`${one.label}\`, which is NAN at some time; \`fissure run --all\` shows what it is`,
          this.#translator.outputs.get(one.name.text)!.span,
        );
    const graphed = own.filter((one) => place(one) !== undefined).sort((a, b) => place(a)! - place(b)!);
    const stocks = own.filter(({ kind }) => kind === 'stock');
    const shown = [graphed, stocks, own].find(({ length }) => length > 0) ?? [];
    return shown.slice(0, MOST_SHOWN).map(({ name, label, over }) => {
      const written = this.#translator.outputs.get(name.text)?.unit ?? '';
      const unit = this.#unitOf(written);
      const what = over.length === 0 ? label : `${label}, total`;
      const total = `SUM(${name.text}[${over.map(() => '*').join(', ')}])`;
      return {
        id: { ...name, text: `show_${name.text}` },
        show: over.length === 0 ? name : { ...name, text: total },
        title: written === '' || unit !== UNSTATED ? what : `${what} (${written})`,
        unit: unit === UNSTATED ? '1' : unit,
      };
    });
  }

  #unitOf(text: string): string {
    return this.#units?.textOf(text) ?? UNSTATED;
  }

  #declaredUnits(): UnitDeclaration[] {
    return (this.#units?.declared ?? []).map(({ name, aliases }) => ({
      name: this.#arrays.source(name, NOWHERE),
      aliases: aliases.map((one) => this.#arrays.source(one, NOWHERE)),
      equals: undefined,
    }));
  }

  #add(output: Output): void {
    const values = [...output.elements.values()];
    if (values.length === 0) return;
    const kinds = new Set(values.map(({ kind }) => kind));
    const isWhole = values.length === sizeOf(output.over);
    if (kinds.has('lookup')) this.#addLookups(output);
    else if (kinds.size === 1 && kinds.has('number') && isWhole && !this.#isReadByImport(output.name))
      this.#addParameter(output);
    else if (kinds.size === 1 && kinds.has('series') && isWhole && hasOneInterpolation(values)) this.#addInput(output);
    else if (kinds.size === 1 && kinds.has('stock') && isWhole) this.#addStock(output);
    else this.#addAuxiliary(output);
  }

  /** No parameter: another number would not reach the equations into which the import has written this one. */
  #isReadByImport(name: string): boolean {
    this.#readByImport ??= new Set(
      [...this.#translator.readByImport].map((id) => this.#translator.variableNames.get(id) ?? ''),
    );
    return this.#readByImport.has(name);
  }

  #head(output: Output, name = output.name) {
    const unit = name === output.name ? this.#unitOf(output.unit) : UNSTATED;
    const isText = output.unit !== '' && unit === UNSTATED && name === output.name;
    const docs = [
      isText ? `Unit in the model: ${output.unit}.` : '',
      this.#isReadByImport(name) ? READ_BY_IMPORT : '',
      output.doc,
    ];
    return {
      name: this.#arrays.source(name, output.span),
      label: output.label,
      doc: docs.filter((one) => one !== '').join(' '),
      over: this.#arrays.over(output),
      unit: this.#arrays.source(unit, output.span),
      because: [],
    };
  }

  #addParameter(output: Output): void {
    const values = new Map(
      [...output.elements].map(([key, value]) => [this.#arrays.key(key), (value as Of<'number'>).value]),
    );
    this.#parameters.push({ ...this.#head(output), values, priors: [], confidence: undefined });
  }

  #addLookups(output: Output): void {
    const { lookups } = this.#translator;
    for (const [key, value] of output.elements) {
      if (value.kind !== 'lookup') continue;
      const elements = elementsOfKey(key);
      const name =
        elements.length === 0 ? output.name : lookupElementName(output.name, elements, this.#translator.elementNames);
      // It was only there for others to be made of it, which hold its points.
      if (lookups.read.has(name) && !lookups.called.has(name)) continue;
      this.#lookups.push({
        ...{ name: this.#arrays.source(name, output.span), label: output.label, doc: output.doc, because: [] },
        ...{ xUnit: this.#arrays.source(UNSTATED, output.span), yUnit: this.#arrays.source(UNSTATED, output.span) },
        points: strictlyRising(value.lookup),
        between: value.lookup.kind === 'discrete' ? 'step' : 'interpolate',
        outside: value.lookup.kind === 'extrapolate' ? 'extrapolate' : 'hold',
      });
    }
  }

  #addInput(output: Output): void {
    const first = [...output.elements.values()][0] as Of<'series'>;
    const series = new Map(
      [...output.elements].map(([key, value]) => [this.#arrays.key(key), this.#rows(value as Of<'series'>)]),
    );
    this.#inputs.push({ ...this.#head(output), series, ...ENDS[first.interpolation] });
  }

  /** Rows by which a series that is looked up forwards can be read backwards. */
  #rows({ rows, interpolation }: Of<'series'>): readonly (readonly [number, number])[] {
    const { dt, start } = this.#time;
    if (interpolation === 'raw') return this.#rawRows(rows);
    if (interpolation !== 'look forward') return rows;
    // From just after each point on, the value of the next.
    const hair = Math.max(1e-6 * dt, 1e-12 * Math.abs(start));
    return rows.map(
      ([time], i) => [i === 0 ? Math.min(time, start) - 1 : rows[i - 1]![0] + hair, rows[i]![1]] as const,
    );
  }

  /** A value at its own time only: around it nothing is known. */
  #rawRows(rows: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
    const { dt } = this.#time;
    const missing = -(2 ** 109);
    const result: (readonly [number, number])[] = [];
    rows.forEach(([time, value], i) => {
      const before = rows[i - 1];
      if (before === undefined || time - before[0] > 1.5 * dt) result.push([time - 0.5 * dt, missing]);
      result.push([time, value]);
      const next = rows[i + 1];
      if (next === undefined || next[0] - time > 1.5 * dt) result.push([time + 0.25 * dt, missing]);
    });
    return result;
  }

  #addStock(output: Output): void {
    const entries = [...output.elements] as [string, Of<'stock'>][];
    const initial = entries.map(([key, value]) => ({ key, expr: value.initial, span: value.span }));
    const first = entries[0]![1];
    const isFlows = first.rate === undefined;
    const { inflows, outflows } =
      isFlows && output.nonNegative && this.#sharesOutflow(first)
        ? this.#ownOutflow(output, entries)
        : isFlows
          ? this.#flowsOf(entries, output)
          : { inflows: [this.#netFlow(output, entries)], outflows: [] };
    this.#variables.push({
      ...this.#head(output),
      ...{
        kind: 'stock',
        equations: this.#arrays.equations(initial, output),
        inflows,
        outflows,
        nonNegative: output.nonNegative,
        helper: output.label === '',
      },
    });
  }

  /** Flows of XMILE: the same for every element, with the stock's own subscripts where they have its dimensions. */
  #flowsOf(
    entries: readonly [string, Of<'stock'>][],
    output: Output,
  ): { inflows: SourceText[]; outflows: SourceText[] } {
    const [key, { inflows, outflows }] = entries[0]!;
    const own = elementsOfKey(key).map((one) => this.#translator.elementNames.get(one)!);
    const over = this.#arrays.over(output).map(({ text }) => text);
    const name = (expr: Expr): SourceText => {
      if (expr.kind !== 'subscripted') return this.#arrays.source(expr.kind === 'name' ? expr.name : '?', output.span);
      const elements = expr.subscripts.map((one) => (one.kind === 'name' ? one.name : '?'));
      const isSame = elements.join() === own.join();
      const dimensions = this.#translator.outputs.get(expr.name)?.over ?? [];
      const subscripts = elements.map((element, i) => {
        const at = isSame ? i : output.over.findIndex(({ id }) => id === dimensions[i]?.id);
        return over[at] ?? element;
      });
      return this.#arrays.source(`${expr.name}[${subscripts.join(', ')}]`, output.span);
    };
    return { inflows: inflows.map(name), outflows: outflows.map(name) };
  }

  /** A flow that leaves several stocks cannot be cut for one of them. */
  #sharesOutflow({ outflows }: Of<'stock'>): boolean {
    this.#leaving ??= this.#countLeaving();
    return outflows.some((flow) => this.#leaving!.get(printExpression(flow))! > 1);
  }

  /** How many stocks, or elements of them, each flow leaves. */
  #countLeaving(): ReadonlyMap<string, number> {
    const count = new Map<string, number>();
    for (const { elements } of this.#translator.outputs.values())
      for (const value of elements.values()) {
        const flows = value.kind === 'stock' ? value.outflows.map(printExpression) : [];
        for (const flow of flows) count.set(flow, (count.get(flow) ?? 0) + 1);
      }
    return count;
  }

  /** An outflow of the stock's own, which is cut in place of the shared one. */
  #ownOutflow(
    output: Output,
    entries: readonly [string, Of<'stock'>][],
  ): { inflows: SourceText[]; outflows: SourceText[] } {
    const rates = entries.map(([key, value]): [string, Of<'stock'>] => [
      key,
      { ...value, rate: value.outflows.reduce((a, b) => add(a, b)) },
    ]);
    return { inflows: this.#flowsOf(entries, output).inflows, outflows: [this.#netFlow(output, rates, 'outflow')] };
  }

  #netFlow(output: Output, entries: readonly [string, Of<'stock'>][], what = 'net_flow'): SourceText {
    const name = this.#translator.names.give(`${output.name}_${what}`);
    const equations = entries.map(([key, { rate, span }]) => ({ key, expr: rate!, span }));
    const none = { inflows: [], outflows: [], nonNegative: false, helper: true };
    const head = { ...this.#head(output, name), label: '', doc: '' };
    this.#variables.push({ ...head, kind: 'flow', equations: this.#arrays.equations(equations, output), ...none });
    const over = this.#arrays.over(output);
    return this.#arrays.source(
      over.length === 0 ? name : `${name}[${over.map((one) => one.text).join(', ')}]`,
      output.span,
    );
  }

  #addAuxiliary(output: Output): void {
    const entries = [...output.elements].map(([key, value]) => ({
      key,
      expr: this.#exprOf(output, key, value),
      span: value.span,
    }));
    const kind = output.isFlow ? 'flow' : 'auxiliary';
    const { name, label, doc, over, unit, because } = this.#head(output);
    const equations = this.#arrays.equations(entries, output);
    this.#variables.push({
      name,
      kind,
      label,
      doc,
      unit,
      over,
      equations,
      inflows: [],
      outflows: [],
      nonNegative: false,
      helper: label === '',
      because,
    });
  }

  /** Where elements of one variable are of different kinds, stocks and series stand apart. */
  #exprOf(output: Output, key: string, value: ElementValue): Expr {
    if (value.kind === 'expression') return value.expr;
    if (value.kind === 'number') return numberExpr(value.value);
    const suffix = key === '' ? '' : `_${this.#arrays.key(key).replaceAll(',', '_')}`;
    const name = this.#translator.names.give(`${output.name}_${value.kind}${suffix}`);
    this.#add({ ...output, name, label: '', over: [], elements: new Map([['', value]]) });
    return { kind: 'name', name, span: NOWHERE };
  }
}

const MOST_SHOWN = 8;

const ENDS: Readonly<Record<Interpolation, Pick<InputDeclaration, 'between' | 'before' | 'after'>>> = {
  interpolate: { between: 'interpolate', before: 'hold', after: 'hold' },
  'hold backward': { between: 'step', before: 'hold', after: 'hold' },
  'look forward': { between: 'step', before: 'hold', after: 'hold' },
  raw: { between: 'step', before: 'hold', after: 'hold' },
};

function hasOneInterpolation(values: readonly ElementValue[]): boolean {
  return new Set(values.map((value) => (value.kind === 'series' ? value.interpolation : ''))).size === 1;
}

function numberExpr(value: number): Expr {
  const size: Expr = { kind: 'number', value: Math.abs(value), span: NOWHERE };
  return value < 0 ? { kind: 'unary', operator: '-', operand: size, span: NOWHERE } : size;
}

/** In order of x; of points with the same x the first and, a hair later, the last: the lookup jumps there. */
function strictlyRising({ points }: LookupPoints): readonly (readonly [number, number])[] {
  const rising: (readonly [number, number])[] = [];
  for (const [x, y] of points.toSorted((a, b) => a[0] - b[0])) {
    const last = rising.at(-1);
    if (last === undefined || x > last[0]) rising.push([x, y]);
    else rising.push([nextUp(last[0]), y]);
  }
  return rising;
}

function nextUp(x: number): number {
  return x + Math.max(Number.EPSILON * Math.abs(x), Number.MIN_VALUE * 4);
}

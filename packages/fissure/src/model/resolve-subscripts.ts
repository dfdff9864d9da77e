/**
 * Where the index of each subscript comes from: the equation's own element, an element by name, or an index of an
 * enclosing reduction. Owns the stack of reductions around the place that is being resolved.
 */
import { canonicalName } from '../base/names.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { placeIn, type SourceText } from '../diagnostics/source-text.ts';
import type { Expr, Span, Subscript } from '../equations/ast.ts';
import { builtinNamed } from '../equations/builtins.ts';
import { walkExpr } from '../equations/walk.ts';
import { didYouMean, indexMap } from './dimensions.ts';
import { findElement } from './find-element.ts';
import type { Dimension, Quantity } from './model.ts';
import type { Axis, IndexSource } from './resolved.ts';

/** What a reference needs to know of a quantity. */
export type Subscriptable = Pick<Quantity, 'id' | 'name' | 'over'>;

/** One reduction that encloses the place being resolved. */
interface Reduction {
  readonly name: string;
  readonly axes: ReductionAxis[];
  /** Axes that the body used, in order of first use. */
  readonly used: Axis[];
}

interface ReductionAxis {
  readonly axis: Axis;
  /** Equal keys run together: the dimension's id for a named index; with a leading `*` for stars and ranges. */
  readonly key: string;
  /** For stars and ranges: the dimension of the place in which they stand. */
  readonly starOf: string | undefined;
}

type BoundIndex = Exclude<IndexSource, { kind: 'fixed' }>;

export class SubscriptResolver {
  readonly #dimensions: ReadonlyMap<string, Dimension>;
  readonly #source: SourceText;
  readonly #own: readonly string[];
  readonly #problems: Problems;
  readonly #reductions: Reduction[] = [];
  #axisCount = 0;

  constructor(
    dimensions: ReadonlyMap<string, Dimension>,
    equation: { readonly source: SourceText; readonly own: readonly string[] },
    problems: Problems,
  ) {
    this.#dimensions = dimensions;
    this.#source = equation.source;
    this.#own = equation.own;
    this.#problems = problems;
  }

  enterReduction(name: string, ...bodies: readonly Expr[]): void {
    const reduction: Reduction = { name, axes: [], used: [] };
    for (const id of this.#freeDimensions(bodies)) {
      const dimension = this.#dimension(id);
      this.#addAxis(reduction, id, undefined, dimension.name.text, dimension, undefined);
    }
    this.#reductions.push(reduction);
  }

  /** The indices that the reduction runs over; empty if its body names none. */
  leaveReduction(): readonly Axis[] {
    return this.#reductions.pop()!.used;
  }

  /**
   * Dimensions named in the body of a reduction (but not inside a reduction within it) that nothing around binds: the
   * reduction runs over them. A dimension to which a bound one or another free one maps follows that one instead.
   */
  #freeDimensions(bodies: readonly Expr[]): string[] {
    const named: string[] = [];
    for (const body of bodies)
      collectSubscriptNames(body, (name) => {
        const id = canonicalName(name);
        if (this.#dimensions.has(id) && !named.includes(id) && !this.#isBound(id)) named.push(id);
      });
    const bound = [...this.#own, ...this.#reductions.flatMap((outer) => outer.axes.map(({ key }) => key)), ...named];
    return named.filter((id) => !bound.some((other) => other !== id && this.#mapsTo(other, id)));
  }

  #isBound(id: string): boolean {
    return this.#own.includes(id) || this.#reductions.some((reduction) => reduction.axes.some(({ key }) => key === id));
  }

  /** A declared map leads from one dimension to the other: not merely other names for the same elements. */
  #mapsTo(from: string, to: string): boolean {
    const source = this.#dimensions.get(from);
    const target = this.#dimension(to);
    if (source === undefined || source.root === target.root) return false;
    return indexMap(this.#dimensions, source, target) !== undefined;
  }

  #dimension(id: string): Dimension {
    return this.#dimensions.get(id)!;
  }

  #place(span: Span): Place {
    return placeIn(this.#source, span.start, span.end);
  }

  #fail(
    ...[code, values, span, help]: [
      Parameters<Problems['add']>[0],
      Readonly<Record<string, string | number>>,
      Span,
      string?,
    ]
  ): undefined {
    this.#problems.add(code, values, this.#place(span), { help });
    return undefined;
  }

  /** One index source per dimension of the quantity; undefined where a diagnostic was given. */
  reference(quantity: Subscriptable, subscripts: readonly Subscript[], span: Span): readonly IndexSource[] | undefined {
    const { over } = quantity;
    const name = quantity.name.text;
    if (over.some((id) => !this.#dimensions.has(id))) return undefined;
    if (subscripts.length === 0) return this.#bare(quantity, span);
    if (over.length === 0) return this.#fail('dimension/scalar', { name }, span);
    if (subscripts.length !== over.length)
      return this.#fail(
        'dimension/subscript-count',
        { name, over: this.#listed(over), expected: over.length, count: subscripts.length },
        span,
      );
    // All are looked at, so that every mistake shows at once.
    const index = subscripts.map((subscript, i) => this.#subscript(subscript, this.#dimension(over[i]!), name));
    return index.every((source) => source !== undefined) ? index : undefined;
  }

  #listed(over: readonly string[]): string {
    return `[${over.map((id) => this.#dimension(id).name.text).join(', ')}]`;
  }

  #bare(quantity: Subscriptable, span: Span): readonly IndexSource[] | undefined {
    const { over } = quantity;
    const name = quantity.name.text;
    const reduction = this.#reductions.at(-1);
    if (over.length > 0 && reduction !== undefined) return this.#bareInReduction(quantity, reduction, span);
    const missing = over.filter((id) => !this.#own.includes(id));
    if (missing.length > 0)
      return this.#fail(
        'dimension/missing-subscript',
        { name, over: this.#listed(over), missing: missing.map((id) => this.#dimension(id).name.text).join(', ') },
        span,
        this.#subscriptHelp(name, over),
      );
    return over.map((id) => ({ kind: 'own', position: this.#own.indexOf(id), map: undefined }));
  }

  /** SUM(fighters): all elements, unless it could as well mean the equation's own. */
  #bareInReduction(
    { over, name }: Subscriptable,
    reduction: Reduction,
    span: Span,
  ): readonly IndexSource[] | undefined {
    const shared = over.find((id) => this.#own.includes(id));
    if (shared !== undefined) {
      const tied = over.map((id) => (this.#own.includes(id) ? this.#dimension(id).name.text : '*')).join(', ');
      const stars = over.map(() => '*').join(', ');
      return this.#fail(
        'dimension/ambiguous',
        { name: name.text, function: reduction.name, dimension: this.#dimension(shared).name.text },
        span,
        `Write ${name.text}[${tied}] for this element, or ${name.text}[${stars}] for all elements.`,
      );
    }
    const index = over.map((id) =>
      this.#star(reduction, this.#dimension(id), this.#dimension(id), '*', undefined, span),
    );
    return index.every((source) => source !== undefined) ? index : undefined;
  }

  /** `Write share[country].` where a dimension of the equation fits every place, otherwise a way to sum. */
  #subscriptHelp(name: string, over: readonly string[]): string {
    const fitting = over.map((id) => {
      if (this.#own.includes(id)) return this.#dimension(id).name.text;
      const fit = this.#own.find(
        (own) => indexMap(this.#dimensions, this.#dimension(own), this.#dimension(id)) !== undefined,
      );
      if (fit === undefined) return undefined;
      // A mapped dimension reads best under its own name: share[country] in an equation over place.
      return this.#dimension(this.#dimension(fit).root === this.#dimension(id).root ? fit : id).name.text;
    });
    if (!fitting.includes(undefined)) return `Write ${name}[${fitting.join(', ')}].`;
    const element = this.#dimension(over[fitting.indexOf(undefined)]!).elements[0]?.name ?? '1';
    const stars = fitting.map((fit) => fit ?? '*').join(', ');
    const chosen = fitting.map((fit) => fit ?? element).join(', ');
    return `Name an element, as in ${name}[${chosen}], or reduce, as in SUM(${name}[${stars}]).`;
  }

  #subscript(subscript: Subscript, wanted: Dimension, quantity: string): IndexSource | undefined {
    switch (subscript.kind) {
      case 'name':
        return this.#namedSubscript(subscript.name, subscript.span, wanted, quantity);
      case 'position':
        return this.#positionSubscript(subscript.index, subscript.span, wanted);
      case 'all':
        return this.#allSubscript(subscript, wanted);
      case 'range':
        return this.#rangeSubscript(subscript, wanted);
    }
  }

  #positionSubscript(index: number, span: Span, wanted: Dimension): IndexSource | undefined {
    const count = wanted.elements.length;
    if (Number.isInteger(index) && index >= 1 && index <= count) return { kind: 'fixed', index: index - 1 };
    return this.#fail('dimension/position', { index, dimension: wanted.name.text, count }, span);
  }

  #namedSubscript(name: string, span: Span, wanted: Dimension, quantity: string): IndexSource | undefined {
    const id = canonicalName(name);
    const element = findElement(wanted, id);
    if (element >= 0) return { kind: 'fixed', index: element };
    const named = this.#dimensions.get(id);
    const dimension = wanted.name.text;
    if (named === undefined) {
      const known = [...wanted.elements.map((e) => e.name), ...this.#dimensionNames()];
      return this.#fail('dimension/unknown-subscript', { name, dimension, quantity }, span, didYouMean(name, known));
    }
    const bound = this.#boundIndex(named, name, span);
    if (bound === undefined) return undefined;
    const map = indexMap(this.#dimensions, named, wanted);
    if (map === undefined) return this.#fail('dimension/wrong-dimension', { name, dimension, quantity }, span);
    return { ...bound, map: compose(bound.map, named === wanted ? undefined : map) };
  }

  #dimensionNames(): string[] {
    return [...this.#dimensions.values()].map((dimension) => dimension.name.text);
  }

  /** What a dimension's name stands for here: the equation's own index, an index of a reduction, or what maps to it. */
  #boundIndex(named: Dimension, name: string, span: Span): BoundIndex | undefined {
    const position = this.#own.indexOf(named.id);
    if (position >= 0) return { kind: 'own', position, map: undefined };
    for (const reduction of this.#reductions.toReversed()) {
      const entry = reduction.axes.find(({ key }) => key === named.id);
      if (entry !== undefined) return this.#use(reduction, entry.axis, undefined);
    }
    return this.#mappedIndex(named, name, span);
  }

  /** `country` in an equation over place: the country of that place. The equation's own index goes before a reduction's. */
  #mappedIndex(named: Dimension, name: string, span: Span): BoundIndex | undefined {
    const own = this.#own.filter((id) => this.#mapsTo(id, named.id));
    const axes = this.#reductions.flatMap((reduction) =>
      reduction.axes.filter(({ key }) => this.#mapsTo(key, named.id)).map(({ axis }) => ({ reduction, axis })),
    );
    const from = own.length > 0 ? own : axes.map(({ axis }) => axis.dimension);
    if (from.length === 0)
      return this.#fail(
        'dimension/not-own',
        { name, own: this.#own.length === 0 ? 'no dimensions' : this.#listed(this.#own) },
        span,
      );
    if (from.length > 1) {
      const names = from.map((id) => this.#dimension(id).name.text);
      return this.#fail(
        'dimension/ambiguous-map',
        { name, from: names.join(' and ') },
        span,
        `Write the one that is meant: ${names.join(' or ')}.`,
      );
    }
    const map = indexMap(this.#dimensions, this.#dimension(from[0]!), named);
    if (own.length > 0) return { kind: 'own', position: this.#own.indexOf(own[0]!), map };
    return this.#use(axes[0]!.reduction, axes[0]!.axis, map);
  }

  #allSubscript(subscript: Extract<Subscript, { kind: 'all' }>, wanted: Dimension): IndexSource | undefined {
    const reduction = this.#reductions.at(-1);
    if (reduction === undefined) return this.#fail('dimension/star-outside', {}, subscript.span);
    if (subscript.of === undefined) return this.#star(reduction, wanted, wanted, '*', undefined, subscript.span);
    const part = this.#dimensions.get(canonicalName(subscript.of));
    if (part?.root === wanted.root)
      return this.#star(reduction, wanted, part, `*:${part.name.text}`, undefined, subscript.span);
    const parts = [...this.#dimensions.values()].filter((d) => d.root === wanted.root).map((d) => d.name.text);
    return this.#fail(
      'dimension/not-a-part',
      { name: subscript.of, dimension: wanted.name.text },
      subscript.span,
      didYouMean(subscript.of, parts),
    );
  }

  #rangeSubscript(subscript: Extract<Subscript, { kind: 'range' }>, wanted: Dimension): IndexSource | undefined {
    const reduction = this.#reductions.at(-1);
    if (reduction === undefined) return this.#fail('dimension/star-outside', {}, subscript.span);
    const from = positionOf(subscript.from, wanted);
    const to = positionOf(subscript.to, wanted);
    if (from === undefined || to === undefined || from > to)
      return this.#fail(
        'dimension/range',
        { from: subscript.from, to: subscript.to, dimension: wanted.name.text },
        subscript.span,
      );
    const elements = Array.from({ length: to - from + 1 }, (_, i) => from + i);
    return this.#star(reduction, wanted, wanted, `${subscript.from}:${subscript.to}`, elements, subscript.span);
  }

  /** The index behind `*`, `*:part` and `a:b`; all that are written alike for the same dimension run together. */
  #star(
    reduction: Reduction,
    wanted: Dimension,
    dimension: Dimension,
    label: string,
    elements: readonly number[] | undefined,
    span: Span,
  ): IndexSource | undefined {
    const key = elements === undefined ? `*:${dimension.id}` : `*:${dimension.id}:${elements[0]}:${elements.length}`;
    const map = dimension === wanted ? undefined : indexMap(this.#dimensions, dimension, wanted);
    if (dimension !== wanted && map === undefined)
      return this.#fail('dimension/not-a-part', { name: dimension.name.text, dimension: wanted.name.text }, span);
    const entry = reduction.axes.find((candidate) => candidate.key === key && candidate.starOf === wanted.id);
    if (entry !== undefined) return this.#use(reduction, entry.axis, map);
    // Two indices over the same elements in one reduction are nearly always one index, written in two ways.
    const rival = reduction.axes.find(({ axis, starOf }) =>
      starOf === undefined ? this.#dimension(axis.dimension).root === wanted.root : starOf === wanted.id,
    );
    if (rival !== undefined)
      return this.#fail(
        'dimension/untied',
        { one: rival.axis.label, other: label, dimension: wanted.name.text, function: reduction.name },
        span,
      );
    return this.#use(reduction, this.#addAxis(reduction, key, wanted.id, label, dimension, elements), map);
  }

  #use(reduction: Reduction, axis: Axis, map: readonly number[] | undefined): BoundIndex {
    if (!reduction.used.includes(axis)) reduction.used.push(axis);
    return { kind: 'axis', axis: axis.id, map };
  }

  #addAxis(
    reduction: Reduction,
    key: string,
    starOf: string | undefined,
    label: string,
    dimension: Dimension,
    elements: readonly number[] | undefined,
  ): Axis {
    const axis: Axis = {
      id: this.#axisCount,
      label,
      dimension: dimension.id,
      elements: elements ?? dimension.elements.map((_, i) => i),
    };
    this.#axisCount += 1;
    reduction.axes.push({ axis, key, starOf });
    return axis;
  }
}

function compose(
  first: readonly number[] | undefined,
  second: readonly number[] | undefined,
): readonly number[] | undefined {
  if (first === undefined) return second;
  if (second === undefined) return first;
  return first.map((index) => second[index]!);
}

/** Position of an element given by its name or, from 1, by its number. */
function positionOf(text: string, dimension: Dimension): number | undefined {
  const byName = findElement(dimension, canonicalName(text));
  if (byName >= 0) return byName;
  const number = Number(text);
  return Number.isInteger(number) && number >= 1 && number <= dimension.elements.length ? number - 1 : undefined;
}

/** SUM, MEAN ... of one array. MIN(a, b) is none, nor is what wants more than an array. */
export function isReduction(call: Extract<Expr, { kind: 'call' }>): boolean {
  const builtin = builtinNamed(call.name);
  if (builtin === undefined || call.args.length !== 1) return false;
  return (builtin.evaluation === 'reduction' && builtin.minArgs === 1) || builtin.reducesOneArgument;
}

/** Names between brackets in an expression, in order, without those inside a reduction within it. */
function collectSubscriptNames(body: Expr, take: (name: string) => void): void {
  walkExpr(body, (expr) => {
    if (expr.kind === 'call' && isReduction(expr)) return 'skip';
    if (expr.kind === 'subscripted')
      for (const subscript of expr.subscripts) if (subscript.kind === 'name') take(subscript.name);
    return undefined;
  });
}

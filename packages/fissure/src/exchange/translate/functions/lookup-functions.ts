/** Lookups read in other ways than their own: each becomes a lookup of its own. */
import type { Expr } from '../../../equations/ast.ts';
import type { ForeignExpr, LookupPoints } from '../../foreign-expression.ts';
import { holdsPoints } from '../lookup-names.ts';
import * as make from '../make-expression.ts';
import type { Site } from '../translator.ts';
import type { CallContext, Translate } from './function-table.ts';
import { MISSING } from './missing.ts';

type Way = 'extrapolate' | 'forward' | 'backward' | 'invert';

export function extendLookup(way: Way): Translate {
  return ([points, x], { translator, site }) => {
    const lookup = translator.lookupPoints(points!, site);
    const turns = way === 'invert' && !isMonotonic(lookup);
    if (turns && (translator.model.language === 'vensim' || lookup.kind !== 'continuous'))
      return translator.fail(
        'a lookup that goes up and down has no inverse: write the branch that is meant',
        points!.span,
      );
    const argument = translator.expression(x!, site);
    if (turns) return firstPlace(lookup, argument, translator, site);
    const name = translator.lookupHelper(readAs(lookup, way), site);
    // The next point to the right is the last one to the left of the mirrored lookup.
    return make.call(name, way === 'forward' ? make.negative(argument) : argument);
  };
}

function isMonotonic(lookup: LookupPoints): boolean {
  const steps = inOrder(lookup).map(([, y], i, sorted) => y - (sorted[i - 1]?.[1] ?? y));
  return steps.every((step) => step >= 0) || steps.every((step) => step <= 0);
}

function readAs({ points, kind }: LookupPoints, way: Way): LookupPoints {
  switch (way) {
    case 'extrapolate':
      return { points, kind: 'extrapolate' };
    case 'backward':
      return { points, kind: 'discrete' };
    case 'forward':
      return { points: points.map(([x, y]) => [-x, y] as const).reverse(), kind: 'discrete' };
    case 'invert':
      return { points: firstPlaces(points), kind: kind === 'extrapolate' ? kind : 'continuous' };
  }
}

/**
 * Of a graph that goes up and down the first place from the left with a height, and no number where it has that height nowhere.
 * https://iseesystems.com/resources/help/v3/Content/08-Reference/07-Builtins/Graphical_builtins.htm
 */
function firstPlace(lookup: LookupPoints, height: Expr, translator: CallContext['translator'], site: Site): Expr {
  const { binary, call, choose, divide, number } = make;
  const at = translator.helper('height', height, site);
  const points = firstPlaces(lookup.points);
  const outside = binary('or', binary('<', at, number(points[0]![0])), binary('>', at, number(points.at(-1)![0])));
  const name = translator.lookupHelper({ points, kind: 'continuous' }, site);
  return choose(outside, divide(number(0), number(0)), call(name, at));
}

/**
 * By height the first place where a graph has it: each stretch gives the heights that none before it has. A height is that of
 * the place where it is reached; a hair beyond, a stretch that begins elsewhere goes on.
 */
function firstPlaces(points: LookupPoints['points']): LookupPoints['points'] {
  const sorted = points.toSorted((a, b) => a[0] - b[0]);
  const [first] = sorted;
  const above = [[first![1], first![0]] as const];
  const below = [...above];
  sorted.slice(1).forEach(([x, y], i) => {
    const [from, start] = sorted[i]!;
    for (const [reached, beyond] of [
      [above, y - above.at(-1)![0]],
      [below, below.at(-1)![0] - y],
    ] as const) {
      if (beyond <= 0) continue;
      const [last, place] = reached.at(-1)!;
      const crossing = from + ((last - start) / (y - start)) * (x - from);
      if (crossing > place) reached.push([last + hair(last) * Math.sign(y - start), crossing]);
      reached.push([y, x]);
    }
  });
  return [...below.slice(1).reverse(), ...above];
}

function hair(value: number): number {
  return Math.max(Number.EPSILON * Math.abs(value), Number.MIN_VALUE * 4);
}

/** By Vensim: beyond its ends a lookup goes on at the height of its last point. */
export const lookupArea: Translate = ([points, from, to], { translator, site }) => {
  const lookup = translator.lookupPoints(points!, site);
  const ends = [from!, to!].map((arg) => translator.helper('area', translator.expression(arg, site), site));
  return make.sum(areas(lookup, ends as [Expr, Expr], 'held', { translator, site }));
};

/**
 * By Stella, which names the end first and takes both in either order: there is nothing beyond the ends of a graph that
 * does not go on.
 * https://iseesystems.com/resources/help/v3/Content/08-Reference/07-Builtins/Graphical_builtins.htm
 */
export const graphArea: Translate = ([points, to, from], { translator, site }) => {
  const lookup = translator.lookupPoints(points!, site);
  const places = lookup.points.map(([x]) => x);
  const one = from ? translator.expression(from, site) : make.number(Math.min(...places));
  const other = to ? translator.expression(to, site) : make.number(Math.max(...places));
  const start = translator.helper('area', make.least([one, other]), site);
  const end = translator.helper('area', make.greatest([one, other]), site);
  return make.sum(
    areas(lookup, [start, end], lookup.kind === 'extrapolate' ? 'extended' : 'none', { translator, site }),
  );
};

/** Of each stretch between two points, and of what lies beyond the first and the last. */
function areas(
  lookup: LookupPoints,
  [start, end]: readonly [Expr, Expr],
  beyond: 'held' | 'extended' | 'none',
  { translator, site }: Pick<CallContext, 'translator' | 'site'>,
): readonly Expr[] {
  const { add, divide, greatest, least, multiply, number, subtract } = make;
  const sorted = inOrder(lookup);
  const [[first, left], [last, right]] = [sorted[0]!, sorted.at(-1)!];
  const name = translator.lookupHelper(lookup, site);
  const part = (within: (x: Expr) => Expr, held: number | undefined) => {
    const [u, v] = [start, end].map((x) => translator.helper('area_edge', within(x), site));
    const height = held === undefined ? divide(add(make.call(name, u!), make.call(name, v!)), number(2)) : number(held);
    return multiply(subtract(v!, u!), height);
  };
  const between = sorted.slice(1).map(([high], i) => {
    const [low, y] = sorted[i]!;
    const within = (x: Expr) => greatest([number(low), least([number(high), x])]);
    return part(within, lookup.kind === 'discrete' ? y : undefined);
  });
  if (beyond === 'none') return between;
  const height = (edge: number) => (beyond === 'held' ? edge : undefined);
  return [
    ...between,
    part((x) => least([number(first), x]), height(left)),
    part((x) => greatest([number(last), x]), height(right)),
  ];
}

/**
 * Rise over run between two points, and at a point the mean of that before and that after it; where several points share a
 * place :NA:. Beyond the ends, by the mode: 0 nothing, 1 the slope of the last stretch, -1 :NA:; there is a slope on both
 * sides of an end, but for mode -1.
 * https://www.vensim.com/documentation/fn_lookup_slope.html
 */
export const lookupSlope: Translate = ([points, x, mode], { translator, site }) => {
  const { binary, call, choose, number } = make;
  const sorted = inOrder(translator.lookupPoints(points!, site));
  const way = translator.constant(mode!);
  const at = translator.helper('slope_at', translator.expression(x!, site), site);
  const stretches = sorted.slice(1).flatMap(([high, above], i) => {
    const [low, below] = sorted[i]!;
    return high > low ? [{ low, high, slope: (above - below) / (high - low) }] : [];
  });
  const [opening, closing] = [stretches[0], stretches.at(-1)];
  if (opening === undefined || closing === undefined)
    return translator.fail('a lookup has a slope where its points are not all in one place', points!.span);
  const beyond = ({ slope }: { readonly slope: number }) => (way === 0 ? 0 : slope);
  const after = [...stretches.map(({ low, slope }) => [low, slope] as const), [closing.high, beyond(closing)] as const];
  // The last one to the left of the mirrored lookup is the next one to the right.
  const before = [
    ...stretches.map(({ high, slope }) => [-high, slope] as const).reverse(),
    [-opening.low, beyond(opening)] as const,
  ];
  const steps = (list: readonly (readonly [number, number])[]) =>
    translator.lookupHelper({ points: list, kind: 'discrete' }, site);
  const inside = make.divide(make.add(call(steps(after), at), call(steps(before), make.negative(at))), number(2));
  const outside = ({ slope }: { readonly slope: number }) => (way < 0 ? MISSING : number(way === 0 ? 0 : slope));
  const everywhere = choose(
    binary('<', at, number(opening.low)),
    outside(opening),
    choose(binary('>', at, number(closing.high)), outside(closing), inside),
  );
  const jumps = sorted.slice(1).flatMap(([place], i) => (place === sorted[i]![0] ? [place] : []));
  return jumps.reduce((rest, jump) => choose(binary('=', at, number(jump)), MISSING, rest), everywhere);
};

/**
 * LOOKUPXY of Stella: the heights of one graph are the places, and those of another the heights; what more points one of them
 * has is passed over. How it goes on where places fall is not told.
 * https://blog.iseesystems.com/modeling-tips/lookupxy-built-in-increases-dataset-flexibility/
 */
export const lookupOfTwo: Translate = (args, { translator, site, span }) => {
  const isGraph = (arg: ForeignExpr) => arg.kind === 'ref' && holdsPoints(arg.name, translator);
  const graphs = args.filter(isGraph);
  const [at] = args.filter((arg) => !isGraph(arg));
  if (graphs.length !== 2 || at === undefined)
    return translator.fail('LOOKUPXY takes a graphical function of x, one of y, and an expression', span);
  const [places, heights] = graphs.map((graph) => translator.lookupPoints(graph, site));
  const across = inOrder(places!);
  const points = inOrder(heights!)
    .slice(0, across.length)
    .map(([, y], i) => [across[i]![1], y] as const);
  if (places!.kind !== 'continuous' || heights!.kind !== 'continuous')
    return translator.fail('LOOKUPXY reads between the points of continuous graphs', span);
  if (points.some(([x], i) => i > 0 && x <= points[i - 1]![0]))
    return translator.fail('each x of LOOKUPXY must be above the one before it', graphs[0]!.span);
  const name = translator.lookupHelper({ points, kind: 'continuous' }, site);
  return make.call(name, translator.expression(at, site));
};

export function inOrder({ points }: LookupPoints): LookupPoints['points'] {
  return points.toSorted((a, b) => a[0] - b[0]);
}

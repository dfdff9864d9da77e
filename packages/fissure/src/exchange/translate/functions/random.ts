/**
 * Random draws. Their streams are those of the study, so a seed in the model has no part in them.
 * Sources: https://www.vensim.com/documentation/fn_random.html, and the isee systems manual, "Statistical builtins".
 */
import type { Expr } from '../../../equations/ast.ts';
import type { ForeignExpr } from '../../foreign-expression.ts';
import * as make from '../make-expression.ts';
import { randomLookup } from './density-lookup.ts';
import {
  type Bounds,
  type Distribution,
  drawBetween,
  exponential,
  isNoBound,
  logistic,
  normal,
  pareto,
  triangular,
  weibull,
} from './distributions.ts';
import type { CallContext, FunctionTable, Translate } from './function-table.ts';

const { add, binary, call, choose, divide, greatest, least, multiply, number, subtract } = make;
const one = make.number(1);
const zero = make.number(0);

type Draw = (args: readonly Expr[], bounds: Bounds, context: CallContext) => Expr;

/** White noise smoothed over its time of correlation, as strong as keeps the standard deviation what is asked for. */
function pinkNoise(mean?: Expr, deviation?: Expr, time?: Expr): Expr {
  const share = divide(make.DT, time!);
  const strength = call('SQRT', divide(subtract(number(2), share), share));
  const white = call('NORMAL', mean!, multiply(deviation!, strength));
  return call('SMTH1', white, time!, mean!);
}

const uniform: Draw = ([low, high], bounds) => {
  const from = bounds.low === undefined ? low! : greatest([low!, bounds.low]);
  return call('RANDOM', from, bounds.high === undefined ? high! : least([high!, bounds.high]));
};

const between = (value: Expr, { low, high }: Bounds): Expr => {
  const above = low === undefined ? value : greatest([low, value]);
  return high === undefined ? above : least([high, above]);
};

/** How often a draw is made anew where one fell outside its bounds; after that it stands at the bound. */
const DRAWS = 10;

/** Of a distribution without an inverse here: drawn again until it falls between the bounds. `reach`: it never leaves it. */
function drawAgain(
  draw: () => Expr,
  { low, high }: Bounds,
  reach: readonly [Expr, Expr],
  { translator, site, span }: CallContext,
): Expr {
  const [start, end] = reach.map(make.numberOf);
  const [from, to] = [low, high].map((bound) => bound && make.numberOf(bound));
  const cuts: Bounds = {
    low: from! <= start! || isNoBound(from) ? undefined : low,
    high: to! >= end! || isNoBound(to) ? undefined : high,
  };
  if (cuts.low === undefined && cuts.high === undefined) return draw();
  translator.spend(DRAWS * make.sizeOf(draw()), span);
  const tries = Array.from({ length: DRAWS }, () => translator.helper('draw', draw(), site));
  return tries.reduceRight<Expr>(
    (rest, own) => {
      const isIn = [
        ...(cuts.low === undefined ? [] : [binary('>=', own, cuts.low)]),
        ...(cuts.high === undefined ? [] : [binary('<=', own, cuts.high)]),
      ].reduce((a, b) => binary('and', a, b));
      return choose(isIn, own, rest);
    },
    between(tries[0]!, cuts),
  );
}

const NOWHERE = number(Number.POSITIVE_INFINITY);

/** How many rejections a draw of a gamma distribution goes through: one is refused in twenty at most. */
const GAMMA_DRAWS = 6;

/**
 * G. Marsaglia and W. W. Tsang, "A simple method for generating gamma variables", ACM Transactions on Mathematical Software 26
 * (2000) 363-372: exact, but for the draws that are refused GAMMA_DRAWS times. Shapes below 1 are raised by a power of a draw.
 */
function gamma(shape: Expr, { translator, site }: CallContext): Expr {
  const named = (what: string, value: Expr) => translator.helper(what, value, site);
  const given = make.numberOf(shape);
  const isSmall = binary('<', shape, one);
  const raised = given === undefined ? choose(isSmall, add(shape, one), shape) : number(given < 1 ? given + 1 : given);
  const d = named('gamma', subtract(raised, number(1 / 3)));
  const tries = Array.from({ length: GAMMA_DRAWS }, () => {
    const x = named('gamma_draw', call('NORMAL', zero, one));
    const root = named('gamma_root', add(one, divide(x, call('SQRT', multiply(number(9), d)))));
    const cube = named('gamma_cube', make.product([root, root, root]));
    const height = call('LN', call('RANDOM', zero, one));
    const most = make.sum([
      divide(multiply(x, x), number(2)),
      d,
      make.negative(multiply(d, cube)),
      multiply(d, call('LN', greatest([cube, number(1e-300)]))),
    ]);
    const isTaken = binary('and', binary('>', root, zero), binary('<', height, most));
    return { value: multiply(d, greatest([zero, cube])), isTaken };
  });
  const drawn = tries.reduceRight<Expr>((rest, { value, isTaken }) => choose(isTaken, value, rest), tries[0]!.value);
  if (given !== undefined && given >= 1) return drawn;
  const lowered = binary('^', call('RANDOM', zero, one), divide(one, shape));
  return multiply(drawn, given === undefined ? choose(isSmall, lowered, one) : lowered);
}

function beta(a: Expr, b: Expr, context: CallContext): Expr {
  const { translator, site } = context;
  const [x, y] = [a, b].map((shape) => translator.helper('beta', gamma(shape, context), site));
  return divide(x!, add(x!, y!));
}

const MOST_TRIALS = 200;

function trials(arg: ForeignExpr, { translator }: CallContext): number {
  const count = translator.constant(arg);
  if (Number.isInteger(count) && count >= 0 && count <= MOST_TRIALS) return count;
  return translator.fail(
    `the number of trials must be a whole number up to ${MOST_TRIALS}: beyond, take a Poisson or normal distribution with the same mean`,
    arg.span,
  );
}

function binomial(count: number, chance: Expr): Expr {
  return make.sum(Array.from({ length: count }, () => binary('<', call('RANDOM', zero, one), chance)));
}

/** Trials until so many of them succeed. */
function trialsUntil(successes: number, chance: Expr): Expr {
  const failure = call('LN', subtract(one, chance));
  const geometric = () => add(one, call('INT', divide(call('LN', call('RANDOM', zero, one)), failure)));
  return make.sum(Array.from({ length: successes }, geometric));
}

/** A mean beyond which a bound cuts off less than 1e-18: twelve standard deviations and a few more. */
function poissonReach(mean: Expr): Expr {
  const given = make.numberOf(mean);
  return given === undefined ? NOWHERE : number(given + 12 * Math.sqrt(given) + 40);
}

function stretched(value: Expr, shift: Expr, stretch: Expr): Expr {
  return add(shift, multiply(stretch, value));
}

/** Where what reaches from `low` to `high` lies after it was stretched and shifted. */
function reachOf(low: Expr, high: Expr, shift: Expr, stretch: Expr): readonly [Expr, Expr] {
  const [a, b, at, by] = [low, high, shift, stretch].map(make.numberOf);
  if (at === undefined || by === undefined || !(by > 0)) return [make.negative(NOWHERE), NOWHERE];
  return [number(at + by * (a ?? 0)), b === undefined ? NOWHERE : number(at + by * b)];
}

function withNotice(translate: Translate): Translate {
  return (args, context) => {
    context.translator.notice(
      'the seeds of random numbers; draws have the same distribution and other values',
      context.span,
    );
    return translate(args, context);
  };
}

export function defineRandom(table: FunctionTable): void {
  const before = new Set(table.entries.keys());
  table.plain('random_0_1', 0, 0, () => call('RANDOM', zero, one));
  table.plain('random_uniform', 2, 3, (low, high) => call('RANDOM', low!, high!));
  defineVensim(table);
  table.plain('random_pink_noise', 3, 4, pinkNoise);
  defineStella(table);
  /** Its probability is in percent, for a unit of time. */
  table.plain('montecarlo', 1, 2, (chance) =>
    binary('<', call('RANDOM', zero, number(100)), multiply(chance!, make.DT)),
  );
  table.plain('random', 0, 3, (low = zero, high = one) => call('RANDOM', low, high));

  for (const [name, entry] of [...table.entries].filter(([name]) => !before.has(name)))
    table.entries.set(name, { ...entry, translate: withNotice(entry.translate) });
}

/** The bounds come first, then what shapes the distribution, then shift and stretch, at last the seed. */
function defineVensim(table: FunctionTable): void {
  const vensim = (name: string, shapes: number, draw: Draw) =>
    table.special(name, 4 + shapes, 5 + shapes, (args, context) => {
      const [low, high, ...rest] = args
        .slice(0, 4 + shapes)
        .map((arg) => context.translator.expression(arg, context.site));
      return draw(rest, { low, high }, context);
    });
  const of = (shaped: (context: CallContext, ...shapes: Expr[]) => Distribution, shapes: number): Draw => {
    return (args, bounds, context) => {
      const [shift, stretch] = args.slice(shapes);
      return drawBetween(shaped(context, ...args.slice(0, shapes)), bounds, shift!, stretch!, context);
    };
  };
  vensim('random_normal', 0, of(normal, 0));
  vensim(
    'random_exponential',
    0,
    of(() => exponential, 0),
  );
  vensim(
    'random_weibull',
    1,
    of((_, shape) => weibull(shape!), 1),
  );
  table.special('random_triangular', 5, 6, (args, context) => {
    const [low, high, start, peak, stop] = args
      .slice(0, 5)
      .map((arg) => context.translator.expression(arg, context.site));
    return drawBetween(triangular(start!, peak!, stop!, context), { low, high }, zero, one, context);
  });
  vensim('random_poisson', 1, ([mean, shift, stretch], bounds, context) =>
    drawAgain(
      () => stretched(call('POISSON', mean!), shift!, stretch!),
      bounds,
      reachOf(zero, poissonReach(mean!), shift!, stretch!),
      context,
    ),
  );
  vensim('random_gamma', 1, ([order, shift, stretch], bounds, context) => {
    const own = make.numberOf(order!);
    const shape = own === undefined ? greatest([one, order!]) : number(Math.max(1, own));
    const most = own === undefined ? NOWHERE : number(Math.max(1, own) + 60 + 12 * Math.sqrt(Math.max(1, own)));
    const reach = reachOf(zero, most, shift!, stretch!);
    return drawAgain(() => stretched(gamma(shape, context), shift!, stretch!), bounds, reach, context);
  });
  vensim('random_beta', 2, ([a, b, shift, stretch], bounds, context) => {
    const reach = reachOf(zero, one, shift!, stretch!);
    return drawAgain(() => stretched(beta(a!, b!, context), shift!, stretch!), bounds, reach, context);
  });
  table.special('random_lookup', 5, 6, randomLookup);
  counted(table, 'random_binomial', binomial, 0, (count) => number(count));
  counted(table, 'random_negative_binomial', trialsUntil, 1, () => NOWHERE);
}

/** Bounds, a probability, a number of trials or successes, shift and stretch. */
function counted(
  table: FunctionTable,
  name: string,
  draw: (count: number, chance: Expr) => Expr,
  leastEach: 0 | 1,
  most: (count: number) => Expr,
): void {
  table.special(name, 6, 7, (args, context) => {
    const count = trials(args[3]!, context);
    const read = (i: number) => context.translator.expression(args[i]!, context.site);
    const [low, high, chance, shift, stretch] = [0, 1, 2, 4, 5].map(read);
    const reach = reachOf(number(leastEach * count), most(count), shift!, stretch!);
    return drawAgain(() => stretched(draw(count, chance!), shift!, stretch!), { low, high }, reach, context);
  });
}

/** What shapes the distribution, then a seed, bounds, and how long a draw is kept. */
function defineStella(table: FunctionTable): void {
  const stella = (name: string, shapes: number, draw: Draw) =>
    table.special(name, shapes, shapes + 4, (args, context) => {
      const { translator, site } = context;
      const given = args.slice(0, shapes).map((arg) => translator.expression(arg, site));
      const [low, high] = [1, 2].map((i) => bound(args[shapes + i], context));
      return kept(draw(given, { low, high }, context), args[shapes + 3], context);
    });
  stella('uniform', 2, uniform);
  stella('normal', 2, ([mean, sd], bounds, context) => drawBetween(normal(context), bounds, mean!, sd!, context));
  stella('exprnd', 1, ([mean], bounds, context) =>
    bounds.low === undefined && bounds.high === undefined
      ? call('EXPRND', mean!)
      : drawBetween(exponential, bounds, zero, mean!, context),
  );
  stella('logistic', 2, ([mean, scale], bounds, context) =>
    drawBetween(logistic(context), bounds, mean!, scale!, context),
  );
  stella('pareto', 2, ([shape, scale], bounds, context) => drawBetween(pareto(shape!), bounds, zero, scale!, context));
  stella('weibull', 2, ([shape, scale], bounds, context) =>
    drawBetween(weibull(shape!), bounds, zero, scale!, context),
  );
  stella('triangular', 3, ([low, peak, high], bounds, context) =>
    drawBetween(triangular(low!, peak!, high!, context), bounds, zero, one, context),
  );
  const again = (draw: (args: readonly Expr[], context: CallContext) => Expr): Draw => {
    return (args, bounds, context) => drawAgain(() => draw(args, context), bounds, [zero, NOWHERE], context);
  };
  stella(
    'lognormal',
    2,
    again(([mean, sd]) => call('LOGNORMAL', mean!, sd!)),
  );
  stella(
    'poisson',
    1,
    again(([mean]) => call('POISSON', mean!)),
  );
  stella(
    'gamma',
    2,
    again(([shape, scale], context) => multiply(scale!, gamma(shape!, context))),
  );
  stella(
    'beta',
    2,
    again(([a, b], context) => beta(a!, b!, context)),
  );
  table.special('binomial', 2, 6, (args, context) => {
    const chance = context.translator.expression(args[1]!, context.site);
    const count = trials(args[0]!, context);
    const [low, high] = [3, 4].map((i) => bound(args[i], context));
    const drawn = drawAgain(() => binomial(count, chance), { low, high }, [zero, number(count)], context);
    return kept(drawn, args[5], context);
  });
}

/** NAN says that there is none. */
function bound(arg: ForeignExpr | undefined, { translator, site }: CallContext): Expr | undefined {
  if (arg === undefined || (arg.kind === 'ref' && arg.name.toLowerCase() === 'nan')) return undefined;
  return translator.expression(arg, site);
}

/** The same draw through each interval, on the grid of whole intervals. */
function kept(draw: Expr, interval: ForeignExpr | undefined, context: CallContext): Expr {
  const every = bound(interval, context);
  if (every === undefined) return draw;
  const { translator, site } = context;
  const part = (time: Expr) => call('INT', divide(add(time, HAIR), every));
  const isNew = binary('>', part(make.TIME), part(subtract(make.TIME, make.DT)));
  const own = translator.helper('draw', draw, site);
  return translator.newHelper('kept', (self) => choose(isNew, own, call('PREVIOUS', self, own)), site);
}

/** Steps of a tenth do not add up to whole intervals. */
const HAIR = multiply(number(1e-6), make.DT);

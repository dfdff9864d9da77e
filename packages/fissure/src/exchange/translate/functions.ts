/**
 * What each function of Vensim and XMILE is in Fissure's language. Conventions that differ between the two are noted;
 * sources: the Vensim reference manual and XMILE 1.0, 3.5.
 */
import type { Expr } from '../../equations/ast.ts';
import type { ForeignExpr, Span } from '../foreign-expression.ts';
import { allocateAvailable, allocateByPriority } from './allocation.ts';
import { timeValue } from './calendar-time.ts';
import { constantOf } from './constants.ts';
import { extendLookup } from './lookup-functions.ts';
import * as make from './make-expression.ts';
import type { Site, Translator } from './translator.ts';
import { vectorElementMap, vectorRank, vectorReorder, vectorSelect, vectorSortOrder } from './vector-functions.ts';

export interface CallContext {
  readonly translator: Translator;
  readonly site: Site;
  readonly span: Span;
}

export type Translate = (args: readonly ForeignExpr[], context: CallContext) => Expr;

interface FunctionEntry {
  readonly least: number;
  readonly most: number;
  readonly translate: Translate;
  /** Its arguments run over elements: `dim!`, `*`. */
  readonly runsOverElements?: boolean;
  readonly only?: 'vensim' | 'xmile';
}

/** By canonical name. */
export const FUNCTIONS = new Map<string, FunctionEntry>();

type FromValues = (...args: Expr[]) => Expr;

/** A function whose arguments are plain values. */
function plain(names: string, least: number, most: number, from: FromValues, only?: FunctionEntry['only']): void {
  const translate: Translate = (args, { translator, site }) =>
    from(...args.map((arg) => translator.expression(arg, site)));
  for (const name of names.split(' ')) FUNCTIONS.set(name, { least, most, translate, only });
}

function special(names: string, least: number, most: number, translate: Translate, runsOverElements = false): void {
  for (const name of names.split(' ')) FUNCTIONS.set(name, { least, most, translate, runsOverElements });
}

const one = make.number(1);
const zero = make.number(0);
const half = make.number(0.5);
const { add, binary, call, choose, divide, greatest, least, multiply, negative, number, subtract } = make;

// -- Arithmetic ----------------------------------------------------------------------------------------------------------

for (const same of ['ABS', 'SQRT', 'EXP', 'LN', 'LOG10', 'SIN', 'COS', 'TAN', 'ARCSIN', 'ARCCOS', 'ARCTAN'])
  plain(same.toLowerCase(), 1, 1, (x) => call(same, x!));
/** Vensim cuts towards 0. */
const truncate = (x: Expr): Expr => choose(binary('<', x, zero), negative(call('INT', negative(x))), call('INT', x));
plain('integer', 1, 1, (x) => truncate(x!));
/** The standard says downwards; the tools that write XMILE cut towards 0. What Fissure wrote means what it says. */
special('int', 1, 1, ([x], { translator, site }) => {
  const value = translator.expression(x!, site);
  return translator.model.vendor === 'Fissure' ? call('INT', value) : truncate(value);
});
plain('round', 1, 1, (x) => call('INT', add(x!, half)));
plain('quantum', 2, 2, (x, step) =>
  choose(binary('<=', step!, zero), x!, multiply(step!, truncate(divide(x!, step!)))),
);
/** With the sign of the dividend, as in C. */
plain('modulo', 2, 2, (x, y) => {
  const size = call('ABS', y!);
  return choose(binary('<', x!, zero), negative(binary('mod', negative(x!), size)), binary('mod', x!, size));
});
plain('power', 2, 2, (x, y) => binary('^', x!, y!));
plain('log', 1, 2, (x, base) =>
  base === undefined || make.numberOf(base) === 10 ? call('LOG10', x!) : divide(call('LN', x!), call('LN', base)),
);
plain('sinh', 1, 1, (x) => divide(subtract(call('EXP', x!), call('EXP', negative(x!))), number(2)));
plain('cosh', 1, 1, (x) => divide(add(call('EXP', x!), call('EXP', negative(x!))), number(2)));
plain('tanh', 1, 1, (x) => subtract(one, divide(number(2), add(call('EXP', multiply(number(2), x!)), one))));
plain('if_then_else', 3, 3, (condition, yes, no) => choose(condition!, yes!, no!));
plain('pi', 0, 0, () => make.name('PI'));
plain('inf', 0, 0, () => make.name('INF'));
plain('gamma_ln gammaln', 1, 1, stirling);
special('game', 1, 1, ([x], { translator, site, span }) => {
  translator.notice('GAME: nobody plays, its argument is the value', span);
  return translator.expression(x!, site);
});
plain('percent', 1, 1, (x) => multiply(x!, number(100)));

/** The logarithm of the gamma function, by Stirling's series after moving the argument up by 8. */
function stirling(x?: Expr): Expr {
  const steps = Array.from({ length: 8 }, (_, i) => call('LN', add(x!, number(i))));
  const y = add(x!, number(8));
  const series = [1 / 12, -1 / 360, 1 / 1260].map((c, i) => divide(number(c), binary('^', y, number(2 * i + 1))));
  const main = add(subtract(multiply(subtract(y, half), call('LN', y)), y), number(0.5 * Math.log(2 * Math.PI)));
  return subtract(add(main, make.sum(series)), make.sum(steps));
}

/** Vensim takes a divisor below 1e-6 for none. */
const SMALLEST_DIVISOR = number(1e-6);

function orElse(context: CallContext, a: Expr, divisor: Expr, otherwise: Expr): Expr {
  const b = make.sizeOf(divisor) > 4 ? context.translator.helper('divisor', divisor, context.site) : divisor;
  return choose(binary('<', call('ABS', b), SMALLEST_DIVISOR), otherwise, divide(a, b));
}

special('zidz', 2, 2, ([a, b], context) => {
  const { translator, site } = context;
  return orElse(context, translator.expression(a!, site), translator.expression(b!, site), zero);
});
special('xidz', 3, 3, ([a, b, otherwise], context) => {
  const { translator, site } = context;
  const [x, y, z] = [a!, b!, otherwise!].map((arg) => translator.expression(arg, site));
  return orElse(context, x!, y!, z!);
});
plain('safediv', 2, 3, (a, b, otherwise) => call('SAFEDIV', a!, b!, ...(otherwise ? [otherwise] : [])));

// -- Over elements ---------------------------------------------------------------------------------------------------------

type Fold = (terms: readonly Expr[], context: CallContext) => Expr;

function over(names: string, fold: Fold): void {
  special(
    names,
    1,
    1,
    ([arg], context) => {
      const terms: Expr[] = [];
      const { translator, site } = context;
      translator.forEach([arg!], site, (inner) => terms.push(translator.expression(arg!, inner)));
      return fold(terms, context);
    },
    true,
  );
}

over('sum', make.sum);
over('prod', make.product);
over('vmin', least);
over('vmax', greatest);
over('mean', (terms) => divide(make.sum(terms), number(terms.length)));
over('stddev', (terms, { translator, site }) => {
  const values = terms.map((term) => translator.helper('deviation', term, site));
  const mean = translator.helper('mean', divide(make.sum(values), number(values.length)), site);
  const squares = values.map((value) => multiply(subtract(value, mean), subtract(value, mean)));
  return call('SQRT', divide(make.sum(squares), number(values.length)));
});

for (const name of ['min', 'max']) {
  special(
    name,
    1,
    100,
    (args, { translator, site }) => {
      if (args.length > 1) return call(name.toUpperCase(), ...args.map((arg) => translator.expression(arg, site)));
      const terms: Expr[] = [];
      translator.forEach(args, site, (inner) => terms.push(translator.expression(args[0]!, inner)));
      return name === 'min' ? least(terms) : greatest(terms);
    },
    true,
  );
}

special(
  'elmcount size',
  1,
  1,
  ([arg], { translator, site, span }) => {
    const dimension =
      arg?.kind === 'ref' && arg.subscripts === undefined
        ? translator.dimensions.get(arg.name.toLowerCase().replace(/[\s_]+/g, '_'))
        : undefined;
    if (dimension !== undefined) return number(dimension.elements.length);
    let count = 0;
    translator.forEach([arg!], site, () => {
      count += 1;
    });
    return count > 0 ? number(count) : translator.fail('the name of a dimension was expected', span);
  },
  true,
);

special('vector_select', 5, 5, vectorSelect, true);
special('vector_sort_order', 2, 2, vectorSortOrder);
special('vector_rank', 2, 2, vectorRank);
special('vector_reorder', 2, 2, vectorReorder);
special('vector_elm_map', 2, 2, vectorElementMap);
special('allocate_by_priority', 5, 5, allocateByPriority);
special('allocate_available', 3, 3, allocateAvailable);

// -- Starting values and memory --------------------------------------------------------------------------------------------

plain('initial init', 1, 1, (x) => (make.numberOf(x!) === undefined ? call('INIT', x!) : x!));
plain('active_initial', 2, 2, (x, initial) => call('INITIALLY', initial!, x!));
plain('initially', 2, 2, (initial, x) => call('INITIALLY', initial!, x!));
plain('previous', 2, 2, (x, initial) => call('PREVIOUS', x!, initial!));

special('sample_if_true', 3, 3, (args, { translator, site }) => {
  const [condition, value, initial] = args.map((arg) => translator.expression(arg, site));
  return translator.newHelper('sample', (self) => choose(condition!, value!, call('PREVIOUS', self, initial!)), site);
});

// -- Delays, smooths, trends -------------------------------------------------------------------------------------------------

plain('delay1 delay1i', 2, 3, (...args) => call('DELAY1', ...args));
plain('delay3 delay3i', 2, 3, (...args) => call('DELAY3', ...args));
plain('smth1 smooth smoothi', 2, 3, (...args) => call('SMTH1', ...args));
plain('smth3 smooth3 smooth3i', 2, 3, (...args) => call('SMTH3', ...args));
plain('delay_fixed', 3, 3, (...args) => call('DELAY', ...args));
plain('delay', 2, 3, (...args) => call('DELAY', ...args));

const MOST_STAGES = 1000;

/** DELAY N where its time changes: in Vensim a new time reaches each stage one step after the one before it. */
function travellingDelay(
  input: Expr,
  length: Expr,
  order: number,
  initial: Expr,
  { translator, site }: CallContext,
): Expr {
  let time = translator.helper('delay_time', divide(length, number(order)), site);
  let rate = input;
  for (let stage = 0; stage < order; stage += 1) {
    if (stage > 0) time = translator.helper('delay_time', call('PREVIOUS', time, time), site);
    rate = translator.helper('delay_stage', call('DELAY1', rate, time, initial), site);
  }
  return rate;
}

/** Vensim: input, time, initial, order; a stage of a material delay lasts at least one step there. XMILE: input, time, order, initial. */
function ofOrder(target: 'DELAYN' | 'SMTHN', orderAt: 2 | 3): Translate {
  return (args, { translator, site, span }) => {
    const wanted = Math.max(1, Math.round(translator.constant(args[orderAt]!)));
    const order = orderAt === 3 && target === 'DELAYN' ? Math.min(wanted, translator.stepsIn(args[1]!)) : wanted;
    if (order > MOST_STAGES) translator.fail(`a delay has at most ${MOST_STAGES} stages`, args[orderAt]!.span);
    const initial = args[orderAt === 3 ? 2 : 3];
    const [input, length] = [args[0]!, args[1]!].map((arg) => translator.expression(arg, site));
    const isFixed = orderAt === 2 || target === 'SMTHN' || constantOf(args[1]!, translator, 0) !== undefined;
    if (!isFixed)
      return travellingDelay(input!, length!, order, translator.expression(initial!, site), { translator, site, span });
    return call(target, input!, length!, number(order), ...(initial ? [translator.expression(initial, site)] : []));
  };
}
special('delay_n', 4, 4, ofOrder('DELAYN', 3));
special('smooth_n', 4, 4, ofOrder('SMTHN', 3));
special('delayn', 3, 4, ofOrder('DELAYN', 2));
special('smthn', 3, 4, ofOrder('SMTHN', 2));

/** (input - average) / (time * |average|), 0 where the average is none. */
function trend(context: CallContext, input: Expr, time: Expr, initial: Expr): Expr {
  const { translator, site } = context;
  const now = translator.helper('trend_input', input, site);
  const average = translator.helper(
    'trend_average',
    call('SMTH1', now, time, divide(now, add(one, multiply(initial, time)))),
    site,
  );
  return orElse(context, subtract(now, average), multiply(time, call('ABS', average)), zero);
}
special('trend', 2, 3, (args, context) => {
  const [input, time, initial = zero] = args.map((arg) => context.translator.expression(arg, context.site));
  if (context.translator.model.vendor === 'Fissure') return call('TREND', input!, time!, initial);
  return trend(context, input!, time!, initial);
});
special('forecast forcst', 3, 4, (args, context) => {
  const [input, time, horizon, initial = zero] = args.map((arg) => context.translator.expression(arg, context.site));
  if (context.translator.model.vendor === 'Fissure') return call('FORCST', input!, time!, horizon!, initial);
  const now = context.translator.helper('forecast_input', input!, context.site);
  return multiply(now, add(one, multiply(trend(context, now, time!, initial), horizon!)));
});
special('npv', 4, 4, (args, { translator, site }) => {
  const [stream, rate, initial, factor] = args.map((arg) => translator.expression(arg, site));
  const discount = translator.helperStock('discount', one, (self) => negative(multiply(self, rate!)), site);
  const gathered = translator.helperStock('npv', initial!, () => multiply(stream!, discount), site);
  return multiply(add(gathered, multiply(multiply(stream!, make.DT), discount)), factor!);
});

// -- Test inputs ---------------------------------------------------------------------------------------------------------------

/** Half a step later than now: a time within the step, so that no rounding decides. */
const within = add(make.TIME, divide(make.DT, number(2)));
plain('step', 2, 2, (height, time) => call('STEP', height!, time!));
plain('ramp', 2, 3, (slope, start, end) =>
  end === undefined
    ? call('RAMP', slope!, start!)
    : multiply(slope!, greatest([zero, subtract(least([make.TIME, end]), start!)])),
);
plain(
  'pulse',
  2,
  2,
  (start, width) => {
    const lasts = add(start!, greatest([make.DT, width!]));
    return choose(binary('and', binary('>', within, start!), binary('<', within, lasts)), one, zero);
  },
  'vensim',
);
plain('pulse_train', 4, 4, (start, width, repeat, end) => {
  const inside = binary('and', binary('>', within, start!), binary('<', within, end!));
  const phase = binary('mod', subtract(within, start!), repeat!);
  return choose(binary('and', inside, binary('<', phase, greatest([make.DT, width!]))), one, zero);
});
{
  const pulse = FUNCTIONS.get('pulse')!;
  FUNCTIONS.set('pulse', {
    least: 1,
    most: 3,
    translate: (args, context) => {
      if (context.translator.model.format === 'vensim') return pulse.translate(args, context);
      const [size, first = make.name('STARTTIME'), every] = args.map((arg) =>
        context.translator.expression(arg, context.site),
      );
      return call('PULSE', size!, first, ...(every ? [every] : args.length === 1 ? [make.DT] : []));
    },
  });
}

for (const [name, value] of [
  ['time', make.TIME],
  ['dt', make.DT],
  ['starttime', make.name('STARTTIME')],
  ['stoptime', make.name('STOPTIME')],
] as const)
  plain(name, 0, 0, () => value);

special('get_time_value', 3, 3, timeValue);

// -- Chance ----------------------------------------------------------------------------------------------------------------------

const between = (x: Expr, low: Expr, high: Expr): Expr => greatest([low, least([x, high])]);
plain('random_0_1', 0, 0, () => call('RANDOM', zero, one));
plain('random_uniform', 2, 3, (low, high) => call('RANDOM', low!, high!));
plain('random_normal', 4, 5, (low, high, mean, sd) => between(call('NORMAL', mean!, sd!), low!, high!));
plain('random_exponential', 4, 5, (low, high, shift, scale) =>
  between(add(shift!, multiply(scale!, call('EXPRND', one))), low!, high!),
);
plain('random_poisson', 5, 6, (low, high, mean, shift, scale) =>
  between(add(shift!, multiply(scale!, call('POISSON', mean!))), low!, high!),
);
plain('random', 0, 3, (low = zero, high = one) => call('RANDOM', low, high));
plain('uniform', 2, 3, (low, high) => call('RANDOM', low!, high!));
plain('normal', 2, 3, (mean, sd) => call('NORMAL', mean!, sd!));
plain('lognormal', 2, 3, (mean, sd) => call('LOGNORMAL', mean!, sd!));
plain('exprnd', 1, 2, (mean) => call('EXPRND', mean!));
plain('poisson', 1, 2, (mean) => call('POISSON', mean!));

const DRAWS = 'random_0_1 random_uniform random_normal random_exponential random_poisson random uniform normal';
for (const name of `${DRAWS} lognormal exprnd poisson`.split(' ')) {
  const entry = FUNCTIONS.get(name)!;
  const translate: Translate = (args, context) => {
    context.translator.notice(
      'the seeds of random numbers; draws have the same distribution and other values',
      context.span,
    );
    return entry.translate(args, context);
  };
  FUNCTIONS.set(name, { ...entry, translate });
}

// -- Lookups -----------------------------------------------------------------------------------------------------------------------

special('with_lookup', 2, 2, ([x, points], { translator, site }) =>
  call(translator.lookupName(points!, site), translator.expression(x!, site)),
);
special('lookup', 2, 2, ([points, x], { translator, site }) =>
  call(translator.lookupName(points!, site), translator.expression(x!, site)),
);
special('lookup_extrapolate', 2, 2, extendLookup('extrapolate'));
special('lookup_forward', 2, 2, extendLookup('forward'));
special('lookup_backward', 2, 2, extendLookup('backward'));
special('lookup_invert', 2, 2, extendLookup('invert'));

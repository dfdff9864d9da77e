/**
 * The built-in functions as data: names, arguments, defaults, how units pass through, what kind of evaluation each
 * needs, and what each means. `docs/reference/functions.md` is made from this table; the checker and the code
 * printers read it. The set is the base library of XMILE 1.0 with its array functions, and a few of our own.
 */
import { canonicalName } from '../base/names.ts';

export type BuiltinKind = 'math' | 'statistical' | 'delay' | 'test input' | 'time' | 'miscellaneous' | 'array';

/**
 * What the unit of an argument must be, or what the unit of the result is. `u` and `v` are units that the call itself
 * decides: the first argument with rule `u` binds it, the others must agree.
 */
export type UnitRule =
  | '1'
  | 'time'
  | 'u'
  | 'v'
  | 'u/v'
  | 'u*time'
  | 'u/time'
  | '1/time'
  /** The square root of u. */
  | 'u^0.5'
  /** u to the power of the number of elements multiplied: 1 unless u is 1 or the number is known. */
  | 'u^size'
  /** Any unit: an argument whose unit does not matter, or a result that fits wherever it stands (INF). */
  | 'any'
  /** The unit of the variable whose equation this is. */
  | 'self'
  /** The name of a lookup, the unit of its argument and the unit of its result. */
  | 'lookup'
  | 'lookup x'
  | 'lookup y';

/**
 * How a call is evaluated.
 *   pure      its value depends on its arguments alone
 *   clock     on the arguments and the time of the step
 *   constant  no arguments; the same throughout a run
 *   initial   once, at the start of a run
 *   held      once per whole step, never again in the stages of RK4: random draws, PREVIOUS, DELAY
 *   stateful  it stands for stocks of its own: smooths, material delays, trends
 *   reduction over the elements of an array
 *   special   has a rule of its own in the checker: LOOKUP, SELF
 */
export type Evaluation = 'pure' | 'clock' | 'constant' | 'initial' | 'held' | 'stateful' | 'reduction' | 'special';

export interface BuiltinParameter {
  readonly name: string;
  readonly unit: UnitRule;
  /** What holds where the argument is left out, in words; undefined: it must be given. */
  readonly default?: string;
}

export interface Builtin {
  /** In capitals, as the reference prints it; in equations case does not matter. */
  readonly name: string;
  readonly kind: BuiltinKind;
  readonly parameters: readonly BuiltinParameter[];
  /** The last parameter may be repeated. */
  readonly variadic: boolean;
  readonly minArgs: number;
  /** Infinity for variadic functions. */
  readonly maxArgs: number;
  /** `SMTH1(input, averaging time [, initial])`. */
  readonly signature: string;
  readonly result: UnitRule;
  readonly evaluation: Evaluation;
  /** MIN and MAX: with one argument they are reductions over an array, with several they compare numbers. */
  readonly reducesOneArgument: boolean;
  /** One sentence: what it gives. */
  readonly doc: string;
  /** Formula, conventions and edge cases, as Markdown sentences; may be empty. */
  readonly details: string;
}

interface Row {
  readonly parameters?: readonly BuiltinParameter[];
  readonly result: UnitRule;
  readonly evaluation: Evaluation;
  readonly variadic?: boolean;
  readonly reducesOneArgument?: boolean;
  readonly doc: string;
  readonly details?: string;
}

const given = (name: string, unit: UnitRule): BuiltinParameter => ({ name, unit });
const optional = (name: string, unit: UnitRule, standard: string): BuiltinParameter => ({
  name,
  unit,
  default: standard,
});

const x = given('x', 'u');
const angle = [given('angle', '1')];
const pureNumber = [given('x', '1')];
const array = [given('array', 'u')];
const INPUT_INITIALLY = 'the input at the start';

const MATH: Readonly<Record<string, Row>> = {
  ABS: { parameters: [x], result: 'u', evaluation: 'pure', doc: 'The size of a number without its sign.' },
  ARCCOS: {
    parameters: pureNumber,
    result: '1',
    evaluation: 'pure',
    doc: 'The angle from 0 to pi, in radians, whose cosine is x.',
    details: 'NaN outside of -1 to 1.',
  },
  ARCSIN: {
    parameters: pureNumber,
    result: '1',
    evaluation: 'pure',
    doc: 'The angle from -pi/2 to pi/2, in radians, whose sine is x.',
    details: 'NaN outside of -1 to 1.',
  },
  ARCTAN: {
    parameters: pureNumber,
    result: '1',
    evaluation: 'pure',
    doc: 'The angle from -pi/2 to pi/2, in radians, whose tangent is x.',
  },
  COS: { parameters: angle, result: '1', evaluation: 'pure', doc: 'The cosine of an angle in radians.' },
  EXP: {
    parameters: pureNumber,
    result: '1',
    evaluation: 'pure',
    doc: 'e to the power of x.',
    details: 'Infinite above about 709.78.',
  },
  INF: { result: 'any', evaluation: 'constant', doc: 'Infinity.', details: 'Fits any unit.' },
  INT: {
    parameters: [x],
    result: 'u',
    evaluation: 'pure',
    doc: 'The largest whole number not above x.',
    details: '`INT(-1.5)` is -2. Always `a = INT(a / b) * b + a MOD b`, up to rounding.',
  },
  LN: {
    parameters: pureNumber,
    result: '1',
    evaluation: 'pure',
    doc: 'The natural logarithm.',
    details: '`LN(0)` is minus infinity; NaN below 0.',
  },
  LOG10: {
    parameters: pureNumber,
    result: '1',
    evaluation: 'pure',
    doc: 'The logarithm to base 10.',
    details: '`LOG10(0)` is minus infinity; NaN below 0.',
  },
  MAX: {
    parameters: [x],
    variadic: true,
    reducesOneArgument: true,
    result: 'u',
    evaluation: 'pure',
    doc: 'The largest of several numbers, or of the elements of one array.',
    details: 'NaN if any of them is NaN. `MAX(a, b)` compares two numbers, `MAX(a[*])` the elements of an array.',
  },
  MIN: {
    parameters: [x],
    variadic: true,
    reducesOneArgument: true,
    result: 'u',
    evaluation: 'pure',
    doc: 'The smallest of several numbers, or of the elements of one array.',
    details: 'NaN if any of them is NaN. `MIN(a, b)` compares two numbers, `MIN(a[*])` the elements of an array.',
  },
  PI: { result: '1', evaluation: 'constant', doc: 'The ratio of a circle to its diameter, 3.14159...' },
  SAFEDIV: {
    parameters: [given('a', 'u'), given('b', 'v'), optional('otherwise', 'u/v', '0')],
    result: 'u/v',
    evaluation: 'pure',
    doc: 'a / b, or another number where b is 0.',
    details: 'Only b = 0 is caught: NaN and infinite arguments behave as in a plain division. Not part of XMILE.',
  },
  SIN: { parameters: angle, result: '1', evaluation: 'pure', doc: 'The sine of an angle in radians.' },
  SQRT: {
    parameters: [x],
    result: 'u^0.5',
    evaluation: 'pure',
    doc: 'The square root.',
    details: 'NaN below 0.',
  },
  TAN: { parameters: angle, result: '1', evaluation: 'pure', doc: 'The tangent of an angle in radians.' },
};

const STATISTICAL: Readonly<Record<string, Row>> = {
  EXPRND: {
    parameters: [given('mean', 'u')],
    result: 'u',
    evaluation: 'held',
    doc: 'A draw from an exponential distribution.',
    details: 'NaN if the mean is below 0.',
  },
  LOGNORMAL: {
    parameters: [given('mean', 'u'), given('standard deviation', 'u')],
    result: 'u',
    evaluation: 'held',
    doc: 'A draw from a lognormal distribution.',
    details:
      'Mean and standard deviation are those of the numbers drawn, not of their logarithms (which have variance ' +
      '`LN(1 + (standard deviation / mean)^2)`). NaN unless the mean is above 0 and the standard deviation is not below 0.',
  },
  NORMAL: {
    parameters: [given('mean', 'u'), given('standard deviation', 'u')],
    result: 'u',
    evaluation: 'held',
    doc: 'A draw from a normal distribution.',
    details: 'NaN if the standard deviation is below 0.',
  },
  POISSON: {
    parameters: [given('mean', 'u')],
    result: 'u',
    evaluation: 'held',
    doc: 'A count from a Poisson distribution.',
    details:
      'The mean is that of the number drawn. The events of one step, as a rate, are `POISSON(rate * DT) / DT`. NaN if the mean is below 0.',
  },
  RANDOM: {
    parameters: [given('least', 'u'), given('greatest', 'u')],
    result: 'u',
    evaluation: 'held',
    doc: 'A draw from a uniform distribution.',
    details: 'NaN if `least` is above `greatest`.',
  },
};

const DELAYS: Readonly<Record<string, Row>> = {
  DELAY: {
    parameters: [given('input', 'u'), given('delay time', 'time'), optional('initial', 'u', INPUT_INITIALLY)],
    result: 'u',
    evaluation: 'held',
    doc: 'The input as it was a fixed time ago.',
    details:
      'The delay time is read at the start and rounded to whole steps of DT. Until it has passed, the result is `initial`.',
  },
  DELAY1: {
    parameters: [given('input', 'u'), given('delay time', 'time'), optional('initial', 'u', INPUT_INITIALLY)],
    result: 'u',
    evaluation: 'stateful',
    doc: 'The outflow of a stock that the input fills and that holds things for the delay time on average.',
    details: 'Stock `s` with `ds/dt = input - s / T` and `s = initial * T` at the start; the result is `s / T`.',
  },
  DELAY3: {
    parameters: [given('input', 'u'), given('delay time', 'time'), optional('initial', 'u', INPUT_INITIALLY)],
    result: 'u',
    evaluation: 'stateful',
    doc: 'Three first-order delays in a row, each with a third of the delay time.',
  },
  DELAYN: {
    parameters: [
      given('input', 'u'),
      given('delay time', 'time'),
      given('n', '1'),
      optional('initial', 'u', INPUT_INITIALLY),
    ],
    result: 'u',
    evaluation: 'stateful',
    doc: 'n first-order delays in a row, each with an nth of the delay time.',
    details: 'n is a whole number from 1, written as a number.',
  },
  FORCST: {
    parameters: [
      given('input', 'u'),
      given('averaging time', 'time'),
      given('horizon', 'time'),
      optional('initial trend', '1/time', '0'),
    ],
    result: 'u',
    evaluation: 'stateful',
    doc: 'The input extrapolated along its trend.',
    details: '`input * (1 + TREND(input, averaging time, initial trend) * horizon)`.',
  },
  SMTH1: {
    parameters: [given('input', 'u'), given('averaging time', 'time'), optional('initial', 'u', INPUT_INITIALLY)],
    result: 'u',
    evaluation: 'stateful',
    doc: 'The input smoothed exponentially.',
    details: 'Stock `s` with `ds/dt = (input - s) / T` and `s = initial` at the start; the result is `s`.',
  },
  SMTH3: {
    parameters: [given('input', 'u'), given('averaging time', 'time'), optional('initial', 'u', INPUT_INITIALLY)],
    result: 'u',
    evaluation: 'stateful',
    doc: 'Three first-order smooths in a row, each with a third of the averaging time.',
  },
  SMTHN: {
    parameters: [
      given('input', 'u'),
      given('averaging time', 'time'),
      given('n', '1'),
      optional('initial', 'u', INPUT_INITIALLY),
    ],
    result: 'u',
    evaluation: 'stateful',
    doc: 'n first-order smooths in a row, each with an nth of the averaging time.',
    details: 'n is a whole number from 1, written as a number.',
  },
  TREND: {
    parameters: [given('input', 'u'), given('averaging time', 'time'), optional('initial trend', '1/time', '0')],
    result: '1/time',
    evaluation: 'stateful',
    doc: 'The fractional change of the input per unit of time.',
    details:
      '`(input - s) / (s * T)`, where `s` is the input smoothed over T (as SMTH1) that starts at `input / (1 + initial trend * T)`.',
  },
};

const TEST_INPUTS: Readonly<Record<string, Row>> = {
  PULSE: {
    parameters: [
      given('magnitude', 'u'),
      given('first time', 'time'),
      optional('interval', 'time', '0, a single pulse'),
    ],
    result: 'u/time',
    evaluation: 'clock',
    doc: 'magnitude / DT for one step at the first time, and again after every interval.',
    details:
      'The pulse stands in the step nearest to its time, also under RK4, so that it adds `magnitude` to a stock, whatever DT is.',
  },
  RAMP: {
    parameters: [given('slope', 'u'), given('start time', 'time')],
    result: 'u*time',
    evaluation: 'clock',
    doc: '0 before the start time, then slope * (TIME - start time).',
  },
  STEP: {
    parameters: [given('height', 'u'), given('start time', 'time')],
    result: 'u',
    evaluation: 'clock',
    doc: '0 before the start time, then the height.',
    details: 'It rises at the step nearest to the start time.',
  },
};

const TIME: Readonly<Record<string, Row>> = {
  DT: { result: 'time', evaluation: 'constant', doc: 'The length of a step.' },
  STARTTIME: { result: 'time', evaluation: 'constant', doc: 'The time at which the run starts; 0 where it is a date.' },
  STOPTIME: { result: 'time', evaluation: 'constant', doc: 'The time at which the run ends.' },
  TIME: {
    result: 'time',
    evaluation: 'clock',
    doc: 'The time of the step.',
    details: 'Counts time units from the start date.',
  },
};

const MISCELLANEOUS: Readonly<Record<string, Row>> = {
  INITIALLY: {
    parameters: [given('initial', 'u'), x],
    result: 'u',
    evaluation: 'initial',
    doc: 'x, but `initial` while the initial values of stocks are worked out.',
    details: 'Breaks loops among initial values (ACTIVE INITIAL in Vensim). Not part of XMILE.',
  },
  INIT: { parameters: [x], result: 'u', evaluation: 'initial', doc: 'The value that x had at the start of the run.' },
  LOOKUP: {
    parameters: [given('lookup', 'lookup'), given('x', 'lookup x')],
    result: 'lookup y',
    evaluation: 'special',
    doc: 'The value of a lookup at x.',
    details: '`LOOKUP(restraint, x)` is the same as `restraint(x)`.',
  },
  PREVIOUS: {
    parameters: [x, given('initial', 'u')],
    result: 'u',
    evaluation: 'held',
    doc: 'The value that x had one step ago; `initial` in the first step.',
    details: 'A step is a whole step of DT, also under RK4.',
  },
  SELF: {
    result: 'self',
    evaluation: 'special',
    doc: 'The variable whose equation this is.',
    details: 'Inside PREVIOUS only: `PREVIOUS(SELF, 0)`.',
  },
};

const ARRAYS: Readonly<Record<string, Row>> = {
  CLEARINGPRICE: {
    parameters: [
      given('supply', 'u'),
      given('request', 'u'),
      given('kind', '1'),
      given('priority', 'v'),
      given('width', 'v'),
    ],
    result: 'v',
    evaluation: 'reduction',
    doc: 'The price at which all that ask, together, are granted what there is.',
    details:
      'All but the supply are arrays over those that ask, or one number for all of them: ' +
      '`CLEARINGPRICE(food, wish[*], 3, need[*], 2)`. The part of its request that each is granted falls from 1 at prices far ' +
      'below its priority to 0 far above it. Kind 1 falls evenly, from half a width below to half a width above; 2 as a triangle ' +
      'as wide; 3 as a normal distribution whose standard deviation is the width (at least 0.05); 4 as an exponential ' +
      'distribution on either side. Of kind 0 all is granted at any price. NaN for other kinds. Where there is enough for all, or ' +
      'nothing, the price is an end of the curves. Otherwise what is granted comes within a millionth of all requests of what ' +
      'there is: the search is that of ALLOCATE AVAILABLE in Vensim. Not part of XMILE.',
  },
  MEAN: {
    parameters: array,
    result: 'u',
    evaluation: 'reduction',
    doc: 'The average of the elements: SUM / SIZE.',
  },
  PROD: {
    parameters: array,
    result: 'u^size',
    evaluation: 'reduction',
    doc: 'The product of the elements.',
  },
  RANK: {
    parameters: [given('array', 'u'), given('rank', '1'), optional('tie-breaker', 'any', 'the order of the elements')],
    result: '1',
    evaluation: 'reduction',
    doc: 'The position, from 1, of the element that has the given rank when the elements are sorted upwards.',
    details:
      'Equal ones go by the tie-breaker, then by their order. NaN where there is no such rank. Of at most 100 elements.',
  },
  SIZE: {
    parameters: [given('array', 'any')],
    result: '1',
    evaluation: 'reduction',
    doc: 'The number of elements.',
  },
  STDDEV: {
    parameters: array,
    result: 'u',
    evaluation: 'reduction',
    doc: 'The standard deviation of the elements.',
    details:
      'The root of the mean squared distance from the mean (divided by SIZE, not SIZE - 1): the elements are all there are.',
  },
  SUM: { parameters: array, result: 'u', evaluation: 'reduction', doc: 'The sum of the elements.' },
};

/** By canonical name (lower case), in the order of the reference: by kind, then by name. */
export const BUILTINS: ReadonlyMap<string, Builtin> = new Map(
  (
    [
      ['math', MATH],
      ['statistical', STATISTICAL],
      ['delay', DELAYS],
      ['test input', TEST_INPUTS],
      ['time', TIME],
      ['miscellaneous', MISCELLANEOUS],
      ['array', ARRAYS],
    ] as const
  ).flatMap(([kind, rows]) =>
    Object.entries(rows).map(([name, row]) => [name.toLowerCase(), fromRow(name, kind, row)]),
  ),
);

/** The function of that name in any spelling, or undefined. */
export function builtinNamed(name: string): Builtin | undefined {
  return BUILTINS.get(canonicalName(name));
}

function fromRow(name: string, kind: BuiltinKind, row: Row): Builtin {
  const parameters = row.parameters ?? [];
  const variadic = row.variadic ?? false;
  return {
    name,
    kind,
    parameters,
    variadic,
    minArgs: parameters.filter((parameter) => parameter.default === undefined).length,
    maxArgs: variadic ? Number.POSITIVE_INFINITY : parameters.length,
    signature: signatureOf(name, parameters, variadic),
    result: row.result,
    evaluation: row.evaluation,
    reducesOneArgument: row.reducesOneArgument ?? false,
    doc: row.doc,
    details: row.details ?? '',
  };
}

function signatureOf(name: string, parameters: readonly BuiltinParameter[], variadic: boolean): string {
  if (parameters.length === 0) return name;
  const args = parameters.map((parameter, index) => {
    const comma = index === 0 ? '' : ', ';
    return parameter.default === undefined ? comma + parameter.name : ` [${comma}${parameter.name}]`;
  });
  return `${name}(${args.join('')}${variadic ? ', ...' : ''})`;
}

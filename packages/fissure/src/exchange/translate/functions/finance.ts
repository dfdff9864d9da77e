/** What is worth now, loans, and what things lose in worth. */
import type { Expr } from '../../../equations/ast.ts';
import type { ForeignExpr } from '../../foreign-expression.ts';
import { constantOf } from '../constants.ts';
import * as make from '../make-expression.ts';
import { elementsAlong } from './array-argument.ts';
import type { CallContext, FunctionTable, Translate } from './function-table.ts';

const { add, binary, call, choose, divide, multiply, negative, number, subtract } = make;
const one = make.number(1);

export function defineFinance(table: FunctionTable): void {
  table.special('npve', 4, 4, (args, context) => presentValue(args, 'end', context));
  table.special('npv', 2, 4, (args, context) =>
    args.length < 4
      ? context.translator.fail(
          'NPV of Stella is not supported, for whether the value of now counts is not known here: gather the input times (1 + rate)^(STARTTIME - TIME) in a stock',
          context.span,
        )
      : presentValue(args, 'beginning', context),
  );
  table.special('depreciate_straightline', 4, 4, depreciation);
  table.special('depreciate_by_schedule', 5, 5, scheduledDepreciation);

  // present * growth + payment * annuity + future = 0, with money that is received above 0 and payments at the ends of periods.
  // https://iseesystems.com/resources/help/v3/Content/08-Reference/07-Builtins/Financial_builtins.htm
  table.plain('fv', 4, 4, (rate, periods, payment, present) =>
    negative(add(multiply(present!, growth(rate!, periods!)), multiply(payment!, annuity(rate!, periods!)))),
  );
  table.plain('pmt', 4, 4, (rate, periods, present, future) =>
    negative(divide(add(multiply(present!, growth(rate!, periods!)), future!), annuity(rate!, periods!))),
  );
  table.plain('pv', 4, 4, (rate, periods, payment, future) =>
    negative(divide(add(multiply(payment!, annuity(rate!, periods!)), future!), growth(rate!, periods!))),
  );
}

/**
 * What comes in, discounted step by step from the beginning or from the end of the first.
 * https://www.vensim.com/documentation/fn_npv.html
 */
function presentValue(
  args: readonly ForeignExpr[],
  from: 'beginning' | 'end',
  { translator, site }: CallContext,
): Expr {
  const [stream, rate, initial, factor] = args.map((arg) => translator.expression(arg, site));
  const step = translator.helper('discount_step', add(one, multiply(rate!, make.DT)), site);
  const falls = (self: Expr) => negative(divide(multiply(self, rate!), step));
  const discount = translator.helperStock('discount', from === 'end' ? divide(one, step) : one, falls, site);
  const gathered = translator.helperStock('npv', initial!, () => multiply(stream!, discount), site);
  return multiply(add(gathered, multiply(multiply(stream!, make.DT), discount)), factor!);
}

function growth(rate: Expr, periods: Expr): Expr {
  return binary('^', add(one, rate), periods);
}

/** What one unit a period comes to at the end. */
function annuity(rate: Expr, periods: Expr): Expr {
  return choose(binary('=', rate, number(0)), periods, divide(subtract(growth(rate, periods), one), rate));
}

/**
 * An equal part of each investment in the period in which it is made and in those that follow, as many as its life holds.
 * Where steps are shorter than periods, the manual does not say what has been counted within the one that is under way.
 * https://www.vensim.com/documentation/fn_depreciate_straightline.html
 */
const depreciation: Translate = ([stream, life, period, initial], { translator, site, span }) => {
  const steps = translator.constant(period!) / translator.stepLength(span);
  if (Math.abs(steps - 1) > 1e-9 || translator.model.time.method === 'rk4')
    return translator.fail(
      'DEPRECIATE STRAIGHTLINE is supported with steps of Euler as long as its fiscal period: gather the stream less its DELAY FIXED in a stock, and divide by the time',
      span,
    );
  const periods = Math.max(1, Math.round(translator.constant(life!) / translator.constant(period!)));
  const coming = translator.helper('invested', translator.expression(stream!, site), site);
  if (periods === 1) return coming;
  const before = translator.helper('invested_before', translator.expression(initial!, site), site);
  const length = multiply(number(periods - 1), make.DT);
  const old = translator.helper('invested_long_ago', call('DELAY', coming, length, before), site);
  const change = divide(subtract(coming, old), make.DT);
  const earlier = translator.helperStock('earlier', multiply(number(periods - 1), before), () => change, site);
  return divide(add(coming, earlier), number(periods));
};

const MOST_PERIODS = 100;

/**
 * The parts of a schedule, scaled to a sum of 1, of each investment in the period in which it is made and in those that follow;
 * and in those from the start on what is left to write off of earlier ones. As above for steps that are shorter than periods.
 * https://www.vensim.com/documentation/fn_depreciate_by_schedule.html
 */
const scheduledDepreciation: Translate = ([stream, schedule, initial, life, start], context) => {
  const { translator, site, span } = context;
  const parts = elementsAlong(schedule!, context);
  if (parts === undefined || parts.length > MOST_PERIODS)
    return translator.fail(`a schedule is an array of up to ${MOST_PERIODS} elements`, schedule!.span);
  const step = translator.stepLength(span);
  const periods = (translator.constant(start!) - translator.startTime()) / step;
  const isByPeriod = Math.abs(translator.constant(life!) / parts.length / step - 1) < 1e-9;
  if (!isByPeriod || Math.abs(periods - Math.round(periods)) > 1e-9 || translator.model.time.method === 'rk4')
    return translator.fail(
      'DEPRECIATE BY SCHEDULE is supported with steps of Euler that are its fiscal periods: add up the stream times each part, delayed by DELAY FIXED',
      span,
    );
  const whole = translator.helper('schedule', make.sum(parts), site);
  const coming = translator.helper('invested', translator.expression(stream!, site), site);
  const written = parts.map((part, i) => {
    const then = i === 0 ? coming : call('DELAY', coming, multiply(number(i), make.DT), number(0));
    return divide(multiply(then, part), whole);
  });
  return make.sum([...written, ...earlierDepreciation(initial!, parts.length, step, context)]);
};

/** In the first periods, by an array of the length of the schedule; none where a plain 0 stands in its place. */
function earlierDepreciation(initial: ForeignExpr, count: number, step: number, context: CallContext): readonly Expr[] {
  const { translator } = context;
  const left = elementsAlong(initial, context);
  if (left === undefined && constantOf(initial, translator) === 0) return [];
  if (left?.length !== count || step !== 1)
    return translator.fail(
      'what is left to write off at first must be 0, or an array as long as the schedule with periods of 1',
      initial.span,
    );
  const since = subtract(make.TIME, make.name('STARTTIME'));
  return [left.reduceRight<Expr>((rest, own, i) => choose(binary('<', since, number(i + 0.5)), own, rest), number(0))];
}

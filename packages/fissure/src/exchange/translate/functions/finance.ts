/** What is worth now, loans, and what things lose in worth. */
import type { Expr } from '../../../equations/ast.ts';
import * as make from '../make-expression.ts';
import type { FunctionTable, Translate } from './function-table.ts';

const { add, binary, call, choose, divide, multiply, negative, number, subtract } = make;
const one = make.number(1);

export function defineFinance(table: FunctionTable): void {
  table.special('npve', 4, 4, (args, { translator, site }) => {
    const [stream, rate, initial, factor] = args.map((arg) => translator.expression(arg, site));
    const whole = translator.helper('discount_step', add(one, multiply(rate!, make.DT)), site);
    const falls = (self: Expr) => negative(divide(multiply(self, rate!), whole));
    const discount = translator.helperStock('discount', divide(one, whole), falls, site);
    const gathered = translator.helperStock('npv', initial!, () => multiply(stream!, discount), site);
    return multiply(add(gathered, multiply(multiply(stream!, make.DT), discount)), factor!);
  });
  table.special('npv', 2, 4, (args, { translator, site, span }) => {
    if (args.length < 4)
      return translator.fail(
        'NPV of Stella is not supported: gather the input times (1 + rate)^(STARTTIME - TIME) in a stock',
        span,
      );
    const [stream, rate, initial, factor] = args.map((arg) => translator.expression(arg, site));
    const discount = translator.helperStock('discount', one, (self) => negative(multiply(self, rate!)), site);
    const gathered = translator.helperStock('npv', initial!, () => multiply(stream!, discount), site);
    return multiply(add(gathered, multiply(multiply(stream!, make.DT), discount)), factor!);
  });
  table.special('depreciate_straightline', 4, 4, depreciation);

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

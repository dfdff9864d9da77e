/** Random draws. Their streams are those of the study, so a seed in the model has no part in them. */
import type { Expr } from '../../../equations/ast.ts';
import * as make from '../make-expression.ts';
import type { FunctionTable, Translate } from './function-table.ts';

const { add, binary, call, choose, divide, greatest, least, multiply, number, subtract } = make;
const one = make.number(1);
const zero = make.number(0);

const between = (x: Expr, low: Expr, high: Expr): Expr => greatest([low, least([x, high])]);

/** By its inverse distribution, of a number between 0 and 1. */
function triangular(chance: Expr, start: Expr, peak: Expr, stop: Expr): Expr {
  const length = subtract(stop, start);
  const rising = add(start, call('SQRT', make.product([chance, length, subtract(peak, start)])));
  const falling = subtract(stop, call('SQRT', make.product([subtract(one, chance), length, subtract(stop, peak)])));
  return choose(binary('<', chance, divide(subtract(peak, start), length)), rising, falling);
}

/** White noise smoothed over its time of correlation, as strong as keeps the standard deviation what is asked for. */
function pinkNoise(mean?: Expr, deviation?: Expr, time?: Expr): Expr {
  const share = divide(make.DT, time!);
  const strength = call('SQRT', divide(subtract(number(2), share), share));
  const white = call('NORMAL', mean!, multiply(deviation!, strength));
  return call('SMTH1', white, time!, mean!);
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
  table.plain('random_normal', 4, 5, (low, high, mean, sd) => between(call('NORMAL', mean!, sd!), low!, high!));
  table.plain('random_exponential', 4, 5, (low, high, shift, scale) =>
    between(add(shift!, multiply(scale!, call('EXPRND', one))), low!, high!),
  );
  table.plain('random_poisson', 5, 6, (low, high, mean, shift, scale) =>
    between(add(shift!, multiply(scale!, call('POISSON', mean!))), low!, high!),
  );
  table.plain('random_triangular', 5, 6, (low, high, start, peak, stop) =>
    between(triangular(call('RANDOM', zero, one), start!, peak!, stop!), low!, high!),
  );
  table.plain('random_weibull', 5, 6, (low, high, shape, shift, stretch) =>
    between(add(shift!, multiply(stretch!, binary('^', call('EXPRND', one), divide(one, shape!)))), low!, high!),
  );
  table.plain('random_pink_noise', 3, 4, pinkNoise);
  table.plain('triangular', 3, 4, (low, peak, high) => triangular(call('RANDOM', zero, one), low!, peak!, high!));
  table.plain('weibull', 2, 3, (shape, scale) =>
    multiply(scale!, binary('^', call('EXPRND', one), divide(one, shape!))),
  );
  table.plain('pareto', 2, 3, (shape, scale) => multiply(scale!, call('EXP', divide(call('EXPRND', one), shape!))));
  /** Its probability is in percent, for a unit of time. */
  table.plain('montecarlo', 1, 2, (chance) =>
    binary('<', call('RANDOM', zero, number(100)), multiply(chance!, make.DT)),
  );
  table.plain('random', 0, 3, (low = zero, high = one) => call('RANDOM', low, high));
  table.plain('uniform', 2, 3, (low, high) => call('RANDOM', low!, high!));
  table.plain('normal', 2, 3, (mean, sd) => call('NORMAL', mean!, sd!));
  table.plain('lognormal', 2, 3, (mean, sd) => call('LOGNORMAL', mean!, sd!));
  table.plain('exprnd', 1, 2, (mean) => call('EXPRND', mean!));
  table.plain('poisson', 1, 2, (mean) => call('POISSON', mean!));

  for (const [name, entry] of [...table.entries].filter(([name]) => !before.has(name)))
    table.entries.set(name, { ...entry, translate: withNotice(entry.translate) });
}

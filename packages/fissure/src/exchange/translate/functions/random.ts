/** Random draws. Their streams are those of the study, so a seed in the model has no part in them. */
import type { Expr } from '../../../equations/ast.ts';
import * as make from '../make-expression.ts';
import type { FunctionTable, Translate } from './function-table.ts';

const { add, call, greatest, least, multiply } = make;
const one = make.number(1);
const zero = make.number(0);

const between = (x: Expr, low: Expr, high: Expr): Expr => greatest([low, least([x, high])]);

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
  table.plain('random', 0, 3, (low = zero, high = one) => call('RANDOM', low, high));
  table.plain('uniform', 2, 3, (low, high) => call('RANDOM', low!, high!));
  table.plain('normal', 2, 3, (mean, sd) => call('NORMAL', mean!, sd!));
  table.plain('lognormal', 2, 3, (mean, sd) => call('LOGNORMAL', mean!, sd!));
  table.plain('exprnd', 1, 2, (mean) => call('EXPRND', mean!));
  table.plain('poisson', 1, 2, (mean) => call('POISSON', mean!));

  for (const [name, entry] of [...table.entries].filter(([name]) => !before.has(name)))
    table.entries.set(name, { ...entry, translate: withNotice(entry.translate) });
}

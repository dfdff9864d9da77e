/** SINTEG of Vensim: a stock that is kept between two numbers. */
import type { Expr } from '../../equations/ast.ts';
import type { ForeignExpr } from '../foreign-expression.ts';
import { MISSING } from './functions/missing.ts';
import * as make from './make-expression.ts';
import type { ElementValue } from './outputs.ts';
import type { Site, Translator } from './translator.ts';

/**
 * SINTEG(rate, initial, least, most, quantum, special, threshold): INTEG that stays between two numbers, what lies beyond them is
 * lost. :NA: asks for nothing; how quanta round is not known here.
 * https://www.vensim.com/documentation/fn_sinteg.html
 */
export function integWithin(
  value: Extract<ForeignExpr, { kind: 'call' }>,
  site: Site,
  translator: Translator,
): ElementValue {
  if (value.args.length !== 7) return translator.fail('SINTEG takes 7 arguments', value.span);
  const [rate, initial, least, most, ...others] = value.args as [ForeignExpr, ForeignExpr, ...ForeignExpr[]];
  const asked = (arg: ForeignExpr) => translator.constant(arg, arg.span, site) !== make.numberOf(MISSING);
  const further = others.find(asked);
  if (further !== undefined)
    return translator.fail('SINTEG is supported with a least and a largest value alone', further.span);
  if (translator.model.time.method !== 'euler')
    return translator.fail('SINTEG is supported where the model is integrated by Euler', value.span);
  const [low, high] = [least, most].map((arg) =>
    arg && asked(arg) ? make.number(translator.constant(arg, arg.span, site)) : undefined,
  );
  const self = translator.at(site.output.name, site.element);
  const free = translator.helper('free_net_flow', translator.expression(rate, site), site);
  const next = make.add(self, make.multiply(free, make.DT));
  const reach = (bound: Expr) => make.divide(make.subtract(bound, self), make.DT);
  let net = free;
  if (low !== undefined) net = make.choose(make.binary('<', next, low), reach(low), net);
  if (high !== undefined) net = make.choose(make.binary('>', next, high), reach(high), net);
  let first = translator.expression(initial, site);
  if (low !== undefined) first = make.call('MAX', low, first);
  if (high !== undefined) first = make.call('MIN', high, first);
  return { kind: 'stock', initial: first, rate: net, inflows: [], outflows: [], span: value.span };
}

/**
 * Large plans for measuring, with the mix of operations of an arrayed model of stocks and flows: products and ratios
 * mostly, some exponentials, conditions, lookups and sums over places. All values stay between about 0.01 and 100.
 */
import { philoxInto } from '../../src/base/random.ts';
import type { Plan, PlanExpr } from '../../src/model/plan.ts';
import { add, call, div, join, mul, num, PlanBuilder, type SlotExpr, sub } from './plan-builder.ts';

export interface SyntheticSize {
  readonly equationCount: number;
  readonly stepCount: number;
  readonly saveEvery: number;
  readonly method?: 'euler' | 'rk4';
}

/** Whole numbers below `limit`, the same ones for the same seed. */
function numberSource(seed: number): (limit: number) => number {
  const words = new Uint32Array(4);
  let count = 0;
  return (limit) => {
    philoxInto(words, seed, 0, count++, 0, 0, 0);
    return words[0]! % limit;
  };
}

/** One stock with two flows for every ten equations; the rest are auxiliaries that read nearby and earlier ones. */
export function syntheticPlan(
  { equationCount, stepCount, saveEvery, method = 'euler' }: SyntheticSize,
  seed = 1,
): Plan {
  const next = numberSource(seed);
  const builder = new PlanBuilder({ dt: 1 / 16, stepCount, saveEvery, method });
  const response = builder.lookup({ x: [0, 0.5, 1, 2, 4, 8], y: [0.2, 0.5, 1, 1.5, 1.8, 2] });
  const series = builder.lookup({ x: range(60), y: range(60).map((i) => 1 + (i % 7) / 7), between: 'step' });
  const parameters = range(60).map((i) => builder.parameter(`p${i}`, 0.5 + i / 60));
  const constants = parameters.map((p, i) => builder.member(`c${i}`, mul(p, 0.9)));
  const stockCount = Math.floor(equationCount / 10);
  const stocks = range(stockCount).map((i) => builder.stock(`s${i}`, 0.5 + (i % 10) / 10));
  const auxiliaries: SlotExpr[] = [];

  const pick = (): SlotExpr => {
    const kind = next(10);
    if (kind < 2 || auxiliaries.length === 0) return stocks[next(stocks.length)]!;
    if (kind < 4) return constants[next(constants.length)]!;
    // Models are written in groups: most references reach back a little, some anywhere.
    const reach = kind < 8 ? Math.min(40, auxiliaries.length) : auxiliaries.length;
    return auxiliaries[auxiliaries.length - 1 - next(reach)]!;
  };
  const share = (a: PlanExpr, b: PlanExpr) => div(a, add(a, b));
  const makeExpression = (): PlanExpr => {
    const kind = next(100);
    const [a, b, c] = [pick(), pick(), pick()];
    if (kind < 30) return mul(a, share(b, c));
    if (kind < 55) return add(mul(0.3, a), mul(0.6, b));
    if (kind < 65) return mul(0.5, add(a, mul(b, num(0.1 + next(10) / 20))));
    if (kind < 72) return add(0.2, call('exp', call('neg', add(mul(0.3, a), b))));
    if (kind < 80) return join('max', join('min', a, sub(3, b)), 0.2);
    if (kind < 88) return { op: 'if', condition: join('lt', a, b), consequent: mul(0.8, c), alternative: add(0.1, a) };
    if (kind < 93) return mul(0.7, response(a));
    if (kind < 94) return mul(0.5, series({ op: 'time' }));
    if (kind < 96) return join('pow', add(0.5, share(a, b)), c);
    const terms = range(12).map(() => mul(pick(), constants[next(constants.length)]!));
    return div({ op: 'fold', fn: 'add', terms }, 12);
  };

  for (let i = auxiliaries.length; i < equationCount - 2 * stockCount; i++) {
    auxiliaries.push(builder.step(`a${i}`, makeExpression()));
  }
  stocks.forEach((stock, i) => {
    const inflow = builder.step(`in${i}`, mul(0.05, auxiliaries[next(auxiliaries.length)]!));
    const outflow = builder.step(`out${i}`, mul(0.05, stock));
    builder.flows(stock, [inflow], [outflow]);
  });
  return builder.build();
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

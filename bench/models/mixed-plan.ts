/**
 * A model by numbers of operations, for comparison with other measurements of this mix: 20 stocks (6 of them smooths), 110
 * equations at every step and 10 for each member, 34 divisions, 12 lookups of 8 points, 3 exp, 2 ln, 3 powers, 3 roots,
 * 6 conditions, 20 minima and maxima; the rest products and weighted sums. 2000 steps, saved every 10.
 */
import type { Plan, PlanExpr } from '../../packages/fissure/src/model/plan.ts';
import {
  add,
  call,
  div,
  join,
  mul,
  num,
  PlanBuilder,
  type SlotExpr,
  sub,
} from '../../packages/fissure/test/engine/plan-builder.ts';

const SMOOTHS = 6;
const FLOWING = 14;

type Make = (a: SlotExpr, b: SlotExpr, c: SlotExpr, p: SlotExpr) => PlanExpr;

export function mixedPlan(stepCount: number): Plan {
  const builder = new PlanBuilder({ dt: 1 / 16, stepCount, saveEvery: 10 });
  const lookups = range(12).map((i) =>
    builder.lookup({ x: [0, 0.2, 0.5, 0.9, 1.4, 2, 3, 5], y: range(8).map((k) => 0.3 + ((k * (i + 3)) % 8) / 5) }),
  );
  const parameters = range(15).map((i) => builder.parameter(`p${i}`, 0.4 + i / 30));
  const ofMember = range(10).map((i) => builder.member(`m${i}`, mul(parameters[i]!, sub(1.3, parameters[i + 5]!))));
  const stocks = range(SMOOTHS + FLOWING).map((i) => builder.stock(`s${i}`, 0.5 + i / 20));

  const share: Make = (a, b) => div(a, add(a, b));
  const weigh: Make = (a, b, c, p) => add(mul(p, a), add(mul(0.3, b), mul(0.1, c)));
  const kinds: readonly (readonly [number, Make])[] = [
    [28, share],
    [3, (a, _, __, p) => call('exp', call('neg', mul(p, a)))],
    [2, (a) => call('ln', add(1.2, a))],
    [3, (a, _, __, p) => join('pow', add(0.3, a), p)],
    [3, (a) => call('sqrt', add(0.1, a))],
    [6, (a, b, c) => ({ op: 'if', condition: join('lt', a, b), consequent: mul(0.8, c), alternative: mul(0.5, a) })],
    [10, (a, _, __, p) => join('min', join('max', a, p), 2)],
  ];
  const makes: Make[] = kinds.flatMap(([count, make]) => range(count).map(() => make));
  makes.push(
    ...lookups.map(
      (lookup): Make =>
        (a) =>
          lookup(a),
    ),
  );
  const flowCount = 2 * FLOWING;
  while (makes.length < 110 - flowCount) makes.push(weigh);

  const auxiliaries: SlotExpr[] = [];
  const sources = (): SlotExpr[] => [...stocks, ...auxiliaries.slice(-30), ...ofMember];
  // 37 has no divisor in common with the count: goes through all kinds, mixed.
  range(makes.length).forEach((i) => {
    const from = sources();
    const pick = (k: number): SlotExpr => from[(i * 17 + k * 11) % from.length]!;
    const value = makes[(i * 37) % makes.length]!(pick(1), pick(2), pick(3), parameters[i % 15]!);
    auxiliaries.push(builder.step(`a${i}`, value));
  });
  stocks.forEach((stock, i) => {
    const driver = auxiliaries[(i * 13) % auxiliaries.length]!;
    if (i < SMOOTHS) {
      builder.flows(stock, [div(sub(driver, stock), add(num(1), parameters[i]!))]);
      return;
    }
    const inflow = builder.step(`in${i}`, mul(0.2, driver));
    const outflow = builder.step(`out${i}`, mul(ofMember[i % 10]!, stock));
    builder.flows(stock, [inflow], [outflow]);
  });
  return builder.build();
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

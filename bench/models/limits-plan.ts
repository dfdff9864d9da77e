/**
 * The model that the bars on speed refer to: 140 variables, of them 20 stocks (6 of these smooths) and 10 that depend on
 * parameters alone; at a step 34 divisions, 12 lookups of 8 points, 3 exp, 2 ln, 3 pow, 3 sqrt, 6 conditions, 20 MIN and
 * MAX, the rest products and sums. All 110 equations of a step are needed, so that no engine may leave one out.
 */
import { philoxInto } from '../../packages/fissure/src/base/random.ts';
import type { Plan, PlanExpr } from '../../packages/fissure/src/model/plan.ts';
import {
  add,
  call,
  div,
  join,
  mul,
  PlanBuilder,
  type SlotExpr,
  sub,
} from '../../packages/fissure/test/engine/plan-builder.ts';

type Kind = 'lookup' | 'exp' | 'ln' | 'pow' | 'sqrt' | 'if' | 'clamp' | 'share' | 'product' | 'sum';

/** How often each kind of equation occurs; 14 more divisions are those of the outflows and smooths. */
const KINDS: Readonly<Record<Kind, number>> = {
  lookup: 12,
  exp: 3,
  ln: 2,
  pow: 3,
  sqrt: 3,
  if: 6,
  clamp: 10,
  share: 14,
  product: 14,
  sum: 15,
};
/** How many moving variables an equation reads. */
const OPERANDS: Readonly<Record<Kind, number>> = {
  lookup: 1,
  exp: 2,
  ln: 2,
  pow: 1,
  sqrt: 2,
  if: 3,
  clamp: 2,
  share: 3,
  product: 2,
  sum: 3,
};
const LEVELS = 14;
const SMOOTHS = 6;

export function limitsPlan(stepCount: number, method: 'euler' | 'rk4' = 'euler'): Plan {
  const next = numberSource(83);
  const builder = new PlanBuilder({ dt: 0.125, stepCount, saveEvery: 10, method });
  const parameters = range(15).map((i) => builder.parameter(`p${i}`, 0.7 + i / 25));
  const constants = range(10).map((i) => builder.member(`c${i}`, mul(parameters[i]!, div(parameters[i + 5]!, 1.1))));
  const levels = range(LEVELS).map((i) => builder.stock(`s${i}`, 0.5 + i / 10));
  const smooths = range(SMOOTHS).map((i) => builder.stock(`smooth${i}`, 1));
  const steady = [...parameters, ...constants];
  const moving = [...levels, ...smooths];
  const auxiliaries: SlotExpr[] = [];
  const unread: SlotExpr[] = [];
  let steadyCount = 0;

  /** What nobody has read yet comes first, every second time. */
  const pick = (): SlotExpr => {
    if (unread.length > 6 && next(2) === 0) return unread.shift()!;
    if (auxiliaries.length === 0 || next(3) === 0) return moving[next(moving.length)]!;
    return auxiliaries[auxiliaries.length - 1 - next(Math.min(30, auxiliaries.length))]!;
  };
  /** All of them in turn. */
  const pickSteady = (): SlotExpr => steady[steadyCount++ % steady.length]!;
  const makeExpression = (kind: Kind): PlanExpr => {
    const picked = range(OPERANDS[kind]).map(pick);
    const [a, b, c] = picked as [SlotExpr, SlotExpr, SlotExpr];
    switch (kind) {
      case 'lookup': {
        const steps = range(8).map((i) => (i + (next(50) - 25) / 100) * 0.4 + 0.1);
        const table = builder.lookup({ x: steps, y: range(8).map((i) => 0.4 + i / 6 + next(10) / 40) });
        return mul(pickSteady(), table(a));
      }
      case 'exp':
        return add(0.2, call('exp', call('neg', add(mul(0.3, a), mul(0.2, b)))));
      case 'ln':
        return add(0.3, call('ln', add(1.2, mul(a, b))));
      case 'pow':
        return join('pow', add(0.4, mul(0.3, a)), pickSteady());
      case 'sqrt':
        return call('sqrt', add(0.1, mul(a, b)));
      case 'if':
        return { op: 'if', condition: join('lt', a, b), consequent: mul(0.8, c), alternative: add(0.1, mul(0.9, a)) };
      case 'clamp':
        return join('max', join('min', add(mul(0.6, a), mul(0.3, b)), 3), 0.2);
      case 'share':
        return mul(pickSteady(), div(a, add(add(a, b), c)));
      case 'product':
        return mul(mul(0.8, a), join('sub', 1.4, mul(0.1, mul(b, pickSteady()))));
      case 'sum':
        return add(add(mul(0.3, a), mul(0.4, b)), mul(mul(0.2, c), pickSteady()));
    }
  };

  for (const [i, kind] of shuffled(next).entries()) {
    const auxiliary = builder.step(`a${i}`, makeExpression(kind));
    auxiliaries.push(auxiliary);
    unread.push(auxiliary);
  }
  const meanOf = (terms: readonly PlanExpr[]) => mul(1 / terms.length, { op: 'fold', fn: 'add', terms });
  for (const [i, level] of levels.entries()) {
    // The last of the unread go into the flows, in even shares.
    const share = unread.splice(0, Math.ceil(unread.length / (LEVELS - i)));
    const inflow = builder.step(`in${i}`, mul(0.05, meanOf([...share, smooths[i % SMOOTHS]!])));
    const outflow = builder.step(`out${i}`, div(level, add(12, mul(8, auxiliaries[i * 5]!))));
    builder.flows(level, [inflow], [outflow]);
  }
  for (const [i, smooth] of smooths.entries()) {
    builder.flows(smooth, [div(sub(auxiliaries[70 + i]!, smooth), add(2, mul(3, auxiliaries[40 + i]!)))]);
  }
  return builder.build();
}

function shuffled(next: (limit: number) => number): Kind[] {
  const kinds = Object.entries(KINDS).flatMap(([kind, count]) => range(count).map(() => kind as Kind));
  for (let i = kinds.length - 1; i > 0; i--) {
    const other = next(i + 1);
    [kinds[i], kinds[other]] = [kinds[other]!, kinds[i]!];
  }
  return kinds;
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

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

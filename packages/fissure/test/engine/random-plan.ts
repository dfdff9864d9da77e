/**
 * Arbitrary plans for fast-check, with everything a plan can have. References are numbers that are taken modulo what
 * may be read at that place, so that every plan is in order and shrinking keeps it so.
 */
import fc from 'fast-check';
import type { Segment } from '../../src/engine/run.ts';
import type { DrawKind, Plan, PlanExpr, PlanLookup, PlanTime } from '../../src/model/plan.ts';
import { call, join, num, PlanBuilder, type SlotExpr } from './plan-builder.ts';

const constant = fc.oneof(
  fc.constantFrom(0, 1, 2, 0.5, -1, 1e-3, 100, 3, -0.25, NaN, Infinity, -0),
  fc.double({ min: -50, max: 50, noNaN: true }),
);

export const UNARY = [
  'neg',
  'not',
  'abs',
  'sqrt',
  'exp',
  'ln',
  'log10',
  'sin',
  'cos',
  'tan',
  'arcsin',
  'arccos',
  'arctan',
  'int',
] as const;
const BINARY = [
  'add',
  'sub',
  'mul',
  'div',
  'pow',
  'mod',
  'min',
  'max',
  'lt',
  'le',
  'gt',
  'ge',
  'eq',
  'ne',
  'and',
  'or',
] as const;

/** Slots and lookups are any whole numbers here; `resolve` gives them their meaning. */
const expression: fc.Arbitrary<PlanExpr> = fc.letrec<{ expr: PlanExpr }>((tie) => {
  const expr = tie('expr');
  const leaf = fc.oneof(
    { weight: 2, arbitrary: constant.map(num) },
    { weight: 5, arbitrary: fc.nat(1000).map((slot): PlanExpr => ({ op: 'slot', slot })) },
    { weight: 1, arbitrary: fc.constant<PlanExpr>({ op: 'time' }) },
  );
  return {
    expr: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      leaf,
      fc.record({ op: fc.constant('unary' as const), fn: fc.constantFrom(...UNARY), a: expr }),
      fc.record({ op: fc.constant('binary' as const), fn: fc.constantFrom(...BINARY), a: expr, b: expr }),
      fc.record({
        op: fc.constant('fold' as const),
        fn: fc.constantFrom('add' as const, 'mul' as const, 'min' as const, 'max' as const),
        terms: fc.array(expr, { minLength: 1, maxLength: 6 }),
      }),
      fc.record({ op: fc.constant('if' as const), condition: expr, consequent: expr, alternative: expr }),
      fc.record({
        op: fc.constant('choose' as const),
        slot: fc.nat(1000),
        options: fc.array(expr, { minLength: 1, maxLength: 5 }),
      }),
      fc.record({ op: fc.constant('lookup' as const), lookup: fc.nat(1000), x: expr }),
      fc.record({
        op: fc.constant('signal' as const),
        fn: fc.constantFrom('pulse' as const, 'step' as const, 'ramp' as const),
        args: fc.array(expr, { minLength: 2, maxLength: 3 }),
      }),
      market(expr),
    ),
  };
}).expr;

/** Mostly of curves that there are: the kinds of others are no numbers. */
function market(expr: fc.Arbitrary<PlanExpr>): fc.Arbitrary<PlanExpr> {
  const kind = fc.oneof({ weight: 6, arbitrary: fc.nat(4).map(num) }, { weight: 1, arbitrary: expr });
  const asker = fc.tuple(expr, kind, expr, expr);
  return fc
    .tuple(expr, fc.array(asker, { minLength: 1, maxLength: 4 }))
    .map(([supply, askers]): PlanExpr => ({ op: 'price', args: [supply, ...askers.flat()] }));
}

/** Often a whole number, so that arguments fall on points. */
const abscissa = fc.oneof(fc.integer({ min: -4, max: 4 }), fc.double({ min: -20, max: 20, noNaN: true }));

const lookupPoints: fc.Arbitrary<PlanLookup> = fc
  .record({
    name: fc.constant('lookup'),
    points: fc.uniqueArray(fc.tuple(abscissa, fc.double({ min: -5, max: 5, noNaN: true })), {
      selector: ([x]) => x + 0,
      minLength: 1,
      maxLength: 6,
    }),
    between: fc.constantFrom('interpolate' as const, 'step' as const),
    outside: fc.constantFrom('hold' as const, 'extrapolate' as const),
  })
  .map(({ points, ...rest }) => {
    const sorted = [...points].sort(([a], [b]) => a - b);
    return { ...rest, x: sorted.map(([x]) => x), y: sorted.map(([, y]) => y) };
  });

const heldRecipe = fc.oneof(
  fc.record({
    kind: fc.constant('draw' as const),
    distribution: fc.constantFrom<DrawKind>('uniform', 'normal', 'lognormal', 'exponential', 'poisson'),
    stream: fc.tuple(fc.nat(), fc.nat()),
    args: fc.tuple(expression, expression),
  }),
  fc.record({ kind: fc.constant('aux' as const), value: expression }),
);

const time: fc.Arbitrary<PlanTime> = fc.record({
  start: fc.constantFrom(0, -3, 0.1),
  dt: fc.constantFrom(1, 0.25, 0.1, 1 / 3),
  stepCount: fc.integer({ min: 1, max: 24 }),
  saveEvery: fc.integer({ min: 1, max: 4 }),
  method: fc.constantFrom('euler' as const, 'rk4' as const),
});

export const planRecipe = fc.record({
  time,
  /** Whether equations are kept within bounds, so that the run survives to the end. */
  isTame: fc.boolean(),
  parameters: fc.array(constant, { minLength: 1, maxLength: 4 }),
  structure: fc.nat(3),
  lookups: fc.array(lookupPoints, { minLength: 1, maxLength: 3 }),
  member: fc.array(expression, { maxLength: 3 }),
  stocks: fc.array(
    fc.record({
      initial: expression,
      nonNegative: fc.boolean(),
      inflows: fc.array(expression, { maxLength: 2 }),
      outflows: fc.array(fc.nat(), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  initialDraw: fc.tuple(expression, expression),
  previousCount: fc.nat(2),
  pipelines: fc.array(fc.double({ min: 0, max: 6, noNaN: true }), { maxLength: 2 }),
  held: fc.array(heldRecipe, { maxLength: 4 }),
  step: fc.array(expression, { minLength: 1, maxLength: 8 }),
  observe: fc.array(expression, { maxLength: 2 }),
});

type PlanRecipe = typeof planRecipe extends fc.Arbitrary<infer T> ? T : never;

export function planFrom(recipe: PlanRecipe): Plan {
  const builder = new PlanBuilder(recipe.time);
  const readable: number[] = [];
  const lookupCount = recipe.lookups.length;
  for (const lookup of recipe.lookups) builder.lookup(lookup);
  const finish = (expr: PlanExpr) => {
    const resolved = resolve(expr, readable, lookupCount);
    return recipe.isTame ? tame(resolved) : resolved;
  };
  const remember = (slot: SlotExpr) => {
    readable.push(slot.slot);
    return slot;
  };

  remember(builder.parameter('structure', recipe.structure));
  recipe.parameters.forEach((value, i) => {
    const isUsable = Number.isFinite(value) || !recipe.isTame;
    remember(builder.parameter(`p${i}`, isUsable ? value : i));
  });
  recipe.member.forEach((expr, i) => {
    remember(builder.member(`m${i}`, finish(withoutTime(expr))));
  });

  // In the order in which the tiers are evaluated: each may read what came before.
  const drawn = builder.slot('initial draw', 'held');
  const initialDraw = {
    kind: 'draw' as const,
    slot: drawn.slot,
    distribution: 'normal' as const,
    stream: [9, 9] as const,
    args: recipe.initialDraw.map(finish),
  };
  remember(drawn);
  const stocks = recipe.stocks.map(({ initial, nonNegative }, i) =>
    remember(builder.stock(`s${i}`, nonNegative ? call('abs', finish(initial)) : finish(initial), { nonNegative })),
  );
  const previous = Array.from({ length: recipe.previousCount }, (_, i) => builder.initial(`previous${i}`, i + 0.5));
  const delays = recipe.pipelines.map((delay, i) => builder.initial(`delay${i}`, delay));
  const starts = recipe.pipelines.map((_, i) => builder.initial(`start${i}`, resolve(num(i), readable, lookupCount)));
  previous.forEach((slot) => {
    remember(slot);
  });
  const pipelineCells = recipe.pipelines.map((_, i) => builder.slot(`pipeline${i}`, 'held'));
  pipelineCells.forEach((slot) => {
    remember(slot);
  });
  const drawCells = recipe.held.map((cell, i) => {
    const slot = builder.slot(`h${i}`, 'held');
    const entry =
      cell.kind === 'aux'
        ? { slot: slot.slot, value: finish(cell.value) }
        : {
            kind: 'draw' as const,
            slot: slot.slot,
            distribution: cell.distribution,
            stream: cell.stream,
            args: cell.args.map(finish),
          };
    remember(slot);
    return entry;
  });

  const steps = recipe.step.map((expr, i) => remember(builder.step(`a${i}`, finish(expr))));
  recipe.stocks.forEach(({ inflows, outflows }, i) => {
    const out = outflows.map((n) => steps[n % steps.length]!);
    builder.flows(stocks[i]!, inflows.map(finish), out);
  });
  recipe.observe.forEach((expr, i) => {
    remember(builder.observe(`o${i}`, finish(expr)));
  });
  const plan = builder.build();
  const inputs = [...steps, ...stocks];
  return {
    ...plan,
    initial: [initialDraw, ...plan.initial],
    held: [
      ...previous.map(({ slot }, i) => ({ kind: 'previous' as const, slot, of: inputs[i % inputs.length]!.slot })),
      ...pipelineCells.map(({ slot }, i) => ({
        kind: 'pipeline' as const,
        slot,
        input: inputs[(i + 1) % inputs.length]!.slot,
        delay: delays[i]!.slot,
        initial: starts[i]!.slot,
      })),
      ...drawCells,
    ],
    conserved: [
      { name: 'all', stocks: stocks.map(({ slot }) => slot), sources: [steps[0]!.slot], sinks: [steps.at(-1)!.slot] },
    ],
  };
}

/** What depends on parameters only, as `member` does: time and signals become numbers. */
function withoutTime(expr: PlanExpr): PlanExpr {
  return mapExpression(expr, (part) => (part.op === 'time' || part.op === 'signal' ? num(1.5) : part));
}

function tame(expr: PlanExpr): PlanExpr {
  return { op: 'if', condition: join('lt', call('abs', expr), 1000), consequent: expr, alternative: num(0.25) };
}

function resolve(expr: PlanExpr, readable: readonly number[], lookupCount: number): PlanExpr {
  return mapExpression(expr, (part) => {
    if (part.op === 'slot') return { ...part, slot: readable[part.slot % readable.length]! };
    if (part.op === 'lookup') return { ...part, lookup: part.lookup % lookupCount };
    // Mostly the structure, which is the first slot; sometimes a slot that holds no index at all.
    if (part.op === 'choose')
      return { ...part, slot: readable[part.slot % 3 === 0 ? part.slot % readable.length : 0]! };
    return part;
  });
}

/** Applies `change` to every node, children first. */
function mapExpression(expr: PlanExpr, change: (part: PlanExpr) => PlanExpr): PlanExpr {
  const deeper = (child: PlanExpr) => mapExpression(child, change);
  switch (expr.op) {
    case 'const':
    case 'time':
    case 'slot':
      return change(expr);
    case 'unary':
      return change({ ...expr, a: deeper(expr.a) });
    case 'binary':
      return change({ ...expr, a: deeper(expr.a), b: deeper(expr.b) });
    case 'fold':
      return change({ ...expr, terms: expr.terms.map(deeper) });
    case 'if': {
      const { condition, consequent, alternative } = expr;
      return change({
        op: 'if',
        condition: deeper(condition),
        consequent: deeper(consequent),
        alternative: deeper(alternative),
      });
    }
    case 'choose':
      return change({ ...expr, options: expr.options.map(deeper) });
    case 'lookup':
      return change({ ...expr, x: deeper(expr.x) });
    case 'signal':
    case 'price':
      return change({ ...expr, args: expr.args.map(deeper) });
  }
}

/** One to three segments; later ones shift the parameters, the structure included. */
export function segmentsFor(plan: Plan, laterSteps: readonly number[]): Segment[] {
  const values = plan.parameters.map(({ value }) => value);
  const starts = [0, ...[...new Set(laterSteps.map((n) => 1 + (n % plan.time.stepCount)))].sort((a, b) => a - b)];
  return starts.map((fromStep, index) => ({
    fromStep,
    parameters: Float64Array.from(values, (value, i) => (i === 0 ? (value + index) % 4 : value + index / 8)),
  }));
}

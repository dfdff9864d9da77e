/** A plan as a C program: the contenders that a careful hand, or SDEverywhere, would have written. */
import { cutOrder } from '../../packages/fissure/src/engine/cut-order.ts';
import { prepareLookup, SEGMENT, SEGMENT_FIELDS } from '../../packages/fissure/src/engine/lookup.ts';
import { savedCount } from '../../packages/fissure/src/engine/run.ts';
import type { Assignment, Plan, PlanExpr } from '../../packages/fissure/src/model/plan.ts';
import { childrenOf } from '../../packages/fissure/src/model/plan-expressions.ts';
import { type CNames, cExpression, cNumber, NoTwin } from './c-expression.ts';

/** `globals`: everything in global variables and worked out at every step, as SDEverywhere writes models. */
export type TwinStyle = 'locals' | 'globals';

/** Equations in one function: more than that and gcc takes long. */
const EQUATIONS_A_FUNCTION = 400;

export function writeTwin(plan: Plan, keep: readonly number[], style: TwinStyle): string {
  if (plan.held.length > 0) throw new NoTwin('draws, PREVIOUS and pipelines are not written as C');
  const { time, stocks, parameters } = plan;
  const hoisted: string[] = [];
  const memberSlots = new Set([...parameters, ...plan.member].map(({ slot }) => slot));
  const slot = (n: number): string => (style === 'globals' ? `g${n}` : `row[${n}]`);
  const plain: CNames = { slot, time: 'K(now)' };
  const known = (expr: PlanExpr): string | undefined => {
    if (childrenOf(expr).length === 0 || !isOfMember(expr, memberSlots)) return undefined;
    hoisted.push(`  hoisted[${hoisted.length}] = ${cExpression(expr, plain)};`);
    return `hoisted[${hoisted.length - 1}]`;
  };
  const stepNames: CNames = style === 'locals' ? { ...plain, known } : plain;
  const assign = (list: readonly Assignment[], names: CNames): string[] =>
    list.map(({ slot: to, value }) => `  ${slot(to)} = ${cExpression(value, names)};`);

  const steps = style === 'globals' ? [...plan.member, ...plan.step] : plan.step;
  const parts: string[] = [];
  for (let i = 0; i < steps.length; i += EQUATIONS_A_FUNCTION) {
    parts.push(writePart(steps.slice(i, i + EQUATIONS_A_FUNCTION), plan, keep, style, stepNames, i));
  }
  const sum = (terms: readonly PlanExpr[]): string =>
    terms.length === 0 ? 'K(0.0)' : cExpression({ op: 'fold', fn: 'add', terms }, stepNames);
  const cuts = cutOrder(plan).map((stock) => {
    const inflow = stock.countsInflows ? sum(stock.inflows) : `MIN(K(0.0), ${sum(stock.inflows)})`;
    const lines = stock.outflows.map(
      (out) =>
        `    ${slot(out)} = SELECT(AND(LT(K(0.0), ${slot(out)}), LT(left, ${slot(out)})), MAX(left, K(0.0)), ${slot(out)}); left = left - ${slot(out)};`,
    );
    return `  { V left = ${slot(stock.slot)} / K(${cNumber(time.dt)}) + ${inflow};\n${lines.join('\n')}\n    spare[${stock.index}] = left; }`;
  });
  const rates = stocks.map(
    ({ inflows, outflows }, i) =>
      `  rates[${i}] = ${outflows.length === 0 ? sum(inflows) : `(${sum(inflows)} - ${sum(outflows)})`};`,
  );
  const initial = plan.initial.map((cell) => {
    if (cell.kind !== undefined) throw new NoTwin('draws are not written as C');
    return cell;
  });
  const kept = new Set(keep);
  const observe = plan.observe.filter((cell) => kept.has(cell.slot));
  const dt = `K(${cNumber(time.dt)})`;
  return [
    `#define PARAMETERS ${parameters.length}\n#define KEPT ${keep.length}\n#define SAVED ${savedCount(plan)}`,
    style === 'globals'
      ? plan.slots.map((_, n) => `double g${n};`).join('\n')
      : `static V row[${plan.slots.length + 1}];\nstatic V hoisted[HOISTED + 1];`.replace(
          'HOISTED',
          String(hoisted.length),
        ),
    `${style === 'globals' ? '' : 'static '}V rates[${stocks.length + 1}], spare[${stocks.length + 1}];`,
    'static double now;',
    ...plan.lookups.map((_, i) => writeLookup(plan, i, style)),
    ...parts,
    `static void evaluate(void) {\n${parts.map((_, i) => `  part${i * EQUATIONS_A_FUNCTION}();`).join('\n')}\n${[...cuts, ...rates].join('\n')}\n}`,
    `static void simulate(const double *restrict in, double *restrict out) {`,
    ...parameters.map((p, i) => `  ${slot(p.slot)} = *(const V *)(in + ${i} * LANES);`),
    `  now = ${cNumber(time.start)};`,
    ...assign(plan.member, plain),
    ...hoisted,
    ...assign(initial, plain),
    `  for (long step = 0; step <= ${time.stepCount}; step++) {`,
    `    now = ${cNumber(time.start)} + (double)step * ${cNumber(time.dt)};\n    evaluate();`,
    `    if (step % ${time.saveEvery} == 0) {\n      long at = step / ${time.saveEvery};`,
    ...assign(observe, plain),
    ...keep.map((n, i) => `      *(V *)(out + (${i}L * SAVED + at) * LANES) = ${slot(n)};`),
    `    }\n    if (step == ${time.stepCount}) break;`,
    ...(time.method === 'rk4'
      ? rungeKutta(plan, slot)
      : stocks.map((s, i) => `    ${slot(s.slot)} = ${slot(s.slot)} + ${dt} * rates[${i}];`)),
    ...(time.method === 'rk4'
      ? []
      : stocks.flatMap((s, i) =>
          s.nonNegative
            ? [
                `    ${slot(s.slot)} = SELECT(AND(LT(${slot(s.slot)}, K(0.0)), LE(K(0.0), spare[${i}])), K(0.0), ${slot(s.slot)});`,
              ]
            : [],
        )),
    '  }\n}',
    '#include "harness.c"\n',
  ].join('\n');
}

/** Some equations; what only they read stays in locals. */
function writePart(
  equations: readonly Assignment[],
  plan: Plan,
  keep: readonly number[],
  style: TwinStyle,
  names: CNames,
  index: number,
): string {
  const head = `static __attribute__((noinline)) void part${index}(void) {`;
  if (style === 'globals') {
    return [head, ...equations.map((e) => `  g${e.slot} = ${cExpression(e.value, names)};`), '}'].join('\n');
  }
  const own = new Set<number>();
  const outside = new Set<number>(keep);
  const inside = new Set(equations);
  for (const other of plan.step) if (!inside.has(other)) collectSlots(other.value, outside);
  for (const other of plan.observe) collectSlots(other.value, outside);
  for (const { inflows, outflows } of plan.stocks) {
    for (const flow of [...inflows, ...outflows]) collectSlots(flow, outside);
  }
  const loaded = new Set<number>();
  const slot = (n: number): string => {
    if (!own.has(n)) loaded.add(n);
    return `v${n}`;
  };
  const lines = equations.map((e) => {
    const text = cExpression(e.value, { ...names, slot });
    own.add(e.slot);
    return `  V v${e.slot} = ${text};${outside.has(e.slot) ? ` row[${e.slot}] = v${e.slot};` : ''}`;
  });
  return [head, ...[...loaded].map((n) => `  V v${n} = row[${n}];`), ...lines, '}'].join('\n');
}

function collectSlots(expr: PlanExpr, into: Set<number>): void {
  if (expr.op === 'slot' || expr.op === 'choose') into.add(expr.slot);
  for (const child of childrenOf(expr)) collectSlots(child, into);
}

function isOfMember(expr: PlanExpr, memberSlots: ReadonlySet<number>): boolean {
  if (expr.op === 'time' || expr.op === 'signal') return false;
  if ((expr.op === 'slot' || expr.op === 'choose') && !memberSlots.has(expr.slot)) return false;
  return childrenOf(expr).every((child) => isOfMember(child, memberSlots));
}

function writeLookup(plan: Plan, index: number, style: TwinStyle): string {
  const { segments, between } = prepareLookup(plan.lookups[index]!);
  const count = segments.length / SEGMENT_FIELDS;
  const column = (field: number): number[] =>
    Array.from({ length: count }, (_, i) => segments[i * SEGMENT_FIELDS + field]!);
  const padded = (values: number[]): string => {
    const length = Math.ceil(count / 8) * 8;
    return Array.from({ length }, (_, i) => cNumber(values[i] ?? 0)).join(', ');
  };
  const name = (what: string): string => `lookup${index}_${what}`;
  const table = (what: string, values: number[]): string =>
    `static const double ${name(what)}[] = {${padded(values)}};`;
  const tables = [
    table('from', column(SEGMENT.FROM).slice(1)),
    table('x', column(SEGMENT.X)),
    table('y', column(SEGMENT.Y)),
    table('slope', between === 'step' ? column(SEGMENT.SLOPE).map(() => 0) : column(SEGMENT.SLOPE)),
  ];
  const call = `LOOKUP(x, ${count}, ${name('from')}, ${name('x')}, ${name('y')}, ${name('slope')})`;
  // SDEverywhere calls one function of its run time for all lookups.
  const inline = style === 'globals' ? '' : 'inline ';
  return [...tables, `static ${inline}V lookup${index}(V x) { return ${call}; }`].join('\n');
}

function rungeKutta({ stocks, time }: Plan, slot: (n: number) => string): string[] {
  const n = stocks.length + 1;
  const start = cNumber(time.start);
  const dt = cNumber(time.dt);
  const stage = (fraction: string): string[] => [
    ...stocks.map((s, i) => `    ${slot(s.slot)} = before[${i}] + K(${fraction} * ${dt}) * rates[${i}];`),
    `    now = ${start} + ((double)step + ${fraction}) * ${dt};\n    evaluate();`,
  ];
  return [
    `    V before[${n}], first[${n}], middle[${n}];`,
    ...stocks.map((s, i) => `    before[${i}] = ${slot(s.slot)}; first[${i}] = rates[${i}];`),
    ...stage('0.5'),
    ...stocks.map((_, i) => `    middle[${i}] = rates[${i}];`),
    ...stage('0.5'),
    ...stocks.map((_, i) => `    middle[${i}] = middle[${i}] + rates[${i}];`),
    ...stage('1.0'),
    ...stocks.map(
      (s, i) =>
        `    ${slot(s.slot)} = before[${i}] + K(${dt} / 6.0) * (first[${i}] + K(2.0) * middle[${i}] + rates[${i}]);`,
    ),
  ];
}

// The middle form itself: what becomes one node, what folds, what is settled beforehand, how it is cut.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { buildIr } from '../../src/engine/ir/build-ir.ts';
import type { PlanUse } from '../../src/engine/ir/ir.ts';
import { printIr } from '../../src/engine/ir/print-ir.ts';
import { cutByLoads, scheduleSection, valuesOf } from '../../src/engine/ir/schedule.ts';
import type { Plan, PlanExpr } from '../../src/model/plan.ts';
import { add, call, div, join, mul, num, PlanBuilder, type SlotExpr, sub } from './plan-builder.ts';
import { planFrom, planRecipe } from './random-plan.ts';
import { syntheticPlan } from './synthetic-plan.ts';

/** The lines of one section of the form, for equations over a stock x and parameters p and q. */
function linesOf(section: string, equations: (x: SlotExpr, p: SlotExpr, q: SlotExpr) => PlanExpr[], use?: PlanUse) {
  const builder = new PlanBuilder({ dt: 1, stepCount: 1 });
  const [p, q] = [builder.parameter('p', 2), builder.parameter('q', 1)];
  const x = builder.stock('x', 1);
  equations(x, p, q).forEach((value, i) => {
    builder.step(`y${i}`, value);
  });
  return sectionOf(builder.build(), section, use);
}

function sectionOf(plan: Plan, section: string, use?: PlanUse): string[] {
  const text =
    printIr(buildIr(plan, use))
      .split('\n\n')
      .find((part) => part.startsWith(`${section}:`)) ?? '';
  const lines = text.trimEnd().split('\n').slice(1);
  return lines
    .map((line) =>
      line
        .trim()
        .replace(/^n(\d+) +=/, 'n$1 =')
        .replace(/\bn\d+\b/g, 'n'),
    )
    .filter((line) => !line.startsWith('rate'));
}

describe('nodes', () => {
  it('equal computations are one', () => {
    expect(linesOf('evaluate', (x, p) => [mul(x, add(x, p)), sub(3, mul(x, add(x, p)))])).toEqual([
      'n = add x p',
      'n = mul x n',
      'y0 := n',
      'n = sub 3 n',
      'y1 := n',
    ]);
  });

  it('what keeps every bit is simplified, what does not stays', () => {
    const equations = (x: SlotExpr) => [mul(x, 1), div(x, 8), add(x, 0), mul(x, 0), sub(x, 0), add(num(2), num(3))];
    expect(linesOf('evaluate', equations)).toEqual([
      'y0 := x',
      'y4 := x',
      'n = mul x 0.125',
      'y1 := n',
      'n = add x 0',
      'y2 := n',
      'n = mul x 0',
      'y3 := n',
      'y5 := 5',
    ]);
  });

  it('what depends on parameters alone is computed once per member', () => {
    const equations = (x: SlotExpr, p: SlotExpr, q: SlotExpr) => [mul(x, call('exp', add(p, q)))];
    expect(linesOf('evaluate', equations)).toEqual(['n = mul x cell 0', 'y0 := n']);
    expect(linesOf('member', equations)).toEqual(['n = add p q', 'n = exp n', 'cell 0 := n']);
  });

  it('a fixed parameter settles conditions and leaves out what is then unneeded', () => {
    const equations = (x: SlotExpr, p: SlotExpr, q: SlotExpr): PlanExpr[] => [
      { op: 'if', condition: q, consequent: mul(x, p), alternative: call('exp', x) },
    ];
    expect(linesOf('evaluate', equations)).toHaveLength(4);
    const fixed = new Map([[1, 1]]);
    expect(linesOf('evaluate', equations, { fixed })).toEqual(['n = mul x p', 'y0 := n']);
  });

  it('slots that nobody keeps are not computed', () => {
    expect(linesOf('evaluate', (x) => [call('exp', x), call('ln', x)], { kept: [] })).toEqual([]);
  });
});

test('pieces read no more than the limit, unless one node alone needs more, and spills are never shared while in use', () => {
  fc.assert(
    fc.property(planRecipe, fc.integer({ min: 1, max: 12 }), (recipe, limit) => {
      const ir = buildIr(planFrom(recipe));
      const { pieces, spills } = scheduleSection(ir, ir.evaluate, cutByLoads(ir, limit));
      const holder = new Map<number, number>();
      for (const items of pieces) {
        const inside = new Set<number>();
        const read = new Set<number>();
        let most = 0;
        for (const item of items) {
          const args = item.kind === 'node' ? ir.nodes[item.id]!.args : valuesOf(item);
          most = Math.max(most, args.length);
          for (const arg of args) {
            if (inside.has(arg) || ir.nodes[arg]!.tier === 'constant') continue;
            read.add(arg);
            const spill = spills.get(arg);
            if (spill !== undefined) expect(holder.get(spill)).toBe(arg);
          }
          if (item.kind === 'node') inside.add(item.id);
        }
        expect(read.size).toBeLessThanOrEqual(Math.max(limit, most));
        for (const id of inside) if (spills.has(id)) holder.set(spills.get(id)!, id);
      }
    }),
  );
});

test('a sum of 20,000 terms neither overflows a stack nor takes long', () => {
  const builder = new PlanBuilder({ dt: 1, stepCount: 0 });
  const stocks = Array.from({ length: 200 }, (_, i) => builder.stock(`s${i}`, i));
  builder.step('sum', {
    op: 'fold',
    fn: 'add',
    terms: Array.from({ length: 20_000 }, (_, i) => join('mul', stocks[i % 200]!, i)),
  });
  const ir = buildIr(builder.build());
  const { pieces } = scheduleSection(ir, ir.evaluate, cutByLoads(ir, 32));
  expect(pieces.flat().filter(({ kind }) => kind === 'node').length).toBeGreaterThan(39_000);
});

test('the same plan gives the same form', () => {
  const plan = syntheticPlan({ equationCount: 100, stepCount: 1, saveEvery: 1 });
  expect(buildIr(structuredClone(plan)).nodes).toEqual(buildIr(plan).nodes);
});

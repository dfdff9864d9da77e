/**
 * Collects every expression that an experiment looks at (outputs, measures, history) on the way to one plan, and finds
 * them again among the values that a run keeps. An expression that several ask for is computed and kept once.
 */
import type { Observed } from '../model/check-observed.ts';
import { lowerToPlan } from '../model/lower-to-plan.ts';
import type { Model } from '../model/model.ts';
import type { Plan } from '../model/plan.ts';

export class Observations {
  readonly #list: Observed[] = [];
  readonly #known = new Map<string, number>();

  /** Number of the expression, to be turned into a row of `keep` once the plan is there. */
  add(observed: Observed): number {
    const key = keyOf(observed);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.#list.length);
    return this.#list.push(observed) - 1;
  }

  /** The plan with everything collected, the slots to keep, and for each expression its row among them. */
  lower(model: Model): { readonly plan: Plan; readonly keep: readonly number[]; readonly rows: readonly number[] } {
    const plan = lowerToPlan(model, this.#list);
    const keep = [...new Set(plan.observed)];
    return { plan, keep, rows: plan.observed.map((slot) => keep.indexOf(slot)) };
  }
}

/** Two expressions with equal keys have equal values at all times: same tree, and the same element if it matters. */
function keyOf({ resolved, over, index }: Observed): string {
  const tree = JSON.stringify(resolved, (field, value: unknown) => (field === 'span' ? undefined : value));
  return tree.includes('"kind":"own"') ? `${tree} ${over.join()} ${index.join()}` : tree;
}

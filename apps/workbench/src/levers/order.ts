/** The study's levers as they stand on the page: those first that decide most claims. */
import { computed, signal } from '@preact/signals';
import { leversOf, type Verdict } from 'fissure/workbench';
import { selected } from '../chosen.ts';
import { study } from '../known.ts';

const deciding = signal<readonly Verdict[]>([]);
/** Once a hand was on one of them they keep their places. */
let isKept = false;

/** Where a claim is selected, those first that decide it. */
export const levers = computed(() => {
  const known = study.value;
  if (!known) return [];
  const all = leversOf(known.experiment);
  if (deciding.value.length === 0) return all;
  const { kind, id } = selected.value ?? {};
  const own = kind === 'claim' ? deciding.value.find(({ claim }) => claim === id)?.factors : undefined;
  const weight = new Map<string, number>();
  for (const { factor, distance } of own ?? deciding.value.flatMap(({ hinges }) => hinges))
    weight.set(factor, (weight.get(factor) ?? 0) + distance);
  return all.toSorted((a, b) => (weight.get(b.id) ?? 0) - (weight.get(a.id) ?? 0));
});

export function orderLevers(verdicts: readonly Verdict[]): void {
  if (!isKept) deciding.value = verdicts;
}

export function keepOrder(): void {
  isKept = true;
}

/** Of what is opened next its own verdicts decide. */
export function forgetOrder(): void {
  isKept = false;
  deciding.value = [];
}

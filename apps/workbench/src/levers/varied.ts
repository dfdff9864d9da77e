/** Which constants vary between runs: the others have levers that set them. */
import { computed } from '@preact/signals';
import type { ConstantLever } from 'fissure/workbench';
import { arrangement } from '../chosen.ts';
import { study } from '../known.ts';

/** What `--vary` calls it. */
export function targetOf({ id }: Pick<ConstantLever, 'id'>): string {
  return id.replace(/^constant:/, '');
}

/** By itself, or as an element of what varies as a whole. */
export function isVaried(constant: Pick<ConstantLever, 'id'>): boolean {
  const own = targetOf(constant);
  return arrangement.value.varied.some(({ target }) => own === target || own.startsWith(`${target}[`));
}

export const constants = computed(() => study.value!.constants.filter((constant) => !isVaried(constant)));

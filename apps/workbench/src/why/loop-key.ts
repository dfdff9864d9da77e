/** What the colours of a chart of loops mean in a file that has no table beside it: the samples are those of the table. */
import type { KeyEntry } from '../../../shared/picture.ts';

/** `names`: of the first rows. */
export function keyOf(view: HTMLElement, names: readonly string[]): readonly KeyEntry[] {
  const samples = view.querySelectorAll<SVGSVGElement>('svg.key');
  return names.map((text, i) => ({ sample: samples[i]!, text }));
}

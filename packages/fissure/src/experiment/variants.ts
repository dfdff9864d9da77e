/** The variants of a study under which its claims can be judged anew: scenarios, mechanisms off, rival forms. */
import type { Intervention, Study } from '../study/study.ts';
import { NO_CHANGE } from './no-change.ts';

export const VARIANT_KINDS = ['scenarios', 'mechanisms', 'forms'] as const;
export type VariantKind = (typeof VARIANT_KINDS)[number];

/** Of each variant, unless told otherwise: enough to tell what holds from what breaks, and soon simulated for fifty variants. */
export const VARIANT_MEMBERS = 150;

/** Candidates in the study's own proportion: with all of the study's, each variant would cost what `fissure test` does. */
export function candidatesOf({ memberCount, candidateCount }: Counts, members: number): number {
  return Math.ceil((candidateCount * members) / memberCount);
}

/** How far a variant is, from 0 to 1: choosing its members, where it does, takes about a third of it. */
export function partOfVariant(
  stage: 'screen' | 'simulate',
  done: number,
  { memberCount, candidateCount }: Counts,
): number {
  const screening = candidateCount > memberCount ? 1 / 3 : 0;
  return stage === 'screen' ? screening * done : screening + (1 - screening) * done;
}

interface Counts {
  readonly memberCount: number;
  readonly candidateCount: number;
}

export interface Variant {
  /** Undefined: the study as it stands. */
  readonly kind: VariantKind | undefined;
  /** A scenario or a mechanism, or `structure=alternative`. */
  readonly name: string;
  readonly label: string;
  /** Of every arm of every claim, as of a command line. */
  readonly change: { readonly scenario?: string; readonly overrides?: Intervention };
}

/**
 * The study as it stands comes first. Of a structure every alternative is one, the model as written among them: as the
 * study stands, members draw theirs by weight.
 */
export function listVariants(study: Study, kinds: readonly VariantKind[]): readonly Variant[] {
  const place = { file: '', start: 0, end: 0 };
  const variants: readonly Variant[] = [
    ...study.scenarios.map(
      ({ name, label }): Variant => ({
        ...{ kind: 'scenarios', name: name.text, label },
        change: { scenario: name.text },
      }),
    ),
    ...study.mechanisms.map(
      ({ name, label }): Variant => ({
        ...{ kind: 'mechanisms', name: name.text, label },
        change: { overrides: { ...NO_CHANGE, off: [name], place } },
      }),
    ),
    ...study.structures.flatMap(({ name: factor, alternatives }) =>
      alternatives.map(
        ({ name: alternative, label }): Variant => ({
          ...{ kind: 'forms', name: `${factor.text}=${alternative.text}`, label },
          change: { overrides: { ...NO_CHANGE, structure: [{ factor, alternative }], place } },
        }),
      ),
    ),
  ];
  return [
    { kind: undefined, name: '', label: 'as it stands', change: {} },
    ...variants.filter(({ kind }) => kinds.includes(kind!)),
  ];
}

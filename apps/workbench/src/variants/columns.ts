/** The columns of the table: the levers as they stand, then one thing more changed in each; with what is there of them. */
import {
  type ChangedVariant,
  candidatesOf,
  type VariantColumn,
  variantChanges,
  variantColumn,
} from 'fissure/workbench';
import { change, isChanged } from '../chosen.ts';
import { study } from '../known.ts';
import { STRINGS } from '../strings.ts';
import { type Counts, judged, judgementKey, members } from './judging.ts';
import { VARIANTS } from './strings.ts';

export interface Column {
  readonly variant: ChangedVariant;
  /** Over the column. */
  readonly title: string;
  /** In a sentence; empty for the first. */
  readonly where: string;
  /** Undefined: not yet simulated. */
  readonly judged: VariantColumn | undefined;
}

export function counts(): Counts {
  const { experiment } = study.value!;
  const memberCount = members.value;
  return { memberCount, candidateCount: candidatesOf(experiment, memberCount) };
}

export function columns(): readonly Column[] {
  const own = counts();
  const [first, ...others] = variantChanges(study.value!, change.value);
  const of = ({ change: variant }: ChangedVariant) => judged.value.get(judgementKey(variant, own));
  const base = of(first!);
  return [first!, ...others].map((variant) => {
    const [there, title] = [of(variant), titleOf(variant)];
    return {
      ...{ variant, title, where: whereOf(variant) },
      judged: base && there && variantColumn({ ...variant, label: title }, there, base),
    };
  });
}

function titleOf({ kind, label, name }: ChangedVariant): string {
  if (kind !== undefined) return label || name;
  return isChanged.value ? VARIANTS.asLeversStand : STRINGS.before;
}

function whereOf({ kind, label, name }: ChangedVariant): string {
  if (kind === undefined) return '';
  return { scenarios: VARIANTS.under, mechanisms: VARIANTS.without, forms: VARIANTS.with }[kind](label || name);
}

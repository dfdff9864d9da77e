/** Knock-outs as one comparison: an arm for every mechanism with that mechanism off, and the mean of every output. */
import type { ClaimDeclaration, Study } from '../study/study.ts';
import { comparisonClaim, meanOf } from './comparison-claim.ts';
import { NO_CHANGE } from './no-change.ts';

/** Undefined where the study has no mechanism or no output. */
export function knockoutClaim(study: Study): ClaimDeclaration | undefined {
  const place = { file: study.mechanisms[0]?.name.file ?? '', start: 0, end: 0 };
  return comparisonClaim(
    {
      name: 'knockouts',
      arms: study.mechanisms.map(({ name, label }) => ({
        ...{ name, label, scenario: undefined },
        intervention: { ...NO_CHANGE, off: [name], place },
      })),
      measures: study.settings.outputs.map(({ id, show }) => ({ name: id.text, equation: meanOf(study, show.text) })),
    },
    place,
  );
}

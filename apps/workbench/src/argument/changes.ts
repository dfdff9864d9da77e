import { baseline, isPending, verdicts } from '../session.ts';
import { STRINGS } from '../strings.ts';

/** Which verdicts the levers changed, in a sentence. */
export function changes(): string {
  if (isPending.value) return STRINGS.pending;
  const before = new Map(baseline.value!.assessment.verdicts.map(({ claim, word }) => [claim, word]));
  const flips = verdicts.value.flatMap(({ claim, word }) =>
    before.get(claim) === word ? [] : [STRINGS.flip(claim, before.get(claim)!, word)],
  );
  return flips.length === 0 ? STRINGS.unchanged : STRINGS.flipped(flips);
}

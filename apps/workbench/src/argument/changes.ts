import { computed } from '@preact/signals';
import { isChanged } from '../chosen.ts';
import { baseline, isPending, isProvisional, verdicts } from '../known.ts';
import { brokenOffByChange } from '../outcomes/broken-off.tsx';
import { STRINGS } from '../strings.ts';

/** Claims whose verdict is not that of the study as it stands. */
export const flippedClaims = computed(() => {
  const before = new Map(baseline.value?.assessment.verdicts.map(({ claim, word }) => [claim, word]));
  return verdicts.value.flatMap(({ claim, word }) => {
    const from = before.get(claim);
    return from === undefined || from === word ? [] : [{ claim, from, to: word }];
  });
});

/** Which verdicts the change made others, in a sentence; empty while nothing new can be said. */
export function changes(): string {
  // A study without claims has no verdicts to say it.
  if (verdicts.value.length === 0) return brokenOffByChange();
  if (!baseline.value || !isChanged.value || (isPending.value && !isProvisional.value)) return '';
  const flips = flippedClaims.value.map(({ claim, from, to }) =>
    STRINGS.flip(claim, STRINGS.words[from], STRINGS.words[to]),
  );
  const sentence = flips.length === 0 ? STRINGS.unchanged : STRINGS.flipped(flips);
  return isProvisional.value ? STRINGS.soFar(sentence) : `${sentence} ${brokenOff()}`.trim();
}

/** Of the claim that suffers most, how many cases fail that the study as it stands can bear. */
function brokenOff(): string {
  const before = new Map(baseline.value?.assessment.verdicts.map(({ claim, counts }) => [claim, counts.failed]));
  const [worst] = verdicts.value
    .filter(({ claim, counts }) => counts.failed > (before.get(claim) ?? 0))
    .toSorted((a, b) => b.counts.failed / b.counts.cases - a.counts.failed / a.counts.cases);
  return worst ? STRINGS.breaksOff(worst.counts.failed, worst.counts.cases, worst.claim) : '';
}

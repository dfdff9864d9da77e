/** Runs whose values were no longer finite: where nobody makes a claim, nothing else would say why lines end. */
import { timeText } from 'fissure/workbench';
import { isChanged } from '../chosen.ts';
import { brokenOff, isPending, isSingle, study } from '../known.ts';
import { STRINGS } from '../strings.ts';
import { record } from './record.ts';

export function BrokenOffAsItStands() {
  const found = brokenOff.value;
  if (!found || isChanged.value) return null;
  return <p role="alert">{isSingle.value ? STRINGS.brokeOff(when(found.first)) : STRINGS.someBrokeOff(found.runs)}</p>;
}

/** Empty while that is not known, and where the change lets every run go on to its end. */
export function brokenOffByChange(): string {
  const found = brokenOff.value;
  if (!found || !isChanged.value || isPending.value) return '';
  const first = when(found.first);
  return isSingle.value ? STRINGS.breaksOffAt(first) : STRINGS.someBreakOff(found.runs, first);
}

/** A run that was lost has no time of its own: of it nothing is known from the start. */
function when(first: number | null): string {
  return timeText(first ?? record.value.times[0]!, study.value!.settings.time);
}

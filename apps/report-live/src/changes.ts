/** What levers make other than the study as it stands, in words. */
import { type LiveStudy, leversOf } from 'fissure/report-live';
import type { State } from './session.ts';
import { STRINGS } from './strings.ts';

export function changesOf({ experiment }: LiveStudy, { settings }: Pick<State, 'settings'>): readonly string[] {
  const labels = new Map(leversOf(experiment).map(({ id, label }) => [id, label]));
  return [...settings].map(([id, value]) => `${labels.get(id)} ${STRINGS.times(value)}`);
}

/** Charts of the study as it stands: drawn in grey, and the same for as long as its results are. */
import { computed } from '@preact/signals';
import { type Chart, type FanInput, fanCharts, recordOf } from 'fissure/workbench';
import { baseline, study } from '../known.ts';

/** Times and record: what every fan of this study shares. */
export const record = computed<Pick<FanInput, 'times' | 'history'>>(
  () => baseline.value?.assessment ?? recordOf(study.value!.experiment),
);

export const stillCharts = computed<ReadonlyMap<string, Chart>>(() => {
  const known = baseline.value;
  if (!known) return new Map();
  const charts = fanCharts(known.assessment, study.value!.settings);
  return new Map(charts.map((chart, i) => [known.assessment.bands[i]!.output, chart]));
});

/** What one outcome's chart shows: the change in colour, the study as it stands in grey, bands or single runs. */
import { type Band, type Chart, type ChartLayer, fanCharts } from 'fissure/workbench';
import { chartStyle, isChanged } from '../chosen.ts';
import { baseline, isSingle, lines, study } from '../known.ts';
import { STRINGS } from '../strings.ts';
import { record, stillCharts } from './record.ts';

export function chartOf(id: string, band: Band): Chart | undefined {
  const [chart] = fanCharts({ ...record.value, bands: [band] }, study.value!.settings);
  if (!chart) return undefined;
  const runs = chartStyle.value === 'lines' ? lines.value.get(id) : undefined;
  const own = runs ? [...chart.layers.filter((layer) => layer.kind !== 'band'), ...samples(runs)] : chart.layers;
  return { ...chart, layers: isChanged.value ? [...own, ...still(id)] : own };
}

function samples(runs: readonly Float64Array[]): readonly ChartLayer[] {
  const { times } = record.value;
  return runs.map((values, i) => ({
    kind: 'line',
    label: STRINGS.run(i + 1),
    role: 'sample',
    times,
    values: [...values],
  }));
}

function still(id: string): readonly ChartLayer[] {
  const layers = stillCharts.value.get(id)?.layers ?? [];
  return layers.flatMap((layer) =>
    layer.kind === 'line' ? [{ ...layer, role: 'rival' as const, label: STRINGS.before }] : [],
  );
}

/** What the outcome comes to, in a sentence: a headline that says something. */
export function headline(unit: string, band: Band | undefined): string {
  const [low, , middle, , high] = (band?.fitted ?? []).map((row) => row.at(-1) ?? null);
  if (typeof low !== 'number' || typeof middle !== 'number' || typeof high !== 'number') return '';
  if (!isSingle.value) return STRINGS.headline(middle, low, high, unit);
  const bands = baseline.value?.assessment.bands;
  const own = isChanged.value ? bands?.find(({ output }) => output === band?.output)?.fitted[2]?.at(-1) : undefined;
  return STRINGS.endsAt(middle, typeof own === 'number' ? own : undefined, unit);
}

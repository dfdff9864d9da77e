/** Whose figures a chart sets beside the model's: the references of the evidence behind the points of its record. */
import { canonicalName } from '../../base/names.ts';
import type { Study } from '../../study/study.ts';
import type { Chart } from '../figures/chart.ts';
import { shortReference } from './references.ts';

export function withSources(charts: readonly Chart[], study: Study): readonly Chart[] {
  return charts.map((chart) => ({ ...chart, sources: sourcesOf(chart, study) }));
}

function sourcesOf({ id }: Chart, { history, evidence, references }: Study): NonNullable<Chart['sources']> {
  const output = canonicalName(id.replace(/^chart-/, ''));
  const because = new Set(
    history.series
      .filter((series) => series.output !== undefined && canonicalName(series.output.text) === output)
      .flatMap(({ points }) => points.flatMap((point) => point.because.map(({ text }) => text))),
  );
  const cited = new Set(
    evidence.flatMap(({ id: own, reference }) => (because.has(own.text) ? (reference?.text ?? []) : [])),
  );
  const byLabel = new Map<string, string>();
  for (const reference of references) {
    const label = shortReference(reference);
    // Two of one source and year look the same: the first of them leads to where the others are.
    if (cited.has(reference.id.text) && !byLabel.has(label)) byLabel.set(label, reference.id.text);
  }
  return [...byLabel].map(([label, id]) => ({ id, label }));
}

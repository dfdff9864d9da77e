/** Each outcome against its record: the study as it stands in grey, what the levers make of it in colour. */
import { CHART_STYLE, chartSvg, fanCharts } from 'fissure/workbench';
import { bands, baseline, settings, study } from '../session.ts';
import { STRINGS } from '../strings.ts';

const chartStyle = document.createElement('style');
chartStyle.textContent = CHART_STYLE;
document.head.append(chartStyle);

export function Outcomes() {
  return (
    <section aria-labelledby="outcomes">
      <h2 id="outcomes">{STRINGS.outcomes}</h2>
      <Fans />
    </section>
  );
}

function Fans() {
  const { assessment } = baseline.value!;
  const grey = fanCharts(assessment, study.value!.settings);
  const charts = fanCharts({ ...assessment, bands: bands.value }, study.value!.settings);
  return charts.map((chart, index) => {
    const main = grey[index]!.layers.filter((layer) => layer.kind === 'line');
    const still = main.map((layer) => ({ ...layer, role: 'rival' as const, label: STRINGS.before }));
    const layers = settings.value.size > 0 ? [...still, ...chart.layers] : chart.layers;
    return (
      <figure key={chart.id}>
        <figcaption>{chart.title}</figcaption>
        {/* Drawn by chartSvg, which escapes every text. */}
        <div dangerouslySetInnerHTML={{ __html: chartSvg({ ...chart, layers }).html }} />
      </figure>
    );
  });
}

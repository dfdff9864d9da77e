/** A chart as files: numbers, drawing, picture. */
import { type Chart, chartSvg } from 'fissure/workbench';
import { STRINGS } from '../strings.ts';

export function chartCsv(chart: Chart): string {
  const columns = columnsOf(chart);
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const rows = columns.times.map((time, i) => [time, ...columns.series.map(({ values }) => values[i])].join(','));
  return `${[STRINGS.time, ...columns.series.map(({ title }) => title)].map(quoted).join(',')}\n${rows.join('\n')}\n`;
}

export interface ChartColumns {
  readonly times: readonly number[];
  readonly series: readonly { readonly title: string; readonly values: readonly number[] }[];
}

/** Lines as they are, bands by their two borders. */
export function columnsOf({ layers }: Chart): ChartColumns {
  const series = layers.flatMap((layer) => {
    if (layer.kind === 'line') return [{ title: layer.label, values: layer.values }];
    if (layer.kind !== 'band') return [];
    return [
      { title: STRINGS.lower(layer.label), values: layer.low },
      { title: STRINGS.upper(layer.label), values: layer.high },
    ];
  });
  const first = layers.find((layer) => layer.kind === 'line' || layer.kind === 'band');
  return { times: first && 'times' in first ? first.times : [], series };
}

export function save(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export function saveCsv(chart: Chart): void {
  save(`${chart.id}.csv`, new Blob([chartCsv(chart)], { type: 'text/csv' }));
}

export function saveSvg(chart: Chart): void {
  save(`${chart.id}.svg`, svgBlob(chart));
}

/** Twice as large, for screens with fine pixels and for slides. */
export async function savePng(chart: Chart): Promise<void> {
  const image = new Image();
  const address = URL.createObjectURL(svgBlob(chart));
  try {
    image.src = address;
    await image.decode();
    const canvas = new OffscreenCanvas(2 * image.width, 2 * image.height);
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    save(`${chart.id}.png`, await canvas.convertToBlob({ type: 'image/png' }));
  } finally {
    URL.revokeObjectURL(address);
  }
}

function svgBlob(chart: Chart): Blob {
  return new Blob([chartSvg(chart, { standalone: true, width: 720, height: 400 }).html], { type: 'image/svg+xml' });
}

/** A chart as files: numbers, drawing, picture. */
import type { ChartContent } from './content.ts';

export function chartCsv({ numbers }: ChartContent): string {
  const { head, rows } = numbers();
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const cell = (value: number | string) => (typeof value === 'string' ? quoted(value) : String(value));
  const lines = rows.map(({ key, cells }) => [key, ...cells].map(cell).join(','));
  return `${head.map(quoted).join(',')}\n${lines.join('\n')}\n`;
}

export function save(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export function saveCsv(content: ChartContent): void {
  save(`${content.name}.csv`, new Blob([chartCsv(content)], { type: 'text/csv' }));
}

export function saveSvg({ name }: ChartContent, svg: string): void {
  save(`${name}.svg`, svgBlob(svg));
}

/** Twice as large, for screens with fine pixels and for slides. */
export async function savePng({ name }: ChartContent, svg: string): Promise<void> {
  const image = new Image();
  const address = URL.createObjectURL(svgBlob(svg));
  try {
    image.src = address;
    await image.decode();
    const canvas = new OffscreenCanvas(2 * image.width, 2 * image.height);
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    save(`${name}.png`, await canvas.convertToBlob({ type: 'image/png' }));
  } finally {
    URL.revokeObjectURL(address);
  }
}

function svgBlob(svg: string): Blob {
  return new Blob([svg], { type: 'image/svg+xml' });
}

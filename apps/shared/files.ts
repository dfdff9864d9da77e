/** What a reader takes along from a page: a drawing as it looks there, as a picture, and its numbers; all made in the page. */

export function save(name: string, type: string, content: BlobPart): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export function saveSvg(name: string, svg: string): void {
  save(`${name}.svg`, SVG, svg);
}

export function saveCsv(name: string, csv: string): void {
  save(`${name}.csv`, 'text/csv', csv);
}

/** Twice as large, for screens with fine pixels and for slides. */
export async function savePng(name: string, svg: string): Promise<void> {
  const image = new Image();
  const address = URL.createObjectURL(new Blob([svg], { type: SVG }));
  try {
    image.src = address;
    await image.decode();
    const canvas = new OffscreenCanvas(2 * image.width, 2 * image.height);
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    save(`${name}.png`, 'image/png', await canvas.convertToBlob({ type: 'image/png' }));
  } finally {
    URL.revokeObjectURL(address);
  }
}

const SVG = 'image/svg+xml';

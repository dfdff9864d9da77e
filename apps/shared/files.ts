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

/** As drawn on the page, with what the page's style makes of it: a file knows nothing of the page. Several become one. */
export function standalone(...drawn: readonly SVGSVGElement[]): string {
  const boxes = drawn.map((one) => one.getBoundingClientRect());
  const [left, top] = [Math.min(...boxes.map((box) => box.left)), Math.min(...boxes.map((box) => box.top))];
  const whole = drawn.length === 1 ? styledCopy(drawn[0]!) : document.createElementNS(NAMESPACE, 'svg');
  if (drawn.length > 1)
    drawn.forEach((one, i) => {
      const { left: x, top: y, width, height } = boxes[i]!;
      const part = styledCopy(one);
      place(part, { x: x - left, y: y - top, width, height });
      whole.append(part);
    });
  place(whole, {
    width: Math.ceil(Math.max(...boxes.map((box) => box.right)) - left),
    height: Math.ceil(Math.max(...boxes.map((box) => box.bottom)) - top),
  });
  whole.setAttribute('xmlns', NAMESPACE);
  whole.style.background = getComputedStyle(document.body).backgroundColor;
  return new XMLSerializer().serializeToString(whole);
}

const NAMESPACE = 'http://www.w3.org/2000/svg';

function styledCopy(drawn: SVGSVGElement): SVGSVGElement {
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  const copies = [copy, ...copy.querySelectorAll('*')] as SVGElement[];
  [drawn, ...drawn.querySelectorAll('*')].forEach((one, i) => {
    const style = getComputedStyle(one);
    const kept = one instanceof SVGRectElement ? [...KEPT, ...SIZE] : KEPT;
    copies[i]!.setAttribute('style', kept.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';'));
  });
  return copy;
}

function place(svg: SVGSVGElement, box: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(box)) svg.setAttribute(name, String(value));
}

/** Of rectangles that are all of one size the style has it. */
const SIZE = ['width', 'height', 'rx'];

const KEPT = [
  ...['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'stroke-linejoin'],
  ...['opacity', 'font-family', 'font-size', 'font-weight', 'text-anchor', 'paint-order', 'visibility'],
];

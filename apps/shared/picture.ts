/**
 * Drawings of a page as a file of their own: as they look there, for a file knows nothing of the page, with the title, what
 * the colours mean, how to read it and whose figures they are. Texts are broken as wide as they are in the page's type.
 */

export interface Picture {
  /** A sentence, and the unit where there is one. */
  readonly title: string;
  readonly drawings: readonly Drawing[];
  readonly key?: readonly KeyEntry[];
  /** How to read it, then the sources: each begins a line. */
  readonly notes: readonly string[];
}

export interface Drawing {
  readonly svg: SVGSVGElement;
  /** What tells it from the others of the picture. */
  readonly name?: string;
}

export interface KeyEntry {
  readonly sample: SVGSVGElement;
  readonly text: string;
}

/** Pixels, as in the files of charts. */
const [MARGIN, GAP, LINE, NARROWEST, WIDEST] = [12, 16, 17, 440, 960];

export function standalone({ title, drawings, key = [], notes }: Picture): string {
  const pen = penFor(drawings[0]!.svg);
  const sizes = drawings.map(({ svg }) => svg.getBoundingClientRect());
  const inner = Math.max(widthFor(sizes), pen.longestWord(title, HEAD));
  const whole = document.createElementNS(NAMESPACE, 'svg');
  const paper = whole.appendChild(document.createElementNS(NAMESPACE, 'rect'));
  let y = MARGIN;
  const write = (text: string, kind: Type) => {
    const lines = pen.broken(text, inner, kind);
    whole.append(...pen.lines(lines, MARGIN, y, kind));
    y += lines.length * LINE;
  };
  write(title, HEAD);
  y += 4;
  for (const row of rowsOf(drawings, sizes, inner)) {
    const names = row.map(({ name, width }) => (name === undefined ? [] : pen.broken(name, width, NAME)));
    const named = Math.max(...names.map((lines) => lines.length)) * LINE;
    row.forEach(({ svg, x, width, height }, i) => {
      whole.append(...pen.lines(names[i]!, MARGIN + x, y + named - names[i]!.length * LINE, NAME));
      whole.append(placed(styledCopy(svg), { x: MARGIN + x, y: y + named, width, height }));
    });
    y += named + Math.max(...row.map(({ height }) => height)) + GAP / 2;
  }
  y = addKey(whole, pen, key, { y, inner });
  for (const note of notes) write(note, NOTE);
  const size = { width: Math.ceil(inner + 2 * MARGIN), height: Math.ceil(y + MARGIN / 2) };
  placed(paper, { ...size }).setAttribute('fill', pen.paper);
  placed(whole, { ...size }).setAttribute('viewBox', `0 0 ${size.width} ${size.height}`);
  whole.setAttribute('role', 'img');
  whole.setAttribute('aria-label', title);
  return new XMLSerializer().serializeToString(whole);
}

/** One is as wide as it is; several stand side by side. */
function widthFor(sizes: readonly DOMRect[]): number {
  const abreast = sizes.reduce((sum, { width }) => sum + width + GAP, -GAP);
  const widest = Math.max(...sizes.map(({ width }) => width));
  return Math.max(NARROWEST, widest, Math.min(abreast, WIDEST));
}

interface PlacedDrawing extends Drawing {
  readonly x: number;
  readonly width: number;
  readonly height: number;
}

function rowsOf(drawings: readonly Drawing[], sizes: readonly DOMRect[], inner: number): readonly PlacedDrawing[][] {
  const rows: PlacedDrawing[][] = [[]];
  let x = 0;
  drawings.forEach((drawing, i) => {
    const { width, height } = sizes[i]!;
    if (x > 0 && x + width > inner) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1)!.push({ ...drawing, x, width, height });
    x += width + GAP;
  });
  return rows;
}

/** One after the other, as far as they fit into a line. Returns where it ends. */
function addKey(
  whole: SVGSVGElement,
  pen: Pen,
  key: readonly KeyEntry[],
  { y: top, inner }: { readonly y: number; readonly inner: number },
): number {
  let [x, y] = [0, top];
  for (const { sample, text } of key) {
    const { width, height } = sample.viewBox.baseVal;
    const lines = pen.broken(text, inner - width - 6, NOTE);
    const own = width + 6 + Math.max(...lines.map((line) => pen.widthOf(line, NOTE)));
    if (x > 0 && x + own > inner) [x, y] = [0, y + LINE];
    whole.append(placed(styledCopy(sample), { x: MARGIN + x, y: y + 9 - height / 2, width, height }));
    whole.append(...pen.lines(lines, MARGIN + x + width + 6, y, NOTE));
    y += (lines.length - 1) * LINE;
    x = lines.length > 1 ? inner : x + own + GAP;
  }
  return key.length === 0 ? y : y + LINE + 4;
}

interface Type {
  readonly size: number;
  readonly weight: number;
  readonly colour: 'ink' | 'soft';
}

const HEAD: Type = { size: 14, weight: 600, colour: 'ink' };
const NAME: Type = { size: 12, weight: 600, colour: 'ink' };
const NOTE: Type = { size: 12, weight: 400, colour: 'soft' };

type Pen = ReturnType<typeof penFor>;

/** Writes in the type and the colours of a drawing. */
function penFor(drawn: SVGSVGElement) {
  const style = getComputedStyle(drawn);
  const family = style.fontFamily;
  const context = new OffscreenCanvas(1, 1).getContext('2d')!;
  const widthOf = (text: string, { size, weight }: Type) => {
    context.font = `${weight} ${size}px ${family}`;
    return context.measureText(text).width;
  };
  const colours = {
    paper: colourOf(drawn, '--c-paper'),
    ink: colourOf(drawn, '--c-ink'),
    soft: colourOf(drawn, '--c-soft'),
  };
  return {
    paper: colours.paper,
    widthOf,
    longestWord: (text: string, kind: Type) => Math.max(...text.split(/\s+/).map((word) => widthOf(word, kind))),
    broken(text: string, width: number, kind: Type): readonly string[] {
      const lines: string[] = [];
      for (const word of text.trim().split(/\s+/)) {
        const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
        if (lines.length === 0 || widthOf(longer, kind) > width) lines.push(word);
        else lines[lines.length - 1] = longer;
      }
      return lines;
    },
    /** From `y` down. */
    lines(texts: readonly string[], x: number, y: number, { size, weight, colour }: Type): readonly SVGTextElement[] {
      const look = { 'font-family': family, 'font-size': size, 'font-weight': weight, fill: colours[colour] };
      return texts.map((text, i) => {
        const made = document.createElementNS(NAMESPACE, 'text');
        place(made, { x, y: y + i * LINE + 13, ...look });
        made.textContent = text;
        return made;
      });
    },
  };
}

/** What it comes to there: it may follow from others, or differ between light and dark. */
function colourOf(drawn: SVGSVGElement, name: string): string {
  const probe = drawn.appendChild(document.createElementNS(NAMESPACE, 'rect'));
  probe.style.fill = `var(${name})`;
  const { fill } = getComputedStyle(probe);
  probe.remove();
  return fill;
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

/** Of rectangles that are all of one size the style has it. */
const SIZE = ['width', 'height', 'rx'];

const KEPT = [
  ...['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'stroke-linejoin'],
  ...['opacity', 'font-family', 'font-size', 'font-weight', 'text-anchor', 'paint-order', 'visibility'],
];

function placed<Own extends SVGElement>(own: Own, attributes: Readonly<Record<string, number>>): Own {
  place(own, attributes);
  return own;
}

function place(own: SVGElement, attributes: Readonly<Record<string, number | string>>): void {
  for (const [name, value] of Object.entries(attributes)) own.setAttribute(name, String(value));
}

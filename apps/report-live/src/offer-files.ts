/** Under every drawing and long table: itself as a drawing and a picture, and its numbers. */
import { DIAGRAM_NOTE, type LiveStudy, numbersCsv, originText } from 'fissure/report-live';
import { saveCsv, savePng, saveSvg } from '../../shared/files.ts';
import { type Drawing, type KeyEntry, type Picture, standalone } from '../../shared/picture.ts';
import { element } from './dom.ts';
import { STRINGS } from './strings.ts';

interface Files {
  readonly csv: (() => string) | undefined;
  readonly svg: (() => string) | undefined;
}

export function fileButtons(title: string, name: () => string, { csv, svg }: Files): HTMLElement {
  const button = (kind: string, onClick: () => void) => {
    const made = element('button', { type: 'button', 'aria-label': STRINGS.download(kind, title) }, kind);
    made.addEventListener('click', onClick);
    return made;
  };
  return element(
    'div',
    { class: 'downloads' },
    ...(csv ? [button('CSV', () => saveCsv(name(), csv()))] : []),
    ...(svg ? [button('SVG', () => saveSvg(name(), svg())), button('PNG', () => void savePng(name(), svg()))] : []),
  );
}

/** Of all that says what it may be saved as; the outcome charts, which follow levers, have their own. */
export function offerFiles({ numbers: known, origin }: LiveStudy): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-files]')) {
    const name = place.dataset.files!;
    const drawings = [...place.querySelectorAll<SVGSVGElement>('svg[role=img]')];
    const table = place.querySelector('table');
    const numbers = known[name] ?? (table ? readTable(table) : undefined);
    const files = {
      csv: numbers && (() => numbersCsv(numbers)),
      svg: drawings.length > 0 ? () => standalone(pictureOf(place, drawings, `${originText(origin)}.`)) : undefined,
    };
    place.append(fileButtons(place.dataset.title!, () => name, files));
  }
}

/** With the texts that stand around it on the page. */
function pictureOf(place: HTMLElement, drawings: readonly SVGSVGElement[], origin: string): Picture {
  const heading = place.querySelector(':scope > h3, :scope > h4');
  const caption = place.querySelector(':scope > figcaption');
  const isDiagram = drawings[0]!.matches('.diagram');
  return {
    title: heading?.textContent ?? place.dataset.title!,
    drawings: drawings.map((svg) => drawingIn(place, svg)),
    key: [...place.querySelectorAll('.legend li, th:has(> .swatch)')].map(keyEntry),
    notes: [...(caption ? [caption.textContent!] : []), ...(isDiagram ? [DIAGRAM_NOTE] : []), origin],
  };
}

/** Each of several has a figure of its own, whose heading is its name. */
function drawingIn(place: HTMLElement, svg: SVGSVGElement): Drawing {
  const own = svg.closest('figure');
  const name = own === place ? undefined : own?.querySelector('h3')?.textContent;
  return name ? { svg, name } : { svg };
}

function keyEntry(own: Element): KeyEntry {
  return { sample: own.querySelector('svg')!, text: own.textContent!.trim() };
}

function readTable(table: HTMLTableElement) {
  const [head = [], ...rows] = [...table.rows].map(({ cells }) => [...cells].map((cell) => cell.textContent!.trim()));
  return { head, rows: rows.map(([key = '', ...cells]) => ({ key, cells })) };
}

/** Under every drawing and long table: itself as a drawing and a picture, and its numbers. */
import { type FigureNumbers, numbersCsv } from 'fissure/report-live';
import { saveCsv, savePng, saveSvg, standalone } from '../../shared/files.ts';
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
export function offerFiles(known: FigureNumbers): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-files]')) {
    const name = place.dataset.files!;
    const drawings = [...place.querySelectorAll<SVGSVGElement>('svg[role=img]')];
    const table = place.querySelector('table');
    const numbers = known[name] ?? (table ? readTable(table) : undefined);
    const files = {
      csv: numbers && (() => numbersCsv(numbers)),
      svg: drawings.length > 0 ? () => standalone(...drawings) : undefined,
    };
    place.append(fileButtons(place.dataset.title!, () => name, files));
  }
}

function readTable(table: HTMLTableElement) {
  const [head = [], ...rows] = [...table.rows].map(({ cells }) => [...cells].map((cell) => cell.textContent!.trim()));
  return { head, rows: rows.map(([key = '', ...cells]) => ({ key, cells })) };
}

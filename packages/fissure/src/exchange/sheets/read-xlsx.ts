/** The cells of an .xlsx file; of formulas the values that were stored with them. */
import { unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { cornerOf } from './corner.ts';
import { type Sheet, sheetFrom, type Workbook } from './workbook.ts';

const LARGEST_PART = 50_000_000;

export function readXlsx(bytes: Uint8Array): Workbook {
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => /\.(?:xml|rels)$/.test(name) && originalSize < LARGEST_PART,
  });
  const text = (path: string): string => {
    const part = parts[path];
    return part === undefined ? '' : new TextDecoder().decode(part);
  };
  const strings: string[] = [];
  let current = '';
  walk(text('xl/sharedStrings.xml'), (tag, open, _, content) => {
    if (tag === 'si' && open) current = '';
    if (tag === 't' && !open) current += content;
    if (tag === 'si' && !open) strings.push(current);
  });
  const targets = new Map<string, string>();
  walk(text('xl/_rels/workbook.xml.rels'), (tag, open, attributes) => {
    if (tag === 'Relationship' && open) targets.set(attributes.Id!, attributes.Target!.replace(/^\/?(?:xl\/)?/, 'xl/'));
  });
  const order: { readonly name: string; readonly target: string }[] = [];
  const defined = new Map<string, string>();
  let definedName = '';
  walk(text('xl/workbook.xml'), (tag, open, attributes, content) => {
    if (tag === 'sheet' && open)
      order.push({ name: attributes.name!, target: targets.get(attributes['r:id'] ?? '') ?? '' });
    if (tag === 'definedName' && open) {
      const local = attributes.localSheetId;
      const scope = local === undefined ? '' : `${order[Number(local)]?.name ?? ''}!`;
      definedName = `${scope}${attributes.name!}`.toLowerCase();
    }
    if (tag === 'definedName' && !open) defined.set(definedName, content);
  });
  return { sheets: new Map(order.map(({ name, target }) => [name, xlsxSheet(name, text(target), strings)])), defined };
}

function xlsxSheet(name: string, xml: string, strings: readonly string[]): Sheet {
  const cells = new Map<string, number | string>();
  let where = '';
  let type = '';
  walk(xml, (tag, open, attributes, content) => {
    if (tag === 'c' && open) {
      const corner = cornerOf(attributes.r ?? '');
      where = corner === undefined ? '' : `${corner.row},${corner.column}`;
      type = attributes.t ?? 'n';
    }
    if (open || where === '' || (tag !== 'v' && !(tag === 't' && type === 'inlineStr'))) return;
    if (type === 's') cells.set(where, strings[Number(content)] ?? '');
    else if (type === 'n' && content !== '') cells.set(where, Number(content));
    else if (type === 'str' || type === 'inlineStr') cells.set(where, content);
  });
  return sheetFrom(name, cells);
}

type Visit = (tag: string, open: boolean, attributes: Readonly<Record<string, string>>, content: string) => void;

function walk(xml: string, visit: Visit): void {
  if (xml === '') return;
  const parser = new SaxesParser();
  let content = '';
  parser.on('opentag', (tag) => {
    content = '';
    visit(tag.name, true, tag.attributes, '');
  });
  parser.on('text', (piece) => {
    content += piece;
  });
  parser.on('closetag', (tag) => {
    visit(tag.name, false, {}, content);
    content = '';
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
}

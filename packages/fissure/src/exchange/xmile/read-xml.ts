/**
 * XML -> a tree of elements with offsets. Namespaces are not looked up: Stella writes prefixes that it does not
 * declare. Entities other than the five of XML, and document types, are refused; depth and size are bounded.
 */
import { SaxesParser } from 'saxes';
import type { Problems } from '../../diagnostics/problems.ts';
import type { Span } from '../foreign-expression.ts';

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
  readonly start: number;
  end: number;
}

const DEEPEST = 100;
const MOST_ELEMENTS = 500_000;

class Refused extends Error {}

export function readXml(file: string, text: string, problems: Problems): XmlElement | undefined {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '', start: 0, end: text.length };
  const open = [root];
  let count = 0;
  let opened = 0;
  parser.on('doctype', () => {
    throw new Refused('a document type may bring in other files; it is not read');
  });
  parser.on('opentagstart', () => {
    opened = text.lastIndexOf('<', parser.position - 1);
  });
  parser.on('opentag', ({ name, attributes }) => {
    count += 1;
    if (open.length > DEEPEST) throw new Refused(`elements are nested more than ${DEEPEST} deep`);
    if (count > MOST_ELEMENTS) throw new Refused(`there are more than ${MOST_ELEMENTS} elements`);
    const element: XmlElement = {
      name: name.toLowerCase(),
      attributes,
      children: [],
      text: '',
      start: opened,
      end: opened,
    };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  const addText = (piece: string) => {
    open.at(-1)!.text += piece;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    open.at(-1)!.end = parser.position;
    if (open.length > 1) open.pop();
  });
  parser.on('error', (error) => {
    // A closing tag that matches none is passed over by every tool that wrote such files.
    if (/unmatched closing tag|unexpected close tag/.test(error.message)) {
      const place = { file, start: Math.max(0, parser.position - 1), end: parser.position };
      problems.add('exchange/unmatched-tag', {}, place);
      return;
    }
    throw new Refused(error.message.replace(/^\d+:\d+: /, ''));
  });
  try {
    parser.write(text.replace(/^\uFEFF/, '')).close();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const at = Math.min(text.length, parser.position);
    problems.add('exchange/xml', { reason: error.message }, { file, start: Math.max(0, at - 1), end: at });
    return undefined;
  }
  return root.children[0];
}

export function childNamed(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

export function childrenNamed(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

export function textOf(element: XmlElement | undefined, name: string): string {
  return childNamed(element, name)?.text.trim() ?? '';
}

export function spanOf({ start, end }: XmlElement): Span {
  return { start, end };
}

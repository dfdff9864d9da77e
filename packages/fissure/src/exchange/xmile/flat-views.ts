/**
 * Views of a model with modules, for one without: names become those that variables have in the whole model. What it has no
 * more is left out: the boxes of modules, what their inputs were drawn as, and connectors from or to either.
 */
import { childNamed, childrenNamed, type XmlElement } from './read-xml.ts';

/** The name in the whole model; undefined where it has no such variable. */
export type ViewName = (name: string) => string | undefined;

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const DRAWN: ReadonlySet<string> = new Set(['stock', 'flow', 'aux', 'gf']);

/** The `<view>` elements of a model, or of a module that stands for one. */
export function flatViews(model: XmlElement, text: string, nameOf: ViewName): string[] {
  return childrenNamed(model, 'views').flatMap((views) =>
    childrenNamed(views, 'view').map((view) => {
      const edits: Edit[] = [];
      for (const child of view.children) collectEdits(child, text, nameOf, edits);
      return edited(text, view, edits);
    }),
  );
}

function collectEdits(element: XmlElement, text: string, nameOf: ViewName, edits: Edit[]): void {
  const { name, attributes, start, end } = element;
  const ends = ['from', 'to', 'of']
    .flatMap((tag) => childNamed(element, tag) ?? [])
    .filter(({ text }) => text.trim() !== '');
  const own = DRAWN.has(name) ? attributes.name : undefined;
  const isGone =
    name === 'module' ||
    (own !== undefined && nameOf(own) === undefined) ||
    ends.some((one) => nameOf(one.text) === undefined);
  if (isGone) {
    edits.push({ start, end, text: '' });
    return;
  }
  if (own !== undefined) {
    const attribute = /\sname\s*=\s*(?:"[^"]*"|'[^']*')/.exec(text.slice(start, end))!;
    const at = start + attribute.index;
    edits.push({ start: at, end: at + attribute[0].length, text: ` name="${escaped(nameOf(own)!)}"` });
  }
  for (const one of ends)
    edits.push({ start: one.start, end: one.end, text: `<${one.name}>${escaped(nameOf(one.text)!)}</${one.name}>` });
  for (const child of element.children) if (!ends.includes(child)) collectEdits(child, text, nameOf, edits);
}

function edited(text: string, { start, end }: XmlElement, edits: readonly Edit[]): string {
  let at = start;
  let result = '';
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at, end);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

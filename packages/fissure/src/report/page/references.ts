/** A CSL item as one line of a bibliography: authors (year). Title. Container, volume(issue), pages. Publisher. Link. */
import type { Reference } from '../../study/study.ts';
import { type Html, html, joinHtml } from './html.ts';

export function referenceText(reference: Reference): string {
  return parts(reference).join(' ');
}

export function referenceHtml(reference: Reference): Html {
  const link = linkOf(reference);
  const text = html`${parts(reference).join(' ')}`;
  return link === undefined ? text : joinHtml([text, html` <a href="${link}">${link.replace(/^https?:\/\//, '')}</a>`]);
}

/** `Lyall 2020`, `Barrett and others 2014`: how a table points to the bibliography. */
export function shortReference(reference: Reference): string {
  const names = people(reference.item.author ?? reference.item.editor).map((name) => name.family);
  const who =
    names.length === 0
      ? String(reference.item.publisher ?? reference.item['container-title'] ?? reference.id.text)
      : names.length === 1
        ? names[0]!
        : names.length === 2
          ? `${names[0]} and ${names[1]}`
          : `${names[0]} and others`;
  const year = yearOf(reference);
  return year === '' ? who : `${who} ${year}`;
}

function parts(reference: Reference): readonly string[] {
  const { item } = reference;
  const authors = people(item.author ?? item.editor).map((name) =>
    name.given === '' ? name.family : `${name.family}, ${name.given}`,
  );
  const year = yearOf(reference);
  const head = [authors.join('; '), year === '' ? '' : `(${year}).`].filter((part) => part !== '').join(' ');
  const container = text(item['container-title']);
  const issue = text(item.issue);
  const volume = text(item.volume) + (issue === '' ? '' : `(${issue})`);
  const where = [container, volume, text(item.page)].filter((part) => part !== '').join(', ');
  return [head, sentence(text(item.title)), sentence(where), sentence(text(item.publisher))].filter(
    (part) => part !== '',
  );
}

function people(value: unknown): readonly { family: string; given: string }[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) return [];
    const { family, given, literal } = entry as Record<string, unknown>;
    const name = text(family) || text(literal);
    return name === '' ? [] : [{ family: name, given: text(given) }];
  });
}

function yearOf(reference: Reference): string {
  const issued = reference.item.issued;
  if (typeof issued === 'string' || typeof issued === 'number') return String(issued).slice(0, 4);
  if (typeof issued !== 'object' || issued === null) return '';
  const dates = (issued as Record<string, unknown>)['date-parts'];
  return Array.isArray(dates) && Array.isArray(dates[0]) ? text(dates[0][0]) : '';
}

/** Only web links, so that a bibliography cannot carry a script. */
function linkOf(reference: Reference): string | undefined {
  const doi = text(reference.item.DOI);
  if (doi !== '') return `https://doi.org/${doi.replace(/^https?:\/\/(dx\.)?doi\.org\//, '')}`;
  const url = text(reference.item.URL);
  return /^https?:\/\//i.test(url) ? url : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

function sentence(part: string): string {
  return part === '' || /[.?!]$/.test(part) ? part : `${part}.`;
}

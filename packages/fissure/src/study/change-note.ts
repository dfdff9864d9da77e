/**
 * A note changed in the text of notes.yaml, or taken out of it: all that stands around it stays byte for byte, and within it
 * what is not changed, comments included. The result is read back: where it says anything else than was wanted there is none.
 */
import { isMap, isSeq, type Pair, type ParsedNode, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import { setYamlScalar } from './edit-yaml.ts';
import { areSame, itemText, type NoteText, newlineOf, notesIn, valueText } from './note-text.ts';

/** A note by its place in the file, and as the reader saw it: where another stands there now, nothing is changed. */
export interface NoteAt {
  readonly index: number;
  readonly note: NoteText;
}

/** Undefined where it is no longer there, where a comment would be lost, or where it would not read back. */
export function changeNote(text: string, at: NoteAt, note: NoteText): string | undefined {
  const place = placeOf(text, at);
  if (!place || note.text === '') return undefined;
  const wanted = place.notes.with(at.index, note);
  const whole = place.hasComments ? undefined : wholeChanged(text, place, note);
  return [fieldsChanged(text, at, note), whole]
    .map((changed) => changed && withOwnLineEnds(text, place, changed))
    .find((changed) => changed && keepsAround(text, place, changed) && areSame(notesIn(changed), wanted));
}

/** Undefined where it is no longer there, or something else would read otherwise without it. */
export function removeNote(text: string, at: NoteAt): string | undefined {
  const place = placeOf(text, at);
  if (!place) return undefined;
  const [before, after] = [text.slice(0, place.start), text.slice(place.end)];
  const [gapAfter] = /^(?:[ \t]*\r?\n)*/.exec(after)!;
  const [gapBefore] = /(?<=\n|^)(?:[ \t]*\r?\n)*$/.exec(before)!;
  // Goes with the empty lines that kept it apart.
  const left =
    gapAfter !== '' && gapAfter !== after
      ? before + after.slice(gapAfter.length)
      : before.slice(0, before.length - gapBefore.length) + after;
  const wanted = place.notes.toSpliced(at.index, 1);
  return [left, before + after].find((one) => areSame(notesIn(one), wanted));
}

/** The lines of a note, from its dash to the end of the line on which it ends. */
interface NotePlace {
  readonly notes: readonly NoteText[];
  readonly start: number;
  readonly end: number;
  readonly indent: string;
  readonly hasComments: boolean;
}

function placeOf(text: string, { index, note }: NoteAt): NotePlace | undefined {
  const notes = notesIn(text);
  const own = notes?.[index];
  const list = listIn(text);
  const item = list?.items[index] as ParsedNode | undefined;
  if (!notes || !own || !areSame([own], [note]) || !list || list.flow || !isMap(item)) return undefined;
  const { srcToken } = list;
  const dash =
    srcToken?.type === 'block-seq' && srcToken.items[index]?.start.find(({ type }) => type === 'seq-item-ind');
  if (!dash) return undefined;
  const start = lineStart(text, dash.offset);
  const end = lineEnd(text, contentEnd(text, item as YAMLMap.Parsed));
  const hasComments = commentsBetween(text, start, end);
  return { notes, start, end, indent: text.slice(start, dash.offset), hasComments };
}

function listIn(text: string): YAMLSeq.Parsed | undefined {
  const { contents } = parseDocument(text, { keepSourceTokens: true, schema: 'failsafe' });
  return isSeq(contents) ? (contents as YAMLSeq.Parsed) : undefined;
}

function contentEnd(text: string, item: YAMLMap.Parsed): number {
  const last = item.items.at(-1)!;
  const end = item.flow ? item.range[1] : (last.value ?? last.key).range[1];
  return text.slice(0, end).trimEnd().length;
}

/** Whether what lies there loses something where its values alone are written anew. */
function commentsBetween(text: string, start: number, end: number): boolean {
  const own = parseDocument(text.slice(start, end), { keepSourceTokens: true });
  let has = false;
  const look = (part: unknown): void => {
    if (part === null || typeof part !== 'object' || has) return;
    has = (part as { type?: unknown }).type === 'comment';
    for (const inner of Object.values(part)) look(inner);
  };
  look((own.contents as ParsedNode | null)?.srcToken);
  return has;
}

function wholeChanged(text: string, { start, end, indent }: NotePlace, note: NoteText): string {
  return text.slice(0, start) + itemText(note, newlineOf(text), indent) + text.slice(end);
}

const FIELDS = ['about', 'date', 'by', 'text'] as const;

function fieldsChanged(text: string, { index, note: before }: NoteAt, note: NoteText): string | undefined {
  let changed: string | undefined = text;
  for (const field of FIELDS) {
    const value = note[field];
    if (changed === undefined || JSON.stringify(value) === JSON.stringify(before[field])) continue;
    if (typeof value !== 'string') changed = withNames(changed, index, value);
    else if (value === '') changed = withoutField(changed, index, field);
    else if (before[field] === '') changed = withField(changed, index, field, value);
    else changed = setYamlScalar(changed, [index, field], value);
  }
  return changed;
}

function withNames(text: string, index: number, names: readonly string[]): string | undefined {
  const value = pairAt(text, index, 'about')?.value;
  if (!value) return undefined;
  const [start, end] = value.range;
  const own = text.slice(start, end).trimEnd();
  if (own.includes('#')) return undefined;
  return text.slice(0, start) + valueText(names) + text.slice(start + own.length);
}

/** On a line of its own, after the names. */
function withField(text: string, index: number, field: string, value: string): string | undefined {
  const names = pairAt(text, index, 'about');
  if (!names?.value || isInFlow(text, index)) return undefined;
  const keyAt = names.key.range[0];
  const indent = text.slice(lineStart(text, keyAt), keyAt).replace('-', ' ');
  const end = lineEnd(text, text.slice(0, names.value.range[1]).trimEnd().length);
  return `${text.slice(0, end)}${indent}${field}: ${valueText(value)}${newlineOf(text)}${text.slice(end)}`;
}

function withoutField(text: string, index: number, field: string): string | undefined {
  const pair = pairAt(text, index, field);
  if (!pair || isInFlow(text, index)) return undefined;
  const start = lineStart(text, pair.key.range[0]);
  const end = lineEnd(text, text.slice(0, (pair.value ?? pair.key).range[1]).trimEnd().length);
  const isAlone = text.slice(start, pair.key.range[0]).trim() === '';
  return isAlone && !text.slice(start, end).includes('#') ? text.slice(0, start) + text.slice(end) : undefined;
}

function pairAt(text: string, index: number, field: string) {
  const item = listIn(text)?.items[index] as ParsedNode | undefined;
  if (!isMap(item)) return undefined;
  const pairs = item.items as Pair<ParsedNode, ParsedNode | null>[];
  return pairs.find(({ key }) => 'value' in key && key.value === field);
}

function isInFlow(text: string, index: number): boolean {
  const item = listIn(text)?.items[index] as ParsedNode | undefined;
  return isMap(item) && item.flow === true;
}

function withOwnLineEnds(text: string, { start, end }: NotePlace, changed: string): string {
  if (newlineOf(text) === '\n') return changed;
  const own = changed.slice(start, changed.length - (text.length - end));
  return text.slice(0, start) + own.replace(/\r?\n/g, '\r\n') + text.slice(end);
}

function keepsAround(text: string, { start, end }: NotePlace, changed: string): boolean {
  return changed.startsWith(text.slice(0, start)) && changed.slice(start).endsWith(text.slice(end));
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** After the line end, where there is one. */
function lineEnd(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found === -1 ? text.length : found + 1;
}

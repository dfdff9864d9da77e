/** notes.yaml: what an analyst found, noted on the thing that it is about. Notes change no result. */
import { parseDate } from '../base/calendar.ts';
import { canonicalName } from '../base/names.ts';
import { nearestName } from '../base/nearest-name.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { placeIn } from '../diagnostics/source-text.ts';
import { namesField, textField, textOf } from './node-values.ts';
import type { Name, Note, Study } from './study.ts';
import { fieldOf, itemsOf, type YamlNode } from './yaml-node.ts';

export function buildNotes(node: YamlNode | undefined, problems: Problems): readonly Note[] {
  return itemsOf(node).map((item) => {
    const about = namesField(item, 'about');
    const list = fieldOf(item, 'about');
    if (list?.kind === 'list' && about.length === 0) problems.add('study/note-on-nothing', {}, list.place);
    return {
      about,
      text: textField(item, 'text'),
      date: dateOf(fieldOf(item, 'date'), problems),
      by: textField(item, 'by'),
    };
  });
}

/** A date of the author's own, also where the study has no calendar. */
function dateOf(node: YamlNode | undefined, problems: Problems): string {
  const text = textOf(node);
  if (node === undefined || text === '' || parseDate(text) !== undefined) return text;
  problems.add('study/not-a-date', { text }, node.place);
  return '';
}

/** Whether what notes are about exists. */
export function checkNotes(study: Study, problems: Problems): void {
  if (study.notes.length === 0) return;
  const names = new Map(notableNames(study).map(({ text }) => [canonicalName(text), text]));
  for (const name of study.notes.flatMap(({ about }) => about)) {
    if (names.has(canonicalName(name.text)) || problems.isFull) continue;
    const near = nearestName(name.text, names.values());
    const help = near === undefined ? undefined : `Did you mean \`${near}\`?`;
    problems.add('study/note-on-unknown', { name: name.text }, placeIn(name), { help });
  }
}

/** Of everything that can be looked at by its name. */
export function notableNames(study: Study): readonly Name[] {
  const { variables, parameters, inputs, lookups, dimensions, mechanisms, structures, scenarios, claims } = study;
  const declared = [variables, parameters, inputs, lookups, dimensions, mechanisms, structures, scenarios, claims];
  return [
    ...[...declared, study.history.series].flatMap((list) => list.map(({ name }) => name)),
    ...study.argument.paragraphs.flatMap(({ statements }) => statements.map(({ id }) => id)),
    ...[...study.evidence, ...study.settings.outputs].map(({ id }) => id),
  ];
}

/** In the order of the file. Where two things have one name, a note is on both. */
export function notesOn(notes: readonly Note[], name: string): readonly Note[] {
  const wanted = canonicalName(name);
  return notes.filter(({ about }) => about.some(({ text }) => canonicalName(text) === wanted));
}

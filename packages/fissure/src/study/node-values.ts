/**
 * Values of YAML nodes for building a study. They are silent about wrong types, which `validate` has reported, and
 * give something that later stages can live with: empty texts, no names, undefined numbers.
 */
import { isIdentifier } from '../base/names.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { placeIn, type SourceText } from '../diagnostics/source-text.ts';
import type { Name } from './study.ts';
import { fieldOf, isNothing, itemsOf, numberOfText, type YamlEntry, type YamlNode } from './yaml-node.ts';

/** Prose: white space at the ends does not count. */
export function textOf(node: YamlNode | undefined): string {
  return node?.kind === 'scalar' && !isNothing(node) ? node.source.text.trim() : '';
}

export function textField(map: YamlNode | undefined, field: string): string {
  return textOf(fieldOf(map, field));
}

export function sourceOf(node: YamlNode | undefined): SourceText | undefined {
  return node?.kind === 'scalar' && !isNothing(node) ? node.source : undefined;
}

/** A stand-in where the author wrote nothing: it stands at `place`, so that a later message has somewhere to point. */
export function standIn(text: string, place: Place): SourceText {
  return {
    text,
    file: place.file,
    offsets: text.length === 1 ? place.start : [...text].map(() => place.start),
    end: place.end,
  };
}

export function nameOf(node: YamlNode | undefined): Name | undefined {
  const source = sourceOf(node);
  return source && source.text !== '' ? source : undefined;
}

export function namesField(map: YamlNode | undefined, field: string): readonly Name[] {
  return namesOf(fieldOf(map, field));
}

export function namesOf(node: YamlNode | undefined): readonly Name[] {
  return itemsOf(node).flatMap((item) => nameOf(item) ?? []);
}

export function numberOf(node: YamlNode | undefined): number | undefined {
  return node?.kind === 'scalar' ? numberOfText(node.source.text) : undefined;
}

export function numberField(map: YamlNode | undefined, field: string): number | undefined {
  return numberOf(fieldOf(map, field));
}

export function isTrue(map: YamlNode | undefined, field: string): boolean {
  return /^true$/i.test(textField(map, field));
}

/** The field's text if it is one of the choices, else the first of them. */
export function choiceField<Choice extends string>(
  map: YamlNode | undefined,
  field: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const text = textField(map, field);
  return choices.find((choice) => choice === text) ?? choices[0];
}

/** Reports a declared name that equations could not spell. */
export function checkName(name: Name, problems: Problems): void {
  if (isIdentifier(name.text.trim().replace(/\s+/g, '_'))) return;
  const better = name.text
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{Nd}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
  const help = isIdentifier(better) ? `Write \`${better}\`; a \`label\` can say more.` : undefined;
  problems.add('study/bad-name', { name: name.text }, placeIn(name), { help });
}

/** The entries with well-formed keys checked; all of them are kept, so that what refers to them is not reported too. */
export function checkedEntries(entries: readonly YamlEntry[], problems: Problems): readonly YamlEntry[] {
  for (const { key } of entries) checkName(key, problems);
  return entries;
}

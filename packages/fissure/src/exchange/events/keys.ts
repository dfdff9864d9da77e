/** What events are grouped and selected by: a column, or what follows from two of them and the actor. */
import { nearestName } from '../../base/nearest-name.ts';
import type { Problems } from '../../diagnostics/problems.ts';
import type { DataRow } from '../data/data-table.ts';
import { columnNamed, type EventLayout, VIOLENCE_TYPES } from './event-layout.ts';

export interface Key {
  readonly name: string;
  /** Whether it reads differently for another actor. */
  readonly needsActor: boolean;
  /** What is looked at in a row. */
  readonly columns: readonly number[];
  read(row: DataRow, side: ActorSide): string;
}

/** 0 or 1: where the actor stands in this row; undefined where no actor was asked for. */
export type ActorSide = 0 | 1 | undefined;

/** What stands where the cell is empty. */
export const UNKNOWN = '(unknown)';

/** `place`, `place(adm_2)`, `opponent`, `side`, or any column; undefined, with a diagnostic, for anything else. */
export function keyNamed(text: string, layout: EventLayout, problems: Problems): Key | undefined {
  const [, name = text, inner] = /^(\w+)\((.+)\)$/.exec(text.trim()) ?? [];
  const wanted = name.trim().toLowerCase();
  if (inner === undefined && layout.sides !== undefined) {
    const { sides } = layout;
    if (wanted === 'opponent') return sided('opponent', sides, (row, side) => textOf(row, sides[side === 1 ? 0 : 1]));
    if (wanted === 'side') return sided('side', sides, (_, side) => layout.headings[sides[side ?? 0]]!);
  }
  const named = inner ?? wanted;
  const column = (inner === undefined ? layout.aliases.get(wanted) : undefined) ?? columnNamed(layout.headings, named);
  if (column === undefined) {
    reportUnknown(named, layout, problems);
    return undefined;
  }
  const isType = wanted === 'type' && layout.kind === 'ucdp-ged' && inner === undefined;
  const read = isType
    ? (row: DataRow) => VIOLENCE_TYPES[textOf(row, column)] ?? textOf(row, column)
    : (row: DataRow) => textOf(row, column);
  return { name: inner === undefined ? name.trim() : wanted, needsActor: false, columns: [column], read };
}

function sided(name: string, columns: readonly number[], read: Key['read']): Key {
  return { name, needsActor: true, columns, read };
}

function reportUnknown(name: string, layout: EventLayout, problems: Problems): void {
  const special = layout.sides === undefined ? [] : ['opponent', 'side'];
  const known = [...layout.aliases.keys(), ...special, ...layout.headings];
  const near = nearestName(name, known);
  const help = near === undefined ? `It can be one of: ${known.slice(0, 40).join(', ')}.` : `Did you mean \`${near}\`?`;
  problems.add('data/unknown-column', { name, title: layout.title }, undefined, { help });
}

/** Spellings that differ only in spaces, or in how accents are stored, are one. */
export function textOf(row: DataRow, column: number): string {
  const text = row.text(column).trim();
  if (text === '') return UNKNOWN;
  // Most texts are plain, and normalising is slow.
  return /^[\x21-\x7e]*$/.test(text) ? text : text.replace(/\s+/g, ' ').normalize('NFC');
}

export function compareKeys(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((key, i) => key !== b[i]);
  return at < 0 ? 0 : a[at]! < b[at]! ? -1 : 1;
}

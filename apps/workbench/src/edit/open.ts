/** Leads into the editor from elsewhere in the page. Small: it is no part of what is fetched later. */
import { signal } from '@preact/signals';
import { declaredName } from '../numbers.ts';

export const isEditing = signal(false);

/** What the editor shows next. Lines and columns from 0. */
export type Wanted =
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'place'; readonly file: string; readonly line: number; readonly column: number }
  /** The first line on which a key stands. */
  | { readonly kind: 'entry'; readonly file: string; readonly key: string };

export const wanted = signal<Wanted | undefined>(undefined);

/** The form for a parameter or variable; `fighters[local]` leads to the form of `fighters`. */
export function openValue(name: string): void {
  wanted.value = { kind: 'value', name: declaredName(name) };
  isEditing.value = true;
}

export function openEntry(file: string, key: string): void {
  wanted.value = { kind: 'entry', file, key };
  isEditing.value = true;
}

export function openPlace(file: string, line: number, column = 0): void {
  wanted.value = { kind: 'place', file, line, column };
  isEditing.value = true;
}

/** Leads to the marking of statements from elsewhere in the page. Small: it is no part of what is fetched later. */
import { signal } from '@preact/signals';
import { openDialog } from '../open-dialog.ts';

/** The statement that is shown; undefined: the first that nobody has dealt with. */
export const shownStatement = signal<string | undefined>(undefined);

export function openMarking(id?: string): void {
  shownStatement.value = id;
  openDialog('mark');
}

/** Which dialog is over the page: one at a time. */
import { signal } from '@preact/signals';

export type DialogName = 'about' | 'compare' | 'find' | 'help' | 'mark' | 'notes' | 'plots' | 'share' | 'variants';

export const shownDialog = signal<DialogName | undefined>(undefined);

export function openDialog(name: DialogName): void {
  shownDialog.value = name;
}

export function closeDialog(): void {
  shownDialog.value = undefined;
}

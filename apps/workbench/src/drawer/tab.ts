/** Which view of the drawer is shown: known before the drawer is fetched, so that others may lead to one. */
import { signal } from '@preact/signals';
import { isDrawerOpen } from '../session.ts';

export const TABS = ['causes', 'loops', 'diagram', 'map', 'sensitivity', 'evidence', 'equations', 'members'] as const;
export type Tab = (typeof TABS)[number];
export const tab = signal<Tab>('causes');

/** Where the drawer goes next; canonical. */
export const wantedVariable = signal<string | undefined>(undefined);

export function openDrawer(wanted: Tab): void {
  tab.value = wanted;
  isDrawerOpen.value = true;
}

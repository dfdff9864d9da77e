/** Which view of the drawer is shown: known before the drawer is fetched, so that others may lead to one. */
import { signal } from '@preact/signals';
import { isPlain, isSingle } from '../known.ts';

export const isDrawerOpen = signal(false);

const TABS = ['causes', 'loops', 'diagram', 'map', 'sensitivity', 'evidence', 'equations', 'members'] as const;
/** Of a model that nobody argues with there is no evidence, and of one run nothing that decides between members. */
export function shownTabs(): readonly Tab[] {
  const absent: readonly Tab[] = [
    ...(isPlain.value ? (['evidence'] as const) : []),
    ...(isSingle.value ? (['sensitivity', 'members'] as const) : []),
  ];
  return TABS.filter((name) => !absent.includes(name));
}
export type Tab = (typeof TABS)[number];
export const tab = signal<Tab>('causes');

/** Where the drawer goes next; canonical. */
export const wantedVariable = signal<string | undefined>(undefined);

export function openDrawer(wanted: Tab): void {
  tab.value = wanted;
  isDrawerOpen.value = true;
}

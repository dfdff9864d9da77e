/** Keys of the page, for whoever does not write in a field just now. */
import { leaveSelected } from '../argument/visit-claim.ts';
import { chartStyle, isGuessing } from '../chosen.ts';
import type { DIALOGS } from '../dialog-strings.ts';
import { isDrawerOpen } from '../drawer/tab.ts';
import { chooseModel } from '../drop/drop.ts';
import { isEditing } from '../edit/open.ts';
import { study } from '../known.ts';
import { openMarking } from '../marking/open.ts';
import { openNotesOnSelected } from '../notes/open.ts';
import { openDialog } from '../open-dialog.ts';
import { reset } from '../session.ts';
import { turnTheme } from './theme.ts';

export type ActionName = keyof typeof DIALOGS.actions;

/** What can be done with the page, by key where it has one, or found by name. */
export const ACTIONS: readonly { readonly key?: string; readonly name: ActionName; readonly act: () => void }[] = [
  { key: '/', name: 'find', act: () => openDialog('find') },
  { key: 'w', name: 'why', act: () => (isDrawerOpen.value = !isDrawerOpen.value) },
  { key: 'e', name: 'edit', act: () => (isEditing.value = !isEditing.value) },
  { key: 'p', name: 'plots', act: () => openDialog('plots') },
  { key: 'm', name: 'mark', act: () => openMarking() },
  { key: 'n', name: 'note', act: openNotesOnSelected },
  { key: 'c', name: 'compare', act: () => openDialog('compare') },
  { key: 'v', name: 'variants', act: () => openDialog('variants') },
  { key: 'a', name: 'about', act: () => openDialog('about') },
  { key: 's', name: 'share', act: () => openDialog('share') },
  { key: 'o', name: 'model', act: chooseModel },
  { key: 'g', name: 'guess', act: () => (isGuessing.value = !isGuessing.value) },
  { key: 'b', name: 'lines', act: turnChartStyle },
  { key: 't', name: 'theme', act: turnTheme },
  { key: '0', name: 'reset', act: reset },
  { key: 'Escape', name: 'none', act: stepBack },
  { key: '?', name: 'help', act: () => openDialog('help') },
];

/** Out of the drawer or the editor where one is in it; else out of the claim, or whatever is selected. */
function stepBack(): void {
  const place = document.activeElement;
  if (place?.closest('.drawer') && isDrawerOpen.value) isDrawerOpen.value = false;
  else if (place?.closest('.edit')) isEditing.value = false;
  else leaveSelected();
}

export function turnChartStyle(): void {
  chartStyle.value = chartStyle.value === 'lines' ? 'bands' : 'lines';
}

const WRITING =
  'input:not([type=range], [type=checkbox], [type=radio]), textarea, select, [contenteditable=true], [contenteditable=""]';

export function listenToKeys(): void {
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.altKey) return;
    const isCommand = event.ctrlKey || event.metaKey;
    // Not by where the focus is: a click on a dialog's text takes it to the page, and Escape must still close the dialog.
    if (document.querySelector('dialog[open]')) return;
    // As elsewhere, and also from a field that is being written in.
    if (isCommand && event.key.toLowerCase() === 'k' && study.value) {
      event.preventDefault();
      openDialog('find');
    }
    if (isCommand) return;
    const { target } = event;
    // Tabs and diagrams have keys of their own, but none that leads out.
    const own = event.key === 'Escape' ? WRITING : `${WRITING}, [role=tablist], [role=application]`;
    if (target instanceof Element && target.closest(own)) return;
    const found = ACTIONS.find(({ key }) => key === event.key);
    // Before there is a study there is nothing to do.
    if (!found || !study.value) return;
    event.preventDefault();
    found.act();
  });
}

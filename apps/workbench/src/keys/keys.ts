/** Keys of the page, for whoever does not write in a field just now. */
import { chartStyle, isComparing, isDrawerOpen, isHelpOpen, reset, selected } from '../session.ts';
import { turnTheme } from './theme.ts';

export const KEYS: readonly {
  readonly key: string;
  readonly name: 'lines' | 'why' | 'compare' | 'theme' | 'reset' | 'none' | 'help';
  readonly act: () => void;
}[] = [
  { key: 'b', name: 'lines', act: turnChartStyle },
  { key: 'w', name: 'why', act: () => (isDrawerOpen.value = !isDrawerOpen.value) },
  { key: 'c', name: 'compare', act: () => (isComparing.value = !isComparing.value) },
  { key: 't', name: 'theme', act: turnTheme },
  { key: '0', name: 'reset', act: reset },
  { key: 'Escape', name: 'none', act: () => (selected.value = undefined) },
  { key: '?', name: 'help', act: () => (isHelpOpen.value = !isHelpOpen.value) },
];

export function turnChartStyle(): void {
  chartStyle.value = chartStyle.value === 'lines' ? 'bands' : 'lines';
}

const WRITING = 'input:not([type=range]), textarea, select, [contenteditable=true], [contenteditable=""]';

export function listenToKeys(): void {
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    // Not by where the focus is: a click on a dialog's text takes it to the page, and Escape must still close the dialog.
    if (document.querySelector('dialog[open]')) return;
    const { target } = event;
    if (target instanceof Element && target.closest(`${WRITING}, [role=tablist], [role=application]`)) return;
    const found = KEYS.find(({ key }) => key === event.key);
    if (!found) return;
    event.preventDefault();
    found.act();
  });
}

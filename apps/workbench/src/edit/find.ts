/** Finding and replacing in a file, fetched when it is first asked for. */
import { StateEffect } from '@codemirror/state';
import { type EditorView, keymap } from '@codemirror/view';
import { tell } from '../known.ts';

export const findKeymap = keymap.of([{ key: 'Mod-f', preventDefault: true, run: find }]);

function find(view: EditorView): boolean {
  import('@codemirror/search').then(({ openSearchPanel, search, searchKeymap, searchPanelOpen }) => {
    if (!searchPanelOpen(view.state))
      view.dispatch({ effects: StateEffect.appendConfig.of([search(), keymap.of(searchKeymap)]) });
    openSearchPanel(view);
  }, tell);
  return true;
}

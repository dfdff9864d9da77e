/** The text of the file that is shown. Each file keeps its cursor and its undo while another one is shown. */
import { setDiagnostics } from '@codemirror/lint';
import type { EditorState, Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { effect } from '@preact/signals';
import type { LanguageMessage } from 'fissure/workbench';
import { useEffect, useRef } from 'preact/hooks';
import { language, problems } from './check.ts';
import { lineEndOf, lintOf, positionOf, replaceDocument, stateFor } from './code-setup.ts';
import { wanted } from './open.ts';
import { isReadOnly } from './read-only.ts';
import { active, activeText, open, showText } from './texts.ts';

const states = new Map<string, EditorState>();
/** What could only be read may be changed once its study was made of it, or the page may write. */
let areReadOnly = false;

export default function CodeView() {
  const known = language.value;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!known) return;
    if (areReadOnly !== isReadOnly.peek()) states.clear();
    areReadOnly = isReadOnly.peek();
    const view = new EditorView({ parent: place.current! });
    let shown: string | undefined;
    const stopText = effect(() => {
      shown = follow(view, shown, known);
    });
    const stopProblems = effect(() => {
      const found = problems.value;
      if (active.value !== undefined)
        view.dispatch(setDiagnostics(view.state, lintOf(found, active.value, view.state.doc)));
    });
    const stopWanted = effect(() => {
      const place = wanted.value;
      if (place === undefined || place.kind === 'value') return;
      if (active.value !== place.file) void showText(place.file);
      else if (open.value.has(place.file)) {
        wanted.value = undefined;
        if (place.kind === 'place') moveTo(view, place.line, place.column);
        else moveTo(view, lineOfKey(view.state.doc, place.key), 0);
      }
    });
    return () => {
      for (const stop of [stopText, stopProblems, stopWanted]) stop();
      if (shown !== undefined) states.set(shown, view.state);
      view.destroy();
    };
  }, [known]);
  // Shown by `follow`, at once: what is hidden cannot be given the focus.
  return <div class="edit-code" ref={place} hidden />;
}

/** Another file, or another text from elsewhere: from disk, or from the form of a value. */
function follow(view: EditorView, shown: string | undefined, language: LanguageMessage): string | undefined {
  const wantedText = activeText.value;
  view.dom.parentElement!.hidden = !wantedText;
  if (!wantedText) return undefined;
  const { path, text } = wantedText;
  if (path !== shown) {
    if (shown !== undefined && open.peek().has(shown)) states.set(shown, view.state);
    view.setState(states.get(path) ?? stateFor(path, text, language));
    view.dispatch(setDiagnostics(view.state, lintOf(problems.peek(), path, view.state.doc)));
  }
  // With other line ends it is another document.
  if (view.state.lineBreak !== lineEndOf(text)) view.setState(stateFor(path, text, language));
  if (view.state.sliceDoc() !== text) view.dispatch(replaceDocument(view.state, text));
  return path;
}

/** From 0; the first line where there is none with this key. */
function lineOfKey(doc: Text, key: string): number {
  for (let line = 1; line <= doc.lines; line += 1)
    if (/^\s*([^\s:]+)\s*:/.exec(doc.line(line).text)?.[1]?.replace(/^['"]|['"]$/g, '') === key) return line - 1;
  return 0;
}

function moveTo(view: EditorView, line: number, column: number): void {
  const anchor = positionOf(view.state.doc, { line, character: column });
  view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
  view.focus();
}

/** What the text of a file is edited with. */
import { autocompletion, completionKeymap } from '@codemirror/autocomplete';
import { history, historyKeymap, indentLess, indentMore, standardKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import {
  bracketMatching,
  type IndentContext,
  indentService,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language';
import { type Diagnostic, lintGutter, nextDiagnostic, previousDiagnostic } from '@codemirror/lint';
import { EditorState, type Extension, type Text } from '@codemirror/state';
import { EditorView, highlightActiveLine, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import type { LanguageMessage, LspDiagnostic } from 'fissure/workbench';
import { names } from './check.ts';
import { colourEquations, tellNames } from './colour-equations.ts';
import { completionsAt } from './complete.ts';
import { findKeymap } from './find.ts';
import { isReadOnly } from './read-only.ts';
import { STRINGS } from './strings.ts';
import { changeText, saveText } from './texts.ts';

export function stateFor(file: string, text: string, language: LanguageMessage): EditorState {
  return EditorState.create({ doc: text, extensions: extensionsFor(file, text, language) });
}

function extensionsFor(file: string, text: string, language: LanguageMessage): Extension {
  const isYaml = file.endsWith('.yaml');
  const context = { file, language, names: () => names.peek() };
  return [
    // Line ends stay as they are. Where both kinds occur, the rarer sign is a character like any other.
    EditorState.lineSeparator.of(lineEndOf(text)),
    EditorState.tabSize.of(2),
    EditorState.readOnly.of(isReadOnly.peek()),
    indentUnit.of('  '),
    lineNumbers(),
    highlightSpecialChars(),
    history(),
    highlightActiveLine(),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({
      'aria-label': STRINGS.text(file),
      'aria-describedby': 'edit-leave',
      tabindex: '0',
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) changeText(file, update.state.sliceDoc());
    }),
    lintGutter(),
    findKeymap,
    keymap.of([
      { key: 'Mod-s', preventDefault: true, run: () => save(file) },
      { key: 'F8', run: nextDiagnostic },
      { key: 'Shift-F8', run: previousDiagnostic },
      { key: 'Tab', run: indentBySpaces, shift: indentLess },
      ...completionKeymap,
      ...historyKeymap,
      ...standardKeymap,
    ]),
    isYaml
      ? [
          yaml(),
          indentService.of(deeperAfterKey),
          syntaxHighlighting(classHighlighter),
          bracketMatching(),
          colourEquations(context),
          tellNames(context),
          autocompletion({
            override: [(at) => completionsAt(at, { file, language, names: names.peek() })],
            icons: false,
          }),
        ]
      : [],
  ];
}

function save(file: string): boolean {
  void saveText(file);
  return true;
}

/** A key, and of its value at most the sign of a longer text. */
const KEY_ALONE = /^(\s*(?:- +)*)(?:[\p{L}\p{Nd}_$.-]+|'[^']*'|"[^"]*"):\s*(?:[>|][+-]?)?\s*$/u;

/** What belongs to a key stands further in; elsewhere as YAML has it. */
function deeperAfterKey(context: IndentContext, position: number): number | undefined {
  const key = KEY_ALONE.exec(context.lineAt(position, -1).text);
  return key ? key[1]!.length + 2 : undefined;
}

/** YAML knows no tabs. */
function indentBySpaces(view: EditorView): boolean {
  if (!view.state.selection.main.empty) return indentMore(view);
  if (view.state.readOnly) return false;
  view.dispatch(view.state.replaceSelection('  '), { scrollIntoView: true, userEvent: 'input' });
  return true;
}

/** What the text is split into lines by. */
export function lineEndOf(text: string): string {
  return text.includes('\r\n') && !/[^\r]\n|^\n/.test(text) ? '\r\n' : '\n';
}

/** The text as the editor would hold it, put in with as small a change as there is: cursor and undo stay of use. */
export function replaceDocument(state: EditorState, text: string) {
  const before = state.doc.toString();
  const after = state.toText(text).toString();
  let from = 0;
  const least = Math.min(before.length, after.length);
  while (from < least && before[from] === after[from]) from += 1;
  let back = 0;
  while (back < least - from && before[before.length - 1 - back] === after[after.length - 1 - back]) back += 1;
  return {
    changes: { from, to: before.length - back, insert: state.toText(after.slice(from, after.length - back)) },
  };
}

export function lintOf(problems: readonly LspDiagnostic[], file: string, doc: Text): Diagnostic[] {
  return problems
    .filter(({ uri }) => uri === file)
    .map((problem) => {
      const from = positionOf(doc, problem.range.start);
      const to = Math.max(from, positionOf(doc, problem.range.end));
      const severity = ({ 1: 'error', 2: 'warning', 3: 'info' } as const)[problem.severity];
      return { from, to, severity, message: problem.message, renderMessage: () => messageOf(problem) };
    });
}

export function positionOf(doc: Text, { line, character }: LspDiagnostic['range']['start']): number {
  const found = doc.line(Math.min(doc.lines, line + 1));
  return Math.min(found.to, found.from + character);
}

/** As the terminal words it. Whatever a study says in it is text. */
function messageOf({ severity, code, message, data }: LspDiagnostic): HTMLElement {
  const lines = [`${STRINGS.severities[severity]}[${code}]: ${message}`, ...data.notes];
  if (data.help !== undefined) lines.push(STRINGS.help(data.help));
  const dom = document.createElement('div');
  for (const line of lines) {
    const row = document.createElement('div');
    row.textContent = line;
    dom.append(row);
  }
  return dom;
}

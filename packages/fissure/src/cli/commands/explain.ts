/** `fissure explain`: the page of a message, or the thread of one thing through a study. */
import { nearestName } from '../../base/nearest-name.ts';
import { explainMessage, nearestMessageCode } from '../../diagnostics/explain.ts';
import { MESSAGES, type MessageCode } from '../../diagnostics/messages.generated.ts';
import { notesOn } from '../../study/notes.ts';
import type { Note } from '../../study/study.ts';
import { usageError } from '../command-error.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { causesForCommand, withCauses } from '../explain/causes.ts';
import { findThread, threadNames } from '../explain/find-thread.ts';
import { section, type Thread } from '../explain/thread.ts';
import type { StudyOptions } from '../options.ts';
import { hasStudy, readForCommand } from '../simulate/open-for-command.ts';
import { processTerminal, type Terminal } from '../terminal.ts';
import { leftOutData, leftOutText } from '../text/left-out.ts';
import { noteLines } from '../text/note-lines.ts';
import { wrapText } from '../text/text-table.ts';
import { showNotices, writeAnswer } from '../write-diagnostics.ts';

export interface ExplainOptions extends StudyOptions {
  readonly study?: string;
}

export async function explainCommand(name: string, options: ExplainOptions): Promise<ExitCode> {
  const terminal = processTerminal(options);
  const page = explainMessage(name);
  if (page !== undefined) {
    const data = { kind: 'message', name, ...MESSAGES[name as MessageCode] };
    if (options.json) writeAnswer(terminal, 'explain', [], new Map(), data);
    else terminal.out(page);
    return EXIT.ok;
  }
  const folder = options.study ?? '.';
  const known: string[] = [];
  if (options.study !== undefined || hasStudy(folder)) {
    const opened = readForCommand(folder, options);
    const thread = findThread(opened.study, name);
    if (thread !== undefined) {
      const causes =
        isVariable(thread) && !opened.problems.hasErrors ? causesForCommand(folder, thread.name, options) : undefined;
      const notes = notesOn(opened.study.notes, thread.name);
      if (options.json) {
        const data = { ...thread, causes, notes: notes.map(noteData), ...leftOutData(opened.study) };
        writeAnswer(terminal, 'explain', opened.notices, opened.texts, data);
      } else {
        showNotices(opened, options);
        const whole = withNotes(causes === undefined ? thread : withCauses(thread, causes, terminal.width), notes);
        terminal.out([threadText(whole, terminal), ...leftOutText(opened.study)].join('\n'));
      }
      return EXIT.ok;
    }
    known.push(...threadNames(opened.study));
  }
  const near = nearestName(name, known) ?? nearestMessageCode(name);
  throw usageError('command/nothing-to-explain', { name }, near === undefined ? {} : { help: `Did you mean ${near}?` });
}

function withNotes(thread: Thread, notes: readonly Note[]): Thread {
  if (notes.length === 0) return thread;
  const lines = notes.flatMap((note) => noteLines(note, thread.name));
  return { ...thread, sections: [...thread.sections, section('Notes', ...lines)] };
}

function noteData({ about, ...note }: Note) {
  return { ...note, about: about.map((name) => name.text) };
}

function isVariable({ kind }: Thread): boolean {
  return kind === 'stock' || kind === 'flow' || kind === 'auxiliary';
}

function threadText(thread: Thread, terminal: Terminal): string {
  const { bold, dim } = terminal.paint;
  const lines = [`${bold(thread.name)} ${dim(thread.kind)}`];
  if (thread.title !== '') lines.push(...wrapText(thread.title, terminal.width - 2).map((line) => `  ${line}`));
  for (const { label, lines: content, drawn } of thread.sections) {
    lines.push('', ...wrapText(label, terminal.width).map(dim));
    if (drawn) lines.push(...content.map((line) => `  ${line.trimEnd()}`));
    for (const line of drawn ? [] : content) {
      const indent = `  ${/^ */.exec(line)![0]}`;
      wrapText(line, terminal.width - indent.length - 2).forEach((part, i) => {
        lines.push(`${indent}${i > 0 ? '  ' : ''}${part}`);
      });
    }
  }
  return lines.join('\n');
}

/** `fissure explain`: the page of a message, or the thread of one thing through a study. */
import { nearestName } from '../../base/nearest-name.ts';
import { explainMessage, nearestMessageCode } from '../../diagnostics/explain.ts';
import { MESSAGES, type MessageCode } from '../../diagnostics/messages.generated.ts';
import { usageError } from '../command-error.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { causesForCommand, withCauses } from '../explain/causes.ts';
import { findThread, threadNames } from '../explain/find-thread.ts';
import type { Thread } from '../explain/thread.ts';
import type { StudyOptions } from '../options.ts';
import { hasStudy, readForCommand } from '../simulate/open-for-command.ts';
import { processTerminal, type Terminal } from '../terminal.ts';
import { leftOutData, leftOutText } from '../text/left-out.ts';
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
      if (options.json)
        writeAnswer(terminal, 'explain', opened.notices, opened.texts, {
          ...thread,
          causes,
          ...leftOutData(opened.study),
        });
      else {
        showNotices(opened, options);
        const whole = causes === undefined ? thread : withCauses(thread, causes, terminal.width);
        terminal.out([threadText(whole, terminal), ...leftOutText(opened.study)].join('\n'));
      }
      return EXIT.ok;
    }
    known.push(...threadNames(opened.study));
  }
  const near = nearestName(name, known) ?? nearestMessageCode(name);
  throw usageError('command/nothing-to-explain', { name }, near === undefined ? {} : { help: `Did you mean ${near}?` });
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

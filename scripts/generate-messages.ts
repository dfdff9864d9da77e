/**
 * Makes `packages/fissure/src/diagnostics/messages.generated.ts` from `packages/fissure/messages/*.md`.
 *
 * A message page is a Markdown heading `## phase/code`, a quoted line `> error: text with {holes}` (or `warning`,
 * `note`), an optional quoted line `> help: sentence`, and the explanation that `fissure explain` prints.
 * Run with `npm run generate`; a tidy test fails when the generated file is not current.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../packages/fissure/', import.meta.url));
const target = `${root}src/diagnostics/messages.generated.ts`;

export function generateMessages(): string {
  const entries: string[] = [];
  const seen = new Set<string>();
  for (const file of readdirSync(`${root}messages`).sort()) {
    if (!file.endsWith('.md')) continue;
    const pages = readFileSync(`${root}messages/${file}`, 'utf8').split(/^## /m).slice(1);
    for (const page of pages) entries.push(entry(page, file, seen));
  }
  return [
    '// Made by scripts/generate-messages.ts from messages/*.md. Do not edit.',
    "import type { Severity } from './diagnostic.ts';",
    '',
    'interface Message {',
    '  readonly severity: Severity;',
    '  readonly template: string;',
    '  readonly help: string;',
    '  readonly explanation: string;',
    '}',
    '',
    'const messages = {',
    ...entries,
    '} as const satisfies Record<string, Message>;',
    '',
    'export type MessageCode = keyof typeof messages;',
    '',
    'export const MESSAGES: Readonly<Record<MessageCode, Message>> = messages;',
    '',
  ].join('\n');
}

function entry(page: string, file: string, seen: Set<string>): string {
  const [heading = '', ...lines] = page.split('\n');
  const code = heading.trim();
  if (!/^[a-z]+\/[a-z0-9-]+$/.test(code)) throw new Error(`${file}: "${code}" is not of the form phase/code`);
  if (seen.has(code)) throw new Error(`${file}: ${code} stands twice`);
  seen.add(code);
  const message = lines.map((line) => /^> (error|warning|note): (.+)$/.exec(line)).find((match) => match !== null);
  if (!message) throw new Error(`${file}: ${code} has no "> error: ..." line`);
  const help = lines.map((line) => /^> help: (.+)$/.exec(line)?.[1]).find((text) => text !== undefined) ?? '';
  const explanation = lines
    .filter((line) => !line.startsWith('>'))
    .join('\n')
    .trim();
  if (explanation === '') throw new Error(`${file}: ${code} has no explanation`);
  const fields = { severity: message[1], template: message[2], help, explanation };
  return `  ${JSON.stringify(code)}: ${JSON.stringify(fields)},`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, generateMessages());

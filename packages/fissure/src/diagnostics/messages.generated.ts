// Made by scripts/generate-messages.ts from messages/*.md. Do not edit.
import type { Severity } from './diagnostic.ts';

interface Message {
  readonly severity: Severity;
  readonly template: string;
  readonly help: string;
  readonly explanation: string;
}

const messages = {
  "read/too-many-problems": {"severity":"error","template":"More than {count} problems; the rest are not shown.","help":"Mend the first ones and check again: later problems are often echoes of earlier ones.","explanation":"Fissure stops collecting after this many diagnostics, so that a damaged file does not bury the terminal."},
} as const satisfies Record<string, Message>;

export type MessageCode = keyof typeof messages;

export const MESSAGES: Readonly<Record<MessageCode, Message>> = messages;

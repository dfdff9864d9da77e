import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { MessageCode } from '../diagnostics/messages.generated.ts';
import { diagnose, type ProblemDetails } from '../diagnostics/problems.ts';
import { systemReason } from '../host/system-reason.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';

/** Ends a command with a message for the person who typed it. Not a bug: it has no stack that anyone should see. */
export class CommandError extends Error {
  readonly diagnostics: readonly Diagnostic[];
  readonly exitCode: ExitCode;
  /** For excerpts. */
  readonly texts: ReadonlyMap<string, string>;

  constructor(diagnostics: readonly Diagnostic[], exitCode: ExitCode, texts: ReadonlyMap<string, string> = new Map()) {
    super(diagnostics.map((diagnostic) => diagnostic.message).join('\n'));
    this.diagnostics = diagnostics;
    this.exitCode = exitCode;
    this.texts = texts;
  }
}

/** A mistake in the command line itself. */
export function usageError(
  code: MessageCode,
  values: Readonly<Record<string, string | number>>,
  details: ProblemDetails = {},
): CommandError {
  return new CommandError([diagnose(code, values, undefined, details)], EXIT.usage);
}

/** A file or folder that the system did not let us read or write; anything else is passed on. */
export function environmentError(
  code: 'command/cannot-read' | 'command/cannot-write' | 'command/cannot-make',
  path: string,
  error: unknown,
): unknown {
  const reason = path === '' ? 'the name is empty' : systemReason(error);
  if (reason === undefined) return error;
  return new CommandError([diagnose(code, { path: path || "''", reason })], EXIT.environment);
}

/** Entry of the command line: runs a command and turns whatever happens into a message and an exit code. */
import { createHash } from 'node:crypto';
import { CommanderError } from 'commander';
import { CommandError, environmentError } from './command-error.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { buildProgram } from './program.ts';
import { usageProblem } from './usage.ts';

/** Sets `process.exitCode` instead of exiting, so that a pipe gets all of a large output. */
export async function main(argv: readonly string[]): Promise<void> {
  watchOutput();
  process.exitCode = await runCommandLine(argv);
}

export async function runCommandLine(argv: readonly string[]): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok;
  const program = buildProgram((code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...argv]);
    return exitCode;
  } catch (error) {
    if (error instanceof CommandError) return await showCommandError(error, argv);
    if (error instanceof CommanderError) {
      const problem = usageProblem(error, program, argv);
      if (problem !== undefined) return await showCommandError(problem, argv);
      return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    }
    return showBug(error, argv);
  }
}

async function showCommandError(error: CommandError, argv: readonly string[]): Promise<ExitCode> {
  const { writeDiagnostics } = await import('./write-diagnostics.ts');
  const { processTerminal } = await import('./terminal.ts');
  const color = argv.includes('--no-color') ? false : argv.includes('--color') ? true : undefined;
  writeDiagnostics(processTerminal({ color }), error.diagnostics, error.texts, argv.includes('--json'));
  return error.exitCode;
}

/** No stack unless asked for: it tells the person at the terminal nothing. The id is the same for the same bug. */
function showBug(error: unknown, argv: readonly string[]): ExitCode {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const id = createHash('sha256')
    .update(stack.replace(/\(?\S*[\\/](?=src|dist)/g, ''))
    .digest('hex')
    .slice(0, 8);
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `\nThis is a bug in Fissure, not in your study (${id}): ${message.split('\n')[0]}\n` +
      `  Please report it with the id, the command below and, if you can, the study.\n` +
      `  fissure ${argv.slice(2).join(' ')}\n` +
      `  FISSURE_DEBUG=1 shows where it happened.\n`,
  );
  if ((process.env.FISSURE_DEBUG ?? '') !== '') process.stderr.write(`${stack}\n`);
  return EXIT.bug;
}

/** `fissure check study | head` must not complain that head has gone; a disk that is full is said, once. */
function watchOutput(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? EXIT.ok);
      const problem = environmentError('command/cannot-write', 'The output', error);
      if (stream === process.stderr || !(problem instanceof CommandError)) process.exit(EXIT.environment);
      process.stderr.write(`error: ${problem.message}\n`, () => process.exit(EXIT.environment));
    });
}

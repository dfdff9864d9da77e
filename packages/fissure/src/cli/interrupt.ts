/** Ctrl-C: the first time asks the work to stop where it can keep what it has, the second time ends at once. */
import { EXIT } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

export async function withInterrupt<Result>(
  terminal: Terminal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
    terminal.notice('\nStopping; what is done is kept. Ctrl-C again to end at once.');
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

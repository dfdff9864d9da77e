/** A command called in this process, which is much faster than a process of its own. */
import { vi } from 'vitest';
import { runCommandLine } from '../../src/cli/main.ts';

export async function callCommand(...args: string[]) {
  const written = { stdout: '', stderr: '' };
  const listen = (stream: 'stdout' | 'stderr') =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      written[stream] += String(text);
      return true;
    });
  const spies = [listen('stdout'), listen('stderr')];
  try {
    return { status: await runCommandLine(['node', 'fissure', ...args]), ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

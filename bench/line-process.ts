/**
 * A program that waits for commands and answers each with a line: the C twins (c/harness.h) and the engine of another
 * commit (engine-process.ts). It is measured by itself, in CPU time, while all others wait.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { OUT } from './paths.ts';

export class LineProcess {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly ended: Promise<void>;
  private waiting: { resolve(line: string): void; reject(error: Error): void } | undefined;
  private errors = '';
  private hasEnded = false;

  constructor(command: string, args: readonly string[], cwd?: string) {
    this.child = spawn(command, args, { cwd });
    createInterface({ input: this.child.stdout }).on('line', (line) => this.waiting?.resolve(line));
    this.child.stderr.on('data', (data) => {
      this.errors += data;
    });
    this.child.stdin.on('error', () => {});
    this.ended = new Promise((resolve) => {
      const end = (why: string) => {
        this.hasEnded = true;
        this.waiting?.reject(new Error(`${command} ended (${why})\n${this.errors.slice(0, 2000)}`));
        resolve();
      };
      this.child.on('close', (code, signal) => end(String(code ?? signal)));
      this.child.on('error', (error) => end(error.message));
    });
  }

  /** What the runs keep: by member, kept slot and saved time. */
  async values(): Promise<Float64Array> {
    const file = join(OUT, `values-${this.child.pid}.bin`);
    try {
      await this.ask(`values ${file}`);
      return new Float64Array(new Uint8Array(readFileSync(file)).buffer);
    } finally {
      rmSync(file, { force: true });
    }
  }

  /** CPU milliseconds a member, over so many runs of all members. */
  async time(repetitions: number): Promise<number> {
    return Number(await this.ask(`time ${repetitions}`));
  }

  async end(): Promise<void> {
    this.waiting = undefined;
    this.child.stdin.end();
    await this.ended;
  }

  private ask(command: string): Promise<string> {
    if (this.hasEnded) throw new Error(`the program has ended\n${this.errors.slice(0, 2000)}`);
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.child.stdin.write(`${command}\n`);
    });
  }
}

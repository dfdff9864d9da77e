/**
 * The WebAssembly engine of the checkout that this file lies in, as a program that answers commands as c/harness.h does.
 * `against.ts` copies it into the checkout of another commit, so it may import nothing but the engine.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { deserialize } from 'node:v8';
import type { RunRequest } from '../packages/fissure/src/engine/run.ts';
import { compileWebAssembly } from '../packages/fissure/src/engine/webassembly/compile-webassembly.ts';
import type { Plan } from '../packages/fissure/src/model/plan.ts';

export interface EngineJob {
  readonly plan: Plan;
  readonly requests: readonly RunRequest[];
}

const { plan, requests } = deserialize(readFileSync(process.argv[2]!)) as EngineJob;
const program = compileWebAssembly(plan, {}, { kept: requests[0]!.keep });

for await (const line of createInterface({ input: process.stdin })) {
  const [command, argument] = [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)];
  if (command === 'values') {
    const saved = program.simulateBatch(requests).map((run) => Buffer.from(run.saved.buffer));
    writeFileSync(argument, Buffer.concat(saved));
    console.log(0);
  } else {
    const repetitions = Number(argument);
    const begin = process.cpuUsage();
    for (let i = 0; i < repetitions; i++) program.simulateBatch(requests);
    const { user, system } = process.cpuUsage(begin);
    console.log((user + system) / 1000 / repetitions / requests.length);
  }
}

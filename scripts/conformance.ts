/**
 * `npm run conformance [part of a path]`: the models of the SDX suite against their reference results. Exits 1 when a
 * model misses that no one has explained, when an explained one passes, and when there is nothing to run.
 */
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import {
  EXPLAINED_MISSES,
  modelsUnder,
  type Outcome,
  testModel,
} from '../packages/fissure/test/exchange/conformance.ts';

const root = resolve(import.meta.dirname, '../../shared/conformance/sdx');
const part = process.argv[2] ?? '';

const models = existsSync(root) ? modelsUnder(root).filter((path) => path.includes(part)) : [];
if (models.length === 0) fail(`There are no such models at ${root}.`);
else {
  for (const engine of ['interpreter', 'webassembly'] as const) {
    const outcomes = models.map((path) => testModel(path, engine));
    printTable(engine, outcomes);
    for (const { path, miss } of outcomes) {
      const name = relative(root, path);
      if ((miss !== undefined) !== Object.hasOwn(EXPLAINED_MISSES, name))
        fail(`  ${name} ${miss === undefined ? 'passes, and is listed as a miss' : 'misses without an explanation'}`);
    }
  }
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

function printTable(engine: string, outcomes: readonly Outcome[]): void {
  console.log(`\n${engine}`);
  const formats = [...new Set(outcomes.map(({ format }) => format))];
  for (const feature of [...new Set(outcomes.map((one) => one.feature))]) {
    const cells = formats.map((format) => {
      const own = outcomes.filter((one) => one.feature === feature && one.format === format);
      return own.length === 0 ? '-' : `${own.filter(({ miss }) => miss === undefined).length}/${own.length}`;
    });
    console.log(`  ${feature.padEnd(50)}${cells.map((cell) => cell.padStart(7)).join('')}`);
  }
  for (const format of formats) {
    const own = outcomes.filter((one) => one.format === format);
    console.log(`  ${format}: ${own.filter(({ miss }) => miss === undefined).length} of ${own.length} pass`);
  }
  for (const { path, miss } of outcomes)
    if (miss !== undefined) console.log(`  miss ${relative(root, path)}: ${miss.slice(0, 260)}`);
}

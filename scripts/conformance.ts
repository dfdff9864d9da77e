/** `npm run conformance [folder] [part of a path]`: the models of the SDX suite against their reference results. */
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { modelsUnder, type Outcome, testModel } from '../packages/fissure/test/exchange/conformance.ts';

const root = resolve(import.meta.dirname, '../../shared/conformance/sdx');
const part = process.argv[2] ?? '';

if (!existsSync(root)) console.log(`There are no models at ${root}.`);
else {
  const models = modelsUnder(root).filter((path) => path.includes(part));
  for (const engine of ['interpreter', 'webassembly'] as const) {
    const outcomes = models.map((path) => testModel(path, engine));
    printTable(engine, outcomes);
  }
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

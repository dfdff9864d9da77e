/**
 * `npm run fuzz-readers [mutants] [seed]`: mutants of every model of the SDX suite (none where it is absent), and of small
 * data files of every kind.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { modelsUnder } from '../packages/fissure/test/exchange/conformance.ts';
import { mutateBytes, readMutantFile, SEEDS } from '../packages/fissure/test/exchange/data/fuzz.ts';
import { chance, mutate, readMutant } from '../packages/fissure/test/exchange/fuzz.ts';

const root = resolve(import.meta.dirname, '../../shared/conformance/sdx');
const [count, seed] = [Number(process.argv[2] ?? 1_000_000), Number(process.argv[3] ?? 1)];
const models = existsSync(root)
  ? modelsUnder(root).map((path) => [basename(path), readFileSync(path, 'utf8')] as const)
  : [];
const next = chance(seed);
let slowest = 0;
let failures = 0;
for (let i = 0; i < count; i += 1) {
  const isModel = models.length > 0 && i % 2 === 0;
  const [file, read] = isModel ? modelMutant() : dataMutant(i);
  try {
    const time = await read();
    if (time > 1000) console.log(`slow, ${Math.round(time)} ms: mutant ${i} of ${file}`);
    slowest = Math.max(slowest, time);
  } catch (error) {
    failures += 1;
    if (failures <= 20)
      console.log(
        `mutant ${i} of ${file}: ${error instanceof Error ? error.stack?.split('\n').slice(0, 3).join(' ') : error}`,
      );
  }
}
console.log(
  `${count} mutants, ${failures} crashes, slowest ${Math.round(slowest)} ms, ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
);

type Mutant = readonly [string, () => number | Promise<number>];

function modelMutant(): Mutant {
  const [file, text] = models[next(models.length)]!;
  const mutant = mutate(text, next);
  return [file, () => readMutant(file, mutant)];
}

function dataMutant(question: number): Mutant {
  const [file, bytes] = SEEDS[next(SEEDS.length)]!;
  const mutant = mutateBytes(bytes, next);
  return [file, () => readMutantFile(file, mutant, question)];
}

/**
 * `npm run fuzz-readers [mutants] [seed]`: mutants of every model of the SDX suite (none where it is absent), by characters and
 * by grammar, and of small data files of every kind. Fails where one crashes, takes more than a second, or the process comes to hold more than
 * 512 MB: half of that is the loader of TypeScript, and the heap is bounded (in `package.json`), so that what is held is
 * what is needed, not what nobody collected yet.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { modelsUnder } from '../packages/fissure/test/exchange/conformance.ts';
import { mutateBytes, readMutantFile, SEEDS } from '../packages/fissure/test/exchange/data/fuzz.ts';
import { chance, mutate, readMutant } from '../packages/fissure/test/exchange/fuzz.ts';

const MOST_MS = 1000;
const MOST_MB = 512;

const root = resolve(import.meta.dirname, '../../shared/conformance/sdx');
const count = wholeNumber('mutants', process.argv[2], 1_000_000);
const seed = wholeNumber('seed', process.argv[3], 1);
const models = existsSync(root)
  ? modelsUnder(root).map((path) => [basename(path), readFileSync(path, 'utf8')] as const)
  : [];
const next = chance(seed);
let slowest = 0;
let slow = 0;
let failures = 0;
for (let i = 0; i < count; i += 1) {
  const isModel = models.length > 0 && i % 2 === 0;
  const [file, read] = isModel ? modelMutant() : dataMutant(i);
  try {
    let time = await read();
    // Whatever hangs hangs again; neighbours, and garbage of the mutants before, do not.
    if (time > MOST_MS) time = Math.min(time, await read());
    if (time > MOST_MS) {
      slow += 1;
      console.log(`slow, ${Math.round(time)} ms: mutant ${i} of ${file}`);
    }
    slowest = Math.max(slowest, time);
  } catch (error) {
    failures += 1;
    if (failures <= 20)
      console.log(
        `mutant ${i} of ${file}: ${error instanceof Error ? error.stack?.split('\n').slice(0, 3).join(' ') : error}`,
      );
  }
  if ((i + 1) % 50_000 === 0) console.log(`${i + 1} mutants, ${failures} crashes, ${slow} slow`);
}
const peak = process.resourceUsage().maxRSS / 1024;
console.log(
  `${count} mutants, ${failures} crashes, ${slow} slow, slowest ${Math.round(slowest)} ms, at most ${Math.round(peak)} MB`,
);
if (failures > 0 || slow > 0 || peak > MOST_MB) process.exitCode = 1;

function wholeNumber(what: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (/^\d{1,12}$/.test(text)) return Number(text);
  console.error(`fuzz-readers [mutants] [seed]: ${what} must be a whole number, not ${text}`);
  process.exit(2);
}

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

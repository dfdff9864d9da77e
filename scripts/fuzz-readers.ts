/** `npm run fuzz-readers [mutants] [seed]`: mutants of every model of the SDX suite, or none where it is absent. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { modelsUnder } from '../packages/fissure/test/exchange/conformance.ts';
import { chance, mutate, readMutant } from '../packages/fissure/test/exchange/fuzz.ts';

const root = resolve(import.meta.dirname, '../../shared/conformance/sdx');
const [count, seed] = [Number(process.argv[2] ?? 1_000_000), Number(process.argv[3] ?? 1)];
const models = existsSync(root)
  ? modelsUnder(root).map((path) => [basename(path), readFileSync(path, 'utf8')] as const)
  : [];
const next = chance(seed);
let slowest = 0;
let failures = 0;
for (let i = 0; i < count && models.length > 0; i += 1) {
  const [file, text] = models[next(models.length)]!;
  const mutant = mutate(text, next);
  try {
    const time = readMutant(file, mutant);
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

// Bars for reading large models, in time of the processor: what else runs on the machine does not count.
import { expect, it } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { compilePlan } from '../../src/engine/compile-javascript.ts';
import { importModel } from '../../src/exchange/import-model.ts';
import { checkModel } from '../../src/model/check-model.ts';
import { lowerToPlan } from '../../src/model/lower-to-plan.ts';
import { generateModel } from './generate-model.ts';

function readingTime(text: string, beside: ReadonlyMap<string, Uint8Array> = new Map()): number {
  const start = process.cpuUsage();
  const problems = new Problems();
  const model = checkModel(importModel('m.mdl', text, beside, problems)!.study, problems);
  expect(problems.hasErrors).toBe(false);
  compilePlan(lowerToPlan(model, []));
  return process.cpuUsage(start).user / 1000;
}

it('a model like World3 is read, checked and compiled within 300 ms', { timeout: 60_000 }, () => {
  const text = generateModel(330);
  expect(Math.min(...[1, 2, 3].map(() => readingTime(text)))).toBeLessThan(300);
});

it('1 MB of a Vensim file within 3 s', { timeout: 60_000 }, () => {
  const text = generateModel(4400);
  expect(text.length).toBeGreaterThan(1_000_000);
  expect(readingTime(text)).toBeLessThan(3000);
});

it('an array of 8000 elements with an equation each within 3 s: it took 12, the square of its length', {
  timeout: 60_000,
}, () => {
  const elements = Array.from({ length: 8000 }, (_, i) => `x[e${i + 1}] = TIME * ${i} ~~|`);
  const text = `{UTF-8}
d: (e1-e8000) ~~|
${elements.join('\n')}
INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|`;
  expect(readingTime(text)).toBeLessThan(3000);
});

it('matrices and data that stand in a CSV within 3 s: it was read again for each of their numbers, for minutes', {
  timeout: 60_000,
}, () => {
  const size = 60;
  const names = Array.from({ length: size }, (_, i) => `e${i + 1}`);
  const numbers = Array.from({ length: 500 }, (_, row) => [row, ...names.map((_, i) => row + i)].join(','));
  const bytes = (text: string) => new TextEncoder().encode(text);
  const beside = new Map([
    ['matrix.csv', bytes(numbers.join('\n'))],
    ['data.csv', bytes(`Time,${names.map((name) => `sold[${name}]`).join(',')}\n${numbers.join('\n')}`)],
  ]);
  const text = `{UTF-8}
d: (e1-e${size}) ~~|
e: (f1-f${size}) ~~|
m[d, e] = GET DIRECT CONSTANTS('matrix.csv', ',', 'B1') ~~|
sold[d] ~~|
x[d] = SUM(m[d, e!]) + sold[d] ~~|
INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|`;
  expect(readingTime(text, beside)).toBeLessThan(3000);
});

it('an end that moves away while the model runs is refused within half a second: it took two', () => {
  const text = `{UTF-8}
x = 1 ~~|
INITIAL TIME = 0 ~~| FINAL TIME = IF THEN ELSE(Time < 5, 10, 2147483648) ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|`;
  const problems = new Problems();
  const start = process.cpuUsage();
  expect(importModel('m.mdl', text, new Map(), problems)).toBeUndefined();
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(500);
  expect(problems.list.map(({ message }) => message).join()).toContain('more than 50000 steps of a clock that changes');
});

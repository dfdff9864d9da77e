// What is called unused of an imported model: a slip of its author, and nothing that the import itself read.
import { expect, it } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { importModel } from '../../src/exchange/import-model.ts';
import { checkModel } from '../../src/model/check-model.ts';

const CLOCK = ' INITIAL TIME = 0 ~~| FINAL TIME = 4 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|';
const DATA = new Map([['m.dat', new TextEncoder().encode('sold\n0\t1\n4\t9\n')]]);

function unused(text: string): readonly string[] {
  const problems = new Problems();
  const imported = importModel('m.mdl', text + CLOCK, DATA, problems);
  checkModel(imported!.study, problems);
  expect(problems.hasErrors).toBe(false);
  return problems.list.filter(({ code }) => code === 'check/unused').map(({ message }) => message);
}

it.each([
  'RANDOM LOOKUP(f, -9, 9, 0, 1, 0)',
  'LOOKUP SLOPE(f, Time, 0)',
  'LOOKUP AREA(f, 0, Time)',
  'LOOKUP INVERT(f, 2)',
  'LOOKUP EXTRAPOLATE(f, Time)',
  'LOOKUP FORWARD(f, Time)',
  'DELAY CONVEYOR(Time, 2, 0, flat, 10, 2)',
])('a lookup of which only %s is made', (call) => {
  const name = call.includes('flat') ? 'flat((0,1),(1,1))' : 'f((0,1),(2,5))';
  expect(unused(`x = ${call} ~~| ${name} ~~|`)).toStrictEqual([]);
});

it('of a lookup by element, each element', () => {
  expect(
    unused('d: A, B ~~| f[A]((0,1),(2,5)) ~~| f[B]((0,1),(2,7)) ~~| x = LOOKUP AREA(f[A], 0, 1) + f[B](1) ~~|'),
  ).toStrictEqual([]);
});

it('one that nothing reads is told, beside one that is read in two ways', () => {
  expect(unused('f((0,1),(2,5)) ~~| g((0,1),(2,5)) ~~| x = f(1) + LOOKUP SLOPE(f, 1, 0) ~~|')).toStrictEqual([
    'The lookup g is never used.',
  ]);
});

it('data that are there to be compared with what is computed, and those that a function asks', () => {
  expect(unused('sold ~~| x = 2 ~~|')).toStrictEqual([]);
  expect(unused('sold ~~| x = GET DATA BETWEEN TIMES(sold, 2, 0) ~~|')).toStrictEqual([]);
});

/** Mutated model files: each must give a study or diagnostics, never a crash, and within a second. */
import { Problems } from '../../src/diagnostics/problems.ts';
import { importModel } from '../../src/exchange/import-model.ts';
import { checkModel } from '../../src/model/check-model.ts';
import { stopwatch } from '../time-spent.ts';
import { mutateGrammar } from './fuzz-grammar.ts';

const PIECES = [
  '(',
  ')',
  '[',
  ']',
  '|',
  '~',
  ',',
  ':',
  '"',
  "'",
  '=',
  '<',
  '>',
  '&',
  '!',
  '*',
  '-',
  '^',
  ':EXCEPT:',
  '->',
  'constructor',
  '__proto__',
  '1e308',
  '<eqn>',
  '</eqn>',
  ':MACRO:',
  'INTEG(',
  'SUM(',
];

/** Numerical Recipes' generator: enough for choosing mutations. */
export function chance(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Half of them by its characters, half by its grammar. */
export function mutate(text: string, next: (below: number) => number): string {
  return next(2) === 0 ? mutateCharacters(text, next) : mutateGrammar(text, next);
}

function mutateCharacters(text: string, next: (below: number) => number): string {
  let result = text;
  for (let count = 1 + next(4); count > 0; count -= 1) {
    const at = next(result.length + 1);
    const length = next(30);
    const piece = PIECES[next(PIECES.length)]!;
    const elsewhere = next(result.length + 1);
    const kinds = [
      () => result.slice(0, at) + piece + result.slice(at),
      () => result.slice(0, at) + result.slice(at + length),
      () => result.slice(0, at) + String.fromCharCode(next(256)) + result.slice(at + 1),
      () => result.slice(0, at) + result.slice(elsewhere, elsewhere + length) + result.slice(at),
      () => result.slice(0, at),
    ];
    result = kinds[next(20) === 0 ? 4 : next(4)]!();
  }
  return result;
}

/**
 * Milliseconds that reading and checking took; whatever is thrown is a bug. The shorter of two clocks: other programs add to
 * the one on the wall, threads that collect garbage beside the one that reads to that of the processor.
 */
export function readMutant(file: string, text: string): number {
  const spent = stopwatch();
  const problems = new Problems();
  const imported = importModel(file, text, new Map(), problems);
  if (imported === undefined && !problems.hasErrors) throw new Error('neither a model nor a reason why there is none');
  if (imported !== undefined && !problems.hasErrors) checkModel(imported.study, problems);
  return spent();
}

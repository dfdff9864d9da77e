/** Texts of guessing before results are shown: fetched with it. */
import { localised } from '../locale.ts';
import { amount, count } from '../numbers.ts';
import type { JudgedGuess } from './guessing.ts';

const CATALOGUE = {
  yourGuess: 'your guess',
  guessTitle: (title: string) => `${title}: your guess`,
  guessNote: 'Draw how it goes on, from the left to the right. Then see what the runs say.',
  byNumbers: 'Or moment by moment',
  reveal: 'Show the result',
  revealOf: (title: string) => `Show the result: ${title}`,
  goOn: 'Go on',
  goOnFrom: (title: string) => `Go on: ${title}`,
  judged: ({ inside, moments, guessed, middle }: JudgedGuess) =>
    `Your line lies where 9 of 10 runs do at ${count(inside)} of ${count(moments)} moments. At the end you expected ${amount(guessed)}; the middle run comes to ${amount(middle)}.`,
} as const;

export const GUESS = localised(CATALOGUE);

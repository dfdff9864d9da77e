/** Texts of varying constants: fetched with it. */
import { localised } from '../locale.ts';
import { amount, count, quantity } from '../numbers.ts';

const CATALOGUE = {
  note: 'A ticked constant is drawn anew for each run, evenly between its ends. Charts show where the runs lie; “What decides it” in Why? tells which constants matter.',
  runs: 'Runs',
  spread: 'Ends of the next tick, in percent either way',
  find: 'Find a constant',
  constant: (label: string, value: number, unit: string) => `${label}: ${quantity(value, unit)}`,
  low: (label: string) => `${label}: lower end`,
  high: (label: string) => `${label}: upper end`,
  to: 'to',
  wrongEnds: (low: number, high: number) =>
    `The lower end must be below the upper one: it stays ${amount(low)} to ${amount(high)}.`,
  varyAll: (number: number) => `Vary all ${count(number)}`,
  varyNone: 'Vary none',
  more: (number: number) => `${count(number)} more: find them by a word`,
  terminal: 'The same in the terminal',
} as const;

export const VARY = localised(CATALOGUE);

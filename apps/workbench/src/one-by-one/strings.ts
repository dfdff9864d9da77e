/** Texts of what fills column by column: fetched with it. */
import { localised } from '../locale.ts';
import { count } from '../numbers.ts';

const CATALOGUE = {
  waiting: 'It begins once the study as it stands has been simulated.',
  progress: (done: number, all: number) => `${count(done)} of ${count(all)} columns are there`,
  left: (text: string) => `about ${text} left`,
  stop: 'Stop',
  goOn: 'Go on',
  stopped: (done: number, all: number) => `Stopped. ${count(done)} of ${count(all)} columns are there, and stay.`,
  complete: (all: number) => `All ${count(all)} columns are there.`,
} as const;

export const COLUMNS = localised(CATALOGUE);

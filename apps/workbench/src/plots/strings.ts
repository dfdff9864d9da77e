/** Texts of choosing what to plot: fetched with it. */
import { localised } from '../locale.ts';
import { count } from '../numbers.ts';

const CATALOGUE = {
  title: 'Choose what to plot',
  note: 'Each tick is a chart. Variables of one unit can share one.',
  find: 'Find a variable',
  kinds: { stock: 'Stocks', flow: 'Flows', auxiliary: 'Auxiliaries', input: 'Data' },
  inModule: (kind: string, module: string) => `${kind} of ${module}`,
  own: 'Shown as the study has them',
  ownOfFile: 'Shown at first: the graphs of the file, or without any its stocks',
  found: (number: number, all: number) =>
    number === all ? `${count(all)} variables` : `${count(number)} of ${count(all)} variables`,
  more: (number: number) => `Show ${count(number)} more`,
  elements: (number: number) => `${count(number)} elements`,
  total: 'total',
  together: (label: string) => `${label}: in one chart with`,
  ofItsOwn: 'a chart of its own',
  oneChart: 'All elements in one chart',
} as const;

export const PLOTS = localised(CATALOGUE);

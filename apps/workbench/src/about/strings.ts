/** Texts of what the study says of itself: fetched with it. */
import { localised } from '../locale.ts';
import { count } from '../numbers.ts';

const CATALOGUE = {
  title: 'About this study',
  titleOfModel: 'About this model',
  argument: 'The argument',
  use: 'What it is for',
  limits: 'What it leaves out',
  rests: 'What it rests on',
  restsOn: (evidence: number, sources: number) =>
    `${count(evidence)} ${evidence === 1 ? 'finding' : 'findings'} from ${count(sources)} ${sources === 1 ? 'source' : 'sources'}.`,
  toEvidence: 'Evidence and sources',
  cite: 'How to cite it',
  citation: 'Citation',
  members: (number: number, seed: number) => `${count(number)} members, seed ${seed}`,
  oneRun: 'one run',
  nothing: 'Its files say nothing of what it is for.',
} as const;

export const ABOUT = localised(CATALOGUE);

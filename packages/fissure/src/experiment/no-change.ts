/** An intervention that changes nothing: what is meant is put in its place. */
import type { Intervention } from '../study/study.ts';

export const NO_CHANGE: Omit<Intervention, 'place'> = {
  from: undefined,
  set: [],
  scale: [],
  off: [],
  on: [],
  structure: [],
  freeze: [],
};

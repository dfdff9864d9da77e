import type { ReadyStudy } from 'fissure/workbench';
import { study } from '../known.ts';

type Experiment = ReadyStudy['experiment'];

/** The outcomes that a claim measures. */
export function outputsOf(claim: Experiment['claims'][number]): Experiment['outputs'] {
  const measured = new Set(claim.reducers.flatMap(({ rows }) => rows));
  return study.value!.experiment.outputs.filter(({ row }) => measured.has(row));
}

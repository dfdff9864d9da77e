/** The run at central values with every slot at every step, from which loops and causes are read. */
import { type Influence, influenceAlong } from '../analysis/loops/influence.ts';
import { everyStep, recordedRun, slotsToRecord } from '../analysis/loops/recorded-run.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { centralSegments, simulateCentral } from './simulate-central.ts';

export function centralInfluence(experiment: Experiment): Influence {
  const plan = everyStep(experiment.plan);
  const run = simulateCentral(experiment, { plan, keep: slotsToRecord(plan) });
  return influenceAlong(recordedRun(plan, centralSegments(experiment, plan), run));
}

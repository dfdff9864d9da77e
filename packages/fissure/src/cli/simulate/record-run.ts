/** The run at central values with every slot at every step, from which loops, causes and maps are read. */
import { type Influence, influenceAlong } from '../../analysis/loops/influence.ts';
import { everyStep, type RecordedRun, recordedRun, slotsToRecord } from '../../analysis/loops/recorded-run.ts';
import { centralSegments } from '../../experiment/central-segments.ts';
import type { Experiment } from '../../experiment/experiment.ts';
import { simulateCentral } from './simulate-central.ts';

export function recordCentral(experiment: Experiment): RecordedRun {
  const plan = everyStep(experiment.plan);
  const run = simulateCentral(experiment, { plan, seen: slotsToRecord(plan) });
  return recordedRun(plan, centralSegments(experiment, plan), run, experiment.keep);
}

export function centralInfluence(experiment: Experiment): Influence {
  return influenceAlong(recordCentral(experiment));
}

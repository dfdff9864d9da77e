/** The run at central values, with every slot at every step: what causes, loops and maps are read from. */
import { everyStep, type RecordedRun, recordedRun, slotsToRecord } from '../../analysis/loops/recorded-run.ts';
import { interpretPlan } from '../../engine/interpreter.ts';
import { centralSegments } from '../../experiment/central-segments.ts';
import type { Experiment } from '../../experiment/experiment.ts';

/** By the interpreter: a page may not make functions from text, and one run is not worth a module. */
export function recordCentral(experiment: Experiment): RecordedRun {
  const plan = everyStep(experiment.plan);
  const segments = centralSegments(experiment, plan);
  const run = interpretPlan(plan).simulate({
    segments,
    stream: [experiment.seed, 0],
    keep: experiment.keep,
    seen: slotsToRecord(plan),
  });
  return recordedRun(plan, segments, run, experiment.keep);
}

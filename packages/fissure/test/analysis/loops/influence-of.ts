/** The loops of a small study, with the values of its variables at both ends of each sampled step. */
import { describeLoops } from '../../../src/analysis/loops/describe-loops.ts';
import { influenceAlong } from '../../../src/analysis/loops/influence.ts';
import { loopsThatMatter } from '../../../src/analysis/loops/loops-that-matter.ts';
import { everyStep, recordedRun, slotsToRecord } from '../../../src/analysis/loops/recorded-run.ts';
import { interpretPlan } from '../../../src/engine/interpreter.ts';
import { planOf, type StudyText, slotNamed } from '../../model/make-study.ts';

export function loopsOf(text: StudyText) {
  const plan = everyStep(planOf(text));
  const keep = slotsToRecord(plan);
  const segments = [{ fromStep: 0, parameters: Float64Array.from(plan.parameters, ({ value }) => value) }];
  const run = interpretPlan(plan).simulate({ segments, stream: [1, 1], keep: [], seen: keep });
  const influence = influenceAlong(recordedRun(plan, segments, run, []));
  const analysis = loopsThatMatter(influence);
  const stepsSaved = plan.time.stepCount + 1;
  /** Of a slot, at every step. */
  const series = (id: string) => {
    const row = keep.indexOf(slotNamed(plan, id));
    return Array.from(run.saved.subarray(row * stepsSaved, (row + 1) * stepsSaved));
  };
  return { influence, analysis, described: describeLoops(influence, analysis, { most: 1000 }), series };
}

/** `stop` steps of `dt` of 1/16. */
export function clock(stop: number) {
  return { start: 0, stop, dt: 1 / 16, stepCount: stop * 16, saveEvery: 16 };
}

/** Of long runs only some steps are sampled. */
export function stepAt(time: number): number {
  return Math.round(time * 16);
}

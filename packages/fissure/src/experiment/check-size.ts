/**
 * Refuses experiments that would need more memory than there is, with the number, before anything is simulated. (The
 * number of steps and of scalar variables was limited before: study/too-many-steps, check/too-large.)
 */
import type { Problems } from '../diagnostics/problems.ts';
import type { Plan } from '../model/plan.ts';
import type { Experiment } from './experiment.ts';

const MEGABYTE = 1_000_000;
/** Of one run, and several of them are held at a time. */
const KEPT_MEGABYTES_MOST = 256;
/** Of a whole ensemble. */
const ENSEMBLE_MEGABYTES_MOST = 1000;
/** What assessing holds for each member beside its numbers; measured on 1,000,000 members of a small study. */
const MEMBER_BYTES = 2000;
const NUMBER_BYTES = 8;

export type ExperimentSize = Pick<
  Experiment,
  'keep' | 'outputs' | 'memberCount' | 'measureCount' | 'pointCount' | 'arms'
>;

/** True if it fits; otherwise `problems` says what does not. */
export function checkSize(plan: Plan, size: ExperimentSize, problems: Problems): boolean {
  const before = problems.errorCount;
  const { stepCount, saveEvery } = plan.time;
  const times = Math.floor(stepCount / saveEvery) + 1;
  checkKept(times, size.keep.length, problems);
  checkEnsemble(times, size, problems);
  return problems.errorCount === before;
}

function checkKept(times: number, kept: number, problems: Problems): void {
  const values = times * kept;
  const megabytes = megabytesOf(values);
  if (megabytes <= KEPT_MEGABYTES_MOST) return;
  problems.add('run/too-much-kept', { values, megabytes, kept, times, limit: KEPT_MEGABYTES_MOST });
}

function checkEnsemble(times: number, size: ExperimentSize, problems: Problems): void {
  const perMember = size.outputs.length * times + size.measureCount + size.pointCount + size.arms.length;
  const megabytes = megabytesOf((perMember + MEMBER_BYTES / NUMBER_BYTES) * size.memberCount);
  if (megabytes <= ENSEMBLE_MEGABYTES_MOST) return;
  problems.add('run/ensemble-too-large', { members: size.memberCount, megabytes, limit: ENSEMBLE_MEGABYTES_MOST });
}

function megabytesOf(values: number): number {
  return Math.ceil((values * NUMBER_BYTES) / MEGABYTE);
}

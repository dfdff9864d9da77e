/**
 * Refuses experiments that would need more memory than there is, with the number, before anything is simulated. (The
 * number of steps and of scalar variables was limited before: study/too-many-steps, check/too-large.)
 */
import type { Problems } from '../diagnostics/problems.ts';
import type { Plan } from '../model/plan.ts';
import { bandsBytes, bandsKindOf } from './bands-kind.ts';
import type { Experiment } from './experiment.ts';

const MEGABYTE = 1_000_000;
/** While one member is simulated. Every worker simulates several side by side, and holds them more than once. */
const KEPT_MEGABYTES_MOST = 64;
/** Of a whole ensemble. */
const ENSEMBLE_MEGABYTES_MOST = 1000;
/** What assessing holds for each member beside its numbers; measured on 1,000,000 members of a small study. */
const MEMBER_BYTES = 2000;
/** What screening holds for each candidate beside its points; measured on 1,000,000 candidates. */
const CANDIDATE_BYTES = 200;
const NUMBER_BYTES = 8;

export type ExperimentSize = Pick<
  Experiment,
  | 'keep'
  | 'outputs'
  | 'memberCount'
  | 'candidateCount'
  | 'measureCount'
  | 'pointCount'
  | 'arms'
  | 'schedule'
  | 'selection'
>;

/** True if it fits; otherwise `problems` says what does not. */
export function checkSize(plan: Plan, size: ExperimentSize, problems: Problems): boolean {
  const before = problems.errorCount;
  const snapshots = size.schedule.filter(({ snapshotAt }) => snapshotAt !== undefined).length;
  checkKept(plan, size.keep.length, 1 + snapshots, problems);
  checkEnsemble(plan, size, problems);
  checkCandidates(size, problems);
  return problems.errorCount === before;
}

/** What runs of one member keep, where `runs` of them are held at a time. True if it fits. */
export function checkKept({ time }: Plan, kept: number, runs: number, problems: Problems): boolean {
  const times = Math.floor(time.stepCount / time.saveEvery) + 1;
  const values = times * kept * runs;
  const megabytes = megabytesOf(values * NUMBER_BYTES);
  if (megabytes <= KEPT_MEGABYTES_MOST) return true;
  problems.add('run/too-much-kept', { values, megabytes, kept, times, runs, limit: KEPT_MEGABYTES_MOST });
  return false;
}

function checkEnsemble(plan: Plan, size: ExperimentSize, problems: Problems): void {
  const bands = bandsBytes({ ...size, plan })[bandsKindOf({ ...size, plan })];
  const perMember = NUMBER_BYTES * (size.measureCount + size.pointCount + size.arms.length) + MEMBER_BYTES;
  const megabytes = megabytesOf(perMember * size.memberCount + bands);
  if (megabytes <= ENSEMBLE_MEGABYTES_MOST) return;
  problems.add('run/ensemble-too-large', { members: size.memberCount, megabytes, limit: ENSEMBLE_MEGABYTES_MOST });
}

function checkCandidates({ candidateCount, memberCount, pointCount }: ExperimentSize, problems: Problems): void {
  if (candidateCount <= memberCount) return;
  const megabytes = megabytesOf((NUMBER_BYTES * pointCount + CANDIDATE_BYTES) * candidateCount);
  if (megabytes <= ENSEMBLE_MEGABYTES_MOST) return;
  problems.add('run/too-many-candidates', { candidates: candidateCount, megabytes, limit: ENSEMBLE_MEGABYTES_MOST });
}

function megabytesOf(bytes: number): number {
  return Math.ceil(bytes / MEGABYTE);
}

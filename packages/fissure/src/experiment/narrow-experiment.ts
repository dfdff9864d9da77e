/** An experiment cut down to what one question asks, so that nothing else is simulated. Its members stay who they are. */
import { type Experiment, measuresPerMember, type PlannedClaim } from './experiment.ts';
import { scheduleRuns } from './schedule.ts';

const NO_HISTORY = { history: [], windows: [], pointCount: 0 };

/** One claim, with no arm that it does not use. */
export function ofClaim(experiment: Experiment, claim: PlannedClaim): Experiment {
  const used = [...new Set(claim.arms.map(({ arm }) => arm))].toSorted((a, b) => a - b);
  const arms = used.map((arm) => experiment.arms[arm]!);
  const own = { ...claim, offset: 0, arms: claim.arms.map((one) => ({ ...one, arm: used.indexOf(one.arm) })) };
  const measureCount = measuresPerMember(own);
  return { ...experiment, ...NO_HISTORY, arms, schedule: scheduleRuns(arms), claims: [own], outputs: [], measureCount };
}

/** All claims, and the record that weighs members: no outputs. */
export function ofClaims(experiment: Experiment): Experiment {
  return { ...experiment, outputs: [], ledger: [], windows: [] };
}

/** Some outputs of the base arm. */
export function ofOutputs(experiment: Experiment, wanted: ReadonlySet<string>): Experiment {
  const arms = experiment.arms.slice(0, 1);
  const outputs = experiment.outputs.filter(({ id }) => wanted.has(id));
  return { ...experiment, ...NO_HISTORY, arms, schedule: scheduleRuns(arms), claims: [], outputs, measureCount: 0 };
}

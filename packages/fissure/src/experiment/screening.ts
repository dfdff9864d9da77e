/** The short experiment that tells how well candidates agree with the record: the base arm, up to the last fitted point. */
import { type Experiment, type PlannedSeries, savedStepAfter } from './experiment.ts';

/** Undefined where nothing is fitted, or no more candidates are asked for than members. Member numbers are the same. */
export function screeningOf(experiment: Experiment): Experiment | undefined {
  if (experiment.candidateCount <= experiment.memberCount) return undefined;
  const short = upToLastFitted(experiment);
  return short && { ...short, memberCount: experiment.candidateCount };
}

/** The base arm up to the last fitted point, which is all that is kept; undefined where nothing is fitted. */
export function upToLastFitted(experiment: Experiment): Experiment | undefined {
  const history = fittedHistory(experiment.history);
  if (history.length === 0) return undefined;
  const { time } = experiment.plan;
  const last = Math.max(...history.flatMap(({ points }) => points.map(({ reducer }) => reducer.to)));
  const stepCount = savedStepAfter(time, last);
  return {
    ...experiment,
    plan: { ...experiment.plan, time: { ...time, stepCount } },
    points: undefined,
    arms: [{ ...experiment.arms[0]!, until: stepCount }],
    schedule: [{ arm: 0, from: undefined, snapshotAt: undefined, until: stepCount }],
    claims: [],
    outputs: [],
    history,
    measureCount: 0,
    pointCount: history.reduce((sum, { points }) => sum + points.length, 0),
  };
}

function fittedHistory(history: readonly PlannedSeries[]): readonly PlannedSeries[] {
  let offset = 0;
  return history.flatMap((series) => {
    const points = series.points.filter((point) => point.fitted);
    if (points.length === 0) return [];
    const fitted = { ...series, points, offset };
    offset += points.length;
    return [fitted];
  });
}

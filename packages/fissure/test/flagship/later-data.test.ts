/** Nothing published after the record was closed shapes the ensemble: other later data, the same weights and verdicts. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { assessExperiment } from '../../src/analysis/results.ts';
import { lastDayOf, parseDate } from '../../src/base/calendar.ts';
import { Problems } from '../../src/diagnostics/problems.ts';
import { compileBatch } from '../../src/engine/compile-batch.ts';
import { logLikelihoodsOf } from '../../src/experiment/likelihood.ts';
import { planExperiment } from '../../src/experiment/plan-experiment.ts';
import { screeningOf } from '../../src/experiment/screening.ts';
import { selectMembers } from '../../src/experiment/selection.ts';
import { makeMemberSimulator } from '../../src/experiment/simulate-members.ts';
import { openStudy } from '../../src/host/open-study.ts';
import type { Study } from '../../src/study/study.ts';

const folder = fileURLToPath(new URL('../../../../studies/islamic-state/', import.meta.url));
const { study, model } = openStudy(folder);
const closed = lastDayOf(parseDate(study!.history.knownBy)!);

function assess(own: Study) {
  const options = { claims: ['C1', 'C12'], memberCount: 40, candidateCount: 600 };
  const asked = planExperiment(own, model!, new Problems(), options)!;
  const screening = screeningOf(asked)!;
  const candidates = makeMemberSimulator(screening, compileBatch(screening.plan))(0, screening.memberCount);
  const selection = selectMembers(logLikelihoodsOf(screening, candidates), asked.memberCount)!;
  const experiment = { ...asked, selection };
  const ensemble = makeMemberSimulator(experiment, compileBatch(experiment.plan))(0, 40);
  return { selection, assessment: assessExperiment(experiment, ensemble) };
}

/** The same study with every value changed that was published after the record was closed. */
function withOtherLaterData(): { readonly changed: Study; readonly count: number } {
  let count = 0;
  const series = study!.history.series.map((one) => ({
    ...one,
    points: one.points.map((point) => {
      const published = parseDate(point.published);
      if (published !== undefined && lastDayOf(published) <= closed) return point;
      count += 1;
      return { ...point, value: 3 * point.value, low: undefined, high: undefined };
    }),
  }));
  return { changed: { ...study!, history: { ...study!.history, series } }, count };
}

describe('later data', () => {
  it('change no candidate, no weight and no verdict, and do change the scores', () => {
    const { changed, count } = withOtherLaterData();
    expect(count).toBeGreaterThan(40);
    const [before, after] = [assess(study!), assess(changed)];
    expect(after.selection).toEqual(before.selection);
    expect(after.assessment.weights).toEqual(before.assessment.weights);
    expect(after.assessment.verdicts).toEqual(before.assessment.verdicts);
    expect(after.assessment.bands).toEqual(before.assessment.bands);
    expect(after.assessment.scores).not.toEqual(before.assessment.scores);
  });
});

/**
 * Scenarios side by side: one comparison with an arm for every scenario, which measures every output's mean and the course of
 * the first; and the study's own claims with a scenario beneath all their arms. Members are the same in all of it.
 */
import type { ClaimArm, ClaimDeclaration, ScenarioDeclaration, Study } from '../study/study.ts';
import { comparisonClaim, meanOf } from './comparison-claim.ts';

/** Of the course of the first output: enough for a drawing of a hand's width. */
const COURSE_INTERVALS = 24;

/** Undefined where the study has no scenario or no output. The outputs' means come first, then the course. */
export function scenarioClaim(study: Study): ClaimDeclaration | undefined {
  const [main] = study.settings.outputs;
  const place = study.scenarios[0]?.name;
  if (main === undefined || place === undefined) return undefined;
  const means = study.settings.outputs.map(({ id, show }) => ({ name: id.text, equation: meanOf(study, show.text) }));
  const course = courseTimes(study).map((time, i) => ({
    name: `${main.id.text} ${i}`,
    equation: `at(${main.show.text}, ${time})`,
  }));
  return comparisonClaim(
    { name: 'scenarios', arms: study.scenarios.map(armOf), measures: [...means, ...course] },
    { file: place.file, start: 0, end: 0 },
  );
}

/** Evenly over the run, each at the end of a step. */
export function courseTimes({ settings: { time } }: Study): readonly number[] {
  const intervals = Math.min(COURSE_INTERVALS, time.stepCount);
  return Array.from(
    { length: intervals + 1 },
    (_, i) => time.start + Math.round((i * time.stepCount) / intervals) * time.dt,
  );
}

/** A claim as it would be judged if the scenario had come about. */
export function underScenario(claim: ClaimDeclaration, scenario: ScenarioDeclaration): ClaimDeclaration {
  const text = `${claim.name.text} ${scenario.name.text}`;
  return { ...claim, name: { ...claim.name, text }, beneath: armOf(scenario), defence: undefined };
}

function armOf({ name, label }: ScenarioDeclaration): ClaimArm {
  return { name, label, scenario: name, intervention: undefined };
}

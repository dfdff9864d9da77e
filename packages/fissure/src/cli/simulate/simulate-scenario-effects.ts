/** Scenarios of a study side by side, over the same members of its prior: for the report. */
import { type ScenarioEffects, tabulateScenarios } from '../../analysis/scenario-effects.ts';
import { courseTimes, scenarioClaim, underScenario } from '../../experiment/scenario-claim.ts';
import { simulateTrial, type TrialContext } from './simulate-trial.ts';

/** Undefined where the study has no scenario or no output, and where it was interrupted. */
export async function simulateScenarioEffects(context: TrialContext): Promise<ScenarioEffects | undefined> {
  const { study } = context;
  const comparison = scenarioClaim(study);
  if (comparison === undefined) return undefined;
  const { claims, scenarios } = study;
  const beneath = scenarios.flatMap((scenario) => claims.map((claim) => underScenario(claim, scenario)));
  const simulated = await simulateTrial('scenarios', [comparison, ...claims, ...beneath], context);
  if (simulated === undefined) return undefined;
  const { experiment, ensemble, interrupted } = simulated;
  if (interrupted) return undefined;
  const outputs = study.settings.outputs.length;
  return tabulateScenarios(experiment, ensemble, { times: courseTimes(study), outputs });
}

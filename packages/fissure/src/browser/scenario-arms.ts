/** A scenario of the study as what it changes in an experiment: the arms alone, since everything runs on one plan. */
import type { Experiment, PlannedClaim } from '../experiment/experiment.ts';
import type { Change } from './change.ts';
import { ownSwitches } from './switches.ts';

export interface ScenarioArms extends Pick<Experiment, 'arms' | 'schedule'> {
  /** In step with the experiment's claims. */
  readonly claimArms: readonly PlannedClaim['arms'][];
}

export function scenarioArms({ arms, schedule, claims }: Experiment): ScenarioArms {
  return { arms, schedule, claimArms: claims.map((claim) => claim.arms) };
}

/** What a reader switches, a scenario leaves alone: its arms are others then. The name alone where nothing is switched. */
export function scenarioKey({ scenario, levers }: Change): string {
  return scenario === '' ? '' : [encodeURIComponent(scenario), ...ownSwitches(levers)].join('?');
}

export function withScenario(experiment: Experiment, scenario: ScenarioArms | undefined): Experiment {
  if (!scenario) return experiment;
  const { arms, schedule, claimArms } = scenario;
  return {
    ...experiment,
    arms,
    schedule,
    claims: experiment.claims.map((claim, i) => ({ ...claim, arms: claimArms[i]! })),
  };
}

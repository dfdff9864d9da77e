/** Scenarios that a study's history names as rivals, each fitted on its own, and their interaction: for `rivals` and for `docs`. */
import { finite } from '../../analysis/finite.ts';
import { type Assessment, assessExperiment } from '../../analysis/results.ts';
import {
  describeRivalClaims,
  type Interaction,
  interactions,
  logEvidence,
  type RivalResult,
  withoutSeries,
} from '../../analysis/rivals.ts';
import { scoreHistory } from '../../analysis/score-history.ts';
import { weighMembers } from '../../analysis/weights.ts';
import { logLikelihoodsOf } from '../../experiment/likelihood.ts';
import type { MemberPool } from '../../experiment/member-pool.ts';
import type { Study } from '../../study/study.ts';
import type { ExperimentOptions } from '../options.ts';
import type { Terminal } from '../terminal.ts';
import { planFolder } from './plan-for-command.ts';
import { simulateForCommand } from './simulate-for-command.ts';

export interface RivalRun {
  /** The model as it stands comes first. */
  readonly rivals: readonly RivalResult[];
  readonly interactions: readonly Interaction[];
  /** What `fissure test` would say, by scenario (empty: as it stands), of those that were fitted to every series. */
  readonly assessments: ReadonlyMap<string, Assessment>;
}

/** Undefined where it was interrupted. `claims` undefined: all of them. */
export async function simulateRivals(
  folder: string,
  study: Study,
  options: ExperimentOptions,
  claims: readonly string[] | undefined,
  pool: MemberPool,
  terminal: Terminal,
): Promise<RivalRun | undefined> {
  const rivals = [{ scenario: undefined, without: [] }, ...(study.history.rivals ?? [])];
  const silent = new Set(rivals.flatMap(({ without }) => without.map((name) => name.text)));
  const results: RivalResult[] = [];
  const assessments = new Map<string, Assessment>();
  for (const { scenario, without } of rivals) {
    const name = scenario?.text;
    const label = study.scenarios.find((own) => own.name.text === name)?.label || name || 'The model as it stands';
    const own = { scenario: name, label, without: new Set(without.map((series) => series.text)), silent };
    const rival = await fitRival(folder, options, claims, own, pool, terminal);
    if (rival === undefined) return undefined;
    results.push(rival.result);
    if (without.length === 0) assessments.set(name ?? '', rival.assessment);
  }
  return { rivals: results, interactions: interactionOf(study, results), assessments };
}

interface Rival {
  readonly scenario: string | undefined;
  readonly label: string;
  /** Series that it is not fitted to, and those of which any rival says nothing: these are not compared. */
  readonly without: ReadonlySet<string>;
  readonly silent: ReadonlySet<string>;
}

/** Undefined where it was interrupted. */
async function fitRival(
  folder: string,
  options: ExperimentOptions,
  claims: readonly string[] | undefined,
  { scenario, label, without, silent }: Rival,
  pool: MemberPool,
  terminal: Terminal,
): Promise<{ readonly result: RivalResult; readonly assessment: Assessment } | undefined> {
  const planned = planFolder(folder, { ...options, scenario }, { claims });
  const asked = withoutSeries(planned.experiment, without);
  const simulated = await simulateForCommand(asked, pool, terminal, scenario ?? 'as it stands');
  if (simulated.interrupted) return undefined;
  const { experiment, ensemble } = simulated;
  const assessment = assessExperiment(experiment, ensemble);
  const weights = weighMembers(experiment, ensemble);
  const candidates = simulated.screened ?? simulated;
  const result = {
    scenario: scenario ?? '',
    label,
    logEvidence: finite(
      logEvidence(logLikelihoodsOf(withoutSeries(candidates.experiment, silent), candidates.ensemble)),
    ),
    effectiveNumber: assessment.weights.state === 'impossible' ? 0 : assessment.weights.effectiveNumber,
    scores: scoreHistory(withoutSeries(experiment, silent), ensemble, weights),
    claims: describeRivalClaims(experiment, ensemble, weights, assessment),
  };
  return { result, assessment };
}

function interactionOf({ history }: Study, results: readonly RivalResult[]): readonly Interaction[] {
  const { interaction } = history;
  if (!interaction) return [];
  const named = ({ text }: { readonly text: string }) => results.find(({ scenario }) => scenario === text);
  const [first, second, neither] = [interaction.first, interaction.second, interaction.neither].map(named);
  return first && second && neither ? interactions(results[0]!, first, second, neither) : [];
}

/** What `test`, `report` and `start` share: the study simulated, its members weighed and its claims judged. */
import { type Assessment, assessExperiment } from '../../analysis/results.ts';
import { type Weights, weighMembers } from '../../analysis/weights.ts';
import type { Ensemble } from '../../experiment/experiment.ts';
import type { MemberPool } from '../../experiment/member-pool.ts';
import type { Chart } from '../../report/figures/chart.ts';
import { fanCharts } from '../../report/figures/fan-charts.ts';
import { withSources } from '../../report/page/chart-sources.ts';
import { keepResults } from '../../server/kept-results.ts';
import { usageError } from '../command-error.ts';
import { checkTraces } from '../files/member-files.ts';
import { prepareOut } from '../files/results-files.ts';
import type { Expectation, ExperimentOptions } from '../options.ts';
import { processTerminal, type Terminal } from '../terminal.ts';
import { knownName, type PlannedStudy, planFolder, planForCommand } from './plan-for-command.ts';
import { simulateForCommand, withWorkers } from './simulate-for-command.ts';

export interface TestOptions extends ExperimentOptions {
  readonly claim: readonly string[];
  readonly details?: boolean;
  readonly expect: readonly Expectation[];
  readonly strict?: boolean;
  readonly traces?: boolean;
}

export interface TestedStudy extends PlannedStudy {
  readonly assessment: Assessment;
  readonly weights: Weights;
  readonly ensemble: Ensemble;
  readonly charts: readonly Chart[];
  readonly interrupted: boolean;
  readonly terminal: Terminal;
}

export interface Asked {
  /** 'needed': a study without any is refused before anything is simulated. */
  readonly claims?: 'needed' | 'any';
  /** What its import warned of has been said. */
  readonly isChecked?: boolean;
}

export async function testStudy(folder: string, options: TestOptions, asked: Asked = {}): Promise<TestedStudy> {
  return withWorkers(options, (pool) => testWith(pool, folder, options, asked));
}

async function testWith(
  pool: MemberPool,
  folder: string,
  options: TestOptions,
  { claims = 'any', isChecked = false }: Asked,
): Promise<TestedStudy> {
  const terminal = processTerminal(options);
  const wanted = options.claim.length > 0 ? options.claim : undefined;
  const planned = (isChecked ? planFolder : planForCommand)(folder, options, { claims: wanted });
  const { study } = planned;
  for (const { claim } of options.expect) knownName('command/unknown-claim', claim, study.claims);
  if (claims === 'needed' && study.claims.length === 0) throw usageError('command/no-claims', {});
  checkTraces(planned.experiment, options);
  await prepareOut(options.out);
  const simulated = await simulateForCommand(planned.experiment, pool, terminal, 'test');
  await pool.close();
  const { experiment, ensemble, interrupted } = simulated;
  const weights = weighMembers(experiment, ensemble);
  const assessment = assessExperiment(experiment, ensemble, weights);
  if (!interrupted) await keepResults({ experiment, assessment, weights });
  const fans = fanCharts(assessment, { time: study.settings.time, knownBy: study.history.knownBy });
  return {
    ...planned,
    experiment,
    ensemble,
    assessment,
    weights,
    charts: withSources(fans, study),
    interrupted,
    terminal,
  };
}

/** `fissure stress`: what a model must bear before its verdicts are worth anything. Each part is one experiment. */
import { judgeExpectations } from '../../analysis/expectations.ts';
import { assessExperiment } from '../../analysis/results.ts';
import { compareVerdicts } from '../../analysis/step-stability.ts';
import { findSurprises } from '../../analysis/surprises.ts';
import { diagnose, Problems } from '../../diagnostics/problems.ts';
import type { Experiment } from '../../experiment/experiment.ts';
import { mirrorAssumedSigns } from '../../experiment/factors.ts';
import type { MemberPool } from '../../experiment/member-pool.ts';
import { planExperiment } from '../../experiment/plan-experiment.ts';
import { packageVersion } from '../../host/package-version.ts';
import { checkModel } from '../../model/check-model.ts';
import type { ClaimDeclaration, Study, TimeSettings } from '../../study/study.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { jsonFile, prepareOut, writeResults } from '../files/results-files.ts';
import type { ExperimentOptions } from '../options.ts';
import { type PlannedStudy, planForCommand } from '../simulate/plan-for-command.ts';
import { type SimulatedEnsemble, simulateForCommand, withWorkers } from '../simulate/simulate-for-command.ts';
import { simulateKnockouts } from '../simulate/simulate-knockouts.ts';
import type { TrialContext } from '../simulate/simulate-trial.ts';
import { simulateTurns } from '../simulate/simulate-turns.ts';
import { processTerminal, type Terminal } from '../terminal.ts';
import { leftOutData, leftOutText } from '../text/left-out.ts';
import { knockoutCsv, type StressParts, stressFindings, stressText } from '../text/stress-text.ts';
import { writeAnswer } from '../write-diagnostics.ts';

export const STRESS_PARTS = ['expectations', 'knockouts', 'defences', 'steps', 'signs', 'surprises'] as const;
export type StressPart = (typeof STRESS_PARTS)[number];

export interface StressOptions extends ExperimentOptions {
  readonly only: readonly StressPart[];
}

/** Enough for shares within a few of 100; a study's own `members` would cost as much as all its claims, several times. */
const DEFAULT_MEMBERS = 200;

export async function stressCommand(folder: string, options: StressOptions): Promise<ExitCode> {
  const terminal = processTerminal(options);
  const own = { ...options, members: options.members ?? DEFAULT_MEMBERS };
  const planned = planForCommand(folder, own, { claims: undefined });
  await prepareOut(options.out);
  const only = options.only.length > 0 ? options.only : STRESS_PARTS;
  const { parts, interrupted } = await withWorkers(own, async (pool) => {
    const stress = new Stress(planned, own, pool, terminal);
    return { parts: await stress.run(only), interrupted: stress.interrupted };
  });
  const findings = stressFindings(parts);
  const answer = { ...leftOutData(planned.study), findings, ...parts };
  if (options.json)
    writeAnswer(terminal, 'stress', planned.notices, planned.texts, { study: planned.study.settings.title, ...answer });
  else terminal.out([stressText(planned.study, parts, findings, terminal), ...leftOutText(planned.study)].join('\n'));
  if (interrupted) terminal.notice('Stopped: what was cut short is left out.');
  if (options.out !== undefined)
    await writeResults(
      options.out,
      new Map([
        ['stress.json', jsonFile({ fissure: packageVersion(), ...answer })],
        ...(parts.knockouts ? [['knockouts.csv', knockoutCsv(parts.knockouts)] as const] : []),
      ]),
      terminal,
    );
  if (interrupted) return EXIT.interrupted;
  return findings.length > 0 ? EXIT.findings : EXIT.ok;
}

class Stress {
  readonly #planned: PlannedStudy;
  readonly #options: ExperimentOptions & { readonly members: number };
  readonly #pool: MemberPool;
  readonly #terminal: Terminal;
  interrupted = false;

  constructor(
    planned: PlannedStudy,
    options: ExperimentOptions & { readonly members: number },
    pool: MemberPool,
    terminal: Terminal,
  ) {
    this.#planned = planned;
    this.#options = options;
    this.#pool = pool;
    this.#terminal = terminal;
  }

  async run(parts: readonly StressPart[]): Promise<StressParts> {
    // Of members that were never simulated nothing can be said: what Ctrl-C cut short is left out.
    const tried = async <Result>(part: StressPart, work: () => Promise<Result>): Promise<Result | undefined> => {
      if (!parts.includes(part) || this.interrupted) return undefined;
      const result = await work();
      return this.interrupted ? undefined : result;
    };
    return {
      memberCount: this.#options.members,
      expectations: await tried('expectations', () => this.#expectations()),
      knockouts: await tried('knockouts', () => this.#knockouts()),
      defences: await tried('defences', () => this.#defences()),
      steps: await tried('steps', () => this.#steps()),
      signs: await tried('signs', () => this.#signs()),
      surprises: await tried('surprises', () => this.#surprises()),
    };
  }

  async #expectations() {
    const { study } = this.#planned;
    if (study.expectations.length === 0) return undefined;
    const { experiment, ensemble } = await this.#simulate(this.#plan(study, study.expectations), 'expect');
    return judgeExpectations(experiment, ensemble);
  }

  #trial(): TrialContext {
    const { study, model } = this.#planned;
    return { study, model, options: this.#options, pool: this.#pool, terminal: this.#terminal };
  }

  async #knockouts() {
    const run = await simulateKnockouts(this.#trial());
    this.interrupted ||= run?.interrupted === true;
    return run?.knockouts;
  }

  async #defences() {
    const run = await simulateTurns(this.#trial());
    this.interrupted ||= run?.interrupted === true;
    return run?.turns;
  }

  /** The same members all three times: what was screened once is not screened again under other steps. */
  async #steps() {
    const { study, experiment } = this.#planned;
    if (study.claims.length === 0) return undefined;
    const base = await this.#simulate(experiment, 'as it is');
    const { time } = study.settings;
    const variants: readonly (readonly [string, Partial<TimeSettings>])[] = [
      [time.method === 'euler' ? 'RK4' : 'Euler', { method: time.method === 'euler' ? 'rk4' : 'euler' }],
      ['half steps', { dt: time.dt / 2, stepCount: time.stepCount * 2, saveEvery: time.saveEvery * 2 }],
    ];
    const results = [];
    for (const [variant, change] of variants) {
      if (this.interrupted) return undefined;
      const changed = { ...study, settings: { ...study.settings, time: { ...time, ...change } } };
      const own = { ...this.#plan(changed, changed.claims), selection: base.experiment.selection };
      const simulated = await this.#simulate({ ...own, candidateCount: experiment.candidateCount }, variant);
      results.push({ variant, verdicts: assessExperiment(simulated.experiment, simulated.ensemble).verdicts });
    }
    return compareVerdicts(assessExperiment(base.experiment, base.ensemble).verdicts, results);
  }

  /** Unfitted on both sides: the question is what the priors alone say. */
  async #signs() {
    const { study } = this.#planned;
    const base = this.#plan(study, study.claims);
    const factors = mirrorAssumedSigns(study, base.factors);
    if (factors === undefined || study.claims.length === 0) return undefined;
    const asAssumed = await this.#simulate(base, 'signs assumed');
    const either = await this.#simulate({ ...base, factors }, 'either sign');
    const sharesOf = ({ experiment, ensemble }: SimulatedEnsemble) =>
      assessExperiment(experiment, ensemble).verdicts.map(({ claim, prior, effect }) => ({
        claim,
        share: prior.share,
        interval: prior.interval,
        applies: prior.applies,
        effect: effect?.priorQuantiles ?? null,
      }));
    const other = sharesOf(either);
    return {
      mirrored: factors.flatMap((factor) => (factor.kind === 'prior' && factor.mirrored ? [factor.id] : [])),
      claims: sharesOf(asAssumed).map((assumed, i) => ({
        claim: assumed.claim,
        asAssumed: assumed,
        eitherSign: other[i]!,
      })),
    };
  }

  async #surprises() {
    const { experiment, ensemble } = await this.#simulate(this.#plan(this.#planned.study, []), 'surprises');
    return findSurprises(experiment, ensemble);
  }

  /** Members as the prior has them: nothing is screened. */
  #plan(study: Study, judged: readonly ClaimDeclaration[]): Experiment {
    const problems = new Problems();
    const model = checkModel(study, problems);
    const { members, replicates, seed } = this.#options;
    const experiment = planExperiment(study, model, problems, {
      memberCount: members,
      replicateCount: replicates,
      seed,
      candidateCount: 0,
      judged,
    });
    // The study was planned before: only the number of runs can stand in the way now.
    if (experiment === undefined)
      throw new Error(
        problems.list.map(({ message }) => message).join('\n') || diagnose('command/no-claims', {}).message,
      );
    return experiment;
  }

  async #simulate(experiment: Experiment, label: string): Promise<SimulatedEnsemble> {
    const simulated = await simulateForCommand(experiment, this.#pool, this.#terminal, label);
    this.interrupted ||= simulated.interrupted;
    return simulated;
  }
}

/** What `test` and `start` share: simulate, judge, say what came of it, write it down. */
import { join } from 'node:path';
import { influenceAlong } from '../../analysis/loops/influence.ts';
import { type Assessment, assessExperiment } from '../../analysis/results.ts';
import { type Weights, weighMembers } from '../../analysis/weights.ts';
import { canonicalName } from '../../base/names.ts';
import type { Ensemble } from '../../experiment/experiment.ts';
import type { MemberPool } from '../../experiment/member-pool.ts';
import { packageVersion } from '../../host/package-version.ts';
import type { Chart } from '../../report/figures/chart.ts';
import { fanCharts } from '../../report/figures/fan-charts.ts';
import { figureNumbers } from '../../report/figures/figure-numbers.ts';
import { placeMap } from '../../report/figures/place-map.ts';
import { bandsTable } from '../../report/figures/time-table.ts';
import { isBalanceBroken, methodNotes } from '../../report/method-notes.ts';
import { withSources } from '../../report/page/chart-sources.ts';
import { liveStudy, MOST_LIVE_MEMBERS } from '../../report/page/live-study.ts';
import { isFitted, judgedClaims, type ReportInput } from '../../report/page/report-input.ts';
import { causesInput } from '../../report/page/report-loops.ts';
import { reportPage } from '../../report/page/report-page.ts';
import { keepResults } from '../../server/kept-results.ts';
import { usageError } from '../command-error.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { fingerprintsOf } from '../files/fingerprints.ts';
import { ledgerTable } from '../files/ledger-file.ts';
import { liveParts } from '../files/live-parts.ts';
import { checkTraces, type MemberFileOptions, memberFiles } from '../files/member-files.ts';
import { jsonFile, prepareOut, type ResultFiles, writeResults } from '../files/results-files.ts';
import type { Expectation, ExperimentOptions } from '../options.ts';
import { knownName, type PlannedStudy, planFolder, planForCommand } from '../simulate/plan-for-command.ts';
import { recordCentral } from '../simulate/record-run.ts';
import { simulateForCommand, withWorkers } from '../simulate/simulate-for-command.ts';
import type { Trials } from '../simulate/trials.ts';
import { processTerminal, type Terminal } from '../terminal.ts';
import { outcomeTable } from '../text/outcome-text.ts';
import { verdictDetails, verdictFootnotes, verdictTable } from '../text/verdict-table.ts';
import { writeAnswer } from '../write-diagnostics.ts';

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

export function showVerdicts(tested: TestedStudy, options: TestOptions): void {
  const { study, assessment, changes, notices, texts, terminal, interrupted } = tested;
  if (options.json) {
    writeAnswer(terminal, 'test', notices, texts, { study: study.settings.title, changes, interrupted, ...assessment });
    return;
  }
  const claims = judgedClaims({ study, assessment });
  terminal.out(`\n${terminal.paint.bold(study.settings.title)}`);
  if (changes !== '') terminal.out(`With ${changes}`);
  if (assessment.provenance.membersDone === 0) {
    terminal.out('Stopped before a member was finished: there is no verdict.');
    return;
  }
  if (study.claims.length === 0) {
    showOutcomes(tested);
    return;
  }
  terminal.out(`\n${verdictTable(claims, assessment, terminal)}\n`);
  if (options.details)
    for (const claim of claims) terminal.out(`${verdictDetails(claim, isFitted(assessment), terminal)}\n`);
  terminal.out(verdictFootnotes(assessment, terminal));
}

/** What there is to show where nothing is claimed. */
function showOutcomes({ charts, assessment, terminal }: TestedStudy): void {
  if (charts.length > 0) terminal.out(`\n${outcomeTable(charts, terminal)}\n`);
  terminal.out('The study has no claims to test.');
  for (const note of methodNotes(assessment)) terminal.out(note);
}

export function resultFiles(tested: TestedStudy, options: MemberFileOptions = {}): ResultFiles {
  const { study, assessment, experiment, ensemble, weights, terminal } = tested;
  return new Map([
    [
      'verdicts.json',
      jsonFile({ fissure: packageVersion(), study: study.settings.title, changes: tested.changes, ...assessment }),
    ],
    ['bands.csv', bandsTable(assessment, study.settings.time)],
    ...(assessment.ledger
      ? [['ledger.csv', ledgerTable(assessment.ledger, assessment.times, study.settings.time)] as const]
      : []),
    ...memberFiles(experiment, ensemble, weights, study.settings.time, options, terminal),
  ]);
}

export interface ReportOptions {
  readonly command: string;
  readonly out: string;
  readonly engine: string;
  readonly trials: Trials;
}

/** The report as one page, and the same results as files beside it. */
export async function writeReport(
  tested: TestedStudy,
  { command, out, engine, trials }: ReportOptions,
): Promise<string> {
  const input = { ...reportInput(tested, command, engine), ...trials };
  const page = reportPage({ ...input, live: livePartsOf(tested, input) });
  await writeResults(out, new Map([['report.html', page], ...resultFiles(tested)]), tested.terminal);
  return join(out, 'report.html');
}

export function reportInput(tested: TestedStudy, command: string, engine: string): ReportInput {
  const { study, experiment, assessment, charts, texts } = tested;
  const run = recordCentral(experiment);
  const causes = causesInput(study, influenceAlong(run));
  const { map } = study.settings;
  const maps = map?.show.flatMap(({ text }) => placeMap(study, map, run, canonicalName(text)) ?? []) ?? [];
  return {
    ...{ study, assessment, charts, causes, maps, engine },
    rebuild: { command, version: packageVersion() },
    fingerprints: fingerprintsOf(texts, assessment),
  };
}

type LivePartsInput = Pick<ReportInput, 'causes' | 'maps' | 'rebuild' | 'fingerprints'>;

/** Undefined, with a notice that says why, where the page cannot simulate by itself. */
export function livePartsOf(tested: TestedStudy, { causes, maps, rebuild, fingerprints }: LivePartsInput) {
  const { study, experiment, weights, assessment, charts, terminal } = tested;
  const { time } = study.settings;
  const numbers = figureNumbers({ causes, maps, assessment }, time);
  const origin = { title: study.settings.title, hash: fingerprints?.study ?? '', version: rebuild.version };
  const live = liveStudy({ origin, time, experiment, weights, assessment, charts, numbers });
  if (live === undefined) {
    terminal.notice(
      `The report has no levers: a page simulates up to ${MOST_LIVE_MEMBERS} members, all of them finished, and shows an outcome; a lever moves a number that has a prior.`,
    );
    return undefined;
  }
  const parts = liveParts(live);
  if (parts === undefined)
    terminal.notice('The report has no levers: its scripts are not built. Run npm run build, and report again.');
  return parts;
}

/** Findings: an expectation that is not met, a balance that is broken, and with --strict a contradicted claim. */
export function testExit({ assessment, interrupted, terminal }: TestedStudy, options: TestOptions): ExitCode {
  if (interrupted) {
    const { membersDone, membersAsked } = assessment.provenance;
    terminal.notice(`Stopped: kept ${membersDone} of ${membersAsked} members.`);
    return EXIT.interrupted;
  }
  const unmet = options.expect.filter(({ claim, verdict }) =>
    assessment.verdicts.every((own) => own.claim.toLowerCase() !== claim.toLowerCase() || own.word !== verdict),
  );
  for (const { claim, verdict } of unmet) {
    const word = assessment.verdicts.find((own) => own.claim.toLowerCase() === claim.toLowerCase())?.word;
    terminal.error(`Expected ${claim} to be ${verdict}; it is ${word ?? 'not tested'}.`);
  }
  if (isBalanceBroken(assessment)) terminal.error('A balance is broken: something that is conserved is not.');
  const contradicted = options.strict && assessment.verdicts.some(({ word }) => word === 'contradicted');
  return unmet.length > 0 || contradicted || isBalanceBroken(assessment) ? EXIT.findings : EXIT.ok;
}

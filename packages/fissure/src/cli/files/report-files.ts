/** A tested study as files: the report, what it is made from, and the results beside it. */
import { join } from 'node:path';
import { influenceAlong } from '../../analysis/loops/influence.ts';
import { canonicalName } from '../../base/names.ts';
import { packageVersion } from '../../host/package-version.ts';
import { figureNumbers } from '../../report/figures/figure-numbers.ts';
import { placeMap } from '../../report/figures/place-map.ts';
import { bandsTable } from '../../report/figures/time-table.ts';
import { causesInput } from '../../report/page/causes-input.ts';
import { liveStudy, MOST_LIVE_MEMBERS } from '../../report/page/live-study.ts';
import type { ReportInput } from '../../report/page/report-input.ts';
import { reportPage } from '../../report/page/report-page.ts';
import { recordCentral } from '../simulate/record-run.ts';
import type { TestedStudy, TestOptions } from '../simulate/test-study.ts';
import type { Trials } from '../simulate/trials.ts';
import { fingerprintsOf } from './fingerprints.ts';
import { ledgerTable } from './ledger-file.ts';
import { liveParts } from './live-parts.ts';
import { type MemberFileOptions, memberFiles } from './member-files.ts';
import { jsonFile, type ResultFiles, writeResults } from './results-files.ts';

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

interface PageOptions {
  readonly command: string;
  readonly out: string;
  readonly engine: string;
  readonly trials: Trials;
}

/** The report as one page, and the same results as files beside it. */
export async function writeReport(tested: TestedStudy, { command, out, engine, trials }: PageOptions): Promise<string> {
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

/** With every choice that was made, so that nothing depends on a default that may change. */
export function rebuildCommand(folder: string, { experiment, changes }: TestedStudy, options: TestOptions): string {
  const scenario = options.scenario === undefined ? '' : ` --scenario ${options.scenario}`;
  const overrides = changes.replace(/^scenario \S+(, )?/, '').replace(/\S*\[\S*/g, (text) => `"${text}"`);
  const { memberCount, replicateCount, seed } = experiment;
  return (
    `fissure start ${folder} --members ${memberCount} --replicates ${replicateCount} --seed ${seed}${scenario}${options.lenient ? ' --lenient' : ''}` +
    (overrides === '' ? '' : ` ${overrides}`)
  );
}

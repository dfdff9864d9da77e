/** `fissure report`: the page alone, whole, short, or as one claim or chart for another page. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defaultEngine } from '../../engine/compile-batch.ts';
import { prepareFile, writeAtomically } from '../../host/write-atomically.ts';
import { embedPage } from '../../report/page/report-embed.ts';
import { reportPage } from '../../report/page/report-page.ts';
import { environmentError } from '../command-error.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { livePartsOf, rebuildCommand, reportInput } from '../files/report-files.ts';
import type { Embed } from '../options.ts';
import { testExit } from '../show-verdicts.ts';
import { openForCommand } from '../simulate/open-for-command.ts';
import { knownOutput } from '../simulate/plan-for-command.ts';
import { type TestOptions, testStudy } from '../simulate/test-study.ts';
import { runTrials } from '../simulate/trials.ts';
import { processTerminal } from '../terminal.ts';
import { leftOutData, leftOutText } from '../text/left-out.ts';
import { writeAnswer } from '../write-diagnostics.ts';

export interface ReportOptions extends TestOptions {
  /** The file of the page. */
  readonly out: string;
  readonly static?: boolean;
  readonly embed?: Embed;
}

export async function reportCommand(folder: string, { out, ...options }: ReportOptions): Promise<ExitCode> {
  const terminal = processTerminal(options);
  await prepare(out);
  const embed = knownEmbed(folder, options);
  const claim = embed?.kind === 'claim' ? [embed.id] : options.claim;
  const tested = await testStudy(folder, { ...options, claim });
  if (tested.assessment.provenance.membersDone === 0) return EXIT.interrupted;
  const shown = reportInput(tested, rebuildCommand(folder, tested, options), options.engine ?? defaultEngine());
  const input = {
    ...shown,
    ...(embed === undefined ? await runTrials(tested, options, options.static) : {}),
    brief: options.static ?? false,
    live: options.static || embed !== undefined ? undefined : livePartsOf(tested, shown),
  };
  const page = embed === undefined ? reportPage(input) : embedPage(input, embed);
  try {
    await writeAtomically(out, page);
  } catch (error) {
    throw environmentError('command/cannot-write', out, error);
  }
  const url = pathToFileURL(resolve(out)).href;
  const bytes = Buffer.byteLength(page);
  if (options.json)
    writeAnswer(terminal, 'report', tested.notices, tested.texts, {
      file: resolve(out),
      bytes,
      ...leftOutData(tested.study),
    });
  else terminal.out([`The report: ${url} (${Math.ceil(bytes / 1000)} KB)`, ...leftOutText(tested.study)].join('\n'));
  return testExit(tested, options);
}

/** Before hours of simulating: says at once that the page could not be written. */
async function prepare(output: string): Promise<void> {
  try {
    await prepareFile(resolve(output));
  } catch (error) {
    throw environmentError('command/cannot-write', output, error);
  }
}

/** As the study spells it, before anything is simulated; a claim is looked for when the study is planned. */
function knownEmbed(folder: string, { embed, lenient }: Pick<ReportOptions, 'embed' | 'lenient'>): Embed | undefined {
  if (embed?.kind !== 'chart') return embed;
  const { outputs } = openForCommand(folder, { lenient }).study.settings;
  const named = outputs.map(({ id, title }) => ({ id: id.text, title }));
  return { kind: 'chart', id: knownOutput(embed.id, named) };
}

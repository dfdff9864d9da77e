/** `fissure loops`: the feedback loops of a study, and which of them drive it when. */
import { type DescribedLoops, describeLoops } from '../../analysis/loops/describe-loops.ts';
import { influenceAlong } from '../../analysis/loops/influence.ts';
import { loopsThatMatter } from '../../analysis/loops/loops-that-matter.ts';
import type { RecordedRun } from '../../analysis/loops/recorded-run.ts';
import { canonicalName } from '../../base/names.ts';
import { shareBars } from '../../report/figures/share-bars.ts';
import { timeText } from '../../report/figures/time-axis.ts';
import { loopKindSign, loopPath } from '../../report/loop-words.ts';
import { countedText, outOfHundred } from '../../report/number-text.ts';
import type { TimeSettings } from '../../study/study.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Setting, StudyOptions } from '../options.ts';
import { failureDiagnostics } from '../simulate/failure-origin.ts';
import { knownName, planForCommand } from '../simulate/plan-for-command.ts';
import { recordCentral } from '../simulate/record-run.ts';
import { processTerminal, type Terminal } from '../terminal.ts';
import { leftOutData, leftOutText } from '../text/left-out.ts';
import { textTable } from '../text/text-table.ts';
import { writeAnswer, writeDiagnostics } from '../write-diagnostics.ts';

export interface LoopsOptions extends StudyOptions {
  readonly variable?: string;
  readonly top: number;
  readonly set: readonly Setting[];
  readonly off: readonly string[];
  readonly scenario?: string;
}

export async function loopsCommand(folder: string, options: LoopsOptions): Promise<ExitCode> {
  const terminal = processTerminal(options);
  const planned = planForCommand(folder, options, { claims: [] });
  const { study, experiment, notices, texts, changes } = planned;
  const variable =
    options.variable && canonicalName(knownName('command/unknown-variable', options.variable, study.variables));
  const run = recordCentral(experiment);
  const failures = run.stepCount < run.plan.time.stepCount ? failureDiagnostics(study, experiment) : [];
  const influence = influenceAlong(run);
  const loops = describeLoops(influence, loopsThatMatter(influence), {
    variable: variable || undefined,
    most: options.top,
  });
  const exit = failures.length > 0 ? EXIT.findings : EXIT.ok;
  if (options.json) {
    writeAnswer(terminal, 'loops', [...notices, ...failures], texts, {
      ...{ study: study.settings.title, changes, variable },
      ...leftOutData(study),
      ...loops,
    });
    return exit;
  }
  writeDiagnostics(terminal, failures, texts, false);
  terminal.out(`${terminal.paint.bold(study.settings.title)}: ${loopsTitle(loops, options.variable, run)}`);
  if (changes !== '') terminal.out(`With ${changes}`);
  if (loops.loops.length > 0) terminal.out(`\n${loopTable(loops, study.settings.time, terminal)}\n`);
  for (const note of loopNotes(loops, options.variable)) terminal.out(terminal.paint.dim(note));
  for (const line of leftOutText(study)) terminal.out(line);
  return exit;
}

function loopsTitle(
  { loops, foundCount }: DescribedLoops,
  variable: string | undefined,
  { stepCount }: RecordedRun,
): string {
  if (stepCount === 0) return 'the run at central values fails at its first step, and shows no loop.';
  const through = variable === undefined ? '' : ` through ${variable}`;
  if (loops.length === 0) return `no feedback loop${through}.`;
  const which = loops.length < foundCount ? `the ${loops.length} strongest of ` : '';
  return `${which}${countedText(foundCount, 'loop')}${through}, at central values`;
}

function loopTable(
  { times, loops, reinforcing }: DescribedLoops,
  time: TimeSettings,
  { width, paint }: Terminal,
): string {
  const barWidth = Math.max(12, Math.min(48, Math.floor(width / 3)));
  const greatest = fullBar(loops);
  const rows = loops.map((loop) => [
    loop.id,
    shareBars(loop.shares, barWidth, greatest),
    outOfHundred(loop.meanShare),
    loop.variables.length <= 4 ? loopPath(loop) : `${loop.name}\n${loopPath(loop)}`,
  ]);
  const mean = reinforcing.reduce((sum, share) => sum + share, 0) / reinforcing.length;
  rows.push(['R', shareBars(reinforcing, barWidth), outOfHundred(mean), 'All reinforcing loops; the rest balance']);
  const from = timeText(times[0]!, time);
  const to = timeText(times.at(-1)!, time);
  const columns = [
    { title: '' },
    { title: `${from} to ${to}` },
    { title: 'of 100', align: 'right' as const },
    { title: `Loop (${loopKindSign('reinforcing')} reinforcing, ${loopKindSign('balancing')} balancing)`, wrap: true },
  ];
  return textTable(columns, rows, { width, heading: paint.dim });
}

/** Where thousands share, a rare peak would press all else to the ground: such peaks are cut. */
function fullBar(loops: DescribedLoops['loops']): number {
  const peak = Math.max(...loops.flatMap(({ shares }) => shares.map(Math.abs)));
  return Math.min(peak, 4 * Math.max(...loops.map(({ meanShare }) => meanShare)));
}

function loopNotes(loops: DescribedLoops, variable: string | undefined): readonly string[] {
  if (loops.loops.length === 0) return [];
  const scope = variable === undefined ? 'of the part of the model with the most stocks' : `through ${variable}`;
  const rest =
    `Bars: share of all loops ${scope}, by Loops That Matter; a full bar is ${outOfHundred(fullBar(loops.loops))} of 100` +
    `${fullBar(loops.loops) < 1 ? ' or more' : ''} (last line: 100). Those shown have ${outOfHundred(loops.shownShare)} of 100 together.`;
  const parts = loops.otherParts;
  return [
    rest,
    ...(loops.complete ? [] : ['There are too many loops to list every one: found are the strong ones at some time.']),
    ...(parts.length === 0
      ? []
      : [
          `Loops apart from these, in ${countedText(parts.length, 'part')}: ${parts.map((part) => part.variables[0]).join(', ')}.`,
        ]),
  ];
}

/** `fissure rivals`: fits the scenarios that the study's history names, each on its own, and sets them against the model as it stands. */
import type { Interaction, RivalResult } from '../../analysis/rivals.ts';
import { packageVersion } from '../../host/package-version.ts';
import { numberText, outOfHundred } from '../../report/number-text.ts';
import type { Study } from '../../study/study.ts';
import { usageError } from '../command-error.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { jsonFile, prepareOut, writeResults } from '../files/results-files.ts';
import type { ExperimentOptions } from '../options.ts';
import { planForCommand } from '../simulate/plan-for-command.ts';
import { withWorkers } from '../simulate/simulate-for-command.ts';
import { simulateRivals } from '../simulate/simulate-rivals.ts';
import { processTerminal, type Terminal } from '../terminal.ts';
import { leftOutData, leftOutText } from '../text/left-out.ts';
import { textTable, wrapText } from '../text/text-table.ts';
import { writeAnswer } from '../write-diagnostics.ts';

export interface RivalsOptions extends ExperimentOptions {
  readonly claim: readonly string[];
}

export async function rivalsCommand(folder: string, options: RivalsOptions): Promise<ExitCode> {
  const terminal = processTerminal(options);
  const { study, notices, texts } = planForCommand(folder, options, { claims: options.claim });
  if ((study.history.rivals ?? []).length === 0) throw usageError('command/no-rivals', {});
  await prepareOut(options.out);
  const run = await withWorkers(options, (pool) =>
    simulateRivals(folder, study, options, options.claim, pool, terminal),
  );
  if (run === undefined) return EXIT.interrupted;
  const { rivals: results, interactions: found } = run;
  const answer = { ...leftOutData(study), rivals: results, interactions: found };
  if (options.json) writeAnswer(terminal, 'rivals', notices, texts, { study: study.settings.title, ...answer });
  else terminal.out([rivalsText(study, results, found, terminal), ...leftOutText(study)].join('\n'));
  if (options.out !== undefined)
    await writeResults(
      options.out,
      new Map([['rivals.json', jsonFile({ fissure: packageVersion(), ...answer })]]),
      terminal,
    );
  return EXIT.ok;
}

function rivalsText(
  study: Study,
  results: readonly RivalResult[],
  found: readonly Interaction[],
  terminal: Terminal,
): string {
  const { bold, dim } = terminal.paint;
  const table = { width: terminal.width, heading: dim };
  const number = (value: number | null | undefined) => (value == null ? '–' : numberText(value, 3));
  const best = Math.max(...results.map((rival) => rival.logEvidence ?? Number.NEGATIVE_INFINITY));
  const fits = textTable(
    [
      { title: 'Fitted on its own', wrap: true },
      { title: 'Evidence', align: 'right' },
      { title: 'Effective', align: 'right' },
    ],
    results.map(({ label, logEvidence: own, effectiveNumber }) => [
      label,
      own === null ? 'none' : numberText(own - best, 3),
      numberText(effectiveNumber),
    ]),
    table,
  );
  const windows = results[0]!.scores;
  const scores = textTable(
    [
      { title: 'Score by window', wrap: true },
      ...windows.map(({ label }) => ({ title: label, align: 'right' as const })),
    ],
    [
      ...results.map(({ label, scores: own }) => [
        label,
        ...own.map(
          ({ fitted, coverage, width }) =>
            `${number(fitted)} (${coverage === null ? '–' : outOfHundred(coverage)}, ${number(width)})`,
        ),
      ]),
      ...(['persistence', 'trend'] as const).map((name) => [
        `${name} of one source (and the model on the same points)`,
        ...windows.map(({ baselines }) => {
          const own = baselines.find(({ baseline }) => baseline === name)!;
          return own.pointCount === 0 ? '–' : `${number(own.score)} (${number(own.model)}, ${own.pointCount} points)`;
        }),
      ]),
    ],
    table,
  );
  const claims = results[0]!.claims.map(({ claim, report }, c) =>
    [
      bold(claim),
      textTable(
        [
          { title: '', wrap: true },
          ...results.map(({ scenario }) => ({ title: scenario || 'as it stands', align: 'right' as const })),
          ...(found.length > 0 ? [{ title: 'interaction', align: 'right' as const }] : []),
        ],
        [
          ['share in which it holds', ...results.map((rival) => number(rival.claims[c]!.share))],
          ...report.map(({ label, name }, r) => [
            label,
            ...results.map((rival) => number(rival.claims[c]!.report[r]!.mean)),
            ...(found.length > 0 ? [number(found.find((one) => one.claim === claim && one.name === name)?.value)] : []),
          ]),
        ],
        table,
      ),
    ].join('\n'),
  );
  const notes = [
    'Evidence: ln of the mean likelihood of candidates from the prior, less that of the best; none where no candidate can produce the record. Series of which a rival says nothing are left out of its fit, of the evidence and of the scores. Scores: mean ranked probability score in standard errors of each series, lower is better; in brackets the points of 100 within the central 90 of 100, and the mean width of that band.',
    'Baselines know what one source had published before the window began; the models know nothing published after the record was closed.',
  ];
  return [
    `\n${bold(study.settings.title)}\n`,
    fits,
    '',
    scores,
    '',
    ...claims,
    '',
    ...notes.flatMap((note) => wrapText(note, terminal.width)),
  ].join('\n');
}

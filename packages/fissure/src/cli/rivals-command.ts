/** `fissure rivals`: fits the scenarios that the study's history names, each on its own, and sets them against the model as it stands. */

import { finite } from '../analysis/finite.ts';
import { assessExperiment } from '../analysis/results.ts';
import {
  describeRivalClaims,
  type Interaction,
  interactions,
  logEvidence,
  type RivalResult,
  withoutSeries,
} from '../analysis/rivals.ts';
import { scoreHistory } from '../analysis/score-history.ts';
import { weighMembers } from '../analysis/weights.ts';
import { logLikelihoodsOf } from '../experiment/likelihood.ts';
import type { MemberPool } from '../experiment/member-pool.ts';
import { numberText, outOfHundred } from '../report/number-text.ts';
import type { Study } from '../study/study.ts';
import { usageError } from './command-error.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { ExperimentOptions } from './options.ts';
import { packageVersion } from './package-version.ts';
import { planForCommand } from './plan-for-command.ts';
import { jsonFile, prepareOut, writeResults } from './results-files.ts';
import { simulateForCommand, withWorkers } from './simulate-for-command.ts';
import { processTerminal, type Terminal } from './terminal.ts';
import { textTable, wrapText } from './text-table.ts';
import { writeAnswer } from './write-diagnostics.ts';

export interface RivalsOptions extends ExperimentOptions {
  readonly claim: readonly string[];
}

export async function rivalsCommand(folder: string, options: RivalsOptions): Promise<ExitCode> {
  const terminal = processTerminal(options);
  const { study, texts } = planForCommand(folder, options, { claims: options.claim });
  const { history, scenarios } = study;
  if ((history.rivals ?? []).length === 0) throw usageError('command/no-rivals', {});
  await prepareOut(options.out);
  const rivals = [{ scenario: undefined, without: [] }, ...(history.rivals ?? [])];
  const silent = new Set(rivals.flatMap(({ without }) => without.map((name) => name.text)));
  const results: RivalResult[] = [];
  const isWhole = await withWorkers(options, async (pool) => {
    for (const { scenario, without } of rivals) {
      const name = scenario?.text;
      const own = { scenario: name, without: new Set(without.map((series) => series.text)), silent };
      const label = scenarios.find((own) => own.name.text === name)?.label || name || 'The model as it stands';
      const rival = await fitRival(folder, options, { ...own, label }, pool, terminal);
      if (rival === undefined) return false;
      results.push(rival);
    }
    return true;
  });
  if (!isWhole) return EXIT.interrupted;
  const found = interactionOf(study, results);
  if (options.json)
    writeAnswer(terminal, 'rivals', [], texts, { study: study.settings.title, rivals: results, interactions: found });
  else terminal.out(rivalsText(study, results, found, terminal));
  if (options.out !== undefined)
    await writeResults(
      options.out,
      new Map([['rivals.json', jsonFile({ fissure: packageVersion(), rivals: results, interactions: found })]]),
      terminal,
    );
  return EXIT.ok;
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
  options: RivalsOptions,
  { scenario, label, without, silent }: Rival,
  pool: MemberPool,
  terminal: Terminal,
): Promise<RivalResult | undefined> {
  const planned = planForCommand(folder, { ...options, scenario }, { claims: options.claim });
  const asked = withoutSeries(planned.experiment, without);
  const simulated = await simulateForCommand(asked, pool, terminal, scenario ?? 'as it stands');
  if (simulated.interrupted) return undefined;
  const { experiment, ensemble } = simulated;
  const assessment = assessExperiment(experiment, ensemble);
  const weights = weighMembers(experiment, ensemble);
  const candidates = simulated.screened ?? simulated;
  return {
    scenario: scenario ?? '',
    label,
    logEvidence: finite(
      logEvidence(logLikelihoodsOf(withoutSeries(candidates.experiment, silent), candidates.ensemble)),
    ),
    effectiveNumber: assessment.weights.state === 'impossible' ? 0 : assessment.weights.effectiveNumber,
    scores: scoreHistory(withoutSeries(experiment, silent), ensemble, weights),
    claims: describeRivalClaims(experiment, ensemble, weights, assessment),
  };
}

function interactionOf({ history }: Study, results: readonly RivalResult[]): readonly Interaction[] {
  const { interaction } = history;
  if (!interaction) return [];
  const named = ({ text }: { readonly text: string }) => results.find(({ scenario }) => scenario === text);
  const [first, second, neither] = [interaction.first, interaction.second, interaction.neither].map(named);
  return first && second && neither ? interactions(results[0]!, first, second, neither) : [];
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

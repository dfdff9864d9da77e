/**
 * `fissure docs`: a page for every mechanism, from the study, from its knock-outs and from what the record does to its numbers; and pages of claims, of the
 * record, of the ledger, of verdicts by scenario and of rival models.
 */
import { join } from 'node:path';
import { assessExperiment } from '../../analysis/results.ts';
import { claimsPage } from '../../report/documents/claims-page.ts';
import { ledgerPage } from '../../report/documents/ledger-page.ts';
import { pageHead } from '../../report/documents/markdown-page.ts';
import { mechanismPage } from '../../report/documents/mechanism-page.ts';
import { recordPage } from '../../report/documents/record-page.ts';
import { rivalsPage } from '../../report/documents/rivals-page.ts';
import { scenarioPage } from '../../report/documents/scenario-page.ts';
import { countedText } from '../../report/number-text.ts';
import { usageError } from '../command-error.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { prepareOut, writeResults } from '../files/results-files.ts';
import type { ExperimentOptions } from '../options.ts';
import { planForCommand } from '../simulate/plan-for-command.ts';
import { simulateForCommand, withWorkers } from '../simulate/simulate-for-command.ts';
import { simulateKnockouts } from '../simulate/simulate-knockouts.ts';
import { simulateRivals } from '../simulate/simulate-rivals.ts';
import { simulateScenarios } from '../simulate/simulate-scenarios.ts';
import { simulateTurns } from '../simulate/simulate-turns.ts';
import { processTerminal } from '../terminal.ts';
import { leftOutData, leftOutText } from '../text/left-out.ts';
import { writeAnswer } from '../write-diagnostics.ts';

/** For knock-outs, regions, scenarios and rivals; claims and the record are judged over as many as `fissure test` takes. */
const DEFAULT_MEMBERS = 300;

export async function docsCommand(folder: string, options: ExperimentOptions): Promise<ExitCode> {
  const terminal = processTerminal(options);
  const asked = { ...options, members: options.members ?? DEFAULT_MEMBERS };
  const planned = planForCommand(folder, options, { claims: undefined });
  const { study, model } = planned;
  if (study.mechanisms.length === 0 || study.settings.outputs.length === 0)
    throw usageError('command/no-mechanisms', {});
  const out = options.out ?? join(folder, 'docs/mechanisms');
  await prepareOut(out);
  const simulated = await withWorkers(options, async (pool) => {
    const tried = await simulateKnockouts({ study, model, options: asked, pool, terminal });
    if (tried?.interrupted) return undefined;
    const turned = await simulateTurns({ study, model, options: asked, pool, terminal });
    if (turned?.interrupted) return undefined;
    const tested = await simulateForCommand(planned.experiment, pool, terminal, 'test');
    if (tested.interrupted) return undefined;
    const hasRivals = (study.history.rivals ?? []).length > 0;
    const rivals = hasRivals ? await simulateRivals(folder, study, asked, undefined, pool, terminal) : undefined;
    if (hasRivals && rivals === undefined) return undefined;
    const known = rivals?.assessments ?? new Map();
    const scenarios = await simulateScenarios(folder, study, asked, known, pool, terminal);
    return scenarios && { tried, turned, tested, scenarios, rivals };
  });
  if (simulated === undefined) return EXIT.interrupted;
  const { tried, turned, tested, scenarios, rivals } = simulated;
  const assessment = assessExperiment(tested.experiment, tested.ensemble);
  const isFitted = assessment.weights.state === 'fitted';
  const pages = study.mechanisms.map((mechanism, i): [string, string] => [
    `${mechanism.name.text}.md`,
    mechanismPage(study, mechanism, {
      knockout: tried?.knockouts[i],
      memberCount: asked.members,
      factors: isFitted ? assessment.factors : [],
      // Mean Kolmogorov-Smirnov distance of n draws from what they are drawn from: docs/explanation/weights.md.
      idleShift: 0.9 / Math.sqrt(assessment.weights.effectiveNumber),
    }),
  ]);
  const tables = [
    ...(study.claims.length > 0
      ? [
          [
            'claims.md',
            'Claims and their defences',
            claimsPage(study, { assessment, ...turnFindings(turned) }),
          ] as const,
        ]
      : []),
    ...(isFitted
      ? [['record.md', 'The record, before and after fitting', recordPage(study, assessment)] as const]
      : []),
    ...((assessment.ledger ?? []).length > 0
      ? [['ledger.md', 'The ledger', ledgerPage(study, assessment)] as const]
      : []),
    ['scenarios.md', 'Verdicts by scenario', scenarioPage(study, scenarios)] as const,
    ...(rivals
      ? [['rivals.md', 'Rival models, each fitted on its own', rivalsPage(study, asked.members, rivals)] as const]
      : []),
  ];
  const index = [
    ...pageHead(`Mechanisms of: ${study.settings.title}`),
    ...study.mechanisms.map(
      ({ name, label, doc }) => `- [${name.text} ${label}](${name.text}.md)${doc === '' ? '' : `: ${doc}`}`,
    ),
    '',
    ...tables.map(([name, title]) => `- [${title}](${name})`),
    '',
    ...leftOutText(study).map((line) => `${line}\n`),
  ].join('\n');
  const files = [['README.md', index] as const, ...tables.map(([name, , text]) => [name, text] as const), ...pages];
  await writeResults(out, new Map(files), terminal);
  if (options.json)
    writeAnswer(terminal, 'docs', planned.notices, planned.texts, {
      folder: out,
      pages: pages.map(([name]) => name),
      ...leftOutData(study),
    });
  else terminal.out([`${countedText(pages.length, 'page')} in ${out}.`, ...leftOutText(study)].join('\n'));
  return EXIT.ok;
}

function turnFindings(run: Awaited<ReturnType<typeof simulateTurns>>) {
  return { turns: run?.turns ?? [], turnMembers: run?.memberCount ?? 0 };
}

/** `fissure docs`: a page for every mechanism, from the study, from its knock-outs and from what the record does to its numbers; and one of verdicts by scenario. */
import { join } from 'node:path';
import { assessExperiment } from '../analysis/results.ts';
import { mechanismPage } from '../report/mechanism-page.ts';
import { countedText } from '../report/number-text.ts';
import { scenarioPage } from '../report/scenario-page.ts';
import { usageError } from './command-error.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { ExperimentOptions } from './options.ts';
import { planForCommand } from './plan-for-command.ts';
import { prepareOut, writeResults } from './results-files.ts';
import { simulateForCommand, withWorkers } from './simulate-for-command.ts';
import { simulateKnockouts } from './simulate-knockouts.ts';
import { simulateScenarios } from './simulate-scenarios.ts';
import { processTerminal } from './terminal.ts';
import { writeAnswer } from './write-diagnostics.ts';

const DEFAULT_MEMBERS = 300;

export async function docsCommand(folder: string, options: ExperimentOptions): Promise<ExitCode> {
  const terminal = processTerminal(options);
  const asked = { ...options, members: options.members ?? DEFAULT_MEMBERS };
  const planned = planForCommand(folder, asked, { claims: [] });
  const { study, model } = planned;
  if (study.mechanisms.length === 0 || study.settings.outputs.length === 0)
    throw usageError('command/no-mechanisms', {});
  const out = options.out ?? join(folder, 'docs/mechanisms');
  await prepareOut(out);
  const simulated = await withWorkers(options, async (pool) => {
    const tried = await simulateKnockouts(study, model, asked, pool, terminal);
    if (tried?.interrupted) return undefined;
    const fitted = await simulateForCommand(planned.experiment, pool, terminal, 'fit');
    if (fitted.interrupted) return undefined;
    const scenarios = await simulateScenarios(folder, study, asked, pool, terminal);
    return scenarios && { tried, fitted, scenarios };
  });
  if (simulated === undefined) return EXIT.interrupted;
  const { tried, fitted, scenarios } = simulated;
  const assessment = assessExperiment(fitted.experiment, fitted.ensemble);
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
  const index = [
    '<!-- Written by `fissure docs`; change the study, not this page. -->',
    '',
    `# Mechanisms of: ${study.settings.title}`,
    '',
    ...study.mechanisms.map(
      ({ name, label, doc }) => `- [${name.text} ${label}](${name.text}.md)${doc === '' ? '' : `: ${doc}`}`,
    ),
    '',
    '[Verdicts by scenario](scenarios.md)',
    '',
  ].join('\n');
  const files = [['README.md', index] as const, ['scenarios.md', scenarioPage(study, scenarios)] as const, ...pages];
  await writeResults(out, new Map(files), terminal);
  if (options.json)
    writeAnswer(terminal, 'docs', [], planned.texts, { folder: out, pages: pages.map(([name]) => name) });
  else terminal.out(`${countedText(pages.length, 'page')} in ${out}.`);
  return EXIT.ok;
}

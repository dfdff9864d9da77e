/** Verdicts, fit and scores under every scenario of a study as a page of Markdown: what if this were otherwise? */

import type { MaybeNumber } from '../analysis/finite.ts';
import type { Assessment } from '../analysis/results.ts';
import type { Study } from '../study/study.ts';
import { numberText, outOfHundred } from './number-text.ts';
import { VERDICTS, verdictSign } from './verdict-words.ts';

export interface ScenarioRun {
  /** Undefined: the study as it stands. */
  readonly scenario: string | undefined;
  readonly assessment: Assessment;
}

export function scenarioPage(study: Study, runs: readonly ScenarioRun[]): string {
  const [base] = runs;
  const claims = base?.assessment.verdicts.map(({ claim }) => claim) ?? [];
  const windows = base?.assessment.scores?.map(({ label }) => label) ?? [];
  const [output] = study.settings.outputs;
  return [
    '<!-- Written by `fissure docs`; change the study, not this page. -->',
    '',
    `# Verdicts by scenario: ${study.settings.title}`,
    '',
    `Each scenario holds in every arm of every claim, and members are weighed anew under it. ${base?.assessment.provenance.membersDone ?? 0} members each, seed ${study.settings.seed}; one row again: \`fissure test STUDY --scenario NAME\`.`,
    '',
    ...table(
      ['Scenario', ...claims],
      runs.map(({ scenario, assessment }) => [
        code(scenario),
        ...assessment.verdicts.map(
          ({ word, fitted }) => `${verdictSign(word)} ${fitted.share === null ? '–' : outOfHundred(fitted.share)}`,
        ),
      ]),
    ),
    '',
    `Of 100 weighted members to which the claim applies. ${VERDICTS.map(({ word }) => `${verdictSign(word)} ${word}`).join(', ')}.`,
    '',
    ...table(
      [
        'Scenario',
        'Effective members',
        ...windows.map((label) => `Score, ${label}`),
        ...(output ? [`${output.title} at the end, median`] : []),
      ],
      runs.map(({ scenario, assessment }) => [
        code(scenario),
        number(assessment.weights.effectiveNumber),
        ...(assessment.scores ?? []).map(({ fitted }) => number(fitted)),
        ...(output ? [number(assessment.bands[0]?.fitted[2]?.at(-1) ?? null)] : []),
      ]),
    ),
    '',
    'Scores: mean ranked probability score of later data in standard errors, lower is better.',
    '',
    ...study.scenarios.map(({ name, label, doc }) => `- \`${name.text}\` ${label}${doc === '' ? '' : `: ${doc}`}`),
    '',
  ].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '--:'))), ...rows.map(line)];
}

function code(scenario: string | undefined): string {
  return scenario === undefined ? 'as it stands' : `\`${scenario}\``;
}

function number(value: MaybeNumber): string {
  return value === null ? '–' : numberText(value);
}

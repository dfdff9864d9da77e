/** Verdicts, fit and scores under every scenario of a study as a page of Markdown: what if this were otherwise? */
import type { Assessment } from '../../analysis/results.ts';
import { isOtherWord } from '../../analysis/step-stability.ts';
import type { Study } from '../../study/study.ts';
import { outOfHundred } from '../number-text.ts';
import { VERDICTS, verdictSign } from '../verdict-words.ts';
import { markdownTable, maybeNumber, pageHead } from './markdown-page.ts';

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
    ...pageHead(`Verdicts by scenario: ${study.settings.title}`),
    `Each scenario holds in every arm of every claim, and members are weighed anew under it. ${base?.assessment.provenance.membersDone ?? 0} members each, seed ${study.settings.seed}; one row again: \`fissure test STUDY --scenario NAME\`.`,
    '',
    ...markdownTable(
      ['Scenario', ...claims],
      runs.map(({ scenario, assessment }) => [
        code(scenario),
        ...assessment.verdicts.map((verdict, i) => {
          const { word, fitted } = verdict;
          const text = `${verdictSign(word)} ${fitted.share === null ? '–' : outOfHundred(fitted.share)}`;
          return base && isOtherWord(base.assessment.verdicts[i]!, verdict) ? `**${text}**` : text;
        }),
      ]),
    ),
    `Of 100 weighted members to which the claim applies. ${VERDICTS.map(({ word }) => `${verdictSign(word)} ${word}`).join(', ')}. **Bold**: another word than as it stands, by more than chance at a border.`,
    '',
    ...markdownTable(
      [
        'Scenario',
        'Effective members',
        ...windows.map((label) => `Score, ${label}`),
        ...(output ? [`${output.title} at the end, median`] : []),
      ],
      runs.map(({ scenario, assessment }) => [
        code(scenario),
        maybeNumber(assessment.weights.effectiveNumber),
        ...(assessment.scores ?? []).map(({ fitted }) => maybeNumber(fitted)),
        ...(output ? [maybeNumber(assessment.bands[0]?.fitted[2]?.at(-1) ?? null)] : []),
      ]),
    ),
    'Scores: mean ranked probability score of later data in standard errors, lower is better.',
    '',
    ...study.scenarios.map(({ name, label, doc }) => `- \`${name.text}\` ${label}${doc === '' ? '' : `: ${doc}`}`),
    '',
  ].join('\n');
}

function code(scenario: string | undefined): string {
  return scenario === undefined ? 'as it stands' : `\`${scenario}\``;
}

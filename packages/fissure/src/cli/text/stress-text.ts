/** The parts of `fissure stress` in a terminal, and what of them is a finding. */
import type { ExpectationResult } from '../../analysis/expectations.ts';
import { INERT_BELOW, type Knockout, strongestEffects } from '../../analysis/knockouts.ts';
import type { StepStability } from '../../analysis/step-stability.ts';
import type { Surprise } from '../../analysis/surprises.ts';
import type { Turn } from '../../analysis/turns.ts';
import { countedText, numberText, outOfHundred } from '../../report/number-text.ts';
import type { Study } from '../../study/study.ts';
import type { Terminal } from '../terminal.ts';
import { textTable, wrapText } from './text-table.ts';

export interface StressParts {
  readonly memberCount: number;
  readonly expectations: readonly ExpectationResult[] | undefined;
  readonly knockouts: readonly Knockout[] | undefined;
  readonly defences: readonly Turn[] | undefined;
  readonly steps: readonly StepStability[] | undefined;
  readonly signs: SignTrial | undefined;
  readonly surprises: readonly Surprise[] | undefined;
}

export interface SignTrial {
  /** Factors of which half of the draws got the other sign. */
  readonly mirrored: readonly string[];
  readonly claims: readonly { readonly claim: string; readonly asAssumed: SignShare; readonly eitherSign: SignShare }[];
}

export interface SignShare {
  readonly share: number | null;
  readonly interval: readonly [number, number];
  readonly applies: number | null;
  /** Of the claim's effect, at 5, 25, 50, 75 and 95 %. */
  readonly effect: readonly (number | null)[] | null;
}

/** What makes `fissure stress` end with exit code 1. Inert mechanisms and surprises are told, and are no failure. */
export function stressFindings({ expectations, defences, steps }: StressParts): readonly string[] {
  return [
    ...(expectations ?? [])
      .filter(({ met }) => !met)
      .map(({ expectation, holds, applies, undecided, broken }) =>
        applies + undecided === 0
          ? `${expectation}: the situation never arose.`
          : `${expectation}: holds in ${holds} of ${applies + undecided} members${undecided > 0 ? `, ${undecided} of them without a number` : ''}; broken by member ${broken.join(', ')}.`,
      ),
    ...(defences ?? [])
      .filter(({ turns }) => !turns)
      .map(
        ({ claim, region, elsewhere, there }) =>
          `${claim}: said to change sides (${region}), but it holds in ${shareCell(there)} of 100 there and in ${shareCell(elsewhere)} elsewhere.`,
      ),
    ...(steps ?? [])
      .filter(({ flips }) => flips)
      .map(
        ({ claim, word, others }) =>
          `${claim}: ${word}, but ${others.map((other) => `${other.word} with ${other.variant}`).join(', ')}.`,
      ),
  ];
}

export function stressText(study: Study, parts: StressParts, findings: readonly string[], terminal: Terminal): string {
  const { bold } = terminal.paint;
  const section = (title: string, text: string) => `${bold(title)}\n${text}\n`;
  const wrap = (text: string) => wrapText(text, terminal.width).join('\n');
  const blocks = [
    `\n${bold(study.settings.title)}\n${wrap(`${parts.memberCount} members of the prior; one that breaks an expectation is enough.`)}\n`,
    ...(parts.expectations ? [section('Expectations', expectationTable(parts.expectations, terminal))] : []),
    ...(parts.knockouts ? [section('Knock-outs', knockoutTable(parts.knockouts, parts.memberCount, terminal))] : []),
    ...(parts.defences ? [section('Where claims change sides', defenceTable(parts.defences, terminal))] : []),
    ...(parts.steps ? [section('Verdicts under other steps', stepTable(parts.steps, terminal))] : []),
    ...(parts.signs ? [section('Priors with either sign', signTable(parts.signs, terminal))] : []),
    ...(parts.surprises ? [section('Surprises', surpriseTable(parts.surprises, terminal))] : []),
    findings.length === 0
      ? 'No finding.'
      : [bold(countedText(findings.length, 'finding')), ...findings.map((one) => wrap(`- ${one}`))].join('\n'),
  ];
  return blocks.join('\n');
}

function expectationTable(results: readonly ExpectationResult[], terminal: Terminal): string {
  const rows = results.map(({ expectation, says, holds, applies, undecided, met }) => [
    met ? '✓' : '✕',
    expectation,
    says,
    `${holds} of ${applies + undecided}`,
  ]);
  return textTable(
    [
      { title: '' },
      { title: 'Expectation' },
      { title: 'What must be so', wrap: true },
      { title: 'Members', align: 'right' },
    ],
    rows,
    { width: terminal.width, heading: terminal.paint.dim },
  );
}

function knockoutTable(knockouts: readonly Knockout[], memberCount: number, terminal: Terminal): string {
  const rows = knockouts.map((knockout) => [knockout.mechanism, knockout.label, knockoutWords(knockout, memberCount)]);
  return textTable(
    [
      { title: 'Off' },
      { title: 'Mechanism', wrap: true },
      { title: 'Outcomes that change most: mean over the run, 90 % of members', wrap: true },
    ],
    rows,
    { width: terminal.width, heading: terminal.paint.dim },
  );
}

function knockoutWords(knockout: Knockout, memberCount: number): string {
  const { failedCount, inert } = knockout;
  if (failedCount >= memberCount) return 'nothing to compare: every run failed';
  const changes = inert
    ? `inert: no outcome changes by more than ${numberText(100 * INERT_BELOW)} %`
    : strongestEffects(knockout, 3)
        .map(
          ({ output, low, middle, high }) =>
            `${output} ${changeText(middle)} (${changeText(low)} to ${changeText(high)})`,
        )
        .join('; ');
  return failedCount === 0 ? changes : `${changes}; ${failedCount} of ${memberCount} members failed`;
}

export function changeText(change: number | null): string {
  if (change === null) return 'from nothing';
  const percent = 100 * change;
  return `${percent > 0 ? '+' : ''}${numberText(percent, Math.abs(percent) >= 100 ? 3 : 2)} %`;
}

function defenceTable(turns: readonly Turn[], terminal: Terminal): string {
  return textTable(
    [
      { title: 'Claim' },
      { title: 'Holds, of 100', align: 'right' },
      { title: 'Region', wrap: true },
      { title: 'Holds there', align: 'right' },
      { title: '' },
    ],
    turns.map(({ claim, region, elsewhere, there, turns: turned }) => [
      claim,
      shareCell(elsewhere),
      region,
      shareCell(there),
      turned ? '' : 'does not turn',
    ]),
    { width: terminal.width, heading: terminal.paint.dim },
  );
}

function stepTable(steps: readonly StepStability[], terminal: Terminal): string {
  const variants = steps[0]?.others.map(({ variant }) => variant) ?? [];
  const cell = (word: string, share: number | null) => `${word} ${share === null ? '–' : outOfHundred(share)}`;
  return textTable(
    [{ title: 'Claim' }, { title: 'As it is' }, ...variants.map((title) => ({ title })), { title: '' }],
    steps.map(({ claim, word, share, others, flips }) => [
      claim,
      cell(word, share),
      ...others.map((other) => cell(other.word, other.share)),
      flips ? 'flips' : '',
    ]),
    { width: terminal.width, heading: terminal.paint.dim },
  );
}

function shareCell({ share, interval }: Pick<SignShare, 'share' | 'interval'>): string {
  return share === null ? '–' : `${outOfHundred(share)} (${outOfHundred(interval[0])}-${outOfHundred(interval[1])})`;
}

function signTable({ mirrored, claims }: SignTrial, terminal: Terminal): string {
  const table = textTable(
    [{ title: 'Claim' }, { title: 'Signs as assumed, of 100' }, { title: 'Either sign, of 100' }],
    claims.map(({ claim, asAssumed, eitherSign }) => [claim, shareCell(asAssumed), shareCell(eitherSign)]),
    { width: terminal.width, heading: terminal.paint.dim },
  );
  return [
    table,
    ...wrapText(`Half of the draws of these got the other sign: ${mirrored.join(', ')}.`, terminal.width),
  ].join('\n');
}

function surpriseTable(surprises: readonly Surprise[], terminal: Terminal): string {
  if (surprises.length === 0) return 'No member has a negative amount, an explosion or swings.';
  return textTable(
    [{ title: 'What' }, { title: 'Output' }, { title: 'Members', align: 'right' }, { title: 'For instance' }],
    surprises.map(({ kind, output, memberCount, members }) => [kind, output, String(memberCount), members.join(', ')]),
    { width: terminal.width, heading: terminal.paint.dim },
  );
}

export function knockoutCsv(knockouts: readonly Knockout[]): string {
  const cell = (value: number | null) => (value === null ? '' : String(value));
  const rows = knockouts.flatMap(({ mechanism, effects }) =>
    effects.map(({ output, low, middle, high, changedShare }) =>
      [mechanism, output, cell(low), cell(middle), cell(high), changedShare].join(','),
    ),
  );
  return `${['mechanism,output,change_q05,change_q50,change_q95,changed_share', ...rows].join('\r\n')}\r\n`;
}

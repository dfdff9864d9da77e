/** Texts of the table of claims by variants: fetched with it. */
import type { VariantKind, VerdictWord } from 'fissure/workbench';
import { localised } from '../locale.ts';
import { count, list } from '../numbers.ts';

const CATALOGUE = {
  note: 'What becomes of every claim under each scenario, without each mechanism, and with each rival form alone.',
  from: (differences: readonly string[]) =>
    differences.length === 0
      ? 'Each column is the study as it stands, with one thing changed.'
      : `Each column starts from the levers as they stand now (${list(differences)}), with one thing more changed.`,
  weighedAnew:
    'The record weighs members anew in every column. A claim’s card beside the argument keeps the members and weights of the study as it stands while levers move, so its verdict may be another.',
  noClaims: 'The study has no claims.',
  members: 'Members for each column',
  candidates: (number: number) => `chosen of ${count(number)} candidates by the record`,
  fewer: (few: number, all: number, texts: readonly string[]) =>
    `${count(few)} members are fewer than the study’s ${count(all)}: as it stands, ${list(texts)}. Compare columns with the first one.`,
  fewSay: (claim: string, few: string, all: string) => `${claim} ${few} here and ${all} with all of them`,
  onlyTurning: 'Only columns in which a claim turns',
  claim: 'Claim',
  variant: 'Variant',
  asLeversStand: 'as the levers stand',
  kinds: {
    scenarios: 'Scenarios',
    mechanisms: 'Without a mechanism',
    forms: 'Rival forms',
  } as Readonly<Record<VariantKind, string>>,
  cell: (claim: string, column: string, verdict: string, share: string, differs: boolean) =>
    `${claim}, ${column}: ${verdict}, ${share}${differs ? ', turned' : ''}`,
  outOf: (text: string) => `${text} of 100`,
  noShare: 'in no case that could be decided',
  keys: 'Arrow keys move over the cells; a cell leads to its claim with that change made. The back button comes back here.',
  does: {
    supported: 'is supported',
    contradicted: 'is contradicted',
    depends: 'depends',
    vacuous: 'is vacuous',
    untestable: 'is untestable',
    'by construction': 'holds by construction',
  } as Readonly<Record<VerdictWord, string>>,
  byClaim: 'By claim',
  byVariant: 'By variant',
  steady: (claim: string, does: string, all: number) => `${claim} ${does} in all ${count(all)} columns.`,
  mostly: (claim: string, does: string, same: number, all: number) =>
    `${claim} ${does} in ${count(same)} of ${count(all)} columns`,
  turned: (does: string, where: readonly string[]) => `${list(where)} it ${does}`,
  sentence: (parts: readonly string[]) => `${parts.join('; ')}.`,
  nearly: (number: number) => `in ${count(number)} it has another word, but by no more than chance at a border`,
  turns: (column: string, flips: readonly string[]) => `${column}: ${list(flips)}.`,
  flip: (claim: string, from: string, to: string) => `${claim} from ${from} to ${to}`,
  turnsNothing: (columns: readonly string[]) => `No claim turns ${list(columns)}.`,
  soFar: 'So far:',
  without: (label: string) => `without “${label}”`,
  under: (label: string) => `under “${label}”`,
  with: (label: string) => `with “${label}” alone`,
  shares: (members: number, low: number, high: number) =>
    `The number says in how many of 100 members, weighed by the record, the claim holds. ${count(members)} members for each column${
      low < members ? `, worth ${low === high ? count(low) : `${count(low)} to ${count(high)}`} of equal weight` : ''
    }. ≠: another verdict than in the first column, by more than chance at a border.`,
  impossible: (columns: readonly string[]) => `No member fits the record ${list(columns)}: there all count the same.`,
  terminal: 'The same in the terminal',
  figure: (title: string) => `${title}: claims by variants`,
} as const;

export const VARIANTS = localised(CATALOGUE);

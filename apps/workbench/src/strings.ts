/** Every text of the page's own. What a study says comes from the study. */
import { amount, count, list, multiple, percent } from './numbers.ts';

export const STRINGS = {
  tagline: 'Drag a lever. Watch which sentences stop being true. A model of an argument, not a forecast.',
  argument: 'Argument',
  claims: 'Claims',
  outcomes: 'Outcomes',
  levers: 'What if',
  leverNote: 'Each lever multiplies what every member assumes.',
  why: 'Why?',
  edit: 'Edit',
  loading: 'Being fetched',
  reset: 'Back to the study as it stands',
  reading: 'Reading the study',
  stages: {
    screen: 'Setting candidates against the record (1 of 2)',
    simulate: 'Simulating the members chosen, with every claim (2 of 2)',
  },
  broken: 'The study has errors; the last good results are shown dimmed.',
  nothing: 'The study has errors, so nothing can be simulated yet.',
  stale: 'The study has changed: results dimmed are those from before, until the new ones are there.',
  untested: 'not yet tested',
  words: {
    supported: 'supported',
    contradicted: 'contradicted',
    depends: 'depends',
    vacuous: 'vacuous',
    untestable: 'untestable',
    'by construction': 'by construction',
  },
  qualities: {
    preview: 'The first members as they come: the record has not weighed them yet.',
    first: 'A few members, while the lever moves.',
    coarse: 'A hundred members, while the lever moves.',
    full: 'All members, weighed by the record.',
  },
  pending: 'Verdicts are those from before the change; the new ones are being simulated.',
  provisional: 'Provisional verdicts, from a hundred members; all of them are being simulated.',
  unchanged: 'No verdict differs from the study as it stands.',
  before: 'as it stands',
  meaning: (value: number, central: number, unit: string) =>
    unit === '' || unit === '1'
      ? `times ${multiple(value)}`
      : `times ${multiple(value)}: ${amount(value * central)} ${unit}`,
  valueText: (
    value: number,
    central: number,
    unit: string,
    plausible: { readonly low: number; readonly high: number } | undefined,
  ) =>
    `times ${multiple(value)}, ${amount(value * central)} ${unit === '1' ? '' : unit}; the study assumes ${amount(central)}${
      plausible ? `, plausibly ${amount(plausible.low * central)} to ${amount(plausible.high * central)}` : ''
    }`,
  multiplier: (label: string) => `${label}: multiply by`,
  less: (label: string) => `${label}: less`,
  more: (label: string) => `${label}: more`,
  backToDefault: (label: string) => `${label}: back to what the study assumes`,
  beyond: 'Beyond the evidence: outside of what the study holds plausible.',
  findLever: 'Find a lever',
  noLever: 'No lever has this in its name.',
  share: (part: number) => `holds in ${percent(part)} of 100 runs`,
  flipped: (texts: readonly string[]) =>
    `${count(texts.length)} ${texts.length === 1 ? 'claim' : 'claims'} changed: ${list(texts)}.`,
  soFar: (sentence: string) => `So far, from a hundred members: ${sentence}`,
  flip: (claim: string, from: string, to: string) => `${claim} from ${from} to ${to}`,
  was: (word: string) => `was ${word}`,
  moreLevers: (number: number) => `${count(number)} more levers`,
  failed: (reason: string) => `The simulation stopped: ${reason}`,
} as const;

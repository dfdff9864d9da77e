/** Every text of the page's own. What a study says comes from the study. */

import { unitWords } from 'fissure/workbench';
import { localised } from './locale.ts';
import { amount, count, list, multiple, percent, quantity } from './numbers.ts';
import type { JudgedGuess } from './outcomes/guessing.ts';

const CATALOGUE = {
  tagline: 'Drag a lever. Watch which sentences stop being true. A model of an argument, not a forecast.',
  taglineOfModel: 'Drag a constant. Watch what the model does: grey is as it stands.',
  modelFile:
    'A model file of another tool, run as it is. To change its equations here, make a study of it: fissure import.',
  argument: 'Argument',
  claims: 'Claims',
  outcomes: 'Outcomes',
  levers: 'What if',
  leverNote: 'Each lever multiplies what every member assumes.',
  constantNote: 'Each lever sets a constant of the model; the mark is its own value. Any number can be typed.',
  constant: (label: string) => `${label}: value`,
  constantText: (value: number, own: number, unit: string) =>
    value === own ? quantity(value, unit) : `${quantity(value, unit)}, not ${amount(own)}`,
  backToValue: (label: string, own: string) => `${label}: back to ${own}`,
  resetModel: 'Back to the model as it stands',
  oneRun: 'One run: nothing in this model is uncertain.',
  found: (number: number) => `What the check of the model found: ${count(number)}`,
  why: 'Why?',
  edit: 'Edit',
  shareIt: 'Share',
  loading: 'Being fetched',
  reset: 'Back to the study as it stands',
  reading: 'Reading the study',
  stages: {
    screen: 'Setting candidates against the record (1 of 2)',
    simulate: 'Simulating the members chosen, with every claim (2 of 2)',
  },
  leftOut: (number: number) =>
    `${count(number)} ${number === 1 ? 'part' : 'parts'} of the model could not be read and ${number === 1 ? 'was' : 'were'} left out when it was imported: all of this is of the model without ${number === 1 ? 'it' : 'them'}.`,
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
    first: 'A hundred members, while the lever moves; the line from the first few.',
    coarse: 'A hundred members, while the lever moves; the line from the first few.',
    full: 'All members, weighed by the record.',
  },
  pending: 'Verdicts are those from before the change; the new ones are being simulated.',
  provisional: 'Provisional verdicts, from a hundred members; all of them are being simulated.',
  unchanged: 'No verdict differs from the study as it stands.',
  before: 'as it stands',
  meaning: (value: number, central: number, unit: string) =>
    unit === '' || unit === '1'
      ? `times ${multiple(value)}`
      : `times ${multiple(value)}: ${quantity(value * central, unit)}`,
  valueText: (
    value: number,
    central: number,
    unit: string,
    plausible: { readonly low: number; readonly high: number } | undefined,
  ) =>
    `times ${multiple(value)}, ${quantity(value * central, unit)}; the study assumes ${amount(central)}${
      plausible ? `, plausibly ${amount(plausible.low * central)} to ${amount(plausible.high * central)}` : ''
    }`,
  multiplier: (label: string) => `${label}: multiply by`,
  less: (label: string) => `${label}: less`,
  more: (label: string) => `${label}: more`,
  editValue: (label: string) => `Change value or prior of ${label} in the study`,
  backToDefault: (label: string) => `${label}: back to what the study assumes`,
  beyond: 'Beyond the evidence: outside of what the study holds plausible.',
  findLever: 'Find a lever',
  noLever: 'No lever has this in its name.',
  share: (part: number) => {
    const tenths = 10 * part;
    return Math.abs(tenths - Math.round(tenths)) < 1e-9
      ? `In ${count(tenths)} of 10 runs it holds.`
      : `In ${percent(part)} of 100 runs it holds.`;
  },
  flipped: (texts: readonly string[]) =>
    `${count(texts.length)} ${texts.length === 1 ? 'claim' : 'claims'} changed: ${list(texts)}.`,
  soFar: (sentence: string) => `So far, from a hundred members: ${sentence}`,
  flip: (claim: string, from: string, to: string) => `${claim} from ${from} to ${to}`,
  was: (word: string) => `was ${word}`,
  moreLevers: (number: number) => `${count(number)} more levers`,
  close: 'Close',
  page: 'This page',
  menu: 'Menu',
  guessFirst: 'Guess first',
  asLines: 'Runs as lines',
  theme: (name: string) => `Colours: ${name}`,
  themes: { system: 'as the system', light: 'light', dark: 'dark' },
  keys: 'Keys',
  actions: {
    find: 'Find a claim, an outcome, a lever, a variable, an action',
    why: 'Open or close “Why?”',
    edit: 'Open or close the editor',
    compare: 'Compare scenarios',
    share: 'Share what you see',
    model: 'Open a model of another tool (XMILE, Vensim)',
    guess: 'Guess before results are shown',
    lines: 'Bands, or single runs as lines',
    theme: 'Colours: as the system, light, dark',
    reset: 'Back to the study as it stands',
    none: 'Select nothing',
    help: 'These keys',
  },
  find: 'Find',
  findWhat: 'Claim, outcome, lever, variable, scenario, action',
  notFound: 'Nothing has all of these words.',
  foundMany: (number: number) => `${count(number)} shown. Arrow keys choose, Enter goes there.`,
  groups: {
    claims: 'Claim',
    outcomes: 'Outcome',
    actions: 'Action',
    why: 'Why?',
    scenarios: 'Scenario',
    levers: 'Lever',
    mechanisms: 'Mechanism',
    forms: 'Rival form',
    variables: 'Variable',
  },
  drawerTabs: {
    causes: 'Causes',
    loops: 'Loops',
    diagram: 'Diagram',
    map: 'Map',
    sensitivity: 'What decides it',
    evidence: 'Evidence',
    equations: 'Equations',
    members: 'Members',
  },
  leverKeys: [
    ['← →', 'On a lever: a step less or more'],
    ['Delete', 'On a lever: back to what the study assumes'],
    ['Home, End', 'On a chart: first and last moment; ← and → walk between them'],
  ] as readonly (readonly [string, string])[],
  scenario: 'Scenario',
  noScenario: 'None',
  compare: 'Compare',
  compareTitle: 'Scenarios compared',
  nothingToCompare: 'Move a lever or choose a scenario, and keep it under a name: kept ones stand here side by side.',
  differs: 'What differs',
  now: 'now',
  notAllYet: '(not all members yet)',
  keepAs: 'Keep this as',
  keep: 'Keep',
  forget: (name: string) => `Forget ${name}`,
  atTheEnd: (title: string) => `${title}, at the end`,
  middleAndRange: (middle: number, low: number, high: number, unit: string) =>
    `${amount(middle)} (${amount(low)} to ${amount(high)}) ${unitWords(unit, high)}`,
  counted: (number: number, word: string) => `${count(number)} ${word}:`,
  toClaim: (claim: string) => `Go to claim ${claim}`,
  cardOf: (claim: string) => `Claim ${claim}`,
  dependsOn: 'It depends on:',
  turns: {
    rises: (at: number, unit: string) => `holds above ${quantity(at, unit)}`,
    falls: (at: number, unit: string) => `holds below ${quantity(at, unit)}`,
    mixed: (at: number, unit: string) => `turns at ${quantity(at, unit)}`,
  },
  beside: (
    {
      value,
      shareBelow,
      shareAbove,
    }: { readonly value: number; readonly shareBelow: number; readonly shareAbove: number },
    unit: string,
  ) => `below ${quantity(value, unit)} it holds in ${percent(shareBelow)} of 100 runs, above in ${percent(shareAbove)}`,
  byAlternative: (all: readonly { readonly name: string; readonly share: number }[]) =>
    `it holds in ${list(all.map(({ name, share }) => `${percent(share)} of 100 runs with “${name}”`))}`,
  wasBefore: (word: string) => `As the study stands: ${word}.`,
  withinModel: 'Within this model, and under its assumptions.',
  evidence: 'Evidence',
  meanings: {
    supported: 'It holds in nearly all runs.',
    contradicted: 'It holds in hardly any run.',
    depends: 'It holds in some runs and not in others.',
    vacuous: 'What it speaks of hardly ever arises.',
    untestable: 'A free choice of the modeller decides it, or no run could.',
    'by construction': 'An assumption makes it so.',
  },
  tryToBreak: 'Try to break it',
  breaking: 'Looking for the smallest believable change that turns the verdict',
  stop: 'Stop',
  apply: 'Set the lever there',
  brokenBy: (claim: string, lever: string, meaning: string, from: string, to: string) =>
    `${lever} at ${meaning} is the nearest single change found: ${claim} turns from ${from} to ${to}.`,
  unbreakable: (tried: number) =>
    `None of the ${count(tried)} levers that decide most turns it within its plausible range, one at a time.`,
  time: 'Time',
  table: 'Table',
  tableOf: (title: string) => `${title}: the numbers`,
  lower: (label: string) => `${label}, from`,
  upper: (label: string) => `${label}, to`,
  saveAs: (title: string, kind: string) => `${title} as ${kind}`,
  sources: (labels: readonly string[]) => `Record: ${list(labels)}.`,
  run: (number: number) => `Run ${count(number)}`,
  walk: (title: string) => `${title}: moment by moment`,
  moment: (time: string, middle: number, range: readonly number[] | undefined, unit: string) =>
    `${time}: median ${quantity(middle, unit)}${
      range ? `; 9 of 10 runs between ${amount(range[0]!)} and ${amount(range[1]!)}` : ''
    }`,
  headline: (middle: number, low: number, high: number, unit: string) =>
    `ends at ${quantity(middle, unit)} in the middle run; in 9 of 10 runs between ${amount(low)} and ${amount(high)}.`,
  endsAt: (value: number, standing: number | undefined, unit: string) =>
    standing === undefined
      ? `ends at ${quantity(value, unit)}.`
      : `ends at ${quantity(value, unit)}; as it stands, at ${amount(standing)}.`,
  momentOfRun: (time: string, value: number, unit: string) => `${time}: ${quantity(value, unit)}`,
  filtered: (shown: number, all: number, claim: string) =>
    `${count(shown)} of ${count(all)} outcomes: those that ${claim} measures.`,
  showAll: 'Show all',
  yourGuess: 'your guess',
  guessTitle: (title: string) => `${title}: your guess`,
  guessNote: 'Draw how it goes on, from the left to the right. Then see what the members say.',
  byNumbers: 'Or moment by moment',
  reveal: 'Show the result',
  goOn: 'Go on',
  judged: ({ inside, moments, guessed, middle }: JudgedGuess) =>
    `Your line lies where 9 of 10 runs do at ${count(inside)} of ${count(moments)} moments. At the end you expected ${amount(guessed)}; the middle run comes to ${amount(middle)}.`,
  dropHere: 'Drop a model file (.xmile, .stmx, .mdl) to run it here',
  droppedTitle: (names: readonly string[]) => list(names),
  readingModel: 'The model is being read and run',
  noModel: 'None of these files is a model: .xmile, .stmx, .itmx, .xml or .mdl.',
  dropTooLarge: 'These files are too large for a model.',
  droppedNote: (number: number) =>
    `One run at the values that the model has; ${count(number)} variables, stocks first. It was read in this page: nothing was sent, and nothing is kept.`,
  droppedRefused: 'The model cannot be run as it stands:',
  modelProblems: 'What was found in the model',
  brokeOff: (when: string) => `The run broke off at ${when}: a value was no longer finite.`,
  findVariable: 'Find a variable',
  showAllVariables: (number: number) => `Show all ${count(number)}`,
  way: (first: string, last: string, unit: string) => `from ${first} to ${last} ${unit}`.trim(),
  shareTitle: 'Share what you see',
  link: 'Link to this state',
  linkNote:
    'It opens on this machine for as long as the workbench is open. Whoever has the report opens the same state there.',
  caption: 'In a sentence',
  captionOf: (title: string, settings: readonly string[], sentence: string) =>
    `${title}: ${settings.length === 0 ? 'the study as it stands' : `with ${list(settings)}`}. ${sentence} A model of an argument, not a forecast.`,
  changedTo: (texts: readonly string[]) => `Changed: ${list(texts)}.`,
  switches: 'Mechanisms and rival forms',
  switchesSet: (number: number) => (number === 0 ? 'none changed' : `${count(number)} changed`),
  mechanisms: 'Mechanisms',
  mechanismNote:
    'Without its tick a mechanism is out in every member, and with it in, whatever the scenario says. What a claim switches of its own comes after.',
  ownForms: 'Each member as the study draws it',
  isOut: (label: string) => `without “${label}”`,
  isIn: (label: string) => `with “${label}”`,
  isOwn: (label: string) => `${label}: each member its own`,
  isOnly: (label: string, form: string) => `${label}: “${form}” alone`,
  inWord: 'in',
  outWord: 'out',
  underScenario: (name: string) => `scenario “${name}”`,
  leverSet: (label: string, meaning: string) => `${label} ${meaning}`,
  standing: (texts: readonly string[]) => `Of its claims ${list(texts)}.`,
  standingOne: (number: number, word: string) => `${count(number)} ${word}`,
  copy: 'Copy',
  copied: 'Copied.',
  report: 'Report as one file',
  reportNote:
    'Readable without network and without this program, with every equation and source. All members are simulated again for it.',
  makeReport: 'Make the report and download it',
  makingReport: 'The report is being made; this takes a minute or two',
  noToken: 'Only a page opened with the whole address that the terminal printed may ask for it.',
  failed: (reason: string) => `The simulation stopped: ${reason}`,
} as const;

export const STRINGS = localised(CATALOGUE);

/** Texts of dialogs that wait until they are wanted: fetched with the first of them. */
import { unitWords } from 'fissure/workbench';
import { localised } from './locale.ts';
import { amount, count, list } from './numbers.ts';

const CATALOGUE = {
  actions: {
    find: 'Find a claim, an outcome, a lever, a variable, an action',
    why: 'Open or close “Why?”',
    edit: 'Open or close the editor',
    plots: 'Choose what to plot',
    mark: 'Deal with the statements of the argument',
    note: 'Notes on what is selected, or all of them',
    compare: 'Compare scenarios',
    variants: 'Claims by variants: which assumption turns which claim',
    about: 'About: what it is for, what it leaves out, how to cite it',
    share: 'Share what you see',
    model: 'Open a model of another tool (XMILE, Vensim)',
    guess: 'Guess before results are shown',
    lines: 'Bands, or single runs as lines',
    theme: 'Colours: as the system, light, dark',
    reset: 'Back to the study as it stands',
    none: 'Leave “Why?” or the editor, or select nothing',
    help: 'These keys',
  },
  findWhat: 'Claim, outcome, lever, variable, scenario, action',
  notFound: 'Nothing has all of these words.',
  foundMany: (number: number) => `${count(number)} shown. Arrow keys choose, Enter goes there.`,
  leverKeys: [
    ['← →', 'On a lever: a step less or more'],
    ['Delete', 'On a lever: back to what the study assumes'],
    ['Home, End', 'On a chart: first and last moment; ← and → walk between them'],
  ] as readonly (readonly [string, string])[],
  compareTitle: 'Scenarios compared',
  nothingToCompare:
    'Move a lever or choose a scenario, and keep it under a name: kept ones stand here side by side, with the scenarios of the study.',
  studyScenarios: 'Scenarios of the study',
  putAllIn: 'All of them',
  takeAllOut: 'None of them',
  differs: 'What differs',
  runsCsv: 'All of them over time, as CSV',
  runOf: (title: string, name: string) => `${title}, ${name}`,
  now: 'now',
  notAllYet: '(not all members yet)',
  atTheEnd: (title: string) => `${title}, at the end`,
  middleAndRange: (middle: number, low: number, high: number, unit: string) =>
    `${amount(middle)} (${amount(low)} to ${amount(high)}) ${unitWords(unit, high)}`,
  droppedTitle: (names: readonly string[]) => list(names),
  readingModel: 'The model is being read and run',
  noModel: 'None of these files is a model: .xmile, .stmx, .itmx, .xml or .mdl.',
  dropTooLarge: 'These files are too large for a model.',
  noLink: 'No link leads to a model that this page read itself.',
  droppedRefused: 'The model cannot be run as it stands:',
  modelProblems: 'What was found in the model',
  shareTitle: 'Share what you see',
  link: 'Link to this state',
  linkNote:
    'It opens on this machine for as long as the workbench is open. Whoever has the report opens the same state there.',
  caption: 'In a sentence',
  inTerminal: 'The same in the terminal',
  captionOf: (title: string, settings: readonly string[], sentence: string) =>
    `${title}: ${settings.length === 0 ? 'the study as it stands' : `with ${list(settings)}`}. ${sentence} A model of an argument, not a forecast.`,
  inWord: 'in',
  outWord: 'out',
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
} as const;

export const DIALOGS = localised(CATALOGUE);

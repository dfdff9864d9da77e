/** Every text of the page's own. What a study says comes from the study. */
import { BREAK_TEXTS } from '../../shared/break-texts.ts';
import { localised } from './locale.ts';
import { amount, count, list, multiple, percent, quantity } from './numbers.ts';

const CATALOGUE = {
  tagline: 'Drag a lever. Watch which sentences stop being true. A model of an argument, not a forecast.',
  taglineOfModel: 'Drag a constant. Watch what the model does: grey is as it stands.',
  modelFile: 'A model file of another tool, run as it is. To change its equations, make a study of it: Edit.',
  argument: 'Argument',
  claims: 'Claims',
  outcomes: 'Outcomes',
  levers: 'What if',
  trying: 'One chart, and levers that move it',
  leverNote:
    'Each lever multiplies one number in every run. The mark is the study as it stands; shaded is what it holds plausible.',
  constantNote: 'Each lever sets a constant of the model; the mark is its own value. Any number can be typed.',
  constant: (label: string) => `${label}: value`,
  constantText: (value: number, own: number, unit: string) =>
    value === own ? quantity(value, unit) : `${quantity(value, unit)}, not ${amount(own)}`,
  backToValue: (label: string, own: string) => `${label}: back to ${own}`,
  resetModel: 'Back to the model as it stands',
  oneRun: 'One run: nothing in this model is uncertain.',
  bothNote: 'A lever of what varies multiplies what was drawn; any other sets its constant.',
  varyConstants: 'Vary constants',
  variedNow: (number: number, runs: number) => (number === 0 ? 'none' : `${count(number)} in ${count(runs)} runs`),
  found: (number: number) => `What the check of the model found: ${count(number)}`,
  why: 'Why?',
  edit: 'Edit',
  shareIt: 'Share',
  aboutIt: 'About',
  notes: (number: number) => `${count(number)} ${number === 1 ? 'note' : 'notes'}`,
  notesOn: (number: number, label: string) => `${count(number)} ${number === 1 ? 'note' : 'notes'} on ${label}`,
  noteShort: '+ note',
  addNote: 'Add a note',
  change: 'Change',
  remove: 'Remove',
  changeNote: (number: number) => `Change note ${count(number)}`,
  removeNote: (number: number) => `Remove note ${count(number)}`,
  addNoteOn: (label: string) => `Add a note on ${label}`,
  noteIsOn: (names: readonly string[]) => `on ${list(names)}`,
  noteIsAlsoOn: (names: readonly string[]) => `also on ${list(names)}`,
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
    preview: 'The first runs as they come, before the record says which of them count more.',
    first: 'A hundred runs, while the lever moves; the line from the first few.',
    coarse: 'A hundred runs, while the lever moves; the line from the first few.',
    full: 'All runs; those nearer to the record count more.',
  },
  allRuns: 'All runs.',
  bandsKey: 'Dark: half of them; light: 9 of 10.',
  recordKey: 'Dots: the record.',
  noOutcomes: 'The study names no outcomes; any variable can be plotted.',
  runsUnderWay: 'Runs are being simulated',
  pending: 'Verdicts are those from before the change; the new ones are being simulated.',
  provisional: 'Provisional verdicts, from a hundred runs; all of them are being simulated.',
  unchanged: 'No verdict differs from the study as it stands.',
  breaksOff: (failed: number, cases: number, claim: string) =>
    `With this change a value is no longer finite in ${failed === cases ? 'any case' : `${count(failed)} of ${count(cases)} cases`} of ${claim}: runs break off there, and say nothing of it.`,
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
  soFar: (sentence: string) => `So far, from a hundred runs: ${sentence}`,
  flip: (claim: string, from: string, to: string) => `${claim} from ${from} to ${to}`,
  was: (word: string) => `was ${word}`,
  moreLevers: (number: number) => `${count(number)} more ${number === 1 ? 'lever' : 'levers'}`,
  close: 'Close',
  page: 'This page',
  menu: 'Menu',
  guessFirst: 'Guess first',
  guessedSingly: 'Each variable is guessed in a chart of its own. What they do together is shown afterwards.',
  showLines: 'Show it now',
  showLinesOf: (title: string) => `Show it now: ${title}`,
  asLines: 'Runs as lines',
  theme: (name: string) => `Colours: ${name}`,
  themes: { system: 'as the system', light: 'light', dark: 'dark' },
  keys: 'Keys',
  find: 'Find',
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
  scenario: 'Scenario',
  noScenario: 'None',
  compare: 'Compare',
  byVariants: 'Claims by variants',
  keepAs: 'Keep this as',
  keep: 'Keep',
  forget: (name: string) => `Forget ${name}`,
  handled: (number: number, all: number) =>
    number === all
      ? `All ${count(all)} statements are modelled, tested, or set aside with a reason.`
      : `${count(number)} of ${count(all)} statements are modelled, tested, or set aside with a reason. Not yet:`,
  moreOpen: (number: number) => `and ${count(number)} more`,
  toStatement: (id: string) => `Deal with ${id}`,
  dealWith: 'Deal with statements',
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
  ...BREAK_TEXTS,
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
  choosePlots: 'Choose what to plot',
  showHidden: (number: number) => `Show ${count(number)} put away`,
  missing: (names: readonly string[]) =>
    `Left out, since the study does not have ${names.length === 1 ? 'it' : 'them'}: ${list(names)}.`,
  unread: (parts: readonly string[]) =>
    `Left out, since ${parts.length === 1 ? 'this part' : 'these parts'} of the address could not be read: ${list(parts)}`,
  namesOf: {
    scenario: (name: string) => `scenario “${name}”`,
    lever: (name: string) => `lever “${name}”`,
    constant: (name: string) => `constant “${name}”`,
    mechanism: (name: string) => `mechanism “${name}”`,
    form: (name: string) => `rival form “${name}”`,
    claim: (name: string) => `claim “${name}”`,
    outcome: (name: string) => `outcome “${name}”`,
    plot: (name: string) => `variable “${name}” to plot`,
    varied: (name: string) => `constant “${name}” to vary`,
  },
  putAway: (titles: readonly string[]) => `Put away: ${list(titles)}`,
  middles: 'The middle of all members for each.',
  whyOf: (title: string) => `Ask “Why?” about ${title}`,
  beforeOf: (label: string) => `${label}, as it stands`,
  listed: (titles: readonly string[]) => list(titles),
  dropHere: 'Drop a model file (.xmile, .stmx, .mdl) to run it here',
  droppedNote: (file: string) =>
    `${file} was read in this page: nothing was sent, and nothing is kept. To change its equations, open it with fissure open.`,
  backToStudy: 'Back to what was open before',
  brokeOff: (when: string) => `The run broke off at ${when}: a value was no longer finite.`,
  breaksOffAt: (when: string) =>
    `With this change the run breaks off at ${when}: a value is no longer finite there, and nothing is known from then on.`,
  someBreakOff: (number: number, when: string) =>
    `With this change ${count(number)} ${number === 1 ? 'run breaks' : 'runs break'} off, the first at ${when}: a value is no longer finite there, and nothing is known from then on.`,
  someBrokeOff: (number: number) =>
    `${count(number)} ${number === 1 ? 'run' : 'runs'} broke off: a value was no longer finite.`,
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
  underScenario: (name: string) => `scenario “${name}”`,
  leverSet: (label: string, meaning: string) => `${label} ${meaning}`,
  failed: (reason: string) => `The simulation stopped: ${reason}`,
  startAnew: 'Start it anew',
  didNotWork: (reason: string) => `That did not work: ${reason}`,
  alone:
    'The server of this page does not answer. Levers, charts and verdicts go on; what changes in the files does not come here, and nothing can be saved. The page goes on by itself once this runs again:',
  outdated:
    'The server of this page was started anew: to save again, open the address that it printed in another tab of this browser, or paste it here. What is typed and not saved stays.',
  newAddress: 'Address that the terminal printed',
  useAddress: 'Save there from now on',
  wrongAddress: 'That is not the address of this server.',
  notFetched: 'This part of the page could not be fetched.',
  loadAnew: 'Load the page anew',
} as const;

export const STRINGS = localised(CATALOGUE);

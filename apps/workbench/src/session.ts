/** What the page knows, and how it follows the levers: a few members while one moves, every member once it is let go. */
import { batch, computed, signal } from '@preact/signals';
import {
  type Arrangement,
  type Band,
  type Baseline,
  bandToShow,
  baselineOf,
  type Change,
  type KnownBaseline,
  knownBaseline,
  leversOf,
  type OutputLines,
  type OwnScenario,
  PLAIN_ARRANGEMENT,
  type Quality,
  type ReadyStudy,
  type ScenarioArms,
  type SimulationAnswer,
  scenarioKey,
  type Verdict,
} from 'fissure/workbench';
import { ask, listen, startWorkerAnew } from './simulating.ts';
import { fetchScenario, source } from './source.ts';
import { STRINGS } from './strings.ts';

export const study = signal<ReadyStudy | undefined>(undefined);
export const diagnostics = signal('');
export const isBroken = signal(false);
/** Undefined until the members have been weighed and every claim tested. */
export const baseline = signal<Baseline | undefined>(undefined);
/** Of the study as it was before its last change: the new results are on their way. */
export const isStale = signal(false);
export const bands = signal<readonly Band[]>([]);
/** What the bands shown are of; undefined before there are any. */
export const quality = signal<Quality | undefined>(undefined);
export const lines = signal<ReadonlyMap<string, OutputLines['runs']>>(new Map());
export const verdicts = signal<readonly Verdict[]>([]);
/** The verdicts shown are not yet those of the levers. */
export const isPending = signal(false);
/** A few members alone gave the verdicts shown. */
export const isProvisional = signal(false);
/** Of what is being simulated for the verdicts. */
export const share = signal(0);
/** What stopped the simulation. */
export const failure = signal('');
/** What else did not work: something could not be fetched, say. */
export const trouble = signal('');
/** Its server does not answer: what is open goes on, and nothing else can be fetched or saved. */
export const isAlone = signal(false);
/** Before there is a baseline: what is under way, and how far. */
export const progress = signal<{ readonly stage: 'screen' | 'simulate'; readonly share: number } | undefined>(
  undefined,
);
export const settings = signal<ReadonlyMap<string, number>>(new Map());
/** Name of a scenario of the study, or empty. */
export const scenario = signal('');
/** Scenarios that the reader made. */
export const ownScenarios = signal<readonly OwnScenario[]>([]);

/** What the reader looks at and varies; `arrange` changes it. */
export const arrangement = signal<Arrangement>(PLAIN_ARRANGEMENT);

/** What the drawer tells about, and what the other columns narrow down to. */
export interface Selected {
  readonly kind: 'claim' | 'output';
  readonly id: string;
}
export const selected = signal<Selected | undefined>(undefined);
export const isDrawerOpen = signal(false);
export const isEditing = signal(false);
export const isComparing = signal(false);
/** Every claim under every variant. */
export const isTabling = signal(false);
export const isSharing = signal(false);
/** What the study says of itself is shown. */
export const isAbout = signal(false);
export const isFinding = signal(false);
export const isChoosing = signal(false);
/** Statements are being dealt with. */
export const isMarking = signal(false);
/** Notes are looked at, or added. */
export const isNoting = signal(false);
/** The study is being asked for. */
export const isReading = signal(false);
export const isHelpOpen = signal(false);
export const chartStyle = signal<'bands' | 'lines'>('bands');
/** The reader draws what they expect before the result is shown. */
export const isGuessing = signal(false);

/** Outputs whose charts can be seen: what follows a lever is simulated and drawn for these alone. */
export const lookedAt = new Set<string>();

export const change = computed<Change>(() => ({ scenario: scenario.value, levers: settings.value }));
export const isChanged = computed(() => scenario.value !== '' || settings.value.size > 0);

/** Nobody argues with it: no claims, no statements. */
export const isPlain = computed(() => {
  const known = study.value;
  return known !== undefined && known.statements.length + known.experiment.claims.length === 0;
});
/** The page read it itself: nothing of it can be written, and no link leads to it. */
export const isLocal = computed(() => source.value.number > 0);
/** Nothing differs between members. */
export const isSingle = computed(() => study.value?.experiment.memberCount === 1);

/** By which levers are ordered. Once a hand was on one of them they keep their places. */
const verdictsForOrder = signal<readonly Verdict[]>([]);
let wasTouched = false;

/** The last change that was let go of: a step of the reader's, for the address. */
export type SettledChange = Change;
export const settled = signal<SettledChange>({ scenario: '', levers: new Map() });

/** Those first that decide most claims; where a claim is selected, those that decide it. */
export const levers = computed(() => {
  const known = study.value;
  if (!known) return [];
  const all = leversOf(known.experiment);
  const deciding = verdictsForOrder.value;
  if (deciding.length === 0) return all;
  const { kind, id } = selected.value ?? {};
  const own = kind === 'claim' ? deciding.find(({ claim }) => claim === id)?.factors : undefined;
  const weight = new Map<string, number>();
  for (const { factor, distance } of own ?? deciding.flatMap(({ hinges }) => hinges))
    weight.set(factor, (weight.get(factor) ?? 0) + distance);
  return all.toSorted((a, b) => (weight.get(b.id) ?? 0) - (weight.get(a.id) ?? 0));
});

/** Again for the same thing: nothing is selected any more. */
export function select(wanted: Selected): void {
  const { kind, id } = selected.value ?? {};
  selected.value = kind === wanted.kind && id === wanted.id ? undefined : wanted;
}

/** Every request has a number of its own; answers to those before `oldest` come too late. */
let turn = 0;
let oldest = 0;
let opening = 0;

export function nextTurn(): number {
  turn += 1;
  return turn;
}

/** Results shown before say nothing about what is opened next. */
export function forgetResults(): void {
  baseline.value = undefined;
  quality.value = undefined;
  bands.value = [];
  lines.value = new Map();
  verdicts.value = [];
}

/** The levers of what is opened next are ordered by its own verdicts. */
export function forgetHand(): void {
  wasTouched = false;
  verdictsForOrder.value = [];
}

/** Results shown are stale until there are those of this study; `known`: they are there already. */
export function openStudy(ready: ReadyStudy, known: KnownBaseline | undefined): void {
  opening = nextTurn();
  oldest = opening;
  study.value = ready;
  failure.value = '';
  isStale.value = baseline.value !== undefined;
  ask({ kind: 'open', turn: opening, experiment: ready.experiment, baseline: known });
  if (known) welcome(baselineOf(ready.experiment, known));
}

/** How often workers were started anew: what waits for their answers asks again. */
export const startCount = signal(0);

/** After a failure: workers that failed are of no more use, and what is known need not be simulated again. */
export function startAnew(): void {
  const known = study.value;
  if (!known) return;
  startWorkerAnew();
  sent.clear();
  startCount.value += 1;
  openStudy(known, baseline.value && !isStale.value ? knownBaseline(baseline.value) : known.baseline);
}

/** Other charts, or other constants varied: a step that the back button undoes. */
export function arrange(next: Partial<Arrangement>): void {
  arrangement.value = { ...arrangement.value, ...next };
}

/** Results of the study as it stands. */
function welcome(known: Baseline): void {
  batch(() => {
    baseline.value = known;
    if (!wasTouched) verdictsForOrder.value = known.assessment.verdicts;
    isStale.value = false;
    progress.value = undefined;
    showBaseline(known);
  });
  if (isChanged.value) void settle().catch(tell);
}

function addBands(added: readonly Band[]): void {
  const known = baseline.value;
  if (!known) return;
  const whole = { ...known, assessment: { ...known.assessment, bands: [...known.assessment.bands, ...added] } };
  batch(() => {
    baseline.value = whole;
    // Of a change they come as those of all other outputs do.
    if (!isChanged.value) bands.value = whole.assessment.bands;
  });
}

export function tell(reason: unknown): void {
  trouble.value = reason instanceof Error ? reason.message : String(reason);
}

/** Others than this file may listen too: comparisons, the table of variants, and the search for what breaks a claim. */
const others = new Set<(answer: SimulationAnswer) => void>();

export function alsoListen(onAnswer: (answer: SimulationAnswer) => void): () => void {
  others.add(onAnswer);
  return () => others.delete(onAnswer);
}

function hear(answer: SimulationAnswer): void {
  for (const other of others) other(answer);
  switch (answer.kind) {
    case 'broken':
    case 'outcomes':
    case 'variant':
      return;
    case 'failed':
      failure.value = answer.reason;
      return;
    case 'stage':
      if (answer.turn === opening) progress.value = answer;
      return;
    case 'baseline':
      if (answer.turn === opening) welcome(baselineOf(study.value!.experiment, answer.baseline));
      return;
    case 'added':
      if (answer.turn === opening) addBands(answer.bands);
      return;
    case 'bands':
      if (answer.turn >= oldest) showBands(answer);
      return;
    case 'runs':
      if (answer.turn >= turnOfLines) lines.value = new Map(answer.lines.map(({ output, runs }) => [output, runs]));
      return;
    case 'share':
      if (answer.turn === turnOfVerdicts) share.value = answer.share;
      return;
    case 'verdicts':
      if (answer.turn === turnOfVerdicts) showVerdicts(answer);
      return;
  }
}

let turnOfVerdicts = 0;

/** The position that the lines shown are of. */
let turnOfLines = 0;

function showBands(answer: Extract<SimulationAnswer, { kind: 'bands' }>): void {
  const { bands: own, lines: runs, quality: named } = answer;
  // Last good results stay until there are better ones than these.
  if (named === 'preview' && baseline.value) return;
  if (named === 'full') oldest = Math.max(oldest, answer.turn);
  const isLate = answer.turn < turnOfLines;
  turnOfLines = Math.max(turnOfLines, answer.turn);
  batch(() => {
    const news = new Map(own.map((band) => [band.output, band]));
    const kept = bands.value.map((band) => bandToShow(band, news.get(band.output) ?? band, named, isLate));
    const known = new Set(kept.map(({ output }) => output));
    bands.value = [...kept, ...own.filter(({ output }) => !known.has(output))];
    quality.value = named;
    if (runs.length > 0) lines.value = new Map([...lines.value, ...runs.map((one) => [one.output, one.runs] as const)]);
  });
}

function showVerdicts(answer: Extract<SimulationAnswer, { kind: 'verdicts' }>): void {
  batch(() => {
    verdicts.value = answer.verdicts;
    isProvisional.value = answer.isProvisional;
    isPending.value = answer.isProvisional;
    // It goes again.
    if (!answer.isProvisional) failure.value = '';
    if (answer.bands.length > 0) bands.value = answer.bands;
  });
}

/** A lever moves; `standing`: where it is as the study has it. */
export function drag(id: string, value: number, standing = 1): void {
  wasTouched = true;
  batch(() => {
    const moved = new Map(settings.value);
    if (value === standing) moved.delete(id);
    else moved.set(id, value);
    settings.value = moved;
    isPending.value = baseline.value !== undefined;
  });
  follow();
}

export function follow(): void {
  const hasRuns = chartStyle.value === 'lines';
  ask({ kind: 'follow', turn: nextTurn(), change: change.value, outputs: [...lookedAt], hasRuns });
}

/** A lever was let go, or a scenario chosen: all members, and what they say of every claim. */
export async function settle(): Promise<void> {
  const own = nextTurn();
  const wanted = change.value;
  if (wanted.scenario !== '') await sendScenario(wanted).catch((reason) => leaveScenario(wanted, reason));
  // Moved again while the scenario was fetched.
  if (wanted !== change.value) return;
  trouble.value = '';
  if (settled.value.scenario !== scenario.value || settled.value.levers !== settings.value)
    settled.value = change.value;
  if (!isChanged.value) {
    oldest = own;
    ask({ kind: 'stop', what: 'settle' });
    turnOfVerdicts = 0;
    if (baseline.value) showBaseline(baseline.value);
    return;
  }
  if (!baseline.value) {
    follow();
    return;
  }
  turnOfVerdicts = own;
  batch(() => {
    isPending.value = true;
    share.value = 0;
  });
  ask({ kind: 'settle', turn: own, change: change.value, outputs: [...lookedAt] });
}

/** What cannot be had is not chosen: what is shown would be of something else. */
function leaveScenario(wanted: Change, reason: unknown): never {
  const before = settled.value.scenario;
  if (wanted === change.value) scenario.value = before === wanted.scenario ? '' : before;
  throw reason;
}

/** The worker learns of each scenario once per study, and again for what it leaves to the reader's switches. */
let sentFor: ReadyStudy | undefined;
const sent = new Map<string, Promise<void>>();

export function sendScenario(wanted: Change): Promise<void> {
  if (sentFor !== study.value) sent.clear();
  sentFor = study.value;
  const key = scenarioKey(wanted);
  const known = sent.get(key) ?? fetchDeclared(wanted).then((arms) => ask({ kind: 'scenario', key, arms }));
  sent.set(key, known);
  // What could not be fetched may be there next time.
  known.catch(() => sent.delete(key));
  return known;
}

async function fetchDeclared(wanted: Change): Promise<ScenarioArms> {
  const name = wanted.scenario;
  // An address may be of another study.
  if (!study.value?.scenarios.some((one) => one.name === name)) throw new Error(STRINGS.missingNames([name]));
  return fetchScenario(wanted);
}

/** To the study as it stands, or to any other state of scenario and levers. */
export function changeTo(next: Change): void {
  oldest = turn + 1;
  batch(() => {
    scenario.value = next.scenario;
    settings.value = next.levers;
  });
  void settle().catch(tell);
}

export function reset(): void {
  changeTo({ scenario: '', levers: new Map() });
}

function showBaseline({ assessment }: Baseline): void {
  batch(() => {
    isPending.value = false;
    isProvisional.value = false;
    bands.value = assessment.bands;
    quality.value = 'full';
    verdicts.value = assessment.verdicts;
  });
}

export function startSession(): void {
  listen(hear, (reason) => (failure.value = reason));
}

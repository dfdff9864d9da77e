/** What the page asks of its simulations and takes from them: a few members while a lever moves, every member once it is let go. */
import { batch, signal } from '@preact/signals';
import {
  type Band,
  type Baseline,
  bandToShow,
  baselineOf,
  brokenOffOf,
  type Change,
  type KnownBaseline,
  knownBaseline,
  type ReadyStudy,
  type SimulationAnswer,
} from 'fissure/workbench';
import { change, chartStyle, isChanged, scenario, settings, settled } from './chosen.ts';
import {
  bands,
  baseline,
  brokenOff,
  failure,
  isPending,
  isProvisional,
  isStale,
  lines,
  progress,
  quality,
  share,
  study,
  tell,
  trouble,
  verdicts,
} from './known.ts';
import { keepOrder, orderLevers } from './levers/order.ts';
import { forgetSent, sendScenario } from './scenarios/sent.ts';
import { ask, listen, startWorkerAnew } from './simulating.ts';

/** Outputs whose charts can be seen: what follows a lever is simulated and drawn for these alone. */
export const lookedAt = new Set<string>();

/** Every request has a number of its own; answers to those before `oldest` come too late. */
let turn = 0;
let oldest = 0;
let opening = 0;
let turnOfVerdicts = 0;
/** The position that the lines shown are of. */
let turnOfLines = 0;

export function nextTurn(): number {
  turn += 1;
  return turn;
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
  forgetSent();
  startCount.value += 1;
  openStudy(known, baseline.value && !isStale.value ? knownBaseline(baseline.value) : known.baseline);
}

/** Results of the study as it stands. */
function welcome(known: Baseline): void {
  batch(() => {
    baseline.value = known;
    orderLevers(known.assessment.verdicts);
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
    if (!answer.isProvisional) {
      failure.value = '';
      brokenOff.value = answer.brokenOff;
    }
    if (answer.bands.length > 0) bands.value = answer.bands;
  });
}

/** A lever moves; `standing`: where it is as the study has it. */
export function drag(id: string, value: number, standing = 1): void {
  keepOrder();
  batch(() => {
    const moved = new Map(settings.value);
    if (value === standing) moved.delete(id);
    else moved.set(id, value);
    settings.value = moved;
    isPending.value = baseline.value !== undefined;
  });
  follow();
}

function follow(): void {
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
    brokenOff.value = brokenOffOf(assessment.failures);
  });
}

export function startSession(): void {
  listen(hear, (reason) => (failure.value = reason));
}

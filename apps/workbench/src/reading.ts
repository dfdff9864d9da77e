/** Reads the study: from its source, anew when its folder changes or when the reader wants something else of it. */
import { batch, effect, signal } from '@preact/signals';
import {
  additionsOf,
  type Baseline,
  type KnownBaseline,
  knownBaseline,
  PLAIN_ARRANGEMENT,
  printAdditions,
  type ReadyStudy,
  type StudyMessage,
} from 'fissure/workbench';
import { tidyAddress } from './address.ts';
import { arrangement, ownScenarios, selected } from './chosen.ts';
import { isEditing } from './edit/open.ts';
import { meetServer } from './edit/token.ts';
import {
  baseline,
  diagnostics,
  forgetResults,
  isAlone,
  isBroken,
  isLocal,
  isReading,
  study,
  tell,
  trouble,
} from './known.ts';
import { forgetOrder } from './levers/order.ts';
import { changeTo, openStudy } from './session.ts';
import { keepSource, type StudySource, source } from './source.ts';

/** Counts the changes of the study's folder that the page was told of. */
export const revision = signal(0);

/** As the query of an address: what the reader wants of the study besides. */
export function wishes(): string {
  return printAdditions(additionsOf(arrangement.value));
}

let reading = 0;
/** What the study shown was asked for with, and of whom. */
let readWith = '';
let readFrom: StudySource | undefined;
/** Of each source what was simulated last: to come back to it is no reason to simulate it again. */
const remembered = new WeakMap<StudySource, { readonly stamp: string; readonly baseline: Baseline }>();

async function readStudy(): Promise<void> {
  reading += 1;
  const own = reading;
  const wanted = wishes();
  const from = source.value;
  isReading.value = true;
  try {
    const message = await from.message(wanted);
    // Asked for again, or for something else, meanwhile.
    if (own === reading && wanted === wishes() && from === source.value) take(message, wanted, from);
  } finally {
    if (own === reading) isReading.value = false;
  }
}

function take({ diagnostics: found, ready }: StudyMessage, wanted: string, from: StudySource): void {
  batch(() => {
    diagnostics.value = found;
    isBroken.value = ready === undefined;
    if (!ready) return;
    const before = remembered.get(from);
    const known = before?.stamp === ready.stamp ? inPlaceOf(ready, before.baseline) : ready.baseline;
    // Another ensemble because the reader wants one, and not because the study is another.
    if (from !== readFrom || (!known && readWith !== wanted)) forgetResults();
    if (from !== readFrom) forgetOrder();
    [readWith, readFrom] = [wanted, from];
    tidyAddress(ready);
    openStudy(ready, known);
  });
}

/** The same members: what is known of them stays, but for outputs that nobody looks at any more. */
function inPlaceOf({ experiment }: ReadyStudy, before: Baseline): KnownBaseline {
  const known = knownBaseline(before);
  const wanted = new Set(experiment.outputs.map(({ id }) => id));
  const own = known.assessment.bands.filter(({ output }) => wanted.has(output));
  return { ...known, assessment: { ...known.assessment, bands: own } };
}

/** A model that this page reads itself takes the place of the study, or the study that of the model. */
export function openSource(next: StudySource): void {
  keepSource(next);
  batch(() => {
    source.value = next;
    selected.value = undefined;
    isEditing.value = false;
    ownScenarios.value = [];
    arrangement.value = PLAIN_ARRANGEMENT;
    changeTo({ scenario: '', levers: new Map() });
  });
}

function watchStudy(): void {
  const events = new EventSource('/api/events');
  const readAnew = () => {
    revision.value += 1;
    if (!isLocal.value) readStudy().catch(tell);
  };
  events.addEventListener('changed', readAnew);
  events.addEventListener('server', ({ data }) => void meetServer(data));
  // The browser tries to reach it again and again.
  events.addEventListener('error', () => {
    isAlone.value = true;
  });
  events.addEventListener('open', () => {
    if (!isAlone.value) return;
    isAlone.value = false;
    trouble.value = '';
    // Nobody told of what changed meanwhile.
    readAnew();
  });
}

export function startReading(): void {
  watchStudy();
  effect(() => {
    const known = baseline.value;
    // What was read last is what this is of: it arrives in the batch that takes the study, or after it.
    if (known && readFrom) remembered.set(readFrom, { stamp: study.peek()!.stamp, baseline: known });
  });
  effect(() => {
    // At first, and whenever the reader wants something else of the study.
    const isOther = wishes() !== readWith || source.value !== readFrom;
    if (reading === 0 || isOther) readStudy().catch(tell);
  });
}

/** What the page knows, and how it follows the levers: coarse while one moves, every member once it is let go. */
import { computed, signal } from '@preact/signals';
import {
  type Baseline,
  fromWireJson,
  leversOf,
  openPagePool,
  type ReadyStudy,
  type StudyMessage,
  simulateBaseline,
  simulateCoarse,
  simulateWhatIf,
  type WhatIf,
} from 'fissure/workbench';

const COARSE_MEMBERS = 100;

const startWorker = () => new Worker(new URL('./member-worker.ts', import.meta.url), { type: 'module' });
const pool = openPagePool({ startWorker: startWorker as never });

export const study = signal<ReadyStudy | undefined>(undefined);
export const diagnostics = signal('');
export const isBroken = signal(false);
export const baseline = signal<Baseline | undefined>(undefined);
export const bands = signal<WhatIf['bands']>([]);
export const verdicts = signal<WhatIf['verdicts']>([]);
/** The verdicts shown are not yet those of the levers. */
export const isPending = signal(false);
export const failure = signal('');
/** Before there is anything to show: what is under way, and how far. */
export const progress = signal<{ readonly stage: 'screen' | 'simulate'; readonly share: number } | undefined>(
  undefined,
);
export const settings = signal<ReadonlyMap<string, number>>(new Map());
/** What the drawer tells about, and what the other columns narrow down to. */
export interface Selected {
  readonly kind: 'claim' | 'output';
  readonly id: string;
}
export const selected = signal<Selected | undefined>(undefined);
export const isDrawerOpen = signal(false);
export const isEditing = signal(false);

/** Those first that decide most claims. */
export const levers = computed(() => {
  const known = baseline.value;
  if (!known) return [];
  const weight = new Map<string, number>();
  for (const { hinges } of known.assessment.verdicts)
    for (const { factor, distance } of hinges) weight.set(factor, (weight.get(factor) ?? 0) + distance);
  return leversOf(known.experiment)
    .filter(({ id }) => weight.has(id))
    .toSorted((a, b) => weight.get(b.id)! - weight.get(a.id)!);
});

/** Again for the same thing: nothing is selected any more. */
export function select(wanted: Selected): void {
  const { kind, id } = selected.value ?? {};
  selected.value = kind === wanted.kind && id === wanted.id ? undefined : wanted;
}

let reading = 0;

export async function readStudy(): Promise<void> {
  reading += 1;
  const own = reading;
  const answer = await fetch('/api/study');
  const message = fromWireJson(await answer.text()) as StudyMessage;
  if (own !== reading) return;
  diagnostics.value = message.diagnostics;
  isBroken.value = message.ready === undefined;
  if (!message.ready) return;
  const known = await simulateBaseline(message.ready.experiment, pool, (stage, share) => {
    progress.value = { stage, share };
  });
  if (own !== reading) return;
  study.value = message.ready;
  baseline.value = known;
  if (settings.value.size > 0) await release();
  else showBaseline(known);
}

export function watchStudy(): void {
  new EventSource('/api/events').addEventListener('changed', () => void readStudy().catch(tell));
}

export function tell(reason: unknown): void {
  failure.value = reason instanceof Error ? reason.message : String(reason);
}

let isCoarseRunning = false;
let full: AbortController | undefined;

/** One coarse ensemble at a time; where the hand was faster, the last position is simulated next. */
export async function drag(id: string, value: number): Promise<void> {
  settings.value = new Map(settings.value).set(id, value);
  isPending.value = true;
  full?.abort();
  if (isCoarseRunning) return;
  isCoarseRunning = true;
  try {
    for (let shown: unknown; isMoving() && shown !== settings.value; ) {
      shown = settings.value;
      const coarse = await simulateCoarse(baseline.value!, settings.value, pool, COARSE_MEMBERS);
      // Let go or put back meanwhile: what every member says is on its way, or there already.
      if (isMoving()) bands.value = coarse;
    }
  } finally {
    isCoarseRunning = false;
  }
}

function isMoving(): boolean {
  return settings.value.size > 0 && full?.signal.aborted !== false;
}

export async function release(): Promise<void> {
  const known = baseline.value;
  if (!known) return;
  full?.abort();
  full = new AbortController();
  const result = await simulateWhatIf(known, settings.value, pool, full.signal);
  if (!result) return;
  bands.value = result.bands;
  verdicts.value = result.verdicts;
  isPending.value = false;
}

export function reset(): void {
  full?.abort();
  settings.value = new Map();
  if (baseline.value) showBaseline(baseline.value);
}

function showBaseline({ assessment }: Baseline): void {
  isPending.value = false;
  bands.value = assessment.bands;
  verdicts.value = assessment.verdicts;
}

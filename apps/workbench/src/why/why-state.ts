/** What the drawer knows: the study's details, the way walked upstream, and a worker that answers questions. */
import { computed, effect, signal } from '@preact/signals';
import {
  type AnalystClient,
  askAnalyst,
  type LoopMark,
  type LoopsAnswer,
  type WhyDetails,
  type WhySubject,
} from 'fissure/why';
import { type Change, scenarioKey } from 'fissure/workbench';
import { selected } from '../chosen.ts';
import { wantedVariable } from '../drawer/tab.ts';
import { baseline, study } from '../known.ts';
import { wishes } from '../reading.ts';
import { fetchScenario, source } from '../source.ts';

export const details = signal<WhyDetails | undefined>(undefined);
export const isUnreadable = signal(false);
export const analyst = signal<AnalystClient | undefined>(undefined);

/** The selected claim or outcome; where nothing is selected, the first outcome. */
export const about = computed((): WhySubject | undefined => {
  const subjects = details.value?.subjects ?? [];
  const { kind, id } = selected.value ?? {};
  return (
    subjects.find((one) => one.kind === kind && one.id === id) ??
    subjects.find((one) => one.kind === 'output') ??
    subjects[0]
  );
});

/** Mechanisms with what they act through: loops are grouped by them. */
export const marks = computed((): readonly LoopMark[] =>
  (details.value?.mechanisms ?? []).map(({ id, actsThrough }) => ({ id, variables: actsThrough })),
);

/** From a variable that the subject measures, upstream to the one that is shown. */
export const trail = signal<readonly string[]>([]);
export const shown = computed(() => trail.value.at(-1));
/** It stays lit in the diagram when its tab is left. */
export const shownLoop = signal<LoopsAnswer['loops'][number] | undefined>(undefined);
/** How far the diagram goes: to what is next, two links away, or round the loop that was chosen. */
export const reach = signal<'near' | 'wide' | 'loop'>('near');
export const byId = computed(() => new Map((details.value?.variables ?? []).map((one) => [one.id, one])));

/** Back to it where it lies on the way already. */
export function walkTo(variable: string): void {
  const at = trail.value.indexOf(variable);
  trail.value = at < 0 ? [...trail.value, variable] : trail.value.slice(0, at + 1);
}

export function startFrom(variable: string): void {
  trail.value = [variable];
}

/** `Foreign fighters`, or the name in words. */
export function labelOf(variable: string): string {
  return byId.value.get(variable)?.label || variable.replaceAll('_', ' ');
}

/** How often the worker was started anew after a failure. */
const startCount = signal(0);

/** It is told the study again, and whoever waits for an answer asks again. */
export function startAnalystAnew(): void {
  startCount.value += 1;
}

let reading = 0;

async function readDetails(): Promise<void> {
  reading += 1;
  const own = reading;
  const read = await source.value.details(wishes());
  if (own !== reading) return;
  isUnreadable.value = read === null;
  if (read) details.value = read;
}

function startWorker(): Worker {
  return new Worker(new URL('./why-worker.ts', import.meta.url), { type: 'module' });
}

export async function teachScenario(client: AnalystClient, wanted: Change): Promise<void> {
  const key = scenarioKey(wanted);
  if (!client.knows(key)) client.know(key, await fetchScenario(wanted));
}

/** While the drawer is open. Returns what ends it. */
export function followStudy(onFailure: (reason: unknown) => void): () => void {
  const stopReading = effect(() => {
    if (study.value) readDetails().catch(onFailure);
  });
  const stopAsking = effect(() => {
    void startCount.value;
    // The baseline's experiment knows which members were chosen.
    const experiment = baseline.value?.experiment ?? study.value?.experiment;
    analyst.peek()?.close();
    const weights = baseline.value?.weights;
    // Every member counts, as for the hinges of claims.
    const both = weights?.fitted.map((own, i) => (own + weights.prior[i]!) / 2);
    analyst.value = experiment && askAnalyst(startWorker() as never, experiment, both);
  });
  let walkedFrom = '';
  const stopWalking = effect(() => {
    const { kind, id, variables = [] } = about.value ?? {};
    // A file was saved: whoever stands upstream stays there, as long as there is such a place.
    if (walkedFrom === `${kind} ${id}` && trail.peek().every((name) => byId.value.has(name))) return;
    walkedFrom = `${kind} ${id}`;
    trail.value = variables.slice(0, 1);
  });
  const stopVisiting = effect(() => {
    const name = wantedVariable.value;
    if (name === undefined || !byId.value.has(name)) return;
    startFrom(name);
    wantedVariable.value = undefined;
  });
  return () => {
    stopVisiting();
    stopReading();
    stopAsking();
    stopWalking();
    analyst.peek()?.close();
    analyst.value = undefined;
  };
}

/** What the page knows: the study, and what was simulated of it. */
import { computed, signal } from '@preact/signals';
import type { Band, Baseline, BrokenOff, OutputLines, Quality, ReadyStudy, Verdict } from 'fissure/workbench';
import { source } from './source.ts';

export const study = signal<ReadyStudy | undefined>(undefined);
export const diagnostics = signal('');
export const isBroken = signal(false);
/** The study is being asked for. */
export const isReading = signal(false);
/** Its server does not answer: what is open goes on, and nothing else can be fetched or saved. */
export const isAlone = signal(false);

/** Undefined until the members have been weighed and every claim tested. */
export const baseline = signal<Baseline | undefined>(undefined);
/** Before there is a baseline: what is under way, and how far. */
export const progress = signal<{ readonly stage: 'screen' | 'simulate'; readonly share: number } | undefined>(
  undefined,
);
/** Of the study as it was before its last change: the new results are on their way. */
export const isStale = signal(false);
export const bands = signal<readonly Band[]>([]);
/** What the bands shown are of; undefined before there are any. */
export const quality = signal<Quality | undefined>(undefined);
export const lines = signal<ReadonlyMap<string, OutputLines['runs']>>(new Map());
export const verdicts = signal<readonly Verdict[]>([]);
/** Of what is shown, runs whose values were no longer finite from some time on. */
export const brokenOff = signal<BrokenOff | undefined>(undefined);
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

export function tell(reason: unknown): void {
  trouble.value = reason instanceof Error ? reason.message : String(reason);
}

/** Nobody argues with it: no claims, no statements. */
export const isPlain = computed(() => {
  const known = study.value;
  return known !== undefined && known.statements.length + known.experiment.claims.length === 0;
});
/** The page read it itself: nothing of it can be written, and no link leads to it. */
export const isLocal = computed(() => source.value.number > 0);
/** Nothing differs between members. */
export const isSingle = computed(() => study.value?.experiment.memberCount === 1);

/** Results shown before say nothing about what is opened next. */
export function forgetResults(): void {
  baseline.value = undefined;
  quality.value = undefined;
  bands.value = [];
  lines.value = new Map();
  verdicts.value = [];
  brokenOff.value = undefined;
}

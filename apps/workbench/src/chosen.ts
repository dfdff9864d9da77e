/** What the reader chose: where levers stand, and what is looked at. An address says all of it. */
import { computed, signal } from '@preact/signals';
import { type Arrangement, type Change, type OwnScenario, PLAIN_ARRANGEMENT } from 'fissure/workbench';

export const settings = signal<ReadonlyMap<string, number>>(new Map());
/** Name of a scenario of the study, or empty. */
export const scenario = signal('');
export const change = computed<Change>(() => ({ scenario: scenario.value, levers: settings.value }));
export const isChanged = computed(() => scenario.value !== '' || settings.value.size > 0);

/** The last change that was let go of: a step of the reader's, for the address. */
export const settled = signal<Change>({ scenario: '', levers: new Map() });

/** Scenarios that the reader made. */
export const ownScenarios = signal<readonly OwnScenario[]>([]);

/** What is plotted and varied. */
export const arrangement = signal<Arrangement>(PLAIN_ARRANGEMENT);

/** Other charts, or other constants varied: a step that the back button undoes. */
export function arrange(next: Partial<Arrangement>): void {
  arrangement.value = { ...arrangement.value, ...next };
}

/** What the drawer tells about, and what the other columns narrow down to. */
export interface Selected {
  readonly kind: 'claim' | 'output';
  readonly id: string;
}
export const selected = signal<Selected | undefined>(undefined);

/** Again for the same thing: nothing is selected any more. */
export function select(wanted: Selected): void {
  const { kind, id } = selected.value ?? {};
  selected.value = kind === wanted.kind && id === wanted.id ? undefined : wanted;
}

export const chartStyle = signal<'bands' | 'lines'>('bands');
/** The reader draws what they expect before the result is shown. */
export const isGuessing = signal(false);

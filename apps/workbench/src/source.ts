/** Where the study comes from: the server, or a model file that this page was given and reads itself. */
import { signal } from '@preact/signals';
import type { WhyDetails } from 'fissure/why';
import {
  type Change,
  fromWireJson,
  ownSwitches,
  type Plottable,
  type ScenarioArms,
  type StudyMessage,
} from 'fissure/workbench';

/** `wishes`: what the reader wants of the study besides, as the query of an address. */
export interface StudySource {
  /** Of the page's history: 0 is the server. */
  readonly number: number;
  message(wishes: string): Promise<StudyMessage>;
  details(wishes: string): Promise<WhyDetails | null>;
  plottable(): Promise<Plottable | null>;
}

const server: StudySource = {
  number: 0,
  message: async (wishes) => fromWireJson(await textOf(`/api/study?${wishes}`)) as StudyMessage,
  details: async (wishes) => JSON.parse(await textOf(`/api/why?${wishes}`)),
  plottable: async () => JSON.parse(await textOf('/api/variables')),
};

async function textOf(address: string): Promise<string> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.text();
}

export async function fetchScenario({ scenario: name, levers: own }: Change): Promise<ScenarioArms> {
  const except = new URLSearchParams(ownSwitches(own).map((id) => ['except', id]));
  const answer = await fetch(`/api/scenario/${encodeURIComponent(name)}?${except}`);
  if (!answer.ok) throw new Error(await answer.text());
  return fromWireJson(await answer.text()) as ScenarioArms;
}

export const source = signal<StudySource>(server);

/** What the back button may come back to. After the page was loaded anew it is gone, and the server is there. */
const known = new Map([[0, server]]);

export function keepSource(own: StudySource): void {
  known.set(own.number, own);
}

export function sourceOf(number: unknown): StudySource {
  return known.get(Number(number)) ?? server;
}

let last = 0;

export function nextNumber(): number {
  last += 1;
  return last;
}

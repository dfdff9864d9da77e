/** The worker learns of each scenario once per study, and again for what it leaves to the reader's switches. */
import { type Change, type ReadyStudy, type ScenarioArms, scenarioKey } from 'fissure/workbench';
import { study } from '../known.ts';
import { ask } from '../simulating.ts';
import { fetchScenario } from '../source.ts';
import { STRINGS } from '../strings.ts';

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

/** A worker that was started anew knows of none. */
export function forgetSent(): void {
  sent.clear();
}

async function fetchDeclared(wanted: Change): Promise<ScenarioArms> {
  const name = wanted.scenario;
  // An address may be of another study.
  if (!study.value?.scenarios.some((one) => one.name === name))
    throw new Error(STRINGS.missing([STRINGS.namesOf.scenario(name)]));
  return fetchScenario(wanted);
}

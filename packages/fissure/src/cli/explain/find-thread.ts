/**
 * The thread through a study that runs from a statement over evidence and equation to the claims: for any one thing,
 * what it says, what it rests on, and what rests on it.
 */
import { canonicalName } from '../../base/names.ts';
import type { Study } from '../../study/study.ts';
import {
  claimThread,
  evidenceThread,
  mechanismThread,
  scenarioThread,
  seriesThread,
  statementThread,
  structureThread,
} from './argument-threads.ts';
import {
  dimensionThread,
  inputThread,
  lookupThread,
  outputThread,
  parameterThread,
  variableThread,
} from './model-threads.ts';
import { statementsOf, type Thread } from './thread.ts';

/** Everything in a study that has a name, in the order in which a name is looked up. */
function namedThings(study: Study): readonly { readonly name: string; thread(): Thread }[] {
  const things = <Thing>(
    list: readonly Thing[],
    nameOf: (thing: Thing) => { readonly text: string },
    threadOf: (study: Study, thing: Thing) => Thread,
  ) => list.map((thing) => ({ name: nameOf(thing).text, thread: () => threadOf(study, thing) }));
  const byName = ({ name }: { readonly name: { readonly text: string } }) => name;
  const byId = ({ id }: { readonly id: { readonly text: string } }) => id;
  return [
    ...things(statementsOf(study), byId, statementThread),
    ...things(study.claims, byName, claimThread),
    ...things(study.variables, byName, variableThread),
    ...things(study.parameters, byName, parameterThread),
    ...things(study.mechanisms, byName, mechanismThread),
    ...things(study.evidence, byId, evidenceThread),
    ...things(study.inputs, byName, inputThread),
    ...things(study.lookups, byName, lookupThread),
    ...things(study.structures, byName, structureThread),
    ...things(study.settings.outputs, byId, outputThread),
    ...things(study.scenarios, byName, scenarioThread),
    ...things(study.history.series, byName, seriesThread),
    ...things(study.dimensions, byName, dimensionThread),
  ];
}

export function findThread(study: Study, wanted: string): Thread | undefined {
  return namedThings(study)
    .find(({ name }) => canonicalName(name) === canonicalName(wanted))
    ?.thread();
}

/** Everything that `findThread` finds, for did-you-mean. */
export function threadNames(study: Study): readonly string[] {
  return namedThings(study).map(({ name }) => name);
}

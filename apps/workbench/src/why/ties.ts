/** What hangs on variables: their mechanisms, the numbers they read, and the statements and evidence behind all of it. */
import type { WhyDetails, WhyEvidence, WhyMechanism, WhyParameter, WhyVariable } from 'fissure/why';

export interface Ties {
  readonly variables: readonly WhyVariable[];
  readonly parameters: readonly WhyParameter[];
  readonly mechanisms: readonly WhyMechanism[];
  readonly evidence: readonly { readonly entry: WhyEvidence; readonly usedBy: readonly string[] }[];
  /** Ids of statements of the argument. */
  readonly statements: readonly string[];
}

/** In the order of `wanted`, which are canonical names of variables. */
export function tiesOf(details: WhyDetails, wanted: readonly string[]): Ties {
  const byId = new Map(details.variables.map((one) => [one.id, one]));
  const variables = wanted.flatMap((id) => byId.get(id) ?? []);
  const read = new Set(variables.flatMap(({ reads }) => reads));
  const parameters = details.parameters.filter(({ id }) => read.has(id));
  const own = new Set(variables.flatMap(({ mechanisms }) => mechanisms));
  const mechanisms = details.mechanisms.filter(({ id }) => own.has(id));
  const parameterOf = new Map(parameters.map((one) => [one.id, one]));
  const inOrder = new Set(variables.flatMap((one) => [one, ...one.reads.flatMap((id) => parameterOf.get(id) ?? [])]));
  const users = new Map<string, string[]>();
  for (const { because, id, label } of [...inOrder, ...mechanisms])
    for (const reason of because) users.set(reason, [...(users.get(reason) ?? []), label || id.replaceAll('_', ' ')]);
  const entries = new Map(details.evidence.map((entry) => [entry.id, entry]));
  return {
    ...{ variables, parameters, mechanisms },
    // In the order in which they are met on the way upstream.
    evidence: [...users].flatMap(([id, usedBy]) => {
      const entry = entries.get(id);
      return entry ? [{ entry, usedBy }] : [];
    }),
    statements: [...new Set([...mechanisms.flatMap(({ statements }) => statements), ...users.keys()])].filter(
      (id) => !entries.has(id),
    ),
  };
}

/** `from` and what it reads; or everything that acts on it, the nearest first. */
export function upstreamOf(details: WhyDetails, from: readonly string[], isDeep: boolean): readonly string[] {
  const byId = new Map(details.variables.map((one) => [one.id, one]));
  const found = new Set(from.filter((id) => byId.has(id)));
  for (const id of found) {
    if (!isDeep && !from.includes(id)) continue;
    for (const one of byId.get(id)!.reads) if (byId.has(one)) found.add(one);
  }
  return [...found];
}

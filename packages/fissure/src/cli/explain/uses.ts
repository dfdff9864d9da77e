/** Who uses what in a study, by the names in its equations: enough for an explanation, no checked model needed. */
import { canonicalName } from '../../base/names.ts';
import { namesInText } from '../../study/names-in-text.ts';
import type { ClaimDeclaration, ElementEquation, Study } from '../../study/study.ts';

/** Variables whose equations name it, and everything that follows from those. */
export function usersOf(
  study: Study,
  name: string,
): { readonly direct: readonly string[]; readonly all: ReadonlySet<string> } {
  const readers = readersOf(study);
  const direct = study.variables
    .filter((variable) => readers.get(canonicalName(variable.name.text))?.has(name))
    .map((variable) => variable.name.text);
  return { direct, all: followersOf(readers, [name]) };
}

/** Claims with a measure that names one of these, or anything that follows from them. */
export function claimsReading(study: Study, names: ReadonlySet<string>): readonly ClaimDeclaration[] {
  const reached = new Set([...names, ...followersOf(readersOf(study), [...names])]);
  return study.claims.filter((claim) =>
    claim.measures.some(({ equation }) => [...namesInText(equation.text)].some((name) => reached.has(name))),
  );
}

function followersOf(readers: ReadonlyMap<string, ReadonlySet<string>>, names: readonly string[]): ReadonlySet<string> {
  const all = new Set<string>();
  const waiting = [...names];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
    for (const [reader, reads] of readers)
      if (reads.has(next) && !all.has(reader)) {
        all.add(reader);
        waiting.push(reader);
      }
  return all;
}

function readersOf(study: Study): ReadonlyMap<string, ReadonlySet<string>> {
  const readers = new Map<string, Set<string>>();
  const add = (variable: string, texts: readonly string[]) => {
    const id = canonicalName(variable);
    const reads = readers.get(id) ?? new Set<string>();
    for (const text of texts) for (const name of namesInText(text)) reads.add(name);
    readers.set(id, reads);
  };
  const textsOf = (equations: readonly ElementEquation[]) => equations.map(({ equation }) => equation.text);
  for (const { name, equations, inflows, outflows } of study.variables)
    add(name.text, [...textsOf(equations), ...inflows.map((flow) => flow.text), ...outflows.map((flow) => flow.text)]);
  for (const { alternatives } of study.structures)
    for (const { equations } of alternatives)
      for (const replacement of equations) add(replacement.variable.text, textsOf(replacement.equations));
  return readers;
}

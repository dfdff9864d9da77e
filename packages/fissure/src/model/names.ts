/** The one table of names of a study: what each means, and the rule that one name means one thing. */
import { canonicalName } from '../base/names.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { placeIn } from '../diagnostics/source-text.ts';
import { BUILTINS } from '../equations/builtins.ts';
import type { Name, Study } from '../study/study.ts';
import type { NamedThing, NameTable } from './model.ts';

export function checkNames(study: Study, problems: Problems): NameTable {
  const table = new Map<string, NamedThing>();
  for (const { name } of study.dimensions) declare(table, 'dimension', name, undefined, problems);
  for (const dimension of study.dimensions)
    for (const name of dimension.elements)
      declare(table, 'element', name, canonicalName(dimension.name.text), problems);
  for (const { name } of study.parameters) declare(table, 'parameter', name, undefined, problems);
  for (const { name } of study.lookups) declare(table, 'lookup', name, undefined, problems);
  for (const { name } of study.inputs) declare(table, 'input', name, undefined, problems);
  for (const { name } of study.variables) declare(table, 'variable', name, undefined, problems);
  return table;
}

function declare(
  table: Map<string, NamedThing>,
  kind: NamedThing['kind'],
  name: Name,
  dimension: string | undefined,
  problems: Problems,
): void {
  const id = canonicalName(name.text);
  const first = table.get(id);
  const dimensions = dimension === undefined ? [] : [dimension];
  if (first?.kind === 'element' && kind === 'element') {
    // Two dimensions may have elements of the same name; twice in one dimension is reported with the dimension.
    table.set(id, { ...first, dimensions: [...first.dimensions, ...dimensions] });
    return;
  }
  if (first !== undefined) {
    problems.add('check/name-twice', { name: name.text, kind, first: first.kind }, placeIn(name), {
      related: [{ message: `${first.kind} "${first.name.text}" is declared here`, place: placeIn(first.name) }],
    });
    return;
  }
  if (BUILTINS.has(id)) {
    problems.add('check/name-taken', { name: name.text, kind }, placeIn(name));
    return;
  }
  table.set(id, { kind, id, name, dimensions });
}

/** Names of mechanisms, structures, scenarios and claims: each kind has a table of its own. */
export function checkOwnNames<T extends { readonly name: Name }>(
  kind: string,
  declarations: readonly T[],
  problems: Problems,
): ReadonlyMap<string, T> {
  const table = new Map<string, T>();
  for (const declaration of declarations) {
    const id = canonicalName(declaration.name.text);
    const first = table.get(id);
    if (first === undefined) table.set(id, declaration);
    else
      problems.add('check/name-twice', { name: declaration.name.text, kind, first: kind }, placeIn(declaration.name), {
        related: [{ message: `${kind} "${first.name.text}" is declared here`, place: placeIn(first.name) }],
      });
  }
  return table;
}

/** Equations that need one another at the same moment: no order of evaluation exists, and the author is shown the loop. */
import type { Place } from '../diagnostics/diagnostic.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { placeIn } from '../diagnostics/source-text.ts';
import { equationsOf } from './check-variables.ts';
import type { Variable } from './model.ts';
import { orderSystem } from './order-system.ts';
import { nodesOf } from './resolved.ts';
import type { ScalarSystem } from './scalar-system.ts';

/** True if every slot has its place in an order. */
export function checkOrder(
  system: ScalarSystem,
  variables: ReadonlyMap<string, Variable>,
  problems: Problems,
): boolean {
  const { stepLoops, initialLoops } = orderSystem(system);
  reportLoops('check/simultaneous', stepLoops, system, variables, problems);
  reportLoops('check/initial-loop', initialLoops, system, variables, problems);
  return stepLoops.length + initialLoops.length === 0;
}

function reportLoops(
  code: 'check/simultaneous' | 'check/initial-loop',
  loops: readonly (readonly number[])[],
  system: ScalarSystem,
  variables: ReadonlyMap<string, Variable>,
  problems: Problems,
): void {
  const reported = new Set<string>();
  for (const loop of loops) {
    const owners = withoutRepeats(loop.map((slot) => system.slots[slot]!.variable));
    // The same loop at another element says nothing new.
    const key = [...owners].sort().join(' ');
    if (reported.has(key)) continue;
    reported.add(key);
    const names = owners.length > 1 ? owners : withoutRepeats(loop.map((slot) => system.slots[slot]!.id));
    const shown = shorten([...names, names[0]!]);
    const places = owners.map((owner, i) => referencePlace(owner, owners[(i + 1) % owners.length]!, variables));
    const related = places.slice(1).flatMap((place, i) => {
      const next = owners[(i + 2) % owners.length]!;
      return place === undefined ? [] : [{ message: `${owners[i + 1]} needs ${next}`, place }];
    });
    problems.add(code, { loop: shown.join(' -> ') }, places[0], { related: related.slice(0, 10) });
  }
}

/** Where the equations of one variable name another. */
function referencePlace(owner: string, other: string, variables: ReadonlyMap<string, Variable>): Place | undefined {
  const variable = variables.get(owner);
  if (variable === undefined) return undefined;
  for (const { source, resolved } of equationsOf(variable))
    for (const node of nodesOf(resolved))
      if (node.kind === 'reference' && node.quantity === other) return placeIn(source, node.span.start, node.span.end);
  return placeIn(variable.name);
}

/** Cells of a variable stand beside it on the way round: one mention is enough. */
function withoutRepeats(names: readonly string[]): readonly string[] {
  const kept = names.filter((name, i) => i === 0 || name !== names[i - 1]);
  if (kept.length > 1 && kept[0] === kept.at(-1)) kept.pop();
  return kept;
}

function shorten(names: readonly string[]): readonly string[] {
  return names.length <= 12 ? names : [...names.slice(0, 6), '...', ...names.slice(-5)];
}

/** What is declared and never used: a warning each, since it is more often a slip than a plan. */
import { canonicalName } from '../base/names.ts';
import { Problems } from '../diagnostics/problems.ts';
import { placeIn, type SourceText } from '../diagnostics/source-text.ts';
import { namesIn } from '../equations/dependencies.ts';
import { parseExpression } from '../equations/parse.ts';
import type { Study } from '../study/study.ts';
import type { Model } from './model.ts';

type UsageModel = Pick<Model, 'study' | 'parameters' | 'lookups' | 'inputs' | 'variables'>;

export function checkUsage(model: UsageModel, problems: Problems): void {
  const used = namesSeenOutside(model.study);
  for (const { id, kind, dependencies } of model.variables.values()) {
    // A stock that only gathers what has left is part of the balance.
    if (kind === 'stock') used.add(id);
    for (const name of dependencies) if (name !== id) used.add(name);
  }
  // Without claims a model is there for what it computes: the ends of its chains are its results, beside data to compare them with.
  const hasClaims = model.study.claims.length > 0;
  const unused = [
    ...[...model.parameters.values()].map((thing) => ({ ...thing, kind: 'parameter' })),
    ...[...model.lookups.values()].map((thing) => ({ ...thing, kind: 'lookup' })),
    ...(hasClaims ? [...model.inputs.values()].map((thing) => ({ ...thing, kind: 'input' })) : []),
    ...(hasClaims ? model.variables.values() : []),
  ].filter(({ id }) => !used.has(id));
  for (const { name, kind } of unused) problems.add('check/unused', { name: name.text, kind }, placeIn(name));
}

/** Canonical names that outputs, claims, history and conserved totals mention. */
function namesSeenOutside(study: Study): Set<string> {
  const texts: SourceText[] = [
    ...study.settings.outputs.map(({ show }) => show),
    ...[...study.claims, ...study.expectations].flatMap(({ measures }) => measures.map(({ equation }) => equation)),
    ...study.history.series.map(({ observes }) => observes),
  ];
  // Mistakes in these are reported where they are checked.
  const silent = new Problems();
  const seen = new Set(texts.flatMap((text) => [...namesIn(parseExpression(text, silent, { dates: true }))]));
  for (const { sources, sinks } of study.settings.conserved)
    for (const name of [...sources, ...sinks]) seen.add(canonicalName(name.text));
  return seen;
}

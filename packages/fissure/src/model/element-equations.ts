/**
 * Which of a variable's equations is for which element. The entries of an element map together name every element
 * exactly once; `otherwise` takes what is left.
 */
import { canonicalName } from '../base/names.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { placeIn, type SourceText } from '../diagnostics/source-text.ts';
import type { ElementEquation } from '../study/study.ts';
import { didYouMean } from './dimensions.ts';
import { findElement } from './find-element.ts';
import { type Dimension, elementCount, elementIndex, elementName } from './model.ts';

/** For each element (row-major) the index of its entry, -1 where none; `what` names the variable in messages. */
export function coverElements(
  entries: readonly ElementEquation[],
  over: readonly string[],
  dimensions: ReadonlyMap<string, Dimension>,
  what: { readonly name: string; readonly place: Place },
  problems: Problems,
): readonly number[] {
  const shape = over.map((id) => dimensions.get(id)!.elements.length);
  const entryOf = new Array<number>(elementCount(shape)).fill(-1);
  const errorsBefore = problems.errorCount;
  let otherwise = -1;
  for (const [i, entry] of entries.entries()) {
    if (entry.subscripts === 'otherwise') {
      otherwise = i;
      continue;
    }
    const chosen =
      entry.subscripts === undefined
        ? over.map(() => undefined)
        : chosenBy(entry.subscripts, over, dimensions, what.name, problems);
    if (chosen === undefined) continue;
    const taken = markElements(entryOf, shape, chosen, i);
    if (taken !== undefined) reportOverlap(entries, entryOf, taken, i, over, dimensions, what, problems);
  }
  if (otherwise >= 0) fillRest(entryOf, otherwise, entries[otherwise]!, what, problems);
  else if (problems.errorCount === errorsBefore) reportMissing(entryOf, over, dimensions, what, problems);
  return entryOf;
}

/** Per dimension the indices that the subscripts name, upwards; undefined for all of them. */
type Chosen = readonly (readonly number[] | undefined)[];

function chosenBy(
  subscripts: SourceText,
  over: readonly string[],
  dimensions: ReadonlyMap<string, Dimension>,
  name: string,
  problems: Problems,
): Chosen | undefined {
  const parts = splitAtCommas(subscripts.text);
  if (parts.length !== over.length) {
    problems.add(
      'dimension/entry-count',
      { name, subscripts: subscripts.text, count: parts.length, expected: over.length },
      placeIn(subscripts),
    );
    return undefined;
  }
  const chosen: (readonly number[] | undefined)[] = [];
  for (const [i, part] of parts.entries()) {
    const indices = chosenIndices(part.text, dimensions.get(over[i]!)!, dimensions);
    if (indices === null) {
      const wanted = dimensions.get(over[i]!)!;
      problems.add(
        'dimension/unknown-element',
        { element: part.text, dimension: wanted.name.text },
        placeIn(subscripts, part.start, part.start + part.text.length),
        {
          help: didYouMean(
            part.text,
            wanted.elements.map((element) => element.name),
          ),
        },
      );
      return undefined;
    }
    chosen.push(indices);
  }
  return chosen;
}

/** `*` or the dimension itself: all (undefined). An element, a `part_of` dimension, `*:part`. Null: none of these. */
function chosenIndices(
  text: string,
  wanted: Dimension,
  dimensions: ReadonlyMap<string, Dimension>,
): readonly number[] | undefined | null {
  if (text === '*') return undefined;
  const element = findElement(wanted, canonicalName(text));
  if (element >= 0) return [element];
  const part = dimensions.get(canonicalName(text.replace(/^\*\s*:/, '')));
  if (part === undefined || part.root !== wanted.root) return null;
  const indices = part.rootIndex.map((index) => wanted.rootIndex.indexOf(index));
  return indices.includes(-1) ? null : indices.sort((a, b) => a - b);
}

function splitAtCommas(text: string): { readonly text: string; readonly start: number }[] {
  const parts: { text: string; start: number }[] = [];
  let start = 0;
  for (const part of text.split(',')) {
    const leading = part.length - part.trimStart().length;
    parts.push({ text: part.trim(), start: start + leading });
    start += part.length + 1;
  }
  return parts;
}

/** Sets `entryOf` for the chosen elements; gives the first one that another entry already has. */
function markElements(entryOf: number[], shape: readonly number[], chosen: Chosen, entry: number): number | undefined {
  let taken: number | undefined;
  const mark = (depth: number, flat: number): void => {
    if (depth === shape.length) {
      if (entryOf[flat] === -1) entryOf[flat] = entry;
      else taken ??= flat;
      return;
    }
    const size = shape[depth]!;
    const indices = chosen[depth];
    const count = indices === undefined ? size : indices.length;
    for (let i = 0; i < count; i += 1) mark(depth + 1, flat * size + (indices === undefined ? i : indices[i]!));
  };
  mark(0, 0);
  return taken;
}

function reportOverlap(
  entries: readonly ElementEquation[],
  entryOf: readonly number[],
  taken: number,
  second: number,
  over: readonly string[],
  dimensions: ReadonlyMap<string, Dimension>,
  what: { readonly name: string; readonly place: Place },
  problems: Problems,
): void {
  const first = entries[entryOf[taken]!]!;
  problems.add(
    'dimension/covered-twice',
    { name: what.name, element: named(over, dimensions, taken) },
    entryPlace(entries[second]!, what.place),
    { related: [{ message: 'first named here', place: entryPlace(first, what.place) }] },
  );
}

function fillRest(
  entryOf: number[],
  otherwise: number,
  entry: ElementEquation,
  what: { readonly name: string },
  problems: Problems,
): void {
  let filled = 0;
  for (const [flat, current] of entryOf.entries()) {
    if (current !== -1) continue;
    entryOf[flat] = otherwise;
    filled += 1;
  }
  if (filled === 0) problems.add('dimension/otherwise-empty', { name: what.name }, placeIn(entry.equation));
}

function reportMissing(
  entryOf: readonly number[],
  over: readonly string[],
  dimensions: ReadonlyMap<string, Dimension>,
  what: { readonly name: string; readonly place: Place },
  problems: Problems,
): void {
  const missing = entryOf.flatMap((entry, flat) => (entry === -1 ? [flat] : []));
  if (missing.length === 0) return;
  const shown = missing.slice(0, 5).map((flat) => named(over, dimensions, flat));
  const more = missing.length > shown.length ? ` and ${missing.length - shown.length} more` : '';
  problems.add('dimension/not-covered', { name: what.name, elements: shown.join(', ') + more }, what.place);
}

function named(over: readonly string[], dimensions: ReadonlyMap<string, Dimension>, flat: number): string {
  if (over.length === 0) return 'its only element';
  const shape = over.map((id) => dimensions.get(id)!.elements.length);
  return `[${elementName(dimensions, over, elementIndex(shape, flat)).replaceAll(',', ', ')}]`;
}

function entryPlace(entry: ElementEquation, whole: Place): Place {
  if (entry.subscripts === undefined || entry.subscripts === 'otherwise') return whole;
  return placeIn(entry.subscripts);
}

/** What the picker offers: every variable, its sum and its elements, by kind and module. */
import type { Plottable, PlottableVariable } from 'fissure/workbench';

export interface Offer {
  /** As `Additions.plots` has it. */
  readonly plot: string;
  readonly label: string;
  readonly unit: string;
}

export interface OfferedVariable {
  readonly variable: PlottableVariable;
  /** The variable, or the sum over its elements. */
  readonly whole: Offer;
  readonly elements: readonly Offer[];
  /** Folded, for searching. */
  readonly words: string;
}

/** Beyond these one looks at sums, and names an element by typing it. */
const MOST_ELEMENTS = 400;

export function offersOf({ variables, dimensions }: Plottable): readonly OfferedVariable[] {
  return variables.map((variable) => {
    const { id, label, unit, over } = variable;
    const elements = combinations(over.map((dimension) => dimensions[dimension]!)).map((parts) => ({
      plot: `${id}[${parts.map((part) => part.id).join(',')}]`,
      label: parts.map((part) => part.label).join(', '),
      unit,
    }));
    return {
      variable,
      whole: { plot: over.length === 0 ? id : `${id}[*]`, label, unit },
      elements,
      words: folded(`${label} ${id} ${unit}`),
    };
  });
}

function combinations<Part>(lists: readonly (readonly Part[])[]): readonly (readonly Part[])[] {
  const size = lists.reduce((product, { length }) => product * length, 1);
  if (lists.length === 0 || size > MOST_ELEMENTS) return [];
  return lists.reduce<readonly (readonly Part[])[]>(
    (before, parts) => before.flatMap((one) => parts.map((part) => [...one, part])),
    [[]],
  );
}

/** Those that have every word, in their name or in that of an element. */
export function foundOffers(offers: readonly OfferedVariable[], typed: string): readonly OfferedVariable[] {
  const wanted = folded(typed)
    .split(' ')
    .filter((word) => word !== '');
  if (wanted.length === 0) return offers;
  return offers.flatMap((offer) => {
    const missing = wanted.filter((word) => !offer.words.includes(word));
    if (missing.length === 0) return [offer];
    const elements = offer.elements.filter(({ label }) => missing.every((word) => folded(label).includes(word)));
    return elements.length === 0 ? [] : [{ ...offer, elements }];
  });
}

export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[\s_]+/g, ' ')
    .trim()
    .toLowerCase();
}

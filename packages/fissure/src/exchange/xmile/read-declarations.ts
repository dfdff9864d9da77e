/** What an XMILE file declares for all its models: units and dimensions. */
import { canonicalName } from '../../base/names.ts';
import type { ForeignDimension, ForeignName, ForeignUnit } from '../foreign-model.ts';
import { childNamed, childrenNamed, spanOf, type XmlElement } from './read-xml.ts';

/** Units that the file declares. */
export function readUnits(root: XmlElement): ForeignUnit[] {
  const holder = childNamed(root, 'model_units') ?? childNamed(root, 'units');
  return childrenNamed(holder, 'unit').map((unit) => ({
    name: unit.attributes.name ?? '',
    aliases: childrenNamed(unit, 'alias').map(({ text }) => text.trim()),
  }));
}

export function readDimensions(root: XmlElement): ForeignDimension[] {
  const families = childrenNamed(childNamed(root, 'dimensions'), 'dim');
  return families.flatMap((family) => withParts(family, families, undefined));
}

/** Vensim writes parts of a range, and its other names, inside of it, and which elements of another range are meant by its own. */
function withParts(
  dim: XmlElement,
  families: readonly XmlElement[],
  whole: ForeignName | undefined,
): ForeignDimension[] {
  const span = spanOf(dim);
  const name = { text: dim.attributes.name ?? '', span };
  const listed = childrenNamed(dim, 'elem').map((one) => ({ text: one.attributes.name ?? '', span: spanOf(one) }));
  const size = Math.min(100_000, Number(dim.attributes.size ?? 0) || 0);
  const elements = listed.length > 0 ? listed : Array.from({ length: size }, (_, i) => ({ text: String(i + 1), span }));
  const same = dim.attributes['vensim:kind'] === 'equivalent' ? whole : undefined;
  const own = { name, elements, maps: mapsOf(dim, elements, families), same, source: undefined };
  return [own, ...childrenNamed(dim, 'dim').flatMap((part) => withParts(part, families, whole ?? name))];
}

/** `<vensim:map from="East" to="East_City"/>` for every element, where East_City is a part or an element of another range. */
function mapsOf(
  dim: XmlElement,
  elements: readonly ForeignName[],
  families: readonly XmlElement[],
): ForeignDimension['maps'] {
  const targets = new Map(
    childrenNamed(dim, 'vensim:map').map(({ attributes, start, end }) => [
      canonicalName(attributes.from ?? ''),
      { text: attributes.to ?? '', span: { start, end } },
    ]),
  );
  if (targets.size === 0) return [];
  return families.flatMap((family) => {
    const parts = new Set(family.children.map(({ attributes }) => canonicalName(attributes.name ?? '')));
    const meant = elements.map(({ text }) => targets.get(canonicalName(text)));
    if (family === dim || !meant.every((one) => one !== undefined && parts.has(canonicalName(one.text)))) return [];
    return [{ to: { text: family.attributes.name ?? '', span: spanOf(family) }, elements: meant as ForeignName[] }];
  });
}

/** What an index beyond an array gives: 0 where the file does not ask for NaN. */
export function beyondArrays(header: XmlElement | undefined): number {
  const arrays = childNamed(childNamed(header, 'options'), 'uses_arrays') ?? childNamed(header, 'uses_arrays');
  return arrays?.attributes.invalid_index_value?.trim().toLowerCase() === 'nan' ? Number.NaN : 0;
}

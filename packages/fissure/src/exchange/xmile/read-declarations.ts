/** What an XMILE file declares for all its models: units and dimensions. */
import type { ForeignDimension, ForeignUnit } from '../foreign-model.ts';
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
  return childrenNamed(childNamed(root, 'dimensions'), 'dim').map((dim) => {
    const span = spanOf(dim);
    const listed = childrenNamed(dim, 'elem').map(({ attributes, start, end }) => ({
      text: attributes.name ?? '',
      span: { start, end },
    }));
    const size = Math.min(100_000, Number(dim.attributes.size ?? 0) || 0);
    const name = dim.attributes.name ?? '';
    const elements =
      listed.length > 0 ? listed : Array.from({ length: size }, (_, i) => ({ text: String(i + 1), span }));
    return { name: { text: name, span }, elements, maps: [], same: undefined, source: undefined };
  });
}

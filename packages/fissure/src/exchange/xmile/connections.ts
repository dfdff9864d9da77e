/** Connections that lead out of a module: most lead into one. */
import { canonicalName } from '../../base/names.ts';
import { MODULE_MARK, partsOfName } from './plain-text.ts';
import type { XmlElement } from './read-xml.ts';

/** `to=".level"`: a variable of the outermost model that takes what a module gives. */
export function isOfOutermost(to: string | undefined): boolean {
  return to?.trim().startsWith('.') === true;
}

/** Variables of the outermost model that modules feed, by canonical name, and what feeds them. */
export function fedByModules(elements: readonly XmlElement[]): ReadonlyMap<string, string> {
  const connections = elements.flatMap((one) => (one.name === 'module' ? one.children : []));
  return new Map(
    connections
      .filter(({ name, attributes }) => /^connect2?$/.test(name) && isOfOutermost(attributes.to))
      .map(({ attributes }) => [
        canonicalName(partsOfName(attributes.to!).at(-1) ?? ''),
        partsOfName(attributes.from ?? '').join(MODULE_MARK),
      ]),
  );
}

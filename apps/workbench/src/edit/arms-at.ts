/** The arms that an expression of a claim or an expectation may name in brackets: those that it declares itself, and `base`. */
import { type YamlPlace, yamlPlaceAt } from './yaml-place.ts';

/** Expressions over measures by arm; in those of `measures` brackets hold elements. */
const BY_ARM = /^(?:holds|applies_when|effect|report)$/;

/** Undefined where no arm can stand, as far as what is before `position` tells. */
export function armsAt(
  text: string,
  position: number,
  file: string,
  path: YamlPlace['path'],
): readonly string[] | undefined {
  if (file !== 'claims.yaml' && file !== 'expectations.yaml') return undefined;
  if (!BY_ARM.test(String(path[1])) || !/\[[^[\]\n]*$/.test(text.slice(0, position))) return undefined;
  return [...new Set(['base', ...armsOf(entryAround(text, position))])];
}

/** The lines of the entry that `position` is in: from a key at the margin to the next. */
function entryAround(text: string, position: number): string {
  const start = Math.max(0, ...Array.from(text.slice(0, position).matchAll(/^[^\s#]/gm), ({ index }) => index));
  const after = /^[^\s#]/m.exec(text.slice(position).replace(/^.*/, (line) => ' '.repeat(line.length)));
  return text.slice(start, after ? position + after.index : undefined);
}

function armsOf(entry: string): readonly string[] {
  return Array.from(entry.matchAll(/:(?=\s|$)/gm)).flatMap(({ index }) => {
    const { path, part } = yamlPlaceAt(entry, index + 1);
    return part === 'value' && path.length === 3 && path[1] === 'arms' ? [String(path[2])] : [];
  });
}

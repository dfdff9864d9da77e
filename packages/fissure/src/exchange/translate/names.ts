/** Gives everything in a foreign model a name that a study can have; the name as written becomes its label. */
import { canonicalName } from '../../base/names.ts';
import { builtinNamed } from '../../equations/builtins.ts';
import { isReserved } from '../../equations/tokens.ts';

const RESERVED: ReadonlySet<string> = new Set([
  'otherwise',
  'date',
  'yes',
  'no',
  'true',
  'false',
  'null',
  'on',
  'off',
  'y',
  'n',
]);

export class Names {
  readonly #taken = new Set<string>();
  /** Plain name -> the number that its next twin may have. */
  readonly #next = new Map<string, number>();

  /** A name close to `wanted` that nothing has yet. */
  give(wanted: string): string {
    const plain = plainName(wanted);
    let name = plain;
    let count = this.#next.get(plain) ?? 2;
    for (; this.#taken.has(name) || isForbidden(name); count += 1) name = `${plain}_${count}`;
    this.#next.set(plain, count);
    this.#taken.add(name);
    return name;
  }
}

function isForbidden(name: string): boolean {
  return RESERVED.has(name) || isReserved(name) || builtinNamed(name) !== undefined;
}

/** Lower case, a letter first, then letters, digits and `_`. */
export function plainName(text: string): string {
  const plain = canonicalName(text.replace(/\\n/g, ' '))
    .replace(/[^\p{L}\p{M}\p{Nd}_]+/gu, '_')
    .replace(/_+/g, '_')
    .replace(/^_+|_+$/g, '');
  if (plain === '') return 'unnamed';
  return /^\p{L}/u.test(plain) ? plain : `n${plain}`;
}

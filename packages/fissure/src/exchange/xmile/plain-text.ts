/**
 * Text of an XMILE expression in the grammar of our own language, which lacks some forms of it: `module.variable`, `@1` as
 * a subscript, MOD as a function, and `a // b` (safe division). Each is written with a mark that no name can hold. Subscripts
 * that are worked out as the model runs, `v[i + 1]`, are taken out and stand apart.
 */
export interface PlainText {
  readonly text: string;
  /** What stood in place of `mark(i)`. */
  readonly computed: readonly string[];
}

/** Stands for the dot of `module.variable`, which names of our language cannot have. */
export const MODULE_MARK = '$';
/** Stands for the dot of `.variable`, which looks for it in the model that holds all modules. */
export const ROOT_MARK = 'root$$';
const POSITION = 'position$';
const COMPUTED = 'computed$';
/** `a / safe$ / b` is `a // b`. */
export const SAFE_DIVISION = 'safe$';

/** In names of our language no quotation mark can stand: another one takes its place. */
const QUOTE = '\u201d';

/** Names may be broken into lines for the diagram, wherever they stand: XMILE 1.0, 3.2.1. Quotation marks within them are escaped. */
export function plainName(text: string): string {
  return text.replace(/\\n|\n/g, ' ').replaceAll('\\"', QUOTE);
}

/** As a tag declares it: there quotation marks within a name stand as they are. */
export function declaredName({ attributes }: { readonly attributes: Readonly<Record<string, string>> }): string {
  const name = plainName(attributes.name ?? '');
  return /^"[^"]*"$/.test(name) ? name : name.replaceAll('"', QUOTE);
}

/** Where the text of an element is the name of a variable. */
export function nameOf(text: string): string {
  return plainName(text.trim()).replace(/^"(.*)"$/, '$1');
}

/** The modules and the variable of `module."its variable"`; a dot before the first says no more here. */
export function partsOfName(written: string): string[] {
  return (plainName(written).match(/"[^"]*"|[^."]+/g) ?? []).map((part) => part.replaceAll('"', ''));
}

/** What would mean something outside of quotation marks stands within them as another letter. */
const WITHIN_QUOTES = '.@/[]';
const STAND_IN = 0xe000;

function keptApart(quoted: string): string {
  return quoted.replace(/[.@/[\]]/g, (mark) => String.fromCharCode(STAND_IN + WITHIN_QUOTES.indexOf(mark)));
}

/** A name as the file has it. */
export function nameAsWritten(name: string): string {
  return name.replace(/[\ue000-\ue004]/g, (letter) => WITHIN_QUOTES[letter.charCodeAt(0) - STAND_IN]!);
}

export function plainText(written: string): PlainText {
  const computed: string[] = [];
  const dotted = plainName(written)
    .replace(/"[^"]*"/g, keptApart)
    .replace(/([\p{L}_][\p{L}\p{N}_.]*|)\."([^"]*)"/gu, (_, module: string, name: string) =>
      module === '' ? `"${ROOT_MARK}${name}"` : `"${module.replaceAll('.', MODULE_MARK)}${MODULE_MARK}${name}"`,
    )
    // A dimension before `*` says no more than the place does.
    .replace(/[\p{L}_][\p{L}\p{N}_]*\s*\.\s*\*(?=\s*[\],])/gu, '*')
    .replace(/(?<![\p{L}\p{N}_.$")\]])\.(?=\p{L})/gu, ROOT_MARK.replaceAll('$', '$$$$'))
    .replace(/(?<=[\p{L}_][\p{L}\p{N}_]*)\.(?=\p{L})/gu, MODULE_MARK);
  const text = dotted
    .replaceAll('//', `/ ${SAFE_DIVISION} /`)
    .replace(/(^|[-+*/^(,=<>[]|\b(?:if|then|else|and|or|not)\b)(\s*)mod(?=\s*\()/gi, '$1$2modulo')
    .replace(/@\s*(\d+)/g, (_, digits: string) => `${POSITION}${digits}`);
  return { text: withoutComputed(text, computed), computed };
}

/** The position that a subscript names; undefined for any other. */
export function positionOf(name: string): number | undefined {
  return name.startsWith(POSITION) ? Number(name.slice(POSITION.length)) : undefined;
}

/** Which of the computed subscripts this is. */
export function computedIndex(name: string): number | undefined {
  return name.startsWith(COMPUTED) ? Number(name.slice(COMPUTED.length)) : undefined;
}

/** What the language of studies takes for a subscript. */
const KNOWN = /^\s*(?:\*(?:\s*:\s*[^:()]+)?|(?:"[^"]*"|[\p{L}\p{N}_$ ]+)(?:\s*:\s*(?:"[^"]*"|[\p{L}\p{N}_$ ]+))?)\s*$/u;

function withoutComputed(text: string, computed: string[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (let open = text.indexOf('['); open >= 0; open = text.indexOf('[', at)) {
    const close = closingBracket(text, open);
    if (close < 0) break;
    const subscripts = splitByCommas(text.slice(open + 1, close)).map((one) => {
      if (KNOWN.test(one) || one.trim() === '') return one;
      computed.push(one);
      return `${COMPUTED}${computed.length - 1}`;
    });
    pieces.push(text.slice(at, open + 1), subscripts.join(','), ']');
    at = close + 1;
  }
  return pieces.join('') + text.slice(at);
}

function closingBracket(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '[') depth += 1;
    if (text[at] === ']') depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

function splitByCommas(text: string): string[] {
  const parts: string[] = [];
  let [depth, from] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '(' || text[at] === '[') depth += 1;
    if (text[at] === ')' || text[at] === ']') depth -= 1;
    if (text[at] !== ',' || depth > 0) continue;
    parts.push(text.slice(from, at));
    from = at + 1;
  }
  return [...parts, text.slice(from)];
}

/** Notes as lines of a terminal: who noted it and when, then the text, paragraph by paragraph. */
import { canonicalName } from '../../base/names.ts';
import type { Note } from '../../study/study.ts';

/** `name`: what is being explained; what else a note is about is told. */
export function noteLines({ about, text, date, by }: Note, name: string): readonly string[] {
  const others = about.filter((one) => canonicalName(one.text) !== canonicalName(name)).map((one) => one.text);
  const also = others.length === 0 ? '' : `also on ${others.join(', ')}`;
  const head = [date, by, also].filter((part) => part !== '').join(', ');
  const [first = '', ...rest] = paragraphsOf(text);
  return [head === '' ? first : `${head}: ${first}`, ...rest.map((line) => `  ${line}`)];
}

/** Lines of a list stay lines; those of prose are wrapped anew. */
function paragraphsOf(text: string): readonly string[] {
  return text
    .split(/\n\s*\n/)
    .flatMap((part) => (/^\s*(?:[-*+]|\d+[.)])\s/m.test(part) ? part.split('\n') : [part.replace(/\s+/g, ' ')]));
}

/** The tokens of an equation for colouring. Follows `equations/tokens.ts` of the package, and a test holds it to that. */
export interface EquationToken {
  readonly kind: 'comment' | 'name' | 'date' | 'number' | 'operator' | 'symbol' | 'unknown';
  readonly start: number;
  readonly end: number;
}

const TOKEN =
  /(?<comment>\{[^}]*\}?)|(?<quoted>"[^"\\]*(?:\\[\s\S][^"\\]*)*"?)|(?<date>\d{4}-\d{2}(?:-\d{2})?(?![\w.]))|(?<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[\p{L}_][\p{L}\p{M}\p{Nd}_$]*)|(?<operator><=|>=|<>|[\^*/+\-<>=])|(?<symbol>[()[\],:@'])|(?<unknown>\S)/gu;
const NO_DATES = new RegExp(TOKEN.source.replace(/\(\?<date>.*?\)\|(?=\(\?<number>)/, ''), 'gu');
const WORD_OPERATORS = /^(?:if|then|else|and|or|not|mod)$/i;

/** `dates`: whether 2014-06 is a date, as in claims, and not a difference. */
export function equationTokens(text: string, dates: boolean): readonly EquationToken[] {
  return Array.from(text.matchAll(dates ? TOKEN : NO_DATES), (match) => {
    const [kind] = Object.entries(match.groups!).find(([, found]) => found !== undefined)!;
    const isOperator = kind === 'name' && WORD_OPERATORS.test(match[0]);
    const own = kind === 'quoted' ? 'name' : isOperator ? 'operator' : (kind as EquationToken['kind']);
    return { kind: own, start: match.index, end: match.index + match[0].length };
  });
}

/** Where two texts differ: the lines between what they have in common at the beginning and at the end. */
import { STRINGS } from './strings.ts';

const MOST_LINES = 200;

export function Difference({ mine, theirs }: { readonly mine: string; readonly theirs: string }) {
  const [own, other] = [mine.split('\n'), theirs.split('\n')];
  const least = Math.min(own.length, other.length);
  let from = 0;
  while (from < least && own[from] === other[from]) from += 1;
  let back = 0;
  while (back < least - from && own.at(-1 - back) === other.at(-1 - back)) back += 1;
  const part = (lines: readonly string[]) => lines.slice(from, lines.length - back).slice(0, MOST_LINES);
  return (
    <div class="difference">
      {[
        { title: STRINGS.mine(from + 1), lines: part(own), sign: '+' },
        { title: STRINGS.theirs(from + 1), lines: part(other), sign: '−' },
      ].map(({ title, lines, sign }) => (
        <figure key={sign}>
          <figcaption>{title}</figcaption>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard */}
          <pre tabIndex={0}>{lines.map((line) => `${sign} ${line}`).join('\n')}</pre>
        </figure>
      ))}
    </div>
  );
}

/**
 * The whole model at the level at which an argument is told: mechanisms between the stocks that they move. Chains of
 * equations are walked to their strongest end, so that signs and links come from the equations as in every diagram.
 */
import type { LoopMark } from '../../analysis/loops/group-loops.ts';
import type { Influence, Polarity } from '../../analysis/loops/influence.ts';
import { countedText } from '../number-text.ts';
import { type DeclaredLink, type Diagram, type DiagramNode, declaredLinks } from './diagram.ts';

export interface OverviewChoice {
  /** Stocks by canonical name, those that matter most first, with what to call them. */
  readonly stocks: readonly { readonly id: string; readonly label: string }[];
  readonly mechanisms: readonly (LoopMark & { readonly label: string })[];
}

const MOST_STOCKS = 5;
const MOST_MECHANISMS = 7;
/** Of a mechanism: more of them make a web that nobody reads. */
const MOST_ENDS = { onwards: 2, back: 1 };
/** Of a link that did nothing in this run: it is there all the same, behind every other. */
const WEAKEST = 1e-6;

/** Undefined where there is nothing between stocks and mechanisms to show. */
export function overviewDiagram(influence: Influence, choice: OverviewChoice): Diagram | undefined {
  const links = declaredLinks(influence);
  const stocks = choice.stocks.slice(0, MOST_STOCKS);
  const ends = new Set(stocks.map(({ id }) => id));
  const effects = choice.mechanisms
    .map((mechanism) => ({ mechanism, to: strongestEnds(links, mechanism.variables, ends, 'onwards') }))
    .filter(({ to }) => to.length > 0)
    .sort((a, b) => b.to[0]!.strength - a.to[0]!.strength)
    .slice(0, MOST_MECHANISMS);
  if (effects.length === 0) return undefined;
  const drawn = effects.flatMap(({ mechanism, to }) => [
    ...strongestEnds(links, mechanism.variables, ends, 'back').map(({ end, polarity }) => ({
      ...{ from: end, to: mechanism.id, polarity, flow: false },
    })),
    ...to.map(({ end, polarity }) => ({ from: mechanism.id, to: end, polarity, flow: false })),
  ]);
  const nodes = [
    ...stocks.map(({ id, label }): DiagramNode => ({ id, label, role: 'stock', focus: false })),
    ...effects.map(({ mechanism: { id, label } }): DiagramNode => {
      return { id, label: label === '' ? id : label, role: 'auxiliary', focus: true };
    }),
  ].filter(({ id }) => drawn.some(({ from, to }) => from === id || to === id));
  const [acting, stocksBetween] = [effects.length, nodes.length - effects.length];
  const title = `The argument as a system: ${countedText(acting, 'mechanism')} between ${countedText(stocksBetween, 'stock')}`;
  return { id: 'diagram-overview', title, nodes, links: drawn };
}

interface End {
  readonly end: string;
  readonly polarity: Polarity;
  /** Product of the sizes of the links on the way, from 0 to 1. */
  readonly strength: number;
}

/** The strongest way to each end that passes no other; of these the strongest ends. */
function strongestEnds(
  links: readonly DeclaredLink[],
  starts: readonly string[],
  ends: ReadonlySet<string>,
  direction: 'onwards' | 'back',
): readonly End[] {
  const reached = new Map<string, End>();
  const waiting: End[] = starts.map((end) => ({ end, polarity: '+', strength: 1 }));
  while (waiting.length > 0) {
    waiting.sort((a, b) => a.strength - b.strength);
    const at = waiting.pop()!;
    if (reached.has(at.end)) continue;
    reached.set(at.end, at);
    if (ends.has(at.end)) continue;
    for (const { from, to, polarity, size } of links) {
      const [near, far] = direction === 'onwards' ? [from, to] : [to, from];
      if (near !== at.end || reached.has(far)) continue;
      const strength = at.strength * Math.max(WEAKEST, Math.min(1, size));
      waiting.push({ end: far, polarity: alongBoth(at.polarity, polarity), strength });
    }
  }
  return [...reached.values()]
    .filter(({ end }) => ends.has(end))
    .sort((a, b) => b.strength - a.strength)
    .slice(0, MOST_ENDS[direction]);
}

function alongBoth(a: Polarity, b: Polarity): Polarity {
  const isPlain = (polarity: Polarity) => polarity === '+' || polarity === '-';
  if (isPlain(a) && isPlain(b)) return a === b ? '+' : '-';
  return isPlain(a) ? b : a;
}

/** What a diagram shows, in a sentence, and how its signs are read. */
import { countedText } from '../number-text.ts';
import type { Diagram } from './diagram.ts';

export const DIAGRAM_KEY =
  'Boxes with a heavy frame are stocks, double lines fill or drain them, + means that more makes more, − that more makes less, ± that it depends on the time or the element, · that nothing came of it in this run.';

/** For a drawing that has left its page. */
export const DIAGRAM_NOTE = `${DIAGRAM_KEY} Tinted: what the title names.`;

/** `What stands around pay; 2 variables act on it, and it acts on 5`: as far as it is drawn. */
export function diagramSentence({ title, nodes, links }: Diagram): string {
  const focus = new Set(nodes.filter((node) => node.focus).map(({ id }) => id));
  if (focus.size === nodes.length) {
    const stocks = nodes.filter(({ role }) => role === 'stock').length;
    return `${title}; ${countedText(nodes.length, 'variable')}, of which ${stocks === 0 ? 'none is a stock' : stocks === 1 ? 'one is a stock' : `${stocks} are stocks`}`;
  }
  const crossing = links.filter(({ from, to }) => focus.has(from) !== focus.has(to));
  const causes = new Set(crossing.filter(({ to }) => focus.has(to)).map(({ from }) => from)).size;
  const effects = new Set(crossing.filter(({ from }) => focus.has(from)).map(({ to }) => to)).size;
  const acts =
    causes === 0 ? 'nothing acts on it' : `${countedText(causes, 'variable')} ${causes === 1 ? 'acts' : 'act'} on it`;
  return `${title}; ${acts}, and it acts on ${effects === 0 ? 'none' : effects}`;
}

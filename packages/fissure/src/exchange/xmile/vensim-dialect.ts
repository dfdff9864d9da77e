/** XMILE as Vensim writes it: under a prefix of its own, with equations of its own language and net flows of stocks. */
import type { Problems } from '../../diagnostics/problems.ts';
import type { ForeignExpr, Span } from '../foreign-expression.ts';
import { TokenCursor, Unreadable } from '../token-parser.ts';
import { parseRightSide, type RightSide } from '../vensim/parse-right-side.ts';
import { type Token, tokenise } from '../vensim/tokens.ts';
import type { XmlElement } from './read-xml.ts';

/** Its prefix tells: older exports, which name Vensim as well, hold the functions of the standard. */
export function isOfVensim({ attributes }: XmlElement, text: string): boolean {
  return 'xmlns:vensim' in attributes || text.includes('<vensim:netflow');
}

/** Entities of XML move the places in a text, so that all its parts stand where the whole does. */
export function parseVensim(text: string, file: string, place: Span, problems: Problems): RightSide {
  const tokens = tokenise(text, 0, text.length).map((token): Token => ({ ...token, span: place }));
  try {
    return parseRightSide(new TokenCursor<Token>(file, tokens, problems), { lacksEquals: true });
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { value: { kind: 'error', span: place }, interpolation: undefined, isData: false };
  }
}

/** What a prefix stands before: `vensim:netflow`. */
export function vensimChild(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === `vensim:${name}`);
}

/** A stock by its net flow, as Vensim's own files have it. */
export function integral(rate: ForeignExpr, initial: ForeignExpr, span: Span): ForeignExpr {
  return { kind: 'call', name: 'INTEG', subscripts: undefined, args: [rate, initial], span };
}

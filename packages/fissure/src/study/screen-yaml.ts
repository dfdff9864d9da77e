/**
 * Looks through the tokens of a YAML text before anything is built from them, and stops at the first thing that a
 * study does not need and that could make reading slow or endless: anchors, aliases, tags, directives, a second
 * document, brackets that close nothing, deep nesting, absurd numbers of tokens.
 */
import { CST } from 'yaml';
import type { MessageCode } from '../diagnostics/messages.generated.ts';
import type { Problems } from '../diagnostics/problems.ts';

/** What all YAML files of one study together may cost; counts down. A study with 27 mechanisms takes some 60,000. */
export interface YamlBudget {
  tokens: number;
}

export function newYamlBudget(): YamlBudget {
  return { tokens: 200_000 };
}

/** A study nests some ten levels at most. */
const DEEPEST = 40;

interface Screen {
  /** Brackets open in flow collections. */
  flowDepth: number;
  /** Columns at which enclosing block collections began. */
  readonly columns: number[];
  column: number;
  documents: number;
  hasContent: boolean;
}

/** The tokens, all of them; undefined where the file is refused, with a diagnostic that says why. */
export function screenYaml(
  file: string,
  text: string,
  lexemes: Iterable<string>,
  problems: Problems,
  budget: YamlBudget,
): readonly string[] | undefined {
  const screen: Screen = { flowDepth: 0, columns: [], column: 0, documents: 0, hasContent: false };
  const result: string[] = [];
  let offset = 0;
  let isScalar = false;
  for (const lexeme of lexemes) {
    result.push(lexeme);
    if (lexeme === CST.SCALAR) {
      isScalar = true;
      continue;
    }
    if (isMarker(lexeme)) continue;
    budget.tokens -= 1;
    const type = isScalar ? 'scalar' : CST.tokenType(lexeme);
    const refusal = budget.tokens < 0 ? 'read/too-much-yaml' : refusalOf(type, lexeme, screen);
    if (refusal !== undefined) {
      const end = Math.min(text.length, offset + Math.max(1, lexeme.length));
      problems.add(refusal, { text: lexeme, depth: DEEPEST }, { file, start: offset, end });
      return undefined;
    }
    advance(screen, lexeme, isScalar);
    isScalar = false;
    offset += lexeme.length;
  }
  return result;
}

/** The lexer's own marks, which stand for no character of the text. */
function isMarker(lexeme: string): boolean {
  return lexeme === CST.DOCUMENT || lexeme === CST.FLOW_END;
}

function refusalOf(type: CST.TokenType | null, lexeme: string, screen: Screen): MessageCode | undefined {
  switch (type) {
    case 'alias':
    case 'anchor':
      return 'read/alias';
    case 'tag':
      return 'read/tag';
    case 'directive-line':
      return /^%YAML\s+1\.2\s*$/.test(lexeme) ? undefined : 'read/directive';
    case 'doc-start':
      screen.documents += 1;
      return screen.documents > 1 || screen.hasContent ? 'read/second-document' : undefined;
    case 'flow-map-start':
    case 'flow-seq-start':
      screen.flowDepth += 1;
      return screen.flowDepth + screen.columns.length > DEEPEST ? 'read/too-deep' : content(screen);
    case 'flow-map-end':
    case 'flow-seq-end':
      screen.flowDepth -= 1;
      return screen.flowDepth < 0 ? 'read/closes-nothing' : undefined;
    case 'seq-item-ind':
    case 'explicit-key-ind':
    case 'map-value-ind':
      return screen.flowDepth === 0 && deepen(screen) > DEEPEST ? 'read/too-deep' : content(screen);
    default:
      return undefined;
  }
}

function content(screen: Screen): undefined {
  screen.hasContent = true;
  return undefined;
}

/** Takes the token's column as the start of a block collection: those that began further right have ended. */
function deepen(screen: Screen): number {
  const { columns, column } = screen;
  while (columns.length > 0 && columns.at(-1)! > column) columns.pop();
  if (columns.at(-1) !== column) columns.push(column);
  return columns.length;
}

function advance(screen: Screen, lexeme: string, isScalar: boolean): void {
  const lineEnd = lexeme.lastIndexOf('\n');
  screen.column = lineEnd < 0 ? screen.column + lexeme.length : lexeme.length - lineEnd - 1;
  if (isScalar) screen.hasContent = true;
}

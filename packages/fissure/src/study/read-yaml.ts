/**
 * YAML 1.2 text to `YamlNode`s. A study needs maps, lists and scalars only: anchors, aliases, tags, directives and
 * several documents in one file are refused, which also disarms documents built to grow when they are expanded.
 * Nesting and the number of tokens are limited before anything recursive runs.
 */
import { Composer, type CST, isMap, isSeq, Lexer, type ParsedNode, Parser, type YAMLError } from 'yaml';
import type { Place } from '../diagnostics/diagnostic.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { placeIn, type SourceText } from '../diagnostics/source-text.ts';
import { screenYaml, type YamlBudget } from './screen-yaml.ts';
import type { YamlEntry, YamlNode } from './yaml-node.ts';
import { blockScalar, flowScalar } from './yaml-scalar.ts';

/** The document, or undefined where nothing can be made of it. Syntax errors leave what stands around them. */
export function readYaml(file: string, text: string, problems: Problems, budget: YamlBudget): YamlNode | undefined {
  const lexemes = screenYaml(file, text, new Lexer().lex(text), problems, budget);
  if (lexemes === undefined) return undefined;
  const document = compose(lexemes, text.length);
  if (document === undefined) return undefined;
  reportSyntaxErrors(document.errors, file, problems);
  const contents = document.contents as ParsedNode | null;
  if (contents === null) return emptyNode(file, 0);
  return new YamlReader(file, text, problems).node(contents, 0);
}

function compose(lexemes: readonly string[], length: number) {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of lexemes) for (const token of parser.next(lexeme)) tokens.push(token);
  for (const token of parser.end()) tokens.push(token);
  const composer = new Composer({ keepSourceTokens: true, uniqueKeys: false, logLevel: 'silent', schema: 'failsafe' });
  for (const document of composer.compose(tokens, true, length)) return document;
  return undefined;
}

/** One damaged line often makes a row of echoes. */
const MOST_SYNTAX_ERRORS = 10;

function reportSyntaxErrors(errors: readonly YAMLError[], file: string, problems: Problems): void {
  for (const error of errors.slice(0, MOST_SYNTAX_ERRORS)) {
    const [start, end] = error.pos;
    const place = { file, start, end: Math.max(end, start) };
    if (error.code === 'TAB_AS_INDENT') problems.add('read/tab', {}, place);
    else problems.add('read/yaml-syntax', { what: error.message.replace(/\.$/, '') }, place);
  }
}

function emptyNode(file: string, at: number): YamlNode {
  const source = { text: '', file, offsets: at, end: at };
  return { kind: 'scalar', source, plain: true, place: placeIn(source) };
}

class YamlReader {
  readonly #file: string;
  readonly #text: string;
  readonly #problems: Problems;

  constructor(file: string, text: string, problems: Problems) {
    this.#file = file;
    this.#text = text;
    this.#problems = problems;
  }

  node(node: ParsedNode | null, fallback: number): YamlNode {
    if (node === null) return emptyNode(this.#file, fallback);
    if (isSeq(node)) {
      const place = this.#place(node);
      return { kind: 'list', items: node.items.map((item) => this.node(item as ParsedNode, place.start)), place };
    }
    if (isMap(node)) {
      const place = this.#place(node);
      return { kind: 'map', entries: this.#entries(node.items as readonly PairLike[], place), place };
    }
    const token = node.srcToken;
    const start = node.range[0];
    if (!token || !('source' in token) || !('type' in token)) return emptyNode(this.#file, start);
    return this.#scalar(token as CST.FlowScalar | CST.BlockScalar, start);
  }

  #end(token: CST.FlowScalar): Place {
    const end = token.offset + token.source.length;
    return { file: this.#file, start: end - 1, end };
  }

  #place(node: ParsedNode): Place {
    const [start, stop] = node.range;
    let end = stop;
    // A block collection reaches to the next line: its last line end is no part of it to a reader.
    while (end > start && /\s/.test(this.#text[end - 1]!)) end -= 1;
    return { file: this.#file, start, end };
  }

  #entries(pairs: readonly PairLike[], place: Place): YamlEntry[] {
    const first = new Map<string, SourceText>();
    const entries: YamlEntry[] = [];
    for (const pair of pairs) {
      const key = this.node(pair.key, pair.value?.range[0] ?? place.start);
      if (key.kind !== 'scalar') {
        this.#problems.add('read/key-not-a-name', {}, key.place);
        continue;
      }
      const source = key.source;
      const before = first.get(source.text);
      if (before) {
        const related = [{ message: 'first here', place: placeIn(before) }];
        this.#problems.add('read/duplicate-key', { key: source.text }, placeIn(source), { related });
        continue;
      }
      first.set(source.text, source);
      entries.push({ key: source, value: this.node(pair.value, source.end) });
    }
    return entries;
  }

  #scalar(token: CST.FlowScalar | CST.BlockScalar, start: number): YamlNode {
    const source = this.#source(token, start);
    const lone = /\p{Surrogate}/u.exec(source.text);
    if (lone) this.#problems.add('read/half-character', {}, placeIn(source, lone.index, lone.index + 1));
    const end = token.type === 'block-scalar' ? source.end : start + token.source.length;
    const place = { file: this.#file, start, end };
    return { kind: 'scalar', source, plain: token.type === 'scalar', place };
  }

  #source(token: CST.FlowScalar | CST.BlockScalar, start: number): SourceText {
    switch (token.type) {
      case 'block-scalar': {
        const header = token.props[0] as CST.SourceToken;
        const length = token.props.reduce((sum, prop) => sum + ('source' in prop ? prop.source.length : 0), 0);
        return blockScalar(this.#file, header.source, token.source, token.offset + length, token.indent);
      }
      case 'single-quoted-scalar':
        return flowScalar(this.#file, token.source, token.offset, 'single');
      case 'double-quoted-scalar':
        // The library takes an escaped quote at the very end of the file for a closing one.
        if (/(?<!\\)\\(?:\\\\)*"$/.test(token.source.slice(-1000)))
          this.#problems.add('read/yaml-syntax', { what: 'Missing closing "quote' }, this.#end(token));
        return flowScalar(this.#file, token.source, token.offset, 'double');
      default:
        return flowScalar(this.#file, token.source, start, 'plain');
    }
  }
}

interface PairLike {
  readonly key: ParsedNode;
  readonly value: ParsedNode | null;
}

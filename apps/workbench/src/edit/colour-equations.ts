/** Colours the equations inside of a YAML file, and tells on hovering what a name in them stands for. */
import { syntaxTree } from '@codemirror/language';
import { type EditorState, RangeSetBuilder } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  hoverTooltip,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';
import type { LanguageMessage, StudyName } from 'fissure/workbench';
import { equationTokens } from './equation-tokens.ts';
import { allowedAt, type SchemaNode, schemaNameOf } from './schema-at.ts';

export interface EquationContext {
  readonly file: string;
  readonly language: LanguageMessage;
  readonly names: () => readonly StudyName[];
}

interface Range {
  readonly from: number;
  readonly to: number;
}

export function colourEquations(context: EquationContext) {
  const functions = new Set(context.language.functions.map(({ name }) => name.toLowerCase()));
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = decorate(view, context, functions);
      }
      update({ docChanged, viewportChanged, startState, state, view }: ViewUpdate) {
        if (docChanged || viewportChanged || syntaxTree(startState) !== syntaxTree(state))
          this.decorations = decorate(view, context, functions);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}

export function tellNames({ language, names }: EquationContext) {
  return hoverTooltip((view, at) => {
    const line = view.state.doc.lineAt(at);
    for (const { 0: word, index } of line.text.matchAll(/[\p{L}_][\p{L}\p{M}\p{Nd}_$.-]*/gu)) {
      const from = line.from + index;
      if (at < from || at > from + word.length) continue;
      const text = aboutWord(word, names(), language);
      return text === undefined
        ? null
        : { pos: from, end: from + word.length, above: true, create: () => ({ dom: paragraph(text) }) };
    }
    return null;
  });
}

/** `leaving_rate, auxiliary, 1/month: the wish to leave` */
function aboutWord(word: string, names: readonly StudyName[], { functions }: LanguageMessage): string | undefined {
  const name = names.find((one) => one.name.toLowerCase() === word.toLowerCase());
  if (name) return `${[name.name, name.kind, name.unit].filter((text) => text !== '').join(', ')}: ${name.about}`;
  const known = functions.find((one) => one.name === word.toUpperCase());
  return known && `${known.signature}: ${known.doc}`;
}

function paragraph(text: string): HTMLElement {
  const dom = document.createElement('p');
  dom.className = 'edit-tip';
  dom.textContent = text;
  return dom;
}

function decorate(view: EditorView, context: EquationContext, functions: ReadonlySet<string>): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const dates = /^(?:claims|expectations)\.yaml$/.test(context.file);
  for (const { from, to } of equationRanges(view, context)) {
    const text = view.state.sliceDoc(from, to);
    for (const token of equationTokens(text, dates)) {
      const isFunction = token.kind === 'name' && functions.has(text.slice(token.start, token.end).toLowerCase());
      builder.add(from + token.start, from + token.end, MARKS[isFunction ? 'function' : token.kind]);
    }
  }
  return builder.finish();
}

const mark = (name: string) => Decoration.mark({ class: `eq-${name}` });
const MARKS = {
  comment: mark('comment'),
  name: mark('name'),
  function: mark('function'),
  date: mark('number'),
  number: mark('number'),
  operator: mark('operator'),
  symbol: mark('symbol'),
  unknown: mark('unknown'),
} as const;

function equationRanges({ state, visibleRanges }: EditorView, { file, language }: EquationContext): readonly Range[] {
  const schema = language.schemas[schemaNameOf(file)] as SchemaNode | undefined;
  const ranges: Range[] = [];
  if (!schema) return ranges;
  for (const { from, to } of visibleRanges)
    syntaxTree(state).iterate({
      from,
      to,
      enter: ({ node }) => {
        if (!VALUES.has(node.name) || node.parent?.name === 'Key') return;
        if (allowedAt(schema, pathOf(state, node)).ids.has('equation') && (ranges.at(-1)?.to ?? -1) <= node.from)
          ranges.push(textOf(node));
      },
    });
  return ranges;
}

const VALUES: ReadonlySet<string> = new Set(['Literal', 'QuotedLiteral', 'BlockLiteral']);

/** Without quotation marks and the header of a block. */
function textOf(node: SyntaxNode): Range {
  if (node.name === 'QuotedLiteral') return { from: node.from + 1, to: Math.max(node.from + 1, node.to - 1) };
  return node.getChild('BlockLiteralContent') ?? node;
}

function pathOf(state: EditorState, value: SyntaxNode): readonly (string | number)[] {
  const path: (string | number)[] = [];
  for (let node: SyntaxNode | null = value.parent; node; node = node.parent) {
    const key = node.name === 'Pair' ? node.getChild('Key') : null;
    if (key) path.unshift(state.sliceDoc(key.from, key.to).replace(/^(["'])(.*)\1$/, '$2'));
    if (node.name === 'BlockSequence' || node.name === 'FlowSequence') path.unshift(0);
  }
  return path;
}

/**
 * A YAML document as plain tagged data in which everything has its place. Scalars keep their text: whether `0.6` is a
 * number or an equation is decided by the field it stands in.
 */
import type { Place } from '../diagnostics/diagnostic.ts';
import type { SourceText } from '../diagnostics/source-text.ts';

export type YamlNode = YamlMap | YamlList | YamlScalar;

export interface YamlMap {
  readonly kind: 'map';
  readonly entries: readonly YamlEntry[];
  readonly place: Place;
}

export interface YamlEntry {
  readonly key: SourceText;
  readonly value: YamlNode;
}

export interface YamlList {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  readonly place: Place;
}

export interface YamlScalar {
  readonly kind: 'scalar';
  readonly source: SourceText;
  /** Unquoted: only then may it be a number, a truth value or nothing at all. */
  readonly plain: boolean;
  readonly place: Place;
}

/** Fields of the map, the value of one of them, or undefined where `node` is no map or has no such field. */
export function fieldOf(node: YamlNode | undefined, name: string): YamlNode | undefined {
  return entriesOf(node).find((entry) => entry.key.text === name)?.value;
}

export function entriesOf(node: YamlNode | undefined): readonly YamlEntry[] {
  return node?.kind === 'map' ? node.entries : [];
}

export function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === 'list' ? node.items : [];
}

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;
const FRACTION = /^([-+]?\d+(?:\.\d+)?)\s*\/\s*(\d+(?:\.\d+)?)$/;

/** A number, or a fraction `1/16`; undefined for anything else, also for what no 64-bit float holds. */
export function numberOfText(text: string): number | undefined {
  const fraction = FRACTION.exec(text);
  const value = fraction ? Number(fraction[1]) / Number(fraction[2]) : NUMBER.test(text) ? Number(text) : undefined;
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

export function isNothing(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.plain && /^(?:~|null|Null|NULL|)$/.test(node.source.text);
}

/** The plain JavaScript value by YAML's core schema, for validation. Maps have no prototype: any key is only a key. */
export function plainValue(node: YamlNode): unknown {
  switch (node.kind) {
    case 'map': {
      const result: Record<string, unknown> = Object.create(null);
      for (const { key, value } of node.entries) result[key.text] = plainValue(value);
      return result;
    }
    case 'list':
      return node.items.map(plainValue);
    case 'scalar': {
      if (isNothing(node)) return null;
      const { text } = node.source;
      if (!node.plain) return text;
      if (/^(?:true|True|TRUE)$/.test(text)) return true;
      if (/^(?:false|False|FALSE)$/.test(text)) return false;
      return NUMBER.test(text) ? Number(text) : text;
    }
  }
}

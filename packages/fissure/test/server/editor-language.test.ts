/** What the editor knows of the language without asking: held to the package's own tokens, schemas and reading of YAML. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isMap, isScalar, isSeq, type ParsedNode, parseDocument } from 'yaml';
import { armsAt } from '../../../../apps/workbench/src/edit/arms-at.ts';
import { equationTokens } from '../../../../apps/workbench/src/edit/equation-tokens.ts';
import { allowedAt, type SchemaNode, schemaNameOf } from '../../../../apps/workbench/src/edit/schema-at.ts';
import { yamlPlaceAt } from '../../../../apps/workbench/src/edit/yaml-place.ts';
import { Problems } from '../../src/diagnostics/problems.ts';
import { tokenise } from '../../src/equations/tokens.ts';
import { jsonSchemaOf, STUDY_SCHEMAS, type StudyFileName } from '../../src/study/schemas.ts';

const studies = fileURLToPath(new URL('../../../../studies/', import.meta.url));
const files = ['garrison/', 'islamic-state/', 'islamic-state/model/'].flatMap((folder) =>
  readdirSync(join(studies, folder))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => ({
      file: folder.endsWith('model/') ? `model/${name}` : name,
      text: readFileSync(join(studies, folder, name), 'utf8'),
    })),
);
const schemas = new Map(
  (Object.keys(STUDY_SCHEMAS) as StudyFileName[]).map((name) => [name as string, jsonSchemaOf(name) as SchemaNode]),
);

interface Scalar {
  readonly path: readonly (string | number)[];
  readonly value: string;
  readonly isPlain: boolean;
  readonly start: number;
  readonly end: number;
}

/** By the YAML library; indices of lists are 0, as the editor counts them. */
function scalarsOf(text: string): readonly Scalar[] {
  const found: Scalar[] = [];
  const visit = (node: ParsedNode | null, path: readonly (string | number)[]): void => {
    if (isMap(node))
      for (const { key, value } of node.items)
        visit(value as ParsedNode, [...path, String((key as { value?: unknown }).value)]);
    else if (isSeq(node)) for (const item of node.items) visit(item as ParsedNode, [...path, 0]);
    else if (isScalar(node) && node.range && node.range[1] > node.range[0])
      found.push({
        path,
        value: String(node.value),
        isPlain: node.type === 'PLAIN',
        start: node.range[0],
        end: node.range[1],
      });
  };
  visit(parseDocument(text, { schema: 'failsafe' }).contents as ParsedNode, []);
  return found;
}

const scalars = files.flatMap(({ file, text }) => scalarsOf(text).map((scalar) => ({ ...scalar, file, text })));
const equations = scalars.filter(({ file, path }) =>
  allowedAt(schemas.get(schemaNameOf(file))!, path).ids.has('equation'),
);

describe('arms', () => {
  const text = `C1:
  arms:
    strict: { set: { pay: 1 } }
    closed:
      label: Closed
      set: { border: 0 }
  measures: { n: "at(men[1], 6)" }
  holds: n[cl] < n[base]
  report:
    gap: { equation: "n[ - 1" }
# Another.
C2:
  arms: { other: {}, base: { off: [M1] } }
  holds: n[o]
`;
  const at = (before: string, file = 'claims.yaml') => {
    const position = text.indexOf(before) + before.length;
    return armsAt(text, position, file, yamlPlaceAt(text, position).path);
  };

  it('are those that the claim itself declares, and base', () => {
    expect(at('holds: n[cl')).toEqual(['base', 'strict', 'closed']);
    expect(at('holds: n[cl] < n[')).toEqual(['base', 'strict', 'closed']);
    expect(at('gap: { equation: "n[')).toEqual(['base', 'strict', 'closed']);
    expect(at('holds: n[o')).toEqual(['base', 'other']);
    expect(at('holds: n[o', 'expectations.yaml')).toEqual(['base', 'other']);
  });

  it('stand nowhere else', () => {
    for (const before of ['measures: { n: "at(men[', 'holds: n[cl] <', 'base: { off: ['])
      expect(at(before)).toBe(undefined);
    expect(at('holds: n[o', 'model.yaml')).toBe(undefined);
  });

  it.each(files.filter(({ file }) => /^(?:claims|expectations)\.yaml$/.test(file)))(
    'named in $file are all offered where they stand',
    ({ file, text: own }) => {
      const named = equations.filter(({ text: whole, path }) => whole === own && path[1] === 'holds');
      expect(named.length).toBeGreaterThan(0);
      for (const { path, start, end } of named)
        for (const { 0: mark, 1: arm, index } of own.slice(start, end).matchAll(/\[([a-z]\w*)\]/gi))
          expect(armsAt(own, start + index + mark.length - 1, file, path), `${path[0]}`).toContain(arm);
    },
  );
});

describe('equations', () => {
  it('are found where the format says so', () => {
    expect(equations.length).toBeGreaterThan(500);
    const fields = new Set(equations.map(({ path }) => String(path.findLast((step) => typeof step === 'string'))));
    for (const field of ['equation', 'initial', 'holds', 'effect', 'observes', 'show', 'outflows'])
      expect(fields).toContain(field);
    for (const field of ['doc', 'unit', 'because', 'value', 'says', 'over']) expect(fields).not.toContain(field);
  });

  const odd = [
    'a<=b <> -c^2',
    '"two words"[*, x] @ 3',
    'IF a AND NOT b THEN 1.5e-3 ELSE .5',
    "m' : n",
    '{ note } 2014-06 + 1',
    '',
    'ليس + été_2',
    'x{',
  ];
  it.each([true, false])('have the tokens that the parser reads, with dates: %s', (dates) => {
    for (const text of [...new Set(equations.map(({ value }) => value)), ...odd]) {
      const source = { text, file: 'x', offsets: 0, end: text.length };
      const wanted = tokenise(source, new Problems(), dates)
        .filter(({ kind }) => kind !== 'end')
        .map(({ kind, start, end }) => ({ kind: kind === 'keyword' ? 'operator' : kind, start, end }));
      expect(
        equationTokens(text, dates).filter(({ kind }) => kind !== 'comment'),
        text,
      ).toEqual(wanted);
    }
  });
});

describe('a place in YAML', () => {
  it('is where the YAML library says it is, at the end of every value of both studies', () => {
    let checked = 0;
    // Every seventh: looking at one place reads the file up to it.
    for (const { file, text, path, end, isPlain } of scalars.filter((_, index) => index % 7 === 0)) {
      if (!isPlain) continue;
      const place = yamlPlaceAt(text, end);
      expect({ file, end, ...place }).toEqual({ file, end, path, part: 'value' });
      checked += 1;
    }
    expect(checked).toBeGreaterThan(1000);
  });

  it.each([
    ['a:\n  b: 1\n  |', ['a'], 'key'],
    ['a:\n  b: 1\n  c|', ['a'], 'key'],
    ['a:\n  b: |', ['a', 'b'], 'value'],
    ['a:\n  b: 1\n|', [], 'key'],
    ['a:\n  b|: 1\n', ['a'], 'key'],
    ['a: { b: 1, |', ['a'], 'key'],
    ['a: { b: 1, c: x|', ['a', 'c'], 'value'],
    ['a: { b: [1, |', ['a', 'b', 0], 'value'],
    ['a: { b: [1, 2], |', ['a'], 'key'],
    ['a: [x, {\n    y: |', ['a', 0, 'y'], 'value'],
    ['a:\n  - id: x\n    |', ['a', 0], 'key'],
    ['a:\n- id: x\n  type: |', ['a', 0, 'type'], 'value'],
    ['a:\n- one\n- |', ['a', 0], 'value'],
    ['a:\n  doc: long\n    text: that goes on\n  |', ['a'], 'key'],
    ['a:\n  doc: >\n    key: in a text\n  |', ['a'], 'key'],
    ['a:\n  "foreign, *": |', ['a', 'foreign, *'], 'value'],
    ['a: # why\n  |', ['a'], 'key'],
    ["a: { b: Ba'ath, c: |", ['a', 'c'], 'value'],
    ["a: { b: 'it''s, so', c: |", ['a', 'c'], 'value'],
    [`a: { b: 5" x, c: |`, ['a', 'c'], 'value'],
    ['|', [], 'key'],
  ])('of %j is %j', (marked, path, part) => {
    const position = marked.indexOf('|');
    expect(yamlPlaceAt(marked.replace('|', ''), position)).toEqual({ path, part });
  });
});

describe('what the format allows', () => {
  const fieldsAt = (file: string, path: readonly (string | number)[]) =>
    allowedAt(schemas.get(file)!, path).forms.flatMap(({ properties = {} }) => Object.keys(properties));

  it('is found along paths, through references and alternatives', () => {
    expect(fieldsAt('model', [])).toEqual(['dimensions', 'parameters', 'lookups', 'inputs', 'variables']);
    expect(fieldsAt('model', ['variables', 'x'])).toContain('equation');
    expect(fieldsAt('model', ['parameters', 'x', 'prior'])).toEqual(expect.arrayContaining(['multiply', 'uniform']));
    expect(fieldsAt('claims', ['C1', 'arms', 'x'])).toEqual(expect.arrayContaining(['set', 'scenario']));
    expect(fieldsAt('model', ['nowhere'])).toEqual([]);
    expect(allowedAt(schemas.get('study')!, ['time', 'unit']).forms[0]!.enum).toContain('month');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Problems } from '../../src/diagnostics/problems.ts';
import { placeIn, type SourceText } from '../../src/diagnostics/source-text.ts';
import { readYaml } from '../../src/study/read-yaml.ts';
import { newYamlBudget } from '../../src/study/screen-yaml.ts';
import { fieldOf, numberOfText, plainValue, type YamlNode } from '../../src/study/yaml-node.ts';

function read(text: string): { node: YamlNode | undefined; problems: Problems } {
  const problems = new Problems();
  return { node: readYaml('f.yaml', text, problems, newYamlBudget()), problems };
}

function sourceOf(text: string, field = 'a'): SourceText {
  const { node, problems } = read(text);
  expect(problems.list).toEqual([]);
  const value = fieldOf(node, field);
  if (value?.kind !== 'scalar') throw new Error('no scalar');
  return value.source;
}

/** Every character stands in the file where the source text says, or something that stands for it does. */
function expectTrueOffsets(source: SourceText, file: string): void {
  for (let i = 0; i < source.text.length; i += 1) {
    const { start } = placeIn(source, i, i + 1);
    const there = file[start]!;
    const char = source.text[i]!;
    if (char === there) continue;
    if (char === ' ' || char === '\n') expect(['\n', '\r', '\\']).toContain(there);
    else expect(there).toBe('\\');
  }
  for (let i = 1; i < source.text.length; i += 1)
    expect(placeIn(source, i).start).toBeGreaterThanOrEqual(placeIn(source, i - 1).start);
  expect(source.end).toBeLessThanOrEqual(file.length);
}

describe('texts of scalars', () => {
  it.each([
    ['plain', 'a: SUM(x[*]) * 2 # note\nb: 1\n', 'SUM(x[*]) * 2'],
    ['plain over lines', 'a: one\n  two\n\n  three\nb: 1\n', 'one two\nthree'],
    ['single quotes', "a: 'it''s\n  so'\n", "it's so"],
    ['double quotes', 'a: "tab\\tand \\u00e9 and \\U0001F600 end"\n', 'tab\tand é and 😀 end'],
    ['escaped line end', 'a: "one \\\n   two\\\n\n  three"\n', 'one two\nthree'],
    ['literal', 'a: |\n  one\n    two\n\n  three\n\nb: 1\n', 'one\n  two\n\nthree\n'],
    ['literal, no end', 'a: |-\n  one\n  two\n', 'one\ntwo'],
    [
      'folded',
      'a: >\n  one\n  two\n\n  three\n   indented\n  four\n',
      'one two\n\nthree\n indented\nfour\n'.replace('\n\n', '\n'),
    ],
    ['folded, all ends', 'a: >+\n  one\n  two\n\n\nb: 1\n', 'one two\n\n\n'],
    ['CRLF', 'a: >\r\n  one\r\n  two\r\n\r\n  three\r\nb: 1\r\n', 'one two\nthree\n'],
    ['indicator', 'a: |2\n    one\n  two\n', '  one\ntwo\n'],
  ])('%s', (_, file, expected) => {
    const source = sourceOf(file);
    expect(source.text).toBe(expected);
    expectTrueOffsets(source, file);
  });

  it('agree with another reader of YAML, and every character has its true place', () => {
    const piece = fc.constantFrom(
      'a',
      'b c',
      ' ',
      '  ',
      '\n',
      '\n  ',
      '\n   ',
      '\n\n',
      '\t',
      "''",
      '\\n',
      '\\x41',
      '\\\n',
      '😀',
      '\\"',
      '#',
      ' - ',
      ':',
      '\r\n ',
    );
    const body = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
    const header = fc.constantFrom('', '"', "'", '|\n  ', '>\n  ', '|-\n  ', '>+\n  ', '|2\n  ', '>-\r\n    ');
    let tried = 0;
    fc.assert(
      fc.property(header, body, (open, inner) => {
        // Of a block with nothing but spaces YAML's own readers differ: no field of a study is one.
        const blank = (text: string) => text.trim() === '';
        // After an escaped line end, empty lines are line feeds (YAML 1.2.2, production 114); the other reader folds them.
        fc.pre(!/\\\r?\n\s*\n/.test(inner));
        const close = open === '"' || open === "'" ? open : '';
        const file = `k: 0\na: ${open}${inner}${close}\nb: 1\n`;
        const truth = parseOrNothing(file);
        const { node, problems } = read(file);
        const value = fieldOf(node, 'a');
        if (truth === undefined || problems.hasErrors || typeof truth.a !== 'string' || value?.kind !== 'scalar')
          return;
        if (blank(truth.a) && blank(value.source.text)) return;
        tried += 1;
        expect(value.source.text).toBe(truth.a);
        expectTrueOffsets(value.source, file);
      }),
      { numRuns: 1500 },
    );
    expect(tried).toBeGreaterThan(250);
  });
});

function parseOrNothing(text: string): { a: unknown } | undefined {
  try {
    return parse(text, { schema: 'failsafe', logLevel: 'silent' }) as { a: unknown };
  } catch {
    return undefined;
  }
}

describe('readYaml', () => {
  it('reads maps, lists and scalars with the values of the core schema', () => {
    const { node } = read('a: [1, 2.5, x, "3"]\nb: { c: true, d: ~, e: }\n"f g":\n- h: 1e3\n- 0x10\n');
    expect(JSON.parse(JSON.stringify(plainValue(node!)))).toEqual({
      a: [1, 2.5, 'x', '3'],
      b: { c: true, d: null, e: null },
      'f g': [{ h: 1000 }, '0x10'],
    });
  });

  it('treats every key as a name and nothing more', () => {
    const value = plainValue(read('__proto__: { polluted: 1 }\nconstructor: 2\n').node!) as Record<string, unknown>;
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each([
    ['read/duplicate-key', 'a: 1\nb: 2\na: 3\n', 10, 11],
    ['read/key-not-a-name', '? [x]\n: 1\n', 2, 5],
    ['read/alias', 'a: &x 1\nb: *x\n', 3, 5],
    ['read/tag', 'a: !!str 1\n', 3, 8],
    ['read/second-document', 'a: 1\n---\nb: 2\n', 5, 8],
    ['read/directive', '%TAG ! tag:x,2000:\n---\na: 1\n', 0, 18],
    ['read/closes-nothing', 'a: 1]\n]\n', undefined, undefined],
    ['read/tab', 'a:\n\tb: 1\n', 3, undefined],
    ['read/half-character', 'a: "x\\ud800"\n', 5, undefined],
    ['read/yaml-syntax', 'a: "x\\"', 6, 7],
    ['read/yaml-syntax', 'a: [1, 2\nb: 3\n', undefined, undefined],
    ['read/too-deep', `a: ${'['.repeat(100)}`, 42, 43],
  ])('%s', (code, text, start, end) => {
    const { problems } = read(text);
    const problem = problems.list.find((candidate) => candidate.code === code);
    expect(problem, problems.list.map((one) => one.code).join()).toBeDefined();
    if (start !== undefined) expect(problem!.place!.start).toBe(start);
    if (end !== undefined) expect(problem!.place!.end).toBe(end);
  });

  it('accepts what exporters of bibliographies write', () => {
    expect(read('---\nreferences:\n- id: a\n...\n').problems.list).toEqual([]);
    expect(read('%YAML 1.2\n---\na: 1\n').problems.list).toEqual([]);
  });

  it('keeps what stands around a mistake', () => {
    const { node, problems } = read('a: 1\nb: "x\\q"\nc: 3\n');
    expect(problems.hasErrors).toBe(true);
    expect(fieldOf(node, 'c')).toBeDefined();
  });
});

describe('numberOfText', () => {
  it('reads numbers and fractions and nothing else', () => {
    expect(['1', '-2.5', '1e-3', '.5', '1/16', '3 / 4', '0.5/2'].map(numberOfText)).toEqual([
      1, -2.5, 0.001, 0.5, 0.0625, 0.75, 0.25,
    ]);
    for (const text of ['', 'x', '1/0', '1e999', '0x10', '1,000', '1_000', '.inf', '.nan', '1/2/3', '5 %'])
      expect(numberOfText(text)).toBeUndefined();
  });
});

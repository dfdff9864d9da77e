/** Every scalar of every YAML file of both studies is changed; everything around it must stay as it was, to the byte. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMap, isScalar, isSeq, type ParsedNode, parseDocument } from 'yaml';
import { setYamlNumbers, setYamlScalar, type YamlPath } from '../../src/study/edit-yaml.ts';

const studies = fileURLToPath(new URL('../../../../studies/', import.meta.url));
const files = ['garrison', 'islamic-state'].flatMap((study) =>
  ['', 'model/'].flatMap((folder) => {
    try {
      return readdirSync(join(studies, study, folder))
        .filter((name) => name.endsWith('.yaml'))
        .map((name) => `${study}/${folder}${name}`);
    } catch {
      return [];
    }
  }),
);

interface Place {
  readonly path: YamlPath;
  readonly start: number;
  readonly end: number;
}

/** By the library's own reading of the text: where each scalar begins and ends. */
function scalarsOf(text: string): Place[] {
  const found: Place[] = [];
  const visit = (node: ParsedNode | null, path: YamlPath): void => {
    if (isMap(node))
      for (const { key, value } of node.items)
        visit(value as ParsedNode | null, [...path, String((key as unknown as { source: string }).source)]);
    else if (isSeq(node)) for (const [index, item] of node.items.entries()) visit(item as ParsedNode, [...path, index]);
    else if (isScalar(node) && node.range) found.push({ path, start: node.range[0], end: node.range[1] });
  };
  visit(parseDocument(text, { schema: 'failsafe' }).contents as ParsedNode, []);
  return found.filter(({ start, end }) => end > start);
}

const valueAt = (text: string, path: YamlPath) => parseDocument(text, { schema: 'failsafe' }).getIn(path);

describe('one scalar of a study changed', () => {
  const texts = files.map((file) => readFileSync(join(studies, file), 'utf8'));
  const cases = texts.map((text) => ({ text, places: scalarsOf(text) }));

  it('has scalars to change', () => {
    expect(cases.reduce((sum, { places }) => sum + places.length, 0)).toBeGreaterThan(4000);
  });

  const values = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.constantFrom(
      'a * b',
      'x: y # z',
      '- 1',
      "it's",
      '"quoted"',
      '[a, b]',
      '{',
      '#',
      '1/16',
      'true',
      'SUM(a[*, b])',
      'ليس',
    ),
    fc.string({ minLength: 1, maxLength: 40 }),
  );
  const places = fc
    .nat(cases.length - 1)
    .chain((file) => fc.tuple(fc.constant(cases[file]!), fc.nat(cases[file]!.places.length - 1)));

  it('leaves every other byte', () => {
    let changed = 0;
    fc.assert(
      fc.property(places, fc.boolean(), values, ([{ text, places: all }, index], crlf, value) => {
        const { path, start, end } = all[index]!;
        // The same with the line ends of another system.
        const tail = text.slice(end);
        const head = text.slice(0, start);
        const ends = (part: string) => (crlf ? part.replaceAll('\n', '\r\n') : part);
        const edited = setYamlScalar(ends(text), path, value);
        if (edited === undefined) return;
        changed += 1;
        expect(edited.startsWith(ends(head))).toBe(true);
        expect(edited.endsWith(ends(tail))).toBe(true);
        expect(valueAt(edited, path)).toBe(value);
      }),
      { numRuns: 150 },
    );
    expect(changed).toBeGreaterThan(130);
  });

  it('changes every plain number', () => {
    for (const { text, places: all } of cases.slice(0, 12))
      for (const { path, start, end } of all
        .filter((place) => /^-?[\d.]+$/.test(text.slice(place.start, place.end)))
        .slice(0, 5))
        expect(setYamlScalar(text, path, '0.125')).toBe(`${text.slice(0, start)}0.125${text.slice(end)}`);
  });
});

describe('a prior', () => {
  it('takes the place of another', () => {
    const text = 'p:\n  a: # why\n    value: 1 # one\n    prior: { uniform: [0, 2] } # wide\n    unit: 1\n';
    expect(setYamlNumbers(text, ['p', 'a', 'prior'], 'normal', ['1', '0.5'])).toBe(
      text.replace('{ uniform: [0, 2] }', '{ normal: [1, 0.5] }'),
    );
  });

  it('comes in after the last field, in either style and with the line ends of the file', () => {
    const add = (text: string) => setYamlNumbers(text, ['a', 'prior'], 'uniform', ['0', '2']);
    expect(add('a:\n  value: 1 # one\nb: 2\n')).toBe('a:\n  value: 1 # one\n  prior: { uniform: [0, 2] }\nb: 2\n');
    expect(add('a:\r\n  value: 1\r\n')).toBe('a:\r\n  value: 1\r\n  prior: { uniform: [0, 2] }\r\n');
    expect(add('a: { value: 1, unit: 1 } # x')).toBe('a: { value: 1, unit: 1, prior: { uniform: [0, 2] } } # x');
    expect(add('a:\n  doc: >\n    long\n    text\n\nb: 1\n')).toBe(
      'a:\n  doc: >\n    long\n    text\n  prior: { uniform: [0, 2] }\n\nb: 1\n',
    );
    expect(add('a:\n  value: 1')).toBe('a:\n  value: 1\n  prior: { uniform: [0, 2] }');
  });

  it('replaces one written over several lines, but not one with a comment in it', () => {
    const replace = (text: string) => setYamlNumbers(text, ['a', 'prior'], 'beta', ['1', '2']);
    expect(replace('a:\n  prior:\n    uniform:\n      - 0\n      - 2\n  value: 1\n')).toBe(
      'a:\n  prior:\n    { beta: [1, 2] }\n  value: 1\n',
    );
    expect(replace('a:\n  prior:\n    uniform: [0, 2] # since\n  value: 1\n')).toBe(undefined);
  });
});

describe('what cannot be changed', () => {
  it.each([
    ['no such place', 'a: 1\n', ['b']],
    ['a map', 'a: { b: 1 }\n', ['a']],
    ['a broken file', 'a: [1\n', ['a', 0]],
    ['nothing', 'a:\nb: 1\n', ['a']],
  ])('is left alone: %s', (_, text, path) => {
    expect(setYamlScalar(text, path as YamlPath, '2')).toBeUndefined();
  });
});

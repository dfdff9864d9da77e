/**
 * Files that nobody writes by hand: each must be answered with a located diagnostic, soon, and without running out of
 * memory or stack. The limit is processor time, not time by the clock; on an idle machine all take less than two seconds.
 */
import { describe, expect, it } from 'vitest';
import { FILES, read } from './a-study.ts';

const repeat = (text: string, length: number) => text.repeat(Math.ceil(length / text.length)).slice(0, length);

function billionLaughs(): string {
  const lines = ['a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]'];
  for (let i = 1; i < 10; i += 1)
    lines.push(
      `a${i}: &a${i} [${Array(9)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
    );
  return lines.join('\n');
}

const MB = 1_000_000;

const HOSTILE: readonly (readonly [string, string | Uint8Array, string])[] = [
  ['10 MB of text', repeat('a: b\n', 10 * MB), 'read/file-too-large'],
  ['10 MB of zeros', new Uint8Array(10 * MB), 'read/file-too-large'],
  ['billion laughs', billionLaughs(), 'read/alias'],
  ['100,000 open brackets', '['.repeat(100_000), 'read/too-deep'],
  ['100,000 open braces', '{'.repeat(100_000), 'read/too-deep'],
  ['braces within brackets', repeat('[{a: ', 500_000), 'read/too-deep'],
  ['100,000 dashes in a line', '- '.repeat(100_000), 'read/too-deep'],
  ['100,000 question marks in a line', '? '.repeat(100_000), 'read/too-deep'],
  ['100,000 colons in a line', ': '.repeat(100_000), 'read/too-deep'],
  ['1,400 indented maps', Array.from({ length: 1_400 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), 'read/too-deep'],
  ['a megabyte of closing brackets', repeat(']', MB), 'read/closes-nothing'],
  ['a megabyte of list items', `[${repeat('1,', MB - 2)}]`, 'read/too-much-yaml'],
  [
    'as many entries as are read',
    Array.from({ length: 30_000 }, (_, i) => `k${i}: ${i}`).join('\n'),
    'study/unknown-field',
  ],
  ['a megabyte of the same key', repeat('a: b\n', MB), 'read/too-much-yaml'],
  ['30,000 equal keys', repeat('a: b\n', 150_000), 'read/duplicate-key'],
  ['a quote never closed', `"${repeat('a\n', MB - 1)}`, 'read/yaml-syntax'],
  ['a megabyte of backslashes', `"${repeat('\\', MB - 1001)}"`, 'read/yaml-syntax'],
  ['a megabyte of folded lines', `title: >\n${repeat('  b\n\n   c\n', MB - 20)}`, 'study/missing-field'],
  ['a megabyte of spaces', repeat(' ', MB), 'study/no-value'],
  ['a megabyte of line ends', repeat('\n', MB), 'read/too-much-yaml'],
  ['a megabyte of comments', repeat('#\n', MB), 'read/too-much-yaml'],
  ['100,000 documents', repeat('---\n', 400_000), 'read/second-document'],
  ['100,000 directives', repeat('%\n', 200_000), 'read/directive'],
  ['100,000 tags', repeat('!a ', 300_000), 'read/tag'],
  ['20,000 wrong indents', repeat('a: b\n c: d\n', 100_000), 'read/yaml-syntax'],
  ['NUL bytes', 'a: \0\0\0\n', 'read/control-character'],
  ['a lone surrogate in UTF-8', Uint8Array.from([0x61, 0x3a, 0x20, 0xed, 0xa0, 0x80, 0x0a]), 'read/not-utf-8'],
  ['a lone surrogate as an escape', 'a: "\\udc00"\n', 'read/half-character'],
  ['Latin-1', Uint8Array.from([0x61, 0x3a, 0x20, 0xe9, 0x0a]), 'read/not-utf-8'],
  ['UTF-16', Uint8Array.from([0xff, 0xfe, 0x61, 0, 0x3a, 0]), 'read/not-utf-8'],
  [
    'a megabyte of bytes that are no text',
    Uint8Array.from({ length: MB }, (_, i) => (i * 7919) % 256),
    'read/not-utf-8',
  ],
  ['keys that mean something to programs', '__proto__: { x: 1 }\nconstructor: 1\ntoString: 2\n', 'study/unknown-field'],
];

const NEEDED: readonly string[] = ['study.yaml', 'model.yaml'];

describe.each(['study.yaml', 'model.yaml', 'evidence.yaml', 'claims.yaml'])('%s', (file) => {
  it.each(HOSTILE)('%s', (_, content, code) => {
    const start = process.cpuUsage();
    const { problems } = read({ [file]: content });
    const used = process.cpuUsage(start);
    expect((used.user + used.system) / 1e6).toBeLessThan(4);
    expect(problems.list.length).toBeGreaterThan(0);
    for (const one of problems.list) if (one.code !== 'read/too-many-problems') expect(one.place).toBeDefined();
    if (file === 'study.yaml') expect(problems.list.map((one) => one.code)).toContain(code);
    else expect(problems.list[0]!.code.length).toBeGreaterThan(0);
  });
});

describe('tables and the argument', () => {
  it.each([
    ['data/places.csv', 'too large', repeat('a,b\n', 10 * MB), 'read/file-too-large'],
    ['data/places.csv', 'a megabyte of commas', repeat(',', 2 * MB), 'read/csv-too-long'],
    ['data/places.csv', 'a quote never closed', `id,name\n"${repeat('a', MB)}`, 'read/csv-quote'],
    ['data/places.csv', 'NUL', 'id\0\n', 'read/control-character'],
    [
      'data/places.csv',
      'many rows',
      `id,name,country,population\n${Array.from({ length: 50_000 }, (_, i) => `p${i},P,iraq,1`).join('\n')}`,
      'study/too-many-elements',
    ],
    ['data/strikes.csv', 'many rows', `month,iraq,syria\n${repeat('2014-06,0,0\n', 1_200_000)}`, 'study/series-order'],
    [
      'argument.md',
      'a line of a megabyte',
      `# T\n## p1 x\n- \`p1.1\` **claim** ${repeat('(', MB / 2)}`,
      'study/statement-form',
    ],
    ['argument.md', 'many items', `# T\n## p1 x\n${repeat('- x\n', MB / 2)}`, 'study/statement-form'],
    ['argument.md', 'many headings', repeat('## x\n', MB / 2), 'study/argument-heading'],
    [
      'notes.yaml',
      'many names of nothing',
      `- about: [${Array.from({ length: 30_000 }, (_, i) => `envyy${i}`).join()}]\n  text: x`,
      'study/note-on-unknown',
    ],
    [
      'argument.md',
      'an item of many lines',
      `# T\n## p1 x\n- \`p1.1\` **claim** C1: ${repeat('a\n', MB / 2)}`,
      'study/unknown-reference',
    ],
  ])('%s: %s', (file, _, content, code) => {
    const start = process.cpuUsage();
    const { problems } = read({ [file]: content });
    const used = process.cpuUsage(start);
    expect((used.user + used.system) / 1e6).toBeLessThan(4);
    expect(problems.list.map((one) => one.code)).toContain(code);
  });

  it('stop collecting problems at a limit', () => {
    const { problems } = read({ 'argument.md': `# T\n${repeat('## x\n', 100_000)}` });
    expect(problems.list.at(-1)!.code).toBe('read/too-many-problems');
    expect(problems.list.length).toBe(501);
  });

  it('refuse many files that are small one by one', () => {
    const part = `parameters:\n${Array.from({ length: 8000 }, (_, i) => `  k${i}: { unit: 1, value: 1 }`).join('\n')}`;
    const parts = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`model/${i}.yaml`, part]));
    const start = process.cpuUsage();
    const { problems } = read(parts);
    const used = process.cpuUsage(start);
    expect((used.user + used.system) / 1e6).toBeLessThan(8);
    expect(problems.list.map((one) => one.code)).toContain('read/too-much-yaml');
  });
});

it('a damaged study never makes the reader throw', () => {
  const places = Object.entries(FILES).flatMap(([file, text]) =>
    Array.from({ length: 3 }, (_, i) => [file, Math.floor((text.length * (i + 0.5)) / 3)] as const),
  );
  for (const [file, at] of places) {
    const text = FILES[file]!;
    for (const insert of [': ', '\n', '"', '\t'])
      expect(() => read({ [file]: text.slice(0, at) + insert + text.slice(at) })).not.toThrow();
    expect(() => read({ [file]: text.slice(0, at) })).not.toThrow();
    expect(read({ [file]: `${text.slice(0, at)}\u0000${text.slice(at)}` }).problems.hasErrors).toBe(true);
  }
  expect(NEEDED.every((file) => read({ [file]: '' }).problems.hasErrors || file === 'model.yaml')).toBe(true);
});

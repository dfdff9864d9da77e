import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth, textTable, wrapText } from '../../src/cli/text/text-table.ts';

describe('wrapText', () => {
  it('loses no letter and keeps to the width', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'é'), maxLength: 80 }),
        fc.integer({ min: 1, max: 30 }),
        (text, width) => {
          const lines = wrapText(text, width);
          expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
          for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  it('lets list items hang', () => {
    expect(wrapText('- one two three four five', 20)).toEqual(['- one two three four', '  five']);
  });
});

describe('displayWidth', () => {
  it.each([
    ['abc', 3],
    ['\u001b[31mred\u001b[39m', 3],
    ['e\u0301', 1],
    ['漢字', 4],
    ['', 0],
  ])('of %j is %d', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('textTable', () => {
  const columns = [{ title: 'Id' }, { title: 'What', wrap: true }, { title: 'Count', align: 'right' as const }];

  it('lines columns up', () => {
    expect(
      textTable(
        columns,
        [
          ['C1', 'short', '7'],
          ['C10', 'longer', '1,000'],
        ],
        { width: 60 },
      ),
    ).toBe(['Id   What    Count', 'C1   short       7', 'C10  longer  1,000'].join('\n'));
  });

  it('wraps what may be wrapped', () => {
    const table = textTable(columns, [['C1', 'a claim of several words', '7']], { width: 30 });
    expect(table).toBe(['Id  What                 Count', 'C1  a claim of several       7', '    words'].join('\n'));
  });

  it('keeps to the width where a column can give way', () => {
    fc.assert(
      fc.property(
        fc.array(fc.lorem({ maxCount: 30 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 40, max: 120 }),
        (texts, width) => {
          const table = textTable(
            columns,
            texts.map((text, i) => [`C${i}`, text, '12']),
            { width },
          );
          for (const line of table.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});

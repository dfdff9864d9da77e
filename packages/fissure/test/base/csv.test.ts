import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_CSV_CELLS, printCsvCell, readCsv } from '../../src/base/csv.ts';

const texts = (csv: string) => readCsv(csv).rows.map((row) => row.map((cell) => cell.text));

describe('readCsv', () => {
  it('reads the examples of RFC 4180', () => {
    expect(texts('aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n')).toEqual([
      ['aaa', 'bbb', 'ccc'],
      ['zzz', 'yyy', 'xxx'],
    ]);
    expect(texts('aaa,bbb,ccc\r\nzzz,yyy,xxx')).toEqual([
      ['aaa', 'bbb', 'ccc'],
      ['zzz', 'yyy', 'xxx'],
    ]);
    expect(texts('"aaa","b\r\nbb","ccc"\r\nzzz,yyy,xxx')).toEqual([
      ['aaa', 'b\r\nbb', 'ccc'],
      ['zzz', 'yyy', 'xxx'],
    ]);
    expect(texts('"aaa","b""bb","ccc"')).toEqual([['aaa', 'b"bb', 'ccc']]);
  });

  it('keeps empty cells and skips empty lines', () => {
    expect(texts('a,,b\n\n,\n""\n')).toEqual([['a', '', 'b'], ['', ''], ['']]);
    expect(texts('a,')).toEqual([['a', '']]);
    expect(texts('')).toEqual([]);
  });

  it('says where the quoting is wrong', () => {
    expect(readCsv('a,b\n"c,d\n').fault).toEqual({ kind: 'quote-never-closed', start: 4, end: 5 });
    expect(readCsv('a,"b"c\n').fault).toEqual({ kind: 'text-after-quote', start: 5, end: 6 });
  });

  it('gives up on absurd numbers of cells', () => {
    expect(readCsv(','.repeat(MOST_CSV_CELLS + 5)).fault?.kind).toBe('too-many-cells');
  });

  it('reads back what was printed, and every cell stands where it says', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é'), maxLength: 5 });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 4 });
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n'), (rows, lineEnd) => {
        const csv = rows.map((row) => row.map(printCsvCell).join(',')).join(lineEnd);
        expect(texts(csv)).toEqual(rows);
        for (const row of readCsv(csv).rows)
          for (const { text, start, end } of row) expect(csv.slice(start, end)).toBe(printCsvCell(text));
      }),
    );
  });
});

/** Parquet files that another library writes, and damaged ones. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../src/base/csv.ts';
import { parquetCompressors } from '../../../src/exchange/data/parquet-compressors.ts';
import { stopwatch } from '../../time-spent.ts';
import { ask, byKeys, hasShared, sharedBytes } from '../events/support.ts';

describe.skipIf(!hasShared)('events of the Islamic State as Parquet', () => {
  const SAMPLE = 'sample-ged-combined-210.csv';
  const question = { by: ['month', 'place', 'opponent'], measures: ['events', 'best', 'own'] };

  it.each(['UNCOMPRESSED', 'SNAPPY'] as const)('%s: the same series as from CSV', async (codec) => {
    const rows = readCsv(new TextDecoder().decode(sharedBytes(SAMPLE))).rows.map((row) => row.map((cell) => cell.text));
    const [headings = [], ...events] = rows;
    const file = parquetWriteBuffer({
      columnData: headings.map((name, column) => {
        const texts = events.map((row) => row[column]!);
        if (/^(?:best|deaths_|low|high|id)/.test(name))
          return { name, data: texts.map(Number), type: 'INT32' as const };
        if (name.startsWith('date_'))
          return { name, data: texts.map((text) => new Date(text)), type: 'TIMESTAMP' as const };
        return { name, data: texts.map((text) => (text === '' ? null : text)), type: 'STRING' as const };
      }),
      rowGroupSize: 64,
      codec,
    });
    const { told, answer } = await ask('e.parquet', new Uint8Array(file), question);
    expect(told).toBe('');
    expect(answer!.series).toEqual((await ask(SAMPLE, sharedBytes(SAMPLE), question)).answer!.series);
  });
});

const small = () =>
  new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: 'date', data: ['2014-06-30', '2014-07-01', '2014-07-02'], type: 'STRING' },
        { name: 'deaths', data: [1, 2, 3], type: 'INT32' },
      ],
    }),
  );

it('a mistake in it by its row', async () => {
  const file = new Uint8Array(
    parquetWriteBuffer({ columnData: [{ name: 'date', data: ['2014-06-30', 'June'], type: 'STRING' }] }),
  );
  const { told } = await ask('e.parquet', file);
  expect(told).toContain('[data/not-a-date]');
  expect(told).toContain('e.parquet:2:1');
});

it('data/group-too-large: what does not fit, with the number', async () => {
  const count = 3_000;
  const data = Array.from({ length: count }, (_, i) => String(i).padEnd(40_000, 'x'));
  const file = new Uint8Array(
    parquetWriteBuffer({ columnData: [{ name: 'date', data, type: 'STRING' }], rowGroupSize: count }),
  );
  const { told } = await ask('e.parquet', file);
  expect(told).toContain('[data/group-too-large]');
  expect(told).toContain('3000 rows, and 121 MB');
});

it('texts that begin with the one before are measured as they will be', async () => {
  const data = Array.from({ length: 3_000 }, (_, i) => '2014-06-30'.padEnd(40_000, 'x') + i);
  const file = new Uint8Array(
    parquetWriteBuffer({
      columnData: [{ name: 'date', data, type: 'STRING', encoding: 'DELTA_BYTE_ARRAY' }],
      rowGroupSize: data.length,
    }),
  );
  expect(file.length).toBeLessThan(1_000_000);
  expect((await ask('e.parquet', file)).told).toContain('[data/group-too-large]');
});

it('data/nested-columns: lists and records are passed over, and named', async () => {
  const path = fileURLToPath(new URL('arrow/delta-1.0.parquet', import.meta.url));
  const { problems } = await ask(path, new Uint8Array(readFileSync(path)), { by: ['tags'] });
  expect(problems.list.map(({ code }) => code)).toEqual(['data/nested-columns', 'data/unknown-column']);
});

it('data/damaged: cut off, or with any byte changed, a table or a diagnostic', async () => {
  const file = small();
  expect((await ask('e.parquet', file, { measures: ['deaths'] })).answer!.series.totals).toEqual([6]);
  for (const length of [0, 3, 7, 8, 20, file.length - 1])
    expect((await ask('e.parquet', file.slice(0, length))).told).toContain('[data/damaged]');
  for (let at = 0; at < file.length; at += 1)
    // 0x16: where a field of 32 bits stood, one of 64, which the library reads as another kind of number.
    for (const byte of [0, 0x16, 0x7f, 0xff]) {
      const changed = file.slice();
      changed[at] = byte;
      const spent = stopwatch();
      const { answer, problems } = await ask('e.parquet', changed, { measures: ['deaths'] });
      expect(answer !== undefined || problems.hasErrors).toBe(true);
      expect(spent()).toBeLessThan(1000);
    }
});

it.each([
  ...(['snappy', 'zstd', 'brotli', 'lz4', 'gzip'] as const).map((codec) => [codec, 1] as const),
  ...([
    ['delta-1.0', 1],
    ['delta-2.0', 1],
    ['duckdb', 200],
  ] as const),
])('what Apache Arrow and DuckDB wrote: %s', async (name, times) => {
  const path = fileURLToPath(new URL(`arrow/${name}.parquet`, import.meta.url));
  const { told, answer } = await ask(path, new Uint8Array(readFileSync(path)), {
    by: ['month', 'place', 'opponent'],
    measures: ['events', 'best'],
  });
  if (name.startsWith('delta')) expect(told).toContain('`tags`, `at`');
  else expect(told).toBe('');
  // By hand from arrow/make.py.
  expect(byKeys(answer)).toEqual(
    new Map([
      ['2014-06 | Nīnawá province | Government of Iraq', [0.5 * times, 2 * times]],
      ['2014-07 | (unknown) | SDF', [times, 7 * times]],
      ['2014-07 | Nīnawá province | Government of Iraq', [0.5 * times, 2 * times]],
      ['2014-09 | Nīnawá province | Civilians', [times, 0]],
    ]),
  );
});

it('a page of Zstandard that repeats a byte ten million times is not unpacked', () => {
  const frame = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58];
  // A block of 131,071 times the same byte takes four bytes.
  const block = (isLast: boolean) => {
    const header = (131_071 << 3) | (1 << 1) | (isLast ? 1 : 0);
    return [header & 255, (header >> 8) & 255, header >> 16, 0x61];
  };
  const page = (count: number) =>
    new Uint8Array([...frame, ...Array.from({ length: count }, (_, i) => block(i === count - 1)).flat()]);
  expect(parquetCompressors.ZSTD!(page(2), 262_142).length).toBe(262_142);
  expect(() => parquetCompressors.ZSTD!(page(80), 262_142)).toThrow('more than it says');
});

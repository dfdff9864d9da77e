/** Mutated data files: each must give series or diagnostics, never a crash, and within a second. */
import { readFileSync } from 'node:fs';
import { gzipSync, strToU8, zipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { stopwatch } from '../../time-spent.ts';
import { ask } from '../events/support.ts';

const CSV = `id,side_a,side_b,adm_1,date_start,date_end,deaths_a,deaths_b,low,best,high
1,Government of Iraq,IS,"Al Anbār, province",2014-06-30,2014-07-01,1,2,3,4,5
2,IS,"SDF ""x""",,2014-07-03,2014-07-03,1,2,7,7,8
3,IS,Civilians,Nīnawá,2014-01-01,2014-12-31,0,0,1,2,3
`;
const [HEADING = [], ...ROWS] = CSV.trim()
  .split('\n')
  .map((line) => line.split(/,(?! )/));
const RECORDS = ROWS.map((row) => Object.fromEntries(row.map((cell, i) => [HEADING[i]!, cell])));
const cellsXml = (row: readonly string[], r: number) =>
  row.map((cell, c) => `<c r="${'ABCDEFGHIJK'[c]}${r}" t="inlineStr"><is><t>${cell}</t></is></c>`).join('');

export const SEEDS: readonly (readonly [string, Uint8Array])[] = [
  ['e.csv', strToU8(CSV)],
  ['e.tsv', strToU8(CSV.replace(/,(?! )/g, '\t'))],
  ['e.csv.gz', gzipSync(strToU8(CSV))],
  ['e.zip', zipSync({ 'e.csv': strToU8(CSV) })],
  ['e.json', strToU8(JSON.stringify({ count: 3, data: RECORDS }, null, 1))],
  ['e.jsonl', strToU8(RECORDS.map((record) => JSON.stringify(record)).join('\n'))],
  [
    'e.xlsx',
    zipSync(
      {
        'xl/workbook.xml': strToU8('<workbook><sheets><sheet name="S" r:id="r0"/></sheets></workbook>'),
        'xl/_rels/workbook.xml.rels': strToU8(
          '<Relationships><Relationship Id="r0" Target="worksheets/s.xml"/></Relationships>',
        ),
        'xl/worksheets/s.xml': strToU8(
          `<worksheet><sheetData>${[HEADING, ...ROWS].map((row, r) => `<row>${cellsXml(row, r + 1)}</row>`).join('')}</sheetData></worksheet>`,
        ),
      },
      { level: 0 },
    ),
  ],
  ...(['UNCOMPRESSED', 'SNAPPY'] as const).map((codec): readonly [string, Uint8Array] => [
    'e.parquet',
    new Uint8Array(
      parquetWriteBuffer({
        codec,
        rowGroupSize: 2,
        columnData: HEADING.map((name, c) => ({ name, data: ROWS.map((row) => row[c] || null), type: 'STRING' })),
      }),
    ),
  ]),
  // With dictionaries and pages of the first version.
  ...['snappy', 'zstd', 'brotli', 'lz4', 'gzip'].map((codec): readonly [string, Uint8Array] => [
    'arrow.parquet',
    new Uint8Array(readFileSync(new URL(`arrow/${codec}.parquet`, import.meta.url))),
  ]),
];

export function mutateBytes(bytes: Uint8Array, next: (below: number) => number): Uint8Array<ArrayBuffer> {
  let result = Array.from(bytes);
  for (let count = 1 + next(4); count > 0; count -= 1) {
    const at = next(result.length + 1);
    const kinds = [
      () => result.with(Math.min(at, result.length - 1), next(256)),
      () => result.with(Math.min(at, result.length - 1), [0, 0x7f, 0x80, 0xff, 0x22, 0x2c, 0x0a][next(7)]!),
      () => result.toSpliced(at, next(20)),
      () => result.toSpliced(at, 0, ...result.slice(next(result.length), next(result.length))),
      () => result.slice(0, at),
    ];
    if (result.length > 0) result = kinds[next(12) === 0 ? 4 : next(4)]!();
  }
  return new Uint8Array(result);
}

const QUESTIONS = [
  { by: ['month', 'place', 'opponent'], measures: ['own', 'best'] },
  { by: ['day'] },
  { by: ['best', 'year'], where: ['low>1'] },
];

/** Milliseconds that it took, as `stopwatch` has them; whatever is thrown is a bug. */
export async function readMutantFile(name: string, bytes: Uint8Array<ArrayBuffer>, question: number): Promise<number> {
  const spent = stopwatch();
  const { answer, problems } = await ask(name, bytes, QUESTIONS[question % QUESTIONS.length]);
  if (answer === undefined && !problems.hasErrors) throw new Error('neither series nor a diagnostic');
  return spent();
}

/** The same events in every kind of file give the same series; damaged and hostile files are refused. */
import { gzipSync, strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { stopwatch } from '../../time-spent.ts';
import { ask } from '../events/support.ts';

const HEADING = ['side_a', 'side_b', 'adm_1', 'date_start', 'date_end', 'best'];
const EVENTS: readonly (readonly (string | number)[])[] = [
  ['Government of Iraq', 'IS', 'Al Anbār province', '2014-06-30', '2014-07-01', 4],
  ['IS', 'SDF', '', '2014-07-03', '2014-07-03', 7],
  ['IS', 'Civilians "of" a, b', 'Nīnawá province', '2014-09-03', '2014-09-30', 0],
];
const QUESTION = { by: ['month', 'place', 'opponent'], measures: ['events', 'best'] };

const csv = [HEADING, ...EVENTS]
  .map((row) => row.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join())
  .join('\n');
const records = EVENTS.map((row) => Object.fromEntries(row.map((cell, i) => [HEADING[i]!, cell === '' ? null : cell])));
const columnName = (i: number) => 'ABCDEFGH'[i]!;
const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
const sheetXml = (rows: readonly (readonly (string | number)[])[]) =>
  `<worksheet><sheetData>${rows
    .map(
      (row, r) =>
        `<row r="${r + 1}">${row
          .map((cell, c) =>
            typeof cell === 'number'
              ? `<c r="${columnName(c)}${r + 1}"><v>${cell}</v></c>`
              : `<c r="${columnName(c)}${r + 1}" t="inlineStr"><is><t>${escapeXml(cell)}</t></is></c>`,
          )
          .join('')}</row>`,
    )
    .join('')}</sheetData></worksheet>`;

/** Dates as Excel stores them: days since 30 December 1899. */
const serial = (date: string) => (Date.parse(date) - Date.UTC(1899, 11, 30)) / 86_400_000;

function workbook(sheets: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  const names = Object.keys(sheets);
  return zipSync({
    'xl/workbook.xml': strToU8(
      `<workbook><sheets>${names.map((name, i) => `<sheet name="${name}" r:id="r${i}"/>`).join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships>${names.map((_, i) => `<Relationship Id="r${i}" Target="worksheets/s${i}.xml"/>`).join('')}</Relationships>`,
    ),
    ...Object.fromEntries(names.map((name, i) => [`xl/worksheets/s${i}.xml`, strToU8(sheets[name]!)])),
  }) as Uint8Array<ArrayBuffer>;
}

const dated = EVENTS.map((row) => row.map((cell, i) => (i === 3 || i === 4 ? serial(String(cell)) : cell)));
const book = workbook({ Notes: sheetXml([]), Events: sheetXml([HEADING, ...dated]) });
const bytes = (text: string) => strToU8(text) as Uint8Array<ArrayBuffer>;

describe('the same events', () => {
  it.each<[string, Uint8Array<ArrayBuffer>]>([
    ['events.tsv', bytes(csv.replaceAll('","', '"\t"'))],
    ['events.csv', bytes(csv.replaceAll('","', '";"'))],
    ['events.csv', bytes(`\uFEFF${csv.replaceAll('\n', '\r\n')}\r\n\r\n`)],
    ['events.csv', new Uint8Array(Buffer.from(`\uFEFF${csv}`, 'utf16le'))],
    ['events.csv.gz', gzipSync(strToU8(csv)) as Uint8Array<ArrayBuffer>],
    ['events.zip', zipSync({ 'GEDEvent.csv': strToU8(csv), 'readme.pdf': strToU8('x') }) as Uint8Array<ArrayBuffer>],
    ['events.zip', zipSync({ 'GEDEvent.csv': [strToU8(csv), { level: 0 }] }) as Uint8Array<ArrayBuffer>],
    ['events.json', bytes(JSON.stringify(records))],
    ['events.json', bytes(JSON.stringify({ TotalCount: 3, links: [1, [2]], Result: records }, null, 2))],
    ['events.jsonl', bytes(records.map((record) => JSON.stringify(record)).join('\n'))],
    ['events.xlsx', book],
  ])('%s, %#', async (name, content) => {
    const expected = (await ask('events.csv', csv, QUESTION)).answer!.series;
    expect(expected.rows.length).toBe(4);
    const { told, answer } = await ask(name, content, QUESTION);
    expect(told).toBe('');
    expect(answer!.series).toEqual(expected);
  });

  it('a sheet is found by name, and a mistake in it by its row', async () => {
    expect((await ask('e.xlsx', book, { ...QUESTION, sheet: 'events' })).told).toBe('');
    expect((await ask('e.xlsx', book, { ...QUESTION, sheet: 'Event' })).told).toContain('Did you mean `Events`?');
    const wrong = workbook({ Events: sheetXml([HEADING, ...dated, ['IS', 'SDF', 'x', 41820, 41820, 'many']]) });
    const { told } = await ask('e.xlsx', wrong, QUESTION);
    expect(told).toContain('[data/not-a-number]');
    expect(told).toContain('e.xlsx:5:');
  });
});

describe('refused', () => {
  const many = (count: number, text: string) => text.repeat(count);
  it.each<[string, string, Uint8Array<ArrayBuffer>]>([
    ['data/json', 'a.json', bytes('[{"a": 1}, {"a" 2}]')],
    ['data/json', 'a.json', bytes('[{"a": 1},]')],
    ['data/json', 'a.json', bytes('[{"a": 01}]')],
    ['data/json', 'a.json', bytes('[{"a": "x\ny"}]')],
    ['data/json', 'a.json', bytes('[{"a": 1}')],
    ['data/json', 'a.json', bytes('{"a": [1, 2]}')],
    ['data/json', 'a.json', bytes('[1, 2]')],
    ['data/json', 'a.json', bytes('')],
    ['data/too-deep', 'a.json', bytes(`[{"a": ${many(2_000_000, '[')}`)],
    ['data/too-deep', 'a.json', bytes(`[{"a": ${many(1_000_000, '{"a":')}`)],
    ['data/not-utf-8', 'a.json', new Uint8Array([0x5b, 0xff])],
    ['data/empty', 'a.jsonl', bytes('')],
    ['data/damaged', 'a.xlsx', bytes('no workbook')],
    ['data/damaged', 'a.xls', bytes('no workbook')],
    ['data/damaged', 'a.xlsx', book.slice(0, 400)],
    ['data/damaged', 'a.zip', bytes('PK')],
    ['data/empty', 'a.xlsx', workbook({ Notes: sheetXml([]) })],
    ['data/unknown-sheet', 'a.xlsx', book],
    ['data/zip-content', 'a.zip', zipSync({ 'a.csv': strToU8('a'), 'b.csv': strToU8('b') }) as Uint8Array<ArrayBuffer>],
    ['data/zip-content', 'a.zip', zipSync({ 'a.pdf': strToU8('a') }) as Uint8Array<ArrayBuffer>],
    ['data/too-large', 'a.xlsx', zipSync({ 'a.xml': new Uint8Array(51_000_000) }) as Uint8Array<ArrayBuffer>],
    ['data/too-large', 'a.json', new Uint8Array(50_000_001)],
    [
      'data/grows-too-much',
      'a.zip',
      zipSync({ 'a.csv': strToU8(`a,b\n${many(4_000_000, '1,2\n')}`) }) as Uint8Array<ArrayBuffer>,
    ],
  ])('%s %s', async (code, name, content) => {
    const spent = stopwatch();
    const { told, answer } = await ask(name, content, {
      by: ['a'],
      sheet: code === 'data/unknown-sheet' ? 'x' : undefined,
    });
    expect(answer).toBeUndefined();
    expect(told).toContain(`[${code}]`);
    expect(spent()).toBeLessThan(10_000);
  });

  it('a workbook whose parts are larger than it says', async () => {
    const bomb = zipSync({ 'xl/workbook.xml': new Uint8Array(100_000_000) }) as Uint8Array<ArrayBuffer>;
    // Its directory, and the entry itself, tell a size of 1,000.
    for (const [signature, offset] of [
      [0x04034b50, 22],
      [0x02014b50, 24],
    ] as const) {
      const view = new DataView(bomb.buffer, bomb.byteOffset, bomb.byteLength);
      for (let at = 0; at + 4 <= bomb.length; at += 1)
        if (view.getUint32(at, true) === signature) view.setUint32(at + offset, 1000, true);
    }
    expect((await ask('a.xlsx', bomb)).told).toContain('[data/damaged]');
  });

  it('says where: line and column of JSON', async () => {
    const text = JSON.stringify([...records, { ...records[0], best: 'many' }], null, 1);
    const line = text.split('\n').findIndex((one) => one.includes('many')) + 1;
    expect((await ask('a.json', text, QUESTION)).told).toContain(`a.json:${line}:11`);
  });
});

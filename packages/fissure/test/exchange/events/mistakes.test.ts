/** What is wrong with a file of events, or with a question: each told with its place. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Ask, ask } from './support.ts';

const GED = 'id,side_a,side_b,adm_1,country,date_start,date_end,best,low,high\n';
const ROW = '1,Government of Iraq,IS,Al Anbār province,Iraq,2014-06-30,2014-07-01,4,3,5\n';
const ofRow = (change: string, to: string) => GED + ROW + ROW.replace(change, to);

describe('a file', () => {
  it.each<[string, string, string]>([
    ['data/not-a-number', ofRow(',4,3,5', ',many,3,5'), 'events.csv:3:70'],
    ['data/not-a-number', ofRow(',4,3,5', ',"1,000",3,5'), 'events.csv:3:70'],
    ['data/not-a-date', ofRow('2014-06-30', '30/06/2014'), 'events.csv:3:48'],
    ['data/not-a-date', ofRow('2014-07-01', '2014-02-30'), 'events.csv:3:59'],
    ['data/ends-before-it-begins', ofRow('2014-07-01', '2014-06-01'), 'events.csv:3:59'],
    ['data/too-long-event', ofRow('2014-07-01', '2914-07-01'), 'events.csv:3:59'],
    ['read/csv-cell-count', `${GED}${ROW}a,b\n`, 'events.csv:3:1'],
    ['read/csv-cell-count', ofRow('Government of Iraq', '"two\nlines",more'), 'events.csv:3:1'],
    ['read/csv-quote', `${GED}${ROW}1,"Government\n${ROW}`, 'events.csv:3:3'],
    ['read/csv-quote', `${GED}${ROW}1,"a"b,c\n`, 'events.csv:3:6'],
    ['data/not-text', `${GED}${ROW}1,\0\n`, 'events.csv:3:3'],
    ['data/empty', '', 'events.csv'],
    ['data/empty', '\n\n\n', 'events.csv'],
    ['data/too-many-columns', ','.repeat(6000), 'events.csv:1:5001'],
    ['data/row-too-long', `${GED}"${'x'.repeat(5_000_000)}`, 'events.csv:2:1'],
  ])('%s', async (code, text, place) => {
    const { told, answer, problems } = await ask('events.csv', text);
    expect(answer).toBeUndefined();
    expect(told).toContain(`[${code}]`);
    expect(told).toContain(place);
    expect(problems.list.length).toBe(1);
  });

  it('data/not-utf-8: the place is the first byte that is no text', async () => {
    const bytes = new TextEncoder().encode(GED + ROW);
    bytes[GED.length + ROW.indexOf('province') - 1] = 0xe9;
    const { told } = await ask('events.csv', bytes);
    expect(told).toContain('[data/not-utf-8]');
    expect(told).toContain('events.csv:2:');
  });

  it('data/unknown-format', async () => {
    expect((await ask('events.doc', 'a,b')).told).toContain('[data/unknown-format]');
  });

  it('data/damaged: a packed file that was cut off', async () => {
    const packed = new Uint8Array(gzipSync(GED + ROW.repeat(500)));
    expect((await ask('events.csv.gz', packed)).answer!.series.tally.rows).toBe(500);
    for (const cut of [
      packed.subarray(0, packed.length - 9),
      packed.map((byte, i) => (i === packed.length - 6 ? byte ^ 1 : byte)),
    ])
      expect((await ask('events.csv.gz', new Uint8Array(cut))).told).toContain('[data/damaged]');
  });

  it('data/grows-too-much: a packed file that would fill the memory', async () => {
    const packed = new Uint8Array(gzipSync(Buffer.concat([Buffer.from('a,b\n'), Buffer.alloc(16_000_000, '1,2\n')])));
    expect((await ask('events.csv.gz', packed, { by: ['a'] })).told).toContain('[data/grows-too-much]');
  });

  it('data/too-many-groups and data/too-many-steps', async () => {
    const many = `name\n${Array.from({ length: 200_001 }, (_, i) => i).join('\n')}`;
    expect((await ask('a.csv', many, { by: ['name'] })).told).toContain('[data/too-many-groups]');
    const long = GED + ROW.replace('2014-07-01', '2113-01-01').repeat(600);
    expect((await ask('a.csv', long, { by: ['day'] })).told).toContain('[data/too-many-steps]');
  });
});

describe('a question', () => {
  const dyads = `${GED}${ROW}${ROW.replace('Government of Iraq', 'Government of Syria')}`;
  it.each<[string, Ask, string]>([
    ['data/unknown-column', { by: ['adm_2'] }, 'Did you mean `adm_1`?'],
    ['data/unknown-column', { by: ['place(latitude)'] }, 'It can be one of: place'],
    ['data/unknown-measure', { measures: ['bst'] }, 'Did you mean `best`?'],
    ['data/bad-condition', { where: ['country'] }, '--where country=Iraq'],
    ['data/bad-condition', { where: ['best<few'] }, 'column<number'],
    ['data/bad-date-option', { from: '2014-13' }, '2014-06'],
    ['data/two-periods', { by: ['month', 'year'] }, 'month, year'],
    ['data/unknown-actor', { actor: 'Government of Irak' }, 'Did you mean `Government of Iraq`?'],
    ['data/no-dates', { date: 'country', by: ['month'] }, 'not a date'],
  ])('%s %j', async (code, question, help) => {
    const { told, answer } = await ask('events.csv', dyads, question);
    expect(answer).toBeUndefined();
    expect(told).toContain(help);
    if (code !== 'data/no-dates') expect(told).toContain(`[${code}]`);
  });

  it('data/whose-events: where both sides are in every event', async () => {
    expect((await ask('events.csv', GED + ROW, { by: ['opponent'] })).told).toContain('[data/whose-events]');
    expect((await ask('events.csv', dyads, { by: ['opponent'] })).answer!.actor).toBe('IS');
  });

  it('data/no-sides and data/no-dates: where the table has no such columns', async () => {
    expect((await ask('a.csv', 'place,n\nx,1\n', { by: ['place'], actor: 'IS' })).told).toContain('[data/no-sides]');
    expect((await ask('a.csv', 'place,n\nx,1\n', { by: ['month'] })).told).toContain('[data/no-dates]');
  });

  it('data/nothing-counted: where no event meets the conditions', async () => {
    const { told, answer } = await ask('events.csv', dyads, { where: ['country=Irak'] });
    expect(told).toContain('warning[data/nothing-counted]');
    expect(answer!.series.tally.notSelected).toEqual({ events: 2, deaths: 8 });
  });
});

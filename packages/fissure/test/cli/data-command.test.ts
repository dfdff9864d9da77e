/** `fissure data` as a shell sees it: what goes to which stream, what is written, and exit codes. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCommandLine } from '../../src/cli/main.ts';
import { sparkline } from '../../src/cli/text/sparkline.ts';

const EVENTS = `side_a,side_b,adm_1,country,date_start,date_end,deaths_a,deaths_b,best,low,high
Government of Iraq,IS,Anbar,Iraq,2014-06-30,2014-07-01,2,1,5,4,6
IS,SDF,,Syria,2014-09-03,2014-09-03,2,7,7,8,7
IS,SDF,Raqqa,Syria,2014-01-01,2014-12-31,0,0,365,300,400
`;

let folder: string;
let file: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fissure-data-'));
  file = join(folder, 'events.csv');
  writeFileSync(file, EVENTS);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function data(...args: string[]) {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      written[stream] += String(text);
      return true;
    }),
  );
  try {
    return { status: await runCommandLine(['node', 'fissure', 'data', ...args]), ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

describe('what is shown', () => {
  it('a row for every group with its course, and in sentences what is not as it seems', async () => {
    const { status, stdout, stderr } = await data(file, '--by', 'month,opponent');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^opponent +events +best +low +high +best by month +most in\nSDF +2 +372/);
    expect(stderr.split('\n').slice(0, 3)).toEqual([
      'Counted: 3 events (best 377) from 2014-01-01 to 2014-12-31, with IS on either side.',
      'Among them 1 event (best 365) that lasts more than 92 days, spread over its days; --long leave-out leaves it out.',
      'Odd in the file: low is above best in 1 row, high below best in 0.',
    ]);
    expect((await data(file, '--quiet')).stderr).toBe('');
  });

  it('without a period, the groups alone', async () => {
    const { status, stdout } = await data(file, '--by', 'country', '--measure', 'events,best');
    expect(status).toBe(0);
    expect(stdout).toBe('country  events  best\nSyria         2   372\nIraq          1     5\n');
    const table = join(folder, 'undated.csv');
    writeFileSync(table, 'place,n\nx,2\ny,3\nx,4\n');
    const undated = await data(table, '--by', 'place', '--measure', 'n');
    expect(undated.stdout).toBe('place  n\nx      6\ny      3\n');
    expect(undated.stderr).toBe('Counted: 3 events.\n');
  });

  it('what is left out, when it is', async () => {
    const args = ['--long', 'leave-out', '--where', 'country=Syria', '--by', 'month,place', '--from', '2014-09'];
    const { stderr } = await data(file, ...args);
    expect(stderr).toContain('Left out: 1 event (best 122) that lasts more than 92 days.');
    expect(stderr).toContain('Left out by --where: 1 event (best 5).');
    expect(stderr).toContain('Outside of the period, in whole or in part: 1 event (best 243).');
    expect(stderr).toContain('1 of them has no place: it stands under (unknown).');
  });

  it('as JSON: rows, totals and the tally', async () => {
    const { stdout, stderr } = await data(file, '--by', 'year', '--measure', 'own,opposed,best', '--json');
    expect(stderr).toBe('');
    const { schema, ok, data: answer } = JSON.parse(stdout);
    expect({ schema, ok }).toEqual({ schema: 'fissure/data/1', ok: true });
    expect(answer).toMatchObject({
      ...{ kind: 'ucdp-ged', actor: 'IS', keys: ['year'], measures: ['own', 'opposed', 'best'] },
      ...{ rows: [{ keys: ['2014'], values: [3, 9, 377] }], totals: [3, 9, 377] },
      tally: { long: { events: 1, deaths: 365 }, lowAboveBest: 1, highBelowBest: 0 },
    });
  });
});

describe('what is written', () => {
  it('CSV to the standard output, or whole to a file', async () => {
    const { stdout } = await data(file, '--by', 'country', '--measure', 'events', '--as', 'long');
    expect(stdout).toBe('country,events\nIraq,1\nSyria,2\n');
    const out = join(folder, 'new', 'series.csv');
    expect((await data(file, '--by', 'country', '--measure', 'events', '--out', out)).stdout).toBe('');
    expect(readFileSync(out, 'utf8')).toBe(stdout);
    expect(readdirSync(join(folder, 'new'))).toEqual(['series.csv']);
  });

  it('nothing where the file is wrong', async () => {
    const bad = join(folder, 'bad.csv');
    writeFileSync(bad, EVENTS.replace('365,300', 'many,300'));
    const out = join(folder, 'never.csv');
    const { status, stderr } = await data(bad, '--out', out);
    expect(status).toBe(3);
    expect(stderr).toContain('bad.csv:4:');
    expect(existsSync(out)).toBe(false);
    expect((await data(file, '--out', join(file, 'under-a-file'))).status).toBe(4);
  });
});

describe('a schema', () => {
  it('that stands beside the file is kept to, and so is one that is named', async () => {
    const events = join(folder, 'checked.csv');
    writeFileSync(events, EVENTS);
    const schema = { fields: [{ name: 'best', type: 'integer', constraints: { maximum: 300 } }] };
    const named = join(folder, 'my.json');
    writeFileSync(named, JSON.stringify(schema));
    expect((await data(events)).status).toBe(0);
    const answer = await data(events, '--schema', named);
    expect(answer.status).toBe(3);
    expect(answer.stderr).toContain('checked.csv:4:');
    writeFileSync(join(folder, 'checked.schema.json'), JSON.stringify(schema));
    expect((await data(events)).stderr).toContain('data/constraint');
    expect((await data(events, '--schema', join(folder, 'none.json'))).status).toBe(4);
  });
});

describe('a mistake in the command line', () => {
  it.each([
    [['--by', 'opponents'], 'Did you mean `opponent`?'],
    [['--by', 'place', '--as', 'series'], 'data/series-need-time'],
    [['--measure', 'bset'], 'data/unknown-measure'],
    [['--dates', 'end'], 'Allowed choices'],
    [['--as', 'series', '--published', '1, x: 2'], 'data/bad-date-option'],
    [['--long-days', '0'], 'whole number from 1'],
  ])('%j', async (args, told) => {
    const { status, stdout, stderr } = await data(file, ...args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.replace(/\s+/g, ' ')).toContain(told);
  });

  it('data/too-wide: a table of more cells than fit', async () => {
    const many = join(folder, 'many.csv');
    const rows = Array.from({ length: 2000 }, (_, i) => `n${i},${1950 + (i % 100)}-01-01`);
    writeFileSync(many, `name,date\n${rows.join('\n')}\n`);
    const { status, stderr } = await data(many, '--by', 'day,name', '--as', 'wide');
    expect(status).toBe(2);
    expect(stderr).toContain('data/too-wide');
    expect((await data(many, '--by', 'day,name')).status).toBe(0);
  });

  it('a file that is not there, or is a folder', async () => {
    expect((await data(join(folder, 'none.csv'))).status).toBe(4);
    expect((await data(folder)).stderr).toMatch(/it is a\s+folder/);
  });
});

it('a sparkline is as high as its values, and adds up neighbours where there is no room', () => {
  expect(sparkline([0, 1, 4, 8], 10)).toBe(' ▁▄█');
  expect(sparkline([0, 0, 1, 3, 4, 4], 3)).toBe(' ▄█');
  expect(sparkline([], 3)).toBe('');
  expect(sparkline([0, 0], 3)).toBe('  ');
});

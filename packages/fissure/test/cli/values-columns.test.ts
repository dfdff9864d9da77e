/** Tables of everything that a model file computes hold what stands in it, and not what its translation needs. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { callCommand } from './call-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'fissure-columns-'));
afterAll(() => rmSync(folder, { recursive: true }));

// A belt of two months for eight: at 1 the first eight board and two go away, at 3 the next.
const BUS = `<xmile version="1.0"><sim_specs><start>0</start><stop>3</stop><dt>1</dt></sim_specs><model><variables>
<stock name="Waiting"><eqn>0</eqn><inflow>arrive</inflow><outflow>board</outflow><outflow>go away</outflow><queue/></stock>
<flow name="arrive"><eqn>10</eqn></flow><flow name="board"/><flow name="go away"><overflow/></flow>
<stock name="Bus"><eqn>0</eqn><inflow>board</inflow><outflow>alight</outflow><conveyor><len>2</len><capacity>8</capacity></conveyor></stock>
<flow name="alight"/></variables></model></xmile>`;
const path = join(folder, 'bus.xmile');
writeFileSync(path, BUS);

const TABLE = [
  'time,waiting,arrive,board,go_away,bus,alight',
  '0,0,10,0,0,0,0',
  '1,10,10,8,2,0,0',
  '2,10,10,0,10,8,0',
  '3,10,10,8,2,8,8',
];

it('export --to csv', async () => {
  const { stdout } = await callCommand('export', path, '--to', 'csv');
  expect(stdout.trim().split('\r\n')).toStrictEqual(TABLE);
});

it('run --all, after the outcomes', async () => {
  await callCommand('run', path, '--all', '--out', join(folder, 'out'));
  const rows = readFileSync(join(folder, 'out/run.csv'), 'utf8').trim().split('\r\n');
  const outcomes = 'show_waiting,show_bus'.split(',').length;
  const withoutOutcomes = rows.map((row) =>
    row
      .split(',')
      .filter((_, i) => i === 0 || i > outcomes)
      .join(','),
  );
  expect(withoutOutcomes).toStrictEqual(TABLE);
});

it('the same of the folder that an import wrote', async () => {
  const study = join(folder, 'bus');
  await callCommand('import', path, '--out', study);
  const { stdout } = await callCommand('export', study, '--to', 'csv');
  const rows = stdout.trim().split('\r\n');

  expect(rows).toStrictEqual(TABLE);
});

/** A model file of another tool claims nothing: its report shows what it does, and speaks of no verdict and no member. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const BIN = fileURLToPath(new URL('../../bin/fissure.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'fissure-model-'));
afterAll(() => rmSync(folder, { recursive: true }));

const CUP = `<?xml version="1.0" encoding="utf-8"?>
<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">
  <header><product>Hand</product><vendor>Hand</vendor><name>cup</name></header>
  <sim_specs time_units="minutes"><start>0</start><stop>30</stop><dt>0.125</dt></sim_specs>
  <model><variables>
    <stock name="heat"><eqn>100</eqn><outflow>loss</outflow></stock>
    <flow name="loss"><eqn>heat / delay</eqn></flow>
    <aux name="delay"><eqn>10</eqn></aux>
  </variables></model>
</xmile>
`;

function fissure(...args: string[]) {
  return spawnSync(process.execPath, [BIN, ...args], { cwd: folder, encoding: 'utf8' });
}

it.each(['report', 'start'])('%s makes a page of a model file', (command) => {
  writeFileSync(join(folder, 'cup.xmile'), CUP);
  const out = command === 'report' ? ['-o', 'page/report.html'] : ['--out', 'page'];
  const { status, stderr } = fissure(command, 'cup.xmile', ...out);
  expect({ status, stderr }).toMatchObject({ status: 0 });
  const page = readFileSync(join(folder, 'page/report.html'), 'utf8').replace(/<style>.*?<\/style>/s, '');
  for (const id of ['outcomes', 'causes', 'parameters', 'equations']) expect(page).toContain(`<h2 id=${id}>`);
  for (const id of ['verdicts', 'limits', 'argument']) expect(page).not.toContain(`id=${id}>`);
  expect(page).toContain('<h2 id=outcomes>Outcomes</h2>');
  expect(page).not.toMatch(/of 100 members|plausible world/);
});

it('leaves test with nothing to judge', () => {
  writeFileSync(join(folder, 'cup.xmile'), CUP);
  const { status, stderr } = fissure('test', 'cup.xmile');
  expect(status).not.toBe(0);
  expect(stderr).toContain('command/no-claims');
});

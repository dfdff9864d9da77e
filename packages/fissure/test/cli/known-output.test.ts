/** Outputs are found by their id, by their title, and those of a model file by the variable that they show. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { CommandError } from '../../src/cli/command-error.ts';
import { knownOutput } from '../../src/cli/simulate/plan-for-command.ts';
import { callCommand } from './call-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'fissure-outputs-'));
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ['strength', 'strength'],
  ['Fighters in all', 'strength'],
  ['show_heat', 'show_heat'],
  ['Heat', 'show_heat'],
  // An id comes before a title, and a title before the name of a variable.
  ['pay', 'pay'],
  ['trust', 'mood'],
])('%s is %s', (name, id) => {
  const outputs = [
    { id: 'mood', title: 'Trust' },
    { id: 'show_trust', title: 'trust of others' },
    { id: 'strength', title: 'Fighters in all' },
    { id: 'show_heat', title: 'heat (degrees)' },
    { id: 'wages', title: 'Pay' },
    { id: 'pay', title: 'Pay in all' },
  ];
  expect(knownOutput(name, outputs)).toBe(id);
});

it('anything else is an error that names what is near', () => {
  const outputs = [{ id: 'strength', title: 'Fighters' }];
  expect(() => knownOutput('strenght', outputs)).toThrow(CommandError);
});

it.each([
  ['run', '--passes', 'heat<85'],
  ['compare', '--set', 'lifetime=5', '--output', 'heat'],
])('%s %s takes the name of the variable of a model file', async (command, ...options) => {
  const path = join(folder, 'cup.mdl');
  writeFileSync(
    path,
    'heat = INTEG(-heat / lifetime, 100) ~~| lifetime = 10 ~~| INITIAL TIME = 0 ~~| FINAL TIME = 4 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|',
  );
  const { status, stdout } = await callCommand(command, path, ...options);
  expect(status).toBe(0);
  // 100, 90, 81: below 85 from 2 on. With half the lifetime it ends at 41 in place of 65.6.
  expect(stdout).toMatch(command === 'run' ? /below 85.*2/ : /41/);
});

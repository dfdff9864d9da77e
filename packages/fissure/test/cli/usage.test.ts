/** What the command line says of itself, and of mistakes in what was typed. */
import { describe, expect, it } from 'vitest';
import { FLAGSHIP, studyFolder } from './study-folder.ts';

const { call } = studyFolder();

describe('usage', () => {
  it.each([
    [['help'], 'Simulate it:'],
    [['help', 'run'], 'Usage: fissure run'],
    [['run', '--help'], 'Usage: fissure run'],
    [['--help'], 'Simulate it:'],
  ])('%j is help that was asked for', async (args, told) => {
    const { status, stdout, stderr } = await call(...args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(told);
  });

  it.each([
    [['chek', 'study'], 'Did you mean check?'],
    [['check'], "error[command/usage]: Missing required argument 'study'."],
    [['check', 'study', '--jsn'], 'Did you mean --json?'],
    [['run', 'study', '--members', '0'], 'whole number from 1'],
    [['run', 'study', 'study'], 'Expected 1 argument but got 2.'],
    [['run', 'study', '--details'], '--details is an option of test, start, report. See `fissure run --help`.'],
    [['help', 'chek'], "Unknown command 'chek'."],
    [['run', 'study', '--set', 'arrears'], 'name=number'],
    [['run', 'study', '--set', 'arears=1'], 'arears'],
    [['run', 'study', '--off', 'M2'], 'M2'],
    [['run', 'study', '--scenario', 'paid_in_ful'], 'Did you mean paid_in_full?'],
    [['run', 'study', '--scenario', 'calm'], 'command/unknown-scenario'],
    [['run', 'study', '--passes', 'strenght<3'], 'command/unknown-output'],
    [['run', 'study', '--passes', 'strength=3'], 'output<number'],
    [['run', 'study', '--extremes', '--members', '3'], 'command/extremes-of-one-run'],
    [['test', 'study', '--claim', 'C9'], 'command/unknown-claim'],
    [['loops', 'study', '--variable', 'departurs'], 'Did you mean departures?'],
    [['loops', 'study', '--variable', 'nothing'], 'command/unknown-variable'],
    [['sensitivity', 'study', '--pairs', '9'], 'command/option-alone'],
    [['sensitivity', 'study', '--at', '2020-06'], 'command/option-alone'],
    [['calibrate', 'study', '--relative'], 'command/option-alone'],
    [['map', 'study'], 'command/no-map'],
    [['map', FLAGSHIP, '--variable', 'strength'], 'command/not-by-place'],
    [['report', 'study', '--embed', 'C1'], 'claim:ID or chart:OUTPUT'],
    [['explain', 'unit/mismach'], 'Did you mean unit/mismatch?'],
    [['explain', 'nothing_of_the_kind'], 'command/nothing-to-explain'],
    [['init', 'study'], 'command/not-overwritten'],
    [['import', 'study'], 'command/not-a-model'],
  ])('%j is a mistake in the command line', async (args, told) => {
    const { status, stdout, stderr } = await call(...args);
    expect(status).toBe(2);
    expect(stderr.replace(/\s+/g, ' ')).toContain(told);
    expect(stdout).toBe('');
  });

  it.each([
    ['run', 'study', '--details', '--json'],
    ['run', 'study', '--members', 'many', '--json'],
    ['chek', '--json'],
  ])('with --json a mistake in the command line is JSON too: %s %s', async (...args) => {
    const { status, stdout, stderr } = await call(...args);
    expect({ status, stderr }).toEqual({ status: 2, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, diagnostics: [{ code: 'command/usage' }], data: null });
  });

  it('lists every command in a group, in one line of 80 columns', async () => {
    const { status, stdout } = await call('--help');
    expect(status).toBe(0);
    expect(stdout).not.toContain('\nCommands:');
    const groups = stdout.slice(stdout.indexOf('Write a study:'), stdout.indexOf('Examples:')).split('\n');
    const entries = groups.filter((line) => line.startsWith('  '));
    expect(entries.length).toBeGreaterThan(15);
    for (const entry of entries) expect(entry).toMatch(/^ {2}[a-z]+ [<[][a-z]+[>\]] +\S.{10,80}$/);
  });

  it('prints help to stdout where it is asked for', async () => {
    for (const command of ['check', 'run', 'test', 'init', 'explain', 'loops', 'map', 'report', 'start']) {
      const { status, stdout } = await call(command, '--help');
      expect(status).toBe(0);
      expect(stdout).toContain('Examples:');
    }
  });
});

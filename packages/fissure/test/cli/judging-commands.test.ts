/** `fissure test`, `stress` and `rivals`: claims and expectations put to the test. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { studyFolder } from './study-folder.ts';

const place = studyFolder();
const { call, fissure } = place;

describe('test', () => {
  it('judges claims, the same with one worker or two', () => {
    const args = ['test', 'study', '--members', '60', '--json', '--quiet'];
    const one = fissure(...args, '--workers', '1');
    const two = fissure(...args, '--workers', '2');
    expect(one.status).toBe(0);
    expect(one.stderr).toBe('');
    expect(two.stdout).toBe(one.stdout);
    const { verdicts } = JSON.parse(one.stdout).data;
    expect(verdicts.map((verdict: { claim: string }) => verdict.claim)).toEqual(['C1', 'C2']);
  });

  it('finds that an expectation is not met', () => {
    const { status, stderr } = fissure('test', 'study', '--members', '40', '--expect', 'C1=vacuous');
    expect(status).toBe(1);
    expect(stderr).toContain('Expected C1 to be vacuous');
  });

  it('answers otherwise when a mechanism is switched off', () => {
    const { stdout } = fissure('test', 'study', '--members', '40', '--off', 'M1', '--claim', 'C1', '--json');
    expect(JSON.parse(stdout).data.verdicts).toMatchObject([{ claim: 'C1', word: 'contradicted' }]);
  });
});

describe('stress', () => {
  it('knocks out every mechanism, tries other steps, and writes what it found', () => {
    const { status, stdout } = fissure(
      'stress',
      'study',
      '--members',
      '12',
      '--only',
      'knockouts,steps',
      '--out',
      'stress',
    );
    expect(status).toBe(0);
    expect(stdout).toContain('Knock-outs');
    expect(stdout).toContain('half steps');
    expect(stdout).toContain('No finding.');
    expect(readFileSync(join(place.folder, 'stress', 'knockouts.csv'), 'utf8')).toMatch(/^mechanism,output,change_q05/);
  });

  it('finds a member that breaks an expectation', () => {
    const path = join(place.folder, 'study', 'expectations.yaml');
    writeFileSync(
      path,
      'nobody:\n  says: Nobody is there.\n  measures: { most: "greatest(fighters, 0, 12)" }\n  holds: most[base] < 0\n',
    );
    const { status, stdout } = fissure('stress', 'study', '--members', '5', '--only', 'expectations', '--json');
    rmSync(path);
    expect(status).toBe(1);
    const { data } = JSON.parse(stdout);
    expect(data.expectations).toMatchObject([{ expectation: 'nobody', holds: 0, applies: 5, met: false }]);
    expect(data.findings).toHaveLength(1);
  });

  it('knows its parts', async () => {
    expect((await call('stress', 'study', '--only', 'everything')).status).toBe(2);
  });
});

describe('rivals', () => {
  it('fits a scenario beside the model as it stands', () => {
    const path = join(place.folder, 'study', 'history.yaml');
    const before = existsSync(path) ? readFileSync(path, 'utf8') : 'known_by: "6"\n';
    writeFileSync(path, `${before}\nrivals: { paid_in_full: {} }\n`);
    const { status, stdout } = fissure('rivals', 'study', '--members', '20', '--claim', 'C1', '--json');
    writeFileSync(path, before);
    expect(status).toBe(0);
    const { rivals } = JSON.parse(stdout).data;
    expect(rivals.map((one: { scenario: string }) => one.scenario)).toEqual(['', 'paid_in_full']);
    expect(rivals[0].claims[0].claim).toBe('C1');
  });
});

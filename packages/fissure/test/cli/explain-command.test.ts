/** `fissure explain`, and the notes that it shows. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openStudy } from '../../src/host/open-study.ts';
import { FLAGSHIP, GARRISON, studyFolder } from './study-folder.ts';

const place = studyFolder();
const { call } = place;

describe('explain', () => {
  it('follows a name through the study', async () => {
    const { stdout } = await call('explain', 'anger', '--study', 'study');
    for (const part of [
      'arrears / patience',
      'M1 Late pay angers',
      'exit_rate',
      'C1 Late pay makes more people leave.',
    ])
      expect(stdout).toContain(part);
  });
});

describe('notes', () => {
  const path = () => join(place.folder, 'study', 'notes.yaml');
  afterEach(() => rmSync(path(), { force: true }));

  it('are shown by explain on what they are about, and counted by check', async () => {
    const first =
      '- about: [anger, C1]\n  date: 2026-03-04\n  by: A. Reader\n  text: |\n    It *decides*\n    the claim.\n\n    - So.\n';
    writeFileSync(path(), `${first}- { about: [Anger], text: Short. }\n`);
    const { stdout } = await call('explain', 'anger', '--study', 'study');
    expect(stdout).toContain(
      'Notes\n  2026-03-04, A. Reader, also on C1: It *decides* the claim.\n    - So.\n  Short.\n',
    );
    const { data } = JSON.parse((await call('explain', 'C1', '--study', 'study', '--json')).stdout);
    expect(data.notes).toEqual([
      { about: ['anger', 'C1'], date: '2026-03-04', by: 'A. Reader', text: 'It *decides*\nthe claim.\n\n- So.' },
    ]);
    expect((await call('check', 'study')).stdout).toMatch(/\n +notes +2\n/);
    expect(JSON.parse((await call('check', 'study', '--json')).stdout).data.notes).toBe(2);
  });

  it('that are there for nothing are not mentioned', async () => {
    expect((await call('explain', 'anger', '--study', 'study')).stdout).not.toContain('Notes');
    expect((await call('check', 'study')).stdout).not.toContain('notes');
  });

  it('on what the study does not have are an error with its place', async () => {
    writeFileSync(path(), '- { about: [angr], text: x }\n');
    const { status, stderr, stdout } = await call('check', 'study');
    expect(status).toBe(3);
    expect(stdout + stderr).toContain('notes.yaml:1:13');
    expect(stdout + stderr).toContain('Did you mean `anger`?');
  });
});

describe('explain, of whatever has a name', () => {
  it.each([
    ['musters', 'series', ['soldiers (person)', '6: 880, published 6', 'muster.sixth: After six months']],
    ['paid', 'scenario', ['From\n  6\n', 'arrears = 0']],
    ['present', 'output', ['soldiers: Soldiers', 'musters: Muster rolls']],
    ['form_of_fear', 'structure', ['dread: The rope itself', 'fear_effect = EXP']],
    ['trust', 'stock', ['trust: Trust in the commander']],
  ])('%s, a %s', async (name, kind, told) => {
    const { status, stdout } = await call('explain', name, '--study', GARRISON);
    expect(status).toBe(0);
    expect(stdout.split('\n')[0]).toBe(`${name} ${kind}`);
    for (const text of told) expect(stdout).toContain(text);
  });

  it('finds dimensions, their labels and what is over them, lookups and inputs', async () => {
    const places = await call('explain', 'place', '--study', FLAGSHIP);
    expect(places.stdout).toMatch(/^place dimension\n/);
    expect(places.stdout).toContain('raqqa: ');
    expect(places.stdout).toContain('Over it');
    const { study } = openStudy(FLAGSHIP);
    const { threadNames, findThread } = await import('../../src/cli/explain/find-thread.ts');
    for (const name of threadNames(study!)) expect(findThread(study!, name)!.sections.length, name).toBeGreaterThan(0);
  }, 120_000);
});

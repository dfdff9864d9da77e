/** `fissure docs`, `start` and `report`: what they write to be read. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { studyFolder } from './study-folder.ts';

const place = studyFolder();
const { fissure } = place;

describe('docs', () => {
  it('writes a page for every mechanism', () => {
    const { status } = fissure('docs', 'study', '--members', '12', '--out', 'pages');
    expect(status).toBe(0);
    const pages = ['M1.md', 'README.md', 'claims.md', 'record.md', 'scenarios.md'];
    expect(readdirSync(join(place.folder, 'pages')).sort()).toEqual(pages);
    expect(readFileSync(join(place.folder, 'pages', 'M1.md'), 'utf8')).toContain('## What switching it off changes');
  });
});

describe('start', () => {
  it('checks, judges, and writes a page', () => {
    const { status, stdout } = fissure('start', 'study', '--members', '40', '--out', 'report');
    expect(status).toBe(0);
    expect(stdout).toContain('not a forecast and not intelligence');
    expect(existsSync(join(place.folder, 'report', 'report.html'))).toBe(true);
  });
});

describe('report', () => {
  it('writes a page, a short page, a claim and a chart, and knows no other output', () => {
    const few = ['--members', '4', '-q', '--json'];
    const write = (...args: string[]) => fissure('report', 'study', ...few, ...args);
    expect(write('-o', 'pages/whole.html').status).toBe(0);
    expect(write('--out', 'pages/short.html', '--static').status).toBe(0);
    expect(write('-o', 'pages/chart.html', '--embed', 'chart:strength').status).toBe(0);
    expect(write('-o', 'pages/claim.html', '--embed', 'claim:C1').status).toBe(0);
    const size = (name: string) => readFileSync(join(place.folder, 'pages', name)).length;
    expect(size('short.html')).toBeLessThan(size('whole.html'));
    expect(size('claim.html')).toBeLessThan(size('short.html'));
    const whole = readFileSync(join(place.folder, 'pages', 'whole.html'), 'utf8');
    for (const part of [
      'id=causes>',
      'id=equations>',
      '<math ',
      'class="chart loops"',
      'id=knockouts>',
      'Outcomes that change most',
    ])
      expect(whole).toContain(part);
    const wrong = write('-o', 'pages/none.html', '--embed', 'chart:strenght');
    expect(wrong.status).toBe(2);
    expect(wrong.stdout + wrong.stderr).toContain('command/unknown-output');
    expect(existsSync(join(place.folder, 'pages', 'none.html'))).toBe(false);
  }, 120_000);
});

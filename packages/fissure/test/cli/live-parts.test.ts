/** What goes into a live page: only what a page can simulate, packed so that it comes back, safe inside its elements. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inflateSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/analysis/results.ts';
import { textToBytes } from '../../src/base/bytes-as-text.ts';
import { fromWireJson } from '../../src/base/wire-json.ts';
import { fingerprintsOf } from '../../src/cli/files/fingerprints.ts';
import { liveParts } from '../../src/cli/files/live-parts.ts';
import { liveStudy, MOST_LIVE_MEMBERS } from '../../src/report/page/live-study.ts';
import { makeDecayExperiment } from '../experiment/decay-experiment.ts';
import { exampleAssessment, exampleStudy, fan } from '../report/fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'fissure-parts-'));
afterAll(() => rmSync(folder, { recursive: true }));

function live(change: Partial<Assessment> = {}, charts = [fan('strength', 20_000)]) {
  const assessment = exampleAssessment(change);
  const weights = {
    fitted: Float64Array.of(0.1, 0.9),
    prior: Float64Array.of(0.5, 0.5),
    without: [],
    summary: assessment.weights,
  };
  const { time } = exampleStudy().settings;
  return liveStudy({
    origin: { title: '', hash: '', version: '' },
    time,
    experiment: makeDecayExperiment({ memberCount: 2 }),
    weights,
    assessment,
    charts,
    numbers: {},
  });
}

function withMembers(membersDone: number, membersAsked: number): Partial<Assessment> {
  return { provenance: { ...exampleAssessment().provenance, membersDone, membersAsked } };
}

describe('what a live page carries', () => {
  it('is there where every member is, and is drawn', () => {
    expect(live()).toBeDefined();
    expect(live(withMembers(MOST_LIVE_MEMBERS, MOST_LIVE_MEMBERS))).toBeDefined();
  });

  it.each([
    ['some members are missing', withMembers(999, 1000)],
    ['there are none', withMembers(0, 0)],
    ['there are too many', withMembers(MOST_LIVE_MEMBERS + 1, MOST_LIVE_MEMBERS + 1)],
    ['bands are sketched', { bandsWithin: 0.008 }],
  ])('is not there where %s', (_, change) => {
    expect(live(change)).toBeUndefined();
  });

  it('is not there where nothing is drawn', () => {
    expect(live({}, [])).toBeUndefined();
  });

  it('is not there where the scripts were not built', () => {
    expect(liveParts(live()!, pathToFileURL(`${join(folder, 'nowhere')}/`))).toBeUndefined();
  });

  it('comes back as it was, and its script cannot end its element', () => {
    writeFileSync(join(folder, 'page.js'), 'say("</SCRIPT><!-- <script>")\n');
    writeFileSync(join(folder, 'worker.js'), 'work()');
    const study = live()!;
    const parts = liveParts(study, pathToFileURL(`${folder}/`))!;
    expect(parts.script).toBe('say("\\x3c/SCRIPT>\\x3c!-- \\x3cscript>")');
    expect(new Function('say', `return ${parts.script}`)((text: string) => text)).toBe('</SCRIPT><!-- <script>');
    expect(parts.scriptHash).toBe(`sha256-${createHash('sha256').update(parts.script).digest('base64')}`);
    const unpacked = (text: string) => inflateSync(textToBytes(text)).toString();
    expect(unpacked(parts.worker)).toBe('work()');
    expect(fromWireJson(unpacked(parts.study))).toEqual(study);
  });
});

describe('fingerprints', () => {
  const texts = new Map([
    ['study.yaml', 'fissure: 1'],
    ['model.yaml', 'x: 1'],
  ]);
  const of = (own: ReadonlyMap<string, string>, change = {}) => fingerprintsOf(own, exampleAssessment(change));

  it('are those that the reference says', () => {
    const sum = createHash('sha256').update('model.yaml\0x: 1\0study.yaml\0fissure: 1\0').digest('hex');
    expect(of(texts).study).toBe(sum);
    expect(of(new Map([...texts].reverse())).study).toBe(sum);
    expect(of(new Map([...texts, ['command line', '--set x=2']])).study).toBe(sum);
  });

  it('change with any text, and with any number', () => {
    expect(of(new Map([...texts, ['model.yaml', 'x: 2']])).study).not.toBe(of(texts).study);
    expect(of(texts, { failures: [] }).results).not.toBe(of(texts).results);
    expect(of(texts).results).toMatch(/^[0-9a-f]{64}$/);
  });
});

/** What the server tells of a study, and that it hands results on only while they are those of the files. */
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromWireJson } from '../../src/base/wire-json.ts';
import type { LeverSettings } from '../../src/browser/levers.ts';
import { type ScenarioArms, scenarioArms } from '../../src/browser/scenario-arms.ts';
import { baselineOf, type StudyMessage } from '../../src/browser/study-message.ts';
import {
  formOf,
  isOut,
  mechanismSwitch,
  ownSwitches,
  rivalriesOf,
  withAlternative,
  withMechanism,
} from '../../src/browser/switches.ts';
import { type Baseline, simulateBaseline } from '../../src/browser/what-if.ts';
import { openStudy } from '../../src/host/open-study.ts';
import { openWorkerPool } from '../../src/host/worker-pool.ts';
import { recallFrom, StudyReader } from '../../src/server/study-reader.ts';

describe('the study as the server tells it', () => {
  let folder: string;
  let known: Baseline;
  const edit = (from: string, to: string) => {
    const file = join(folder, 'study.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
  };
  const read = (reader: StudyReader) => (fromWireJson(reader.message()) as StudyMessage).ready;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fissure-reader-'));
    cpSync(fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url)), folder, { recursive: true });
    const pool = openWorkerPool({ workerCount: 2 });
    known = (await simulateBaseline(openStudy(folder).experiment!, pool))!;
    await pool.close();
  }, 60_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has the results that are known, to the last bit, until a change moves them', () => {
    const reader = new StudyReader(folder, recallFrom(known));
    const { experiment, baseline } = read(reader)!;
    // The points of its members are drawn again where they are wanted.
    expect(baselineOf(experiment, baseline!)).toEqual({
      ...known,
      experiment: { ...known.experiment, points: undefined },
    });
    edit('title: ', 'title: Another ');
    expect(read(reader)!.title).not.toContain('Another');
    reader.forget();
    expect(read(reader)!.title).toContain('Another');
    expect(read(reader)!.baseline).toBeDefined();
    edit('seed: ', 'seed: 1');
    reader.forget();
    expect(read(reader)!.baseline).toBeUndefined();
    edit('seed: ', 'sead: ');
    reader.forget();
    expect(read(reader)).toBeUndefined();
    expect(reader.scenario('paid')).toBeUndefined();
    edit('sead: 1', 'seed: ');
    reader.forget();
    expect(read(reader)!.baseline).toBeDefined();
  });

  it('tells a scenario as arms of the same claims, and nothing of one that it does not have', () => {
    const reader = new StudyReader(folder);
    const arms = fromWireJson(reader.scenario('paid')!) as ScenarioArms;
    const { experiment } = read(reader)!;
    expect(arms.claimArms.map((own) => own.length)).toEqual(experiment.claims.map((claim) => claim.arms.length));
    expect(arms.arms[0]!.segments.length).toBeGreaterThan(experiment.arms[0]!.segments.length);
    expect(reader.scenario('unpaid')).toBeUndefined();
    expect(read(reader)!.baseline).toBeUndefined();
  });

  it('leaves to the reader what the reader switches, and to an arm of a claim what it switches of its own', () => {
    const file = join(folder, 'scenarios.yaml');
    const form = 'structure: { form_of_fear: authority }';
    appendFileSync(file, `mild:\n  off: [gallows, late_pay]\n  ${form}\nmilder:\n  from: 6\n  off: [gallows]\n`);
    const reader = new StudyReader(folder);
    const { experiment, scenarios } = read(reader)!;
    expect(scenarios.find(({ name }) => name === 'mild')?.switches).toEqual([
      ...['mechanism:gallows', 'mechanism:late_pay', 'structure:form_of_fear=authority'],
    ]);
    const armsUnder = (name: string, settings: LeverSettings) =>
      fromWireJson(reader.scenario(name, ownSwitches(settings))!) as ScenarioArms;
    const gallows = mechanismSwitch({ name: 'Gallows', label: '' });
    const late = mechanismSwitch({ name: 'late_pay', label: '' });
    const [rivalry] = rivalriesOf(experiment);
    const beneath = scenarios.find(({ name }) => name === 'mild')!.switches;
    expect(isOut(new Map(), beneath, gallows)).toBe(true);
    let settings = withMechanism(new Map(), beneath, gallows, true);
    expect(isOut(settings, beneath, gallows)).toBe(false);
    expect(withMechanism(settings, beneath, gallows, false)).toEqual(new Map());
    settings = withAlternative(withMechanism(settings, beneath, late, true), beneath, rivalry!, undefined);
    expect(formOf(settings, beneath, rivalry!)).toBeUndefined();
    // Nothing of the scenario is left, and the claims' own arms are what they were.
    expect(armsUnder('mild', settings)).toEqual(scenarioArms(experiment));
    // Also of what it would set later.
    expect(armsUnder('milder', new Map([[gallows.id, 1]]))).toEqual(scenarioArms(experiment));
    expect(armsUnder('milder', new Map())).not.toEqual(scenarioArms(experiment));
    // One mechanism in: as a scenario that takes out the other alone.
    appendFileSync(file, `unpaid:\n  off: [late_pay]\n  ${form}\n`);
    reader.forget();
    expect(armsUnder('mild', withMechanism(new Map(), beneath, gallows, true))).toEqual(armsUnder('unpaid', new Map()));
  });
});

/** The page's table of claims by variants against `fissure matrix` and `fissure test`, cell by cell. Workers of the command run built code. */
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { type VariantColumn, type VariantJudgement, variantColumn } from '../../src/analysis/judge-variant.ts';
import type { BriefVerdict } from '../../src/analysis/verdict.ts';
import { NO_ADDITIONS } from '../../src/browser/additions.ts';
import { readyStudy, type SoundStudy } from '../../src/browser/ready-study.ts';
import { scenarioArms, scenarioKey } from '../../src/browser/scenario-arms.ts';
import type { Change, SimulationAnswer } from '../../src/browser/simulation-messages.ts';
import { Simulations } from '../../src/browser/simulations.ts';
import type { ReadyStudy } from '../../src/browser/study-message.ts';
import { mechanismSwitch } from '../../src/browser/switches.ts';
import { type ChangedVariant, changeKey, variantChanges } from '../../src/browser/variant-changes.ts';
import { planExperiment } from '../../src/experiment/plan-experiment.ts';
import { candidatesOf } from '../../src/experiment/variants.ts';
import { checkStudy } from '../../src/host/open-study.ts';
import { openWorkerPool } from '../../src/host/worker-pool.ts';
import { callCommand } from '../cli/call-command.ts';

const GARRISON = fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url));
const FLAGSHIP = fileURLToPath(new URL('../../../../studies/islamic-state/', import.meta.url));
const PLAIN: Change = { scenario: '', levers: new Map() };

const pool = openWorkerPool({ workerCount: 2 });
afterAll(() => pool.close());

function opened(folder: string): { readonly sound: SoundStudy; readonly ready: ReadyStudy } {
  const { study, model, problems } = checkStudy(folder);
  const experiment = planExperiment(study!, model!, problems)!;
  const origin = { hash: '', version: '' };
  const sound = { study: study!, model: model!, experiment, path: folder, isModelFile: false, origin };
  return { sound, ready: readyStudy(sound, NO_ADDITIONS, problems)! };
}

/** As the page asks its worker: one change after the other. */
async function judged(
  { sound, ready }: ReturnType<typeof opened>,
  changes: readonly Change[],
  counts: { readonly memberCount: number; readonly candidateCount: number },
): Promise<readonly VariantJudgement[]> {
  let hear: (answer: SimulationAnswer) => void = () => undefined;
  const simulations = new Simulations({ post: (answer) => hear(answer), openPool: () => pool, now: () => 0 });
  // Open with other members than those that are asked for: they are of no matter.
  const experiment = { ...ready.experiment, memberCount: 8, candidateCount: 0 };
  await new Promise<void>((resolve) => {
    hear = ({ kind }) => kind === 'baseline' && resolve();
    simulations.hear({ kind: 'open', turn: 1, experiment, baseline: undefined });
  });
  const judgements: VariantJudgement[] = [];
  for (const [i, change] of changes.entries()) {
    if (change.scenario !== '') {
      const planned = planExperiment(sound.study, sound.model, checkStudy(sound.path).problems, {
        scenario: change.scenario,
      })!;
      simulations.hear({ kind: 'scenario', key: scenarioKey(change), arms: scenarioArms(planned) });
    }
    judgements.push(
      await new Promise<VariantJudgement>((resolve, reject) => {
        hear = (answer) => {
          if (answer.kind === 'failed') reject(new Error(answer.reason));
          if (answer.kind === 'variant' && answer.turn === i + 2) resolve(answer.judgement);
        };
        simulations.hear({ kind: 'variant', turn: i + 2, change, ...counts });
      }),
    );
  }
  return judgements;
}

/** As the command prints them. */
async function matrixOf(folder: string, ...options: readonly string[]) {
  const { stdout } = await callCommand('matrix', folder, '--json', '-q', ...options);
  return JSON.parse(stdout).data.variants as readonly VariantColumn[];
}

function asPrinted(variants: readonly ChangedVariant[], judgements: readonly VariantJudgement[]) {
  const columns = variants.map((variant, i) => variantColumn(variant, judgements[i]!, judgements[0]!));
  return JSON.parse(JSON.stringify(columns)) as readonly VariantColumn[];
}

describe('claims by variants in a page', () => {
  it('are what fissure matrix says of a small study, cell by cell, screened by the record', async () => {
    const study = opened(GARRISON);
    const variants = variantChanges(study.ready, PLAIN);
    const counts = { memberCount: 40, candidateCount: 160 };
    const judgements = await judged(study, variants.map(changeOf), counts);
    const told = await matrixOf(GARRISON, '--members', '40', '--candidates', '160');
    expect(asPrinted(variants, judgements).map(({ label: _, ...column }) => column)).toEqual(
      told.map(({ label: _, ...column }) => column),
    );
    expect(variants.slice(1).map(({ label }) => label)).toEqual(told.slice(1).map(({ label }) => label));
    // What turns nothing would be the same under any variants.
    expect(told.filter(({ verdicts }) => verdicts.some(({ differs }) => differs)).length).toBeGreaterThan(0);
  }, 120_000);

  it('are what fissure test says of the flagship without a mechanism', async () => {
    const study = opened(FLAGSHIP);
    const [memberCount, candidateCount] = [30, candidatesOf(study.sound.study.settings, 30)];
    const variant = variantChanges(study.ready, PLAIN).find(({ name }) => name === 'M8')!;
    const [{ verdicts }] = (await judged(study, [variant.change], { memberCount, candidateCount })) as [
      VariantJudgement,
    ];
    const counts = ['--members', String(memberCount), '--candidates', String(candidateCount)];
    const { stdout } = await callCommand('test', FLAGSHIP, '--off', 'M8', ...counts, '--json', '-q');
    const told: readonly BriefVerdict[] = JSON.parse(stdout).data.verdicts;
    expect(JSON.parse(JSON.stringify(verdicts))).toEqual(
      told.map(({ claim, word, fitted }) => ({ claim, word, fitted })),
    );
  }, 240_000);

  it('are not told of a variant that was stopped', async () => {
    const { ready } = opened(GARRISON);
    const heard: SimulationAnswer[] = [];
    const simulations = new Simulations({ post: (answer) => heard.push(answer), openPool: () => pool, now: () => 0 });
    simulations.hear({ kind: 'open', turn: 1, experiment: ready.experiment, baseline: undefined });
    await expect.poll(() => heard.some(({ kind }) => kind === 'baseline'), { timeout: 30_000 }).toBe(true);
    const counts = { memberCount: 40, candidateCount: 160 };
    simulations.hear({ kind: 'variant', turn: 2, change: PLAIN, ...counts });
    simulations.hear({ kind: 'stop', what: 'variant' });
    simulations.hear({ kind: 'variant', turn: 3, change: PLAIN, ...counts });
    await expect.poll(() => heard.filter(({ kind }) => kind === 'variant'), { timeout: 30_000 }).toHaveLength(1);
    expect(heard.find(({ kind }) => kind === 'variant')).toMatchObject({ turn: 3 });
  }, 60_000);

  it('start from the levers as they stand, and leave out what stands so already', async () => {
    const { ready } = opened(GARRISON);
    const gallows = mechanismSwitch(ready.mechanisms.find(({ name }) => name === 'gallows')!);
    const standing: Change = {
      scenario: 'paid',
      levers: new Map([
        [gallows.id, 0],
        ['impatience', 2],
      ]),
    };
    const variants = variantChanges(ready, standing);
    expect(variants.map(({ name }) => name)).toEqual(['', 'late_pay', 'form_of_fear=dread', 'form_of_fear=authority']);
    for (const { change } of variants) {
      expect(change.scenario).toBe('paid');
      expect([change.levers.get('impatience'), change.levers.get(gallows.id)]).toEqual([2, 0]);
    }
    expect(new Set(variants.map(({ change }) => changeKey(change))).size).toBe(variants.length);
  });
});

function changeOf({ change }: ChangedVariant): Change {
  return change;
}

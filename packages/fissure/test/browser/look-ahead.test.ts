/** What is simulated before anybody asks, and what is kept for who comes back: nothing twice, and no other numbers. */
import { describe, expect, it } from 'vitest';
import { outputBands } from '../../src/analysis/bands.ts';
import { shownOf, simulateFew } from '../../src/browser/begun.ts';
import { Latest } from '../../src/browser/latest.ts';
import { withLevers } from '../../src/browser/levers.ts';
import { type Opened, openedWith } from '../../src/browser/opened.ts';
import { Positions } from '../../src/browser/positions.ts';
import { scenarioArms, withScenario } from '../../src/browser/scenario-arms.ts';
import type { Change, SimulationAnswer, SimulationRequest } from '../../src/browser/simulation-messages.ts';
import { knownBaseline } from '../../src/browser/study-message.ts';
import { simulateBaseline } from '../../src/browser/what-if.ts';
import { ofOutputs } from '../../src/experiment/narrow-experiment.ts';
import { planExperiment } from '../../src/experiment/plan-experiment.ts';
import { simulateExperiment } from '../../src/experiment/simulate-experiment.ts';
import { experiment, model, open, openPool, options, outputs, PLAIN, problems, study } from './garrison-simulations.ts';

const LEVER = 'impatience';
const VALUES = [0.25, 0.5, 0.8, 1, 1.25, 2, 4];
const known = (await simulateBaseline(experiment, openPool()))!;
/** Members of a fan: who weighs much stands in it for several. */
const COARSE = openedWith(known).coarse.order.length;
const at = (value: number) => ({ scenario: '', levers: new Map(value === 1 ? [] : [[LEVER, value]]) });
const EXPECT: SimulationRequest = {
  ...{ kind: 'expect', change: PLAIN, isNear: true },
  levers: [{ id: LEVER, values: VALUES, standing: 1 }],
};

const opened = (onAnswer?: (answer: SimulationAnswer) => void, slownessMs?: number) => {
  const page = open(onAnswer, slownessMs);
  page.ask({ kind: 'open', turn: 1, experiment, baseline: knownBaseline(known) });
  const membersOf = () => page.jobs.filter(({ experiment: own }) => own.claims.length === 0);
  /** Places of members by the multiple that the lever had, those of the study as it stands left out. */
  const simulated = () =>
    membersOf().flatMap(({ experiment: own, blocks }) => {
      const value = own.arms[0]!.segments[0]?.edits.find(({ kind }) => kind === 'scale')?.value ?? 1;
      return value === 1 ? [] : [{ value, first: blocks.first, total: blocks.total }];
    });
  const answersOf = (turn: number) =>
    page.heard.flatMap((one) => (one.kind === 'bands' && one.turn === turn ? [one] : []));
  return { ...page, simulated, answersOf };
};

/** As long as it takes to come to an end: nothing was simulated for half a second. */
async function rested({ jobs }: Pick<ReturnType<typeof open>, 'jobs'>): Promise<void> {
  for (let before = -1; before !== jobs.length; ) {
    before = jobs.length;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

describe('a hand near a lever', () => {
  it('has lines of all that the lever can be set to, nearest first, then fans', async () => {
    const page = opened();
    await rested(page);
    page.ask(EXPECT);
    await rested(page);
    const lines = page.simulated().filter(({ first }) => first === 0);
    const fans = page.simulated().filter(({ first }) => first > 0);
    expect(lines.map(({ value }) => value).toSorted((a, b) => a - b)).toEqual(VALUES.filter((value) => value !== 1));
    expect(new Set(lines.slice(0, 2).map(({ value }) => value))).toEqual(new Set([0.8, 1.25]));
    expect(fans.map(({ value }) => value).toSorted((a, b) => a - b)).toEqual(VALUES.filter((value) => value !== 1));
    expect(page.heard.filter(({ kind }) => kind !== 'failed' && kind !== 'added')).toEqual([]);
  });

  it('is shown at once what was expected, and the same as if nobody had expected it', async () => {
    const [prepared, plain] = [opened(), opened()];
    prepared.ask(EXPECT);
    await rested(prepared);
    prepared.jobs.length = 0;
    for (const [page, quality] of [
      [prepared, 'full'],
      [plain, 'full'],
    ] as const) {
      page.ask({ kind: 'follow', turn: 2, change: at(0.5), outputs });
      await page.until('bands', (one) => one.turn === 2 && one.quality === quality);
    }
    // Straight away the fan; only all members are simulated, and the fan's among them: these were not kept.
    expect(prepared.answersOf(2).map(({ quality }) => quality)).toEqual(['coarse', 'full']);
    expect(prepared.simulated().map(({ first }) => first)).toEqual([0]);
    for (const quality of ['coarse', 'full'])
      expect(prepared.answersOf(2).find((one) => one.quality === quality)).toEqual(
        plain.answersOf(2).find((one) => one.quality === quality),
      );
  });

  it('is shown single runs where only what their fan shows was kept', async () => {
    const [prepared, plain] = [opened(), opened()];
    prepared.ask(EXPECT);
    await rested(prepared);
    const linesOf = async (page: typeof plain, turn: number) => {
      page.ask({ kind: 'follow', turn, change: at(0.5), outputs, hasRuns: true });
      const fan = await page.until('bands', (one) => one.turn === turn && one.quality === 'coarse');
      return fan.lines;
    };
    const lines = await linesOf(plain, 2);
    expect(lines.map(({ runs }) => runs.length)).toEqual(outputs.map(() => 20));
    expect(await linesOf(prepared, 2)).toEqual(lines);
  });

  it('comes before verdicts, which come before a lever that it is not near', async () => {
    for (const isNear of [true, false]) {
      let isEarly: boolean | undefined;
      const page = opened((answer) => {
        if (answer.kind !== 'verdicts' || answer.isProvisional) return;
        isEarly = page.jobs.some(({ experiment: own }) => own.claims.length === 0);
      });
      await rested(page);
      page.jobs.length = 0;
      page.ask({ kind: 'judge', turn: 2, change: at(0.8) });
      page.ask({ ...EXPECT, isNear });
      await page.until('verdicts', ({ isProvisional }) => !isProvisional);
      // A line and a fan of each.
      await expect.poll(() => page.simulated().length, { timeout: 10_000 }).toBeGreaterThan(2 * (VALUES.length - 2));
      expect(isEarly).toBe(isNear);
      // Where it is not near half of the workers have to do, which is one here: nothing is cut for several.
      expect(
        page.jobs.filter(({ experiment: own }) => own.claims.length === 0).every(({ blocks }) => blocks.count === 1),
      ).toBe(!isNear);
    }
  });

  it('does not wait for what is expected, which goes on where the hand is', async () => {
    const page = opened();
    await rested(page);
    page.ask(EXPECT);
    page.ask({ kind: 'follow', turn: 2, change: at(4), outputs });
    await page.until('bands', (one) => one.turn === 2 && one.quality === 'first');
    // What was begun when the hand moved is all that came before.
    const before = page.simulated().findIndex(({ value }) => value === 4);
    expect(before).toBeLessThanOrEqual(1);
    await rested(page);
    const later = page.simulated().filter(({ value, first }) => first === 0 && value !== 4);
    expect(later.at(before)!.value).toBe(2);
    // Each member of each position once.
    for (const value of VALUES.filter((one) => one !== 1)) {
      const own = page.simulated().filter((one) => one.value === value);
      expect(own.filter(({ first }) => first === 0).length, String(value)).toBe(1);
    }
  });

  it('finds fans where it is going, and never sees that of an earlier place after a later one', async () => {
    const values = Array.from({ length: 41 }, (_, i) => Number((2 ** ((i - 20) / 20)).toPrecision(4)));
    const page = opened(undefined, 60);
    await rested(page);
    // Lines take no time when the hand moves.
    page.ask({ ...EXPECT, levers: [{ id: LEVER, values, standing: 1 }] });
    await rested(page);
    const until = values.length - 21;
    let foundAhead = 0;
    for (let step = 1; step <= until; step += 1) {
      const value = values[20 + step]!;
      if (page.simulated().some((one) => one.value > value && one.first > 0)) foundAhead += 1;
      page.ask({ kind: 'follow', turn: 1 + step, change: at(value), outputs });
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    const last = 1 + until;
    await page.until('bands', (one) => one.turn === last && one.quality === 'full');
    const fans = page.heard.flatMap((one) => (one.kind === 'bands' && one.quality === 'coarse' ? [one.turn] : []));
    expect(fans.toSorted((a, b) => a - b)).toEqual(fans);
    expect(foundAhead).toBeGreaterThan(0);
    // As it would have been without all that.
    const plain = opened();
    plain.ask({ kind: 'follow', turn: last, change: at(values.at(-1)!), outputs });
    await plain.until('bands', (one) => one.turn === last && one.quality === 'full');
    for (const quality of ['coarse', 'full'])
      expect(page.answersOf(last).find((one) => one.quality === quality)).toEqual(
        plain.answersOf(last).find((one) => one.quality === quality),
      );
  });

  it('is shown where it was before without simulating anything', async () => {
    const page = opened();
    page.ask({ kind: 'follow', turn: 2, change: at(0.5), outputs });
    await page.until('bands', (one) => one.turn === 2 && one.quality === 'full');
    page.ask({ kind: 'follow', turn: 3, change: at(0.8), outputs });
    await page.until('bands', (one) => one.turn === 3 && one.quality === 'coarse');
    page.jobs.length = 0;
    page.ask({ kind: 'follow', turn: 4, change: at(0.5), outputs });
    await page.until('bands', (one) => one.turn === 4 && one.quality === 'coarse');
    expect(page.simulated().filter(({ first }) => first < COARSE)).toEqual([]);
    expect(page.answersOf(4)[0]!.bands).toEqual(page.answersOf(2).find(({ quality }) => quality === 'coarse')!.bands);
  });

  // A page may speak of a scenario before it has fetched what that changes: as the study stands it would be simulated, and kept.
  it('simulates nothing of a scenario before it knows it', async () => {
    const page = opened();
    await rested(page);
    page.jobs.length = 0;
    const change = { scenario: 'paid', levers: new Map<string, number>() };
    page.ask({ ...EXPECT, change });
    page.ask({ kind: 'follow', turn: 2, change, outputs });
    page.ask({ kind: 'runs', turn: 3, change, outputs });
    await rested(page);
    expect(page.jobs).toEqual([]);
    const arms = scenarioArms(planExperiment(study!, model!, problems, { ...options, scenario: 'paid' })!);
    page.ask({ kind: 'scenario', key: 'paid', arms });
    page.ask({ kind: 'settle', turn: 4, change, outputs });
    const { bands } = await page.until('bands', ({ turn, quality }) => turn === 4 && quality === 'full');
    const changed = ofOutputs(withScenario(known.experiment, arms), new Set(outputs));
    const whole = await simulateExperiment(changed, { pool: openPool() });
    expect(bands).toEqual(outputBands(changed, whole, known.weights));
  });

  it('keeps nothing of a study that was opened before', async () => {
    const page = opened();
    page.ask(EXPECT);
    await rested(page);
    page.ask({ kind: 'open', turn: 5, experiment, baseline: knownBaseline(known) });
    page.jobs.length = 0;
    page.ask({ kind: 'follow', turn: 6, change: at(0.5), outputs });
    await page.until('bands', (one) => one.turn === 6 && one.quality === 'first');
    expect(page.simulated().some(({ value, first }) => value === 0.5 && first === 0)).toBe(true);
  });
});

describe('what was let go of', () => {
  it('is told again at once, and to a comparison too', async () => {
    const page = opened();
    page.ask({ kind: 'settle', turn: 2, change: at(0.5), outputs });
    const sure = await page.until('verdicts', ({ turn, isProvisional }) => turn === 2 && !isProvisional);
    page.ask({ kind: 'settle', turn: 3, change: at(2), outputs });
    page.ask({ kind: 'settle', turn: 4, change: at(0.5), outputs });
    page.ask({ kind: 'judge', turn: 5, change: at(0.5) });
    for (const turn of [4, 5]) {
      const again = await page.until('verdicts', (one) => one.turn === turn);
      expect(again).toEqual({ ...sure, turn });
    }
    expect(page.answersOf(4)).toEqual([{ kind: 'bands', turn: 4, quality: 'full', bands: sure.bands, lines: [] }]);
    // The page's own charts are not those of a comparison.
    expect(page.answersOf(5)).toEqual([]);
    // What was overtaken has stopped.
    await rested(page);
    expect(page.heard.some((one) => one.kind === 'verdicts' && one.turn === 3 && !one.isProvisional)).toBe(false);
  });
});

describe('what is kept', () => {
  it('makes room for the latest, the oldest first', () => {
    const texts = new Latest<string>(10, (text) => text.length);
    for (const [key, text] of [
      ['a', 'abc'],
      ['b', 'abcd'],
      ['c', 'ab'],
    ] as const)
      texts.keep(key, text);
    const isThere = () => ['a', 'b', 'c', 'd'].filter((key) => texts.at(key) !== undefined);
    expect(isThere()).toEqual(['a', 'b', 'c']);
    expect(texts.isFull).toBe(true);
    texts.keep('a', texts.at('a')!);
    texts.keep('d', 'abcde');
    expect(isThere()).toEqual(['a', 'c', 'd']);
    texts.keep('b', 'longer than all there is');
    expect(isThere()).toEqual(['b']);
    texts.clear();
    expect(texts.isFull).toBe(false);
  });
});

describe('positions that are kept', () => {
  const changed = ({ experiment: own }: Opened, { levers }: Change) => withLevers(own, levers);
  const simulated = async (positions: Positions, own: Opened) => {
    const begun = positions.at(own, at(0.5));
    return { ...begun, ensemble: await simulateFew(begun, openPool()) };
  };

  it('are what their fan shows, or its members where that would take long', async () => {
    const own = openedWith(known);
    for (const [positions, isNarrow] of [
      [new Positions({ changed }), true],
      [new Positions({ changed, mostColumns: 1 }), false],
    ] as const) {
      const begun = await simulated(positions, own);
      expect(positions.has(own, at(0.5), true)).toBe(false);
      positions.keep(at(0.5), begun, true);
      expect(positions.has(own, at(0.5), true)).toBe(true);
      const kept = positions.at(own, at(0.5));
      expect(kept.ensemble.members.length).toBe(isNarrow ? 0 : COARSE);
      expect(shownOf(kept, 'coarse', (id) => id === outputs[0])).toEqual(
        shownOf(begun, 'coarse', (id) => id === outputs[0]),
      );
    }
  });

  it('are no longer expected where there is no room', async () => {
    const own = openedWith(known);
    const positions = new Positions({ changed, fanBytes: 1 });
    const begun = await simulated(positions, own);
    expect(positions.hasRoom(own, true)).toBe(true);
    positions.keep(at(0.5), begun, true);
    expect([positions.hasRoom(own, true), positions.hasRoom(own, false)]).toEqual([false, true]);
  });
});

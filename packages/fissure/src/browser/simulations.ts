/**
 * The simulating side of a page, in a worker of its own so that the page never waits: follows a lever with a few members,
 * then tells what all of them say. Two pools, so that a hand on a lever never waits for the claims, which take long.
 */
import type { BriefVerdict } from '../analysis/verdict.ts';
import { drawPoints } from '../experiment/draw-points.ts';
import type { Experiment } from '../experiment/experiment.ts';
import type { MemberPool } from '../experiment/member-pool.ts';
import { partOfVariant } from '../experiment/variants.ts';
import { beginning, simulateFew, stillOf } from './begun.ts';
import { breakClaim } from './break-claim.ts';
import { Hand, linesOf } from './hand.ts';
import { withLevers } from './levers.ts';
import { type Opened, openedWith, previewOf } from './opened.ts';
import { type ScenarioArms, scenarioKey, withScenario } from './scenario-arms.ts';
import { Settled } from './settled.ts';
import type { Change, SimulationAnswer, SimulationRequest } from './simulation-messages.ts';
import { baselineOf, knownBaseline } from './study-message.ts';
import { bandsOf, withPoints } from './subset.ts';
import { Tasks } from './tasks.ts';
import {
  movedVerdict,
  simulateBaseline,
  simulateJudgement,
  simulateOutputs,
  simulateVariant,
  simulateWhatIf,
  type WhatIf,
} from './what-if.ts';

export interface SimulationsOptions {
  readonly post: (answer: SimulationAnswer) => void;
  readonly openPool: () => MemberPool;
  /** Milliseconds of any clock. */
  readonly now: () => number;
}

type Asked<Kind extends SimulationRequest['kind']> = Extract<SimulationRequest, { kind: Kind }>;

export class Simulations {
  readonly #post: SimulationsOptions['post'];
  readonly #quick: MemberPool;
  readonly #thorough: MemberPool;
  readonly #scenarios = new Map<string, ScenarioArms>();
  readonly #tasks = new Tasks();
  readonly #hand: Hand;
  readonly #settled = new Settled();
  #opened: Opened | undefined;
  /** How many answers somebody waits for, those that a lever shows left out. */
  #awaited = 0;

  constructor({ post, openPool, now }: SimulationsOptions) {
    this.#post = post;
    this.#quick = openPool();
    this.#thorough = openPool();
    this.#hand = new Hand({
      ...{ post, tasks: this.#tasks, pool: this.#quick, now },
      fail: (error) => this.#fail(error),
      opened: () => this.#opened,
      changed: ({ experiment }, change) => this.#changed(experiment, change),
      isAwaited: () => this.#awaited > 0,
    });
  }

  hear(request: SimulationRequest): void {
    const answered = this.#answer(request).catch((error: unknown) => this.#fail(error));
    if (request.kind === 'expect' || request.kind === 'follow') return;
    this.#awaited += 1;
    void answered.then(() => {
      this.#awaited -= 1;
      if (this.#awaited === 0) this.#hand.rest();
    });
  }

  #fail(error: unknown): void {
    this.#post({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }

  async #answer(request: SimulationRequest): Promise<void> {
    switch (request.kind) {
      case 'open':
        return this.#open(request);
      case 'scenario':
        this.#scenarios.set(request.key, request.arms);
        return;
      case 'expect':
        return this.#isKnown(request.change) ? this.#hand.expect(request) : undefined;
      case 'follow':
        return this.#isKnown(request.change) ? this.#hand.follow(request) : undefined;
      case 'runs':
        return this.#isKnown(request.change) ? this.#hand.tellRuns(request) : undefined;
      case 'settle':
        return this.#settle(request);
      case 'judge':
        return this.#judge(request);
      case 'outcomes':
        return this.#addOutcomes(request);
      case 'variant':
        return this.#judgeVariant(request);
      case 'break':
        return this.#break(request);
      case 'stop':
        this.#hand.stop();
        this.#tasks.stop(request.what);
        return;
    }
  }

  async #open({ turn, experiment, baseline }: Asked<'open'>): Promise<void> {
    this.#tasks.stopAll();
    this.#hand.stop();
    this.#scenarios.clear();
    const signal = this.#tasks.begin('open');
    if (baseline) {
      this.#opened = openedWith(baselineOf(experiment, baseline));
      await this.#complete(this.#opened, turn, signal);
      if (!signal.aborted) await this.#warm();
      return;
    }
    const preview = previewOf(experiment);
    this.#opened = preview;
    // Both at once: the few are there long before screening is over.
    const few = beginning(preview, preview.experiment);
    const shown = simulateFew(few, this.#quick, { signal }).then((ensemble) => {
      if (signal.aborted) return;
      const bands = bandsOf(few.experiment, ensemble, preview.coarse, preview.weights);
      const lines = linesOf(few.experiment, ensemble);
      this.#post({ kind: 'bands', turn, quality: 'preview', bands, lines });
    });
    const known = await simulateBaseline(
      experiment,
      this.#thorough,
      (stage, share) => this.#post({ kind: 'stage', turn, stage, share }),
      signal,
    );
    await shown;
    if (!known) return;
    this.#opened = openedWith(known);
    this.#post({ kind: 'baseline', turn, baseline: knownBaseline(known) });
    await this.#warm();
  }

  /** Outputs that were not looked at when the baseline was simulated. */
  async #complete(opened: Opened, turn: number, signal: AbortSignal): Promise<void> {
    const { experiment, weights, baseline } = opened;
    const known = new Set(baseline!.assessment.bands.map(({ output }) => output));
    const missing = experiment.outputs.flatMap(({ id }) => (known.has(id) ? [] : [id]));
    if (missing.length === 0) return;
    const bands = await simulateOutputs(experiment, missing, weights, { pool: this.#thorough, signal });
    if (!bands) return;
    const { assessment } = baseline!;
    opened.baseline = { ...baseline!, assessment: { ...assessment, bands: [...assessment.bands, ...bands] } };
    this.#post({ kind: 'added', turn, bands });
  }

  /** Compiles, draws members, and simulates what the few say of the study as it stands, before anybody asks. */
  async #warm(): Promise<void> {
    const opened = this.#opened!;
    opened.coarse = await withPoints(opened.coarse, opened.experiment);
    await stillOf(opened, this.#quick);
    const signal = this.#tasks.begin('warm');
    await this.#stillVerdicts(opened, signal);
    const points = opened.experiment.points ?? (await drawPoints(opened.experiment, this.#tasks.signalOf('open')));
    opened.experiment = { ...opened.experiment, points };
  }

  async #settle(request: Asked<'settle'>): Promise<void> {
    const known = this.#known(request);
    if (known) {
      this.#tasks.stop('settle');
      await this.#hand.end(request.turn);
      this.#post({ kind: 'bands', turn: request.turn, quality: 'full', bands: known.bands, lines: [] });
      this.#tellSure(request, known);
      return;
    }
    const signal = await this.#hand.letGo(request);
    const opened = this.#opened;
    if (!opened?.baseline || signal.aborted) return;
    await this.#judgeChanged(opened, request, signal);
  }

  async #judge(request: Asked<'judge'>): Promise<void> {
    const known = this.#known(request);
    if (known) {
      this.#tellSure(request, known);
      return;
    }
    const signal = this.#tasks.begin('judge');
    const opened = this.#opened;
    if (opened?.baseline) await this.#judgeChanged(opened, request, signal);
  }

  #known({ change }: Asked<'settle' | 'judge'>): WhatIf | undefined {
    return this.#opened && this.#settled.at(this.#opened, change);
  }

  #tellSure({ turn }: Asked<'settle' | 'judge'>, sure: WhatIf): void {
    this.#post({ kind: 'verdicts', turn, isProvisional: false, ...sure });
  }

  async #addOutcomes({ turn, change, outputs }: Asked<'outcomes'>): Promise<void> {
    const signal = this.#tasks.begin('judge');
    const opened = this.#opened;
    if (!opened?.baseline) return;
    const bands = await simulateOutputs(this.#changed(opened.experiment, change), outputs, opened.weights, {
      ...{ pool: this.#thorough, signal },
      onProgress: ({ done, total }) => this.#post({ kind: 'share', turn, share: done / total }),
    });
    if (bands) this.#post({ kind: 'outcomes', turn, bands });
  }

  /** A few members first, then all. */
  async #judgeChanged(opened: Opened, request: Asked<'settle' | 'judge'>, signal: AbortSignal): Promise<void> {
    const { turn, change } = request;
    const changed = this.#changed(opened.experiment, change);
    const still = await this.#stillVerdicts(opened, signal);
    const moved = await simulateJudgement(changed, opened.weights, opened.coarse, this.#thorough, signal);
    if (!moved || !still) return;
    const whole = opened.baseline!.assessment.verdicts;
    const verdicts = whole.map((verdict, i) => movedVerdict(verdict, still[i]!, moved[i]!));
    this.#post({ kind: 'verdicts', turn, isProvisional: true, verdicts, bands: [], brokenOff: undefined });
    const onShare = (share: number) => this.#post({ kind: 'share', turn, share });
    const sure = await simulateWhatIf(changed, opened.weights, this.#thorough, signal, onShare);
    if (!sure) return;
    this.#settled.keep(opened, change, sure);
    this.#tellSure(request, sure);
  }

  /** Of members of its own: how many of the study's are simulated already makes no difference. */
  async #judgeVariant({ turn, change, memberCount, candidateCount }: Asked<'variant'>): Promise<void> {
    const signal = this.#tasks.begin('variant');
    const opened = this.#opened;
    if (!opened) return;
    const changed = this.#changed(opened.experiment, change);
    const variant = { ...changed, memberCount, candidateCount, selection: undefined, points: undefined };
    const judgement = await simulateVariant(variant, this.#thorough, signal, (stage, done) =>
      this.#post({ kind: 'share', turn, share: partOfVariant(stage, done, variant) }),
    );
    if (judgement) this.#post({ kind: 'variant', turn, judgement });
  }

  async #break({ turn, change, claim, deciding }: Asked<'break'>): Promise<void> {
    const signal = this.#tasks.begin('break');
    const opened = this.#opened;
    if (!opened?.baseline) return;
    const result = await breakClaim({
      experiment: this.#changed(opened.experiment, change),
      weights: opened.weights,
      claim,
      standing: change.levers,
      deciding,
      pool: this.#thorough,
      signal,
      onShare: (share) => this.#post({ kind: 'share', turn, share }),
    });
    if (result) this.#post({ kind: 'broken', turn, ...result });
  }

  #changed(experiment: Experiment, change: Change): Experiment {
    return withLevers(withScenario(experiment, this.#scenarios.get(scenarioKey(change))), change.levers);
  }

  /** A page may speak of a scenario before its arms have come; it settles on it once they are there. */
  #isKnown(change: Change): boolean {
    return change.scenario === '' || this.#scenarios.has(scenarioKey(change));
  }

  /** Undefined where `signal` stopped it. */
  async #stillVerdicts(opened: Opened, signal: AbortSignal): Promise<readonly BriefVerdict[] | undefined> {
    const { experiment, weights, coarse } = opened;
    opened.stillVerdicts ??= await simulateJudgement(experiment, weights, coarse, this.#thorough, signal);
    return opened.stillVerdicts;
  }
}

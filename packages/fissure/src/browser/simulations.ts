/**
 * The simulating side of a page, in a worker of its own so that the page never waits: follows a lever with a few members,
 * then tells what all of them say. Two pools, so that a hand on a lever never waits for what takes long.
 */
import type { Band } from '../analysis/bands.ts';
import type { Weights } from '../analysis/weights.ts';
import { drawPoints } from '../experiment/draw-points.ts';
import { type Ensemble, type Experiment, savedTimes } from '../experiment/experiment.ts';
import type { MemberPool } from '../experiment/member-pool.ts';
import { ofOutputs } from '../experiment/narrow-experiment.ts';
import { simulateExperiment } from '../experiment/simulate-experiment.ts';
import { breakClaim } from './break-claim.ts';
import { withLevers } from './levers.ts';
import { type ScenarioArms, withScenario } from './scenario-arms.ts';
import type { Change, OutputLines, Quality, SimulationAnswer, SimulationRequest } from './simulation-messages.ts';
import { baselineOf, knownBaseline } from './study-message.ts';
import { bandsOf, memberNumbers, movedBands, ofSubset, type Subset, subsetOf, withPoints } from './subset.ts';
import {
  type BriefBaseline,
  type BriefVerdict,
  movedVerdict,
  simulateBands,
  simulateBaseline,
  simulateJudgement,
  simulateWhatIf,
} from './what-if.ts';

export interface SimulationsOptions {
  readonly post: (answer: SimulationAnswer) => void;
  readonly openPool: () => MemberPool;
}

/** Enough for a median line within a frame or two. */
const FIRST_MEMBERS = 16;
const COARSE_MEMBERS = 100;
const LINES = 20;

/** Which few members follow a lever. */
type Few = 'first' | 'coarse';
/** Of each kind one thing at most is under way. `warm`: what nobody asked for yet. */
type Task = 'open' | 'warm' | 'settle' | 'judge' | 'break';

type Asked<Kind extends SimulationRequest['kind']> = Extract<SimulationRequest, { kind: Kind }>;

/** A study that was opened. Before its baseline is there, the first members stand for it as they come. */
interface Opened {
  experiment: Experiment;
  readonly weights: Weights;
  readonly baseline: BriefBaseline | undefined;
  first: Subset;
  coarse: Subset;
  /** What the few say of the study as it stands. */
  still?: Promise<{ readonly first: readonly Band[]; readonly coarse: readonly Band[] }>;
  stillVerdicts?: readonly BriefVerdict[] | undefined;
}

export class Simulations {
  readonly #post: SimulationsOptions['post'];
  readonly #quick: MemberPool;
  readonly #thorough: MemberPool;
  readonly #scenarios = new Map<string, ScenarioArms>();
  readonly #under = new Map<Task, AbortController>();
  #opened: Opened | undefined;
  readonly #wanted = new Map<Few, Asked<'follow'>>();
  readonly #following = new Set<Few>();

  constructor({ post, openPool }: SimulationsOptions) {
    this.#post = post;
    this.#quick = openPool();
    this.#thorough = openPool();
  }

  hear(request: SimulationRequest): void {
    this.#answer(request).catch((error: unknown) => {
      this.#post({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
    });
  }

  async #answer(request: SimulationRequest): Promise<void> {
    switch (request.kind) {
      case 'open':
        return this.#open(request);
      case 'scenario':
        this.#scenarios.set(request.name, request.arms);
        return;
      case 'follow':
        return this.#follow(request);
      case 'settle':
        return this.#settle(request);
      case 'judge':
        return this.#judge(request);
      case 'break':
        return this.#break(request);
      case 'stop':
        this.#wanted.clear();
        this.#under.get(request.what)?.abort();
        return;
    }
  }

  /** Stops what was under way of the same kind, and what nobody asked for. */
  #begin(what: Task): AbortSignal {
    for (const own of [what, 'warm'] as const) this.#under.get(own)?.abort();
    const controller = new AbortController();
    this.#under.set(what, controller);
    return controller.signal;
  }

  async #open({ turn, experiment, baseline }: Asked<'open'>): Promise<void> {
    for (const controller of this.#under.values()) controller.abort();
    this.#wanted.clear();
    this.#scenarios.clear();
    const signal = this.#begin('open');
    if (baseline) {
      this.#opened = openedWith(baselineOf(experiment, baseline));
      await this.#warm();
      return;
    }
    const preview = previewOf(experiment);
    this.#opened = preview;
    const outputs = new Set(experiment.outputs.map(({ id }) => id));
    // Both at once: the few are there long before screening is over.
    const shown = this.#simulateFew(preview, experiment, preview.coarse, outputs, this.#quick).then(
      ({ bands, lines }) => {
        if (!signal.aborted) this.#post({ kind: 'bands', turn, quality: 'preview', bands, lines });
      },
    );
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

  /** Compiles, draws members, and simulates what the few say of the study as it stands, before anybody asks. */
  async #warm(): Promise<void> {
    const opened = this.#opened!;
    opened.first = await withPoints(opened.first, opened.experiment);
    opened.coarse = await withPoints(opened.coarse, opened.experiment);
    await this.#still(opened);
    const signal = this.#begin('warm');
    await this.#stillVerdicts(opened, signal);
    const points = opened.experiment.points ?? (await drawPoints(opened.experiment, this.#under.get('open')?.signal));
    opened.experiment = { ...opened.experiment, points };
  }

  /** The line and the fan each at their own pace, in threads of their own: the line never waits for the fan. */
  async #follow(request: Asked<'follow'>): Promise<void> {
    for (const what of ['warm', 'settle'] as const) this.#under.get(what)?.abort();
    for (const few of ['first', 'coarse'] as const) this.#wanted.set(few, request);
    await Promise.all([this.#followWith('first'), this.#followWith('coarse')]);
  }

  /** One position at a time; where the hand was faster, the last one is next. */
  async #followWith(few: Few): Promise<void> {
    if (this.#following.has(few)) return;
    this.#following.add(few);
    try {
      for (let asked = this.#wanted.get(few); asked; asked = this.#wanted.get(few)) {
        await this.#followOnce(asked, few);
        if (this.#wanted.get(few) === asked) this.#wanted.delete(few);
      }
    } finally {
      this.#following.delete(few);
    }
  }

  async #followOnce({ turn, change, outputs }: Asked<'follow'>, quality: Few): Promise<void> {
    const opened = this.#opened;
    if (!opened) return;
    const changed = this.#changed(opened.experiment, change);
    // Before there is a baseline the other threads are busy with it.
    const pool = quality === 'first' || !opened.baseline ? this.#quick : this.#thorough;
    const { bands, lines } = await this.#simulateFew(opened, changed, opened[quality], new Set(outputs), pool);
    const still = opened.baseline && (await this.#still(opened));
    if (opened !== this.#opened) return;
    const shown = still ? movedBands(bands, still[quality], opened.baseline!.assessment.bands) : bands;
    const named: Quality = opened.baseline ? quality : 'preview';
    this.#post({ kind: 'bands', turn, quality: named, bands: shown, lines: quality === 'coarse' ? lines : [] });
  }

  async #settle({ turn, change, outputs }: Asked<'settle'>): Promise<void> {
    const signal = this.#begin('settle');
    // All members are soon there.
    this.#wanted.delete('coarse');
    const opened = this.#opened;
    if (!opened?.baseline) return;
    const { weights } = opened;
    const changed = this.#changed(opened.experiment, change);
    await simulateBands(changed, weights, new Set(outputs), this.#thorough, signal, (bands) =>
      this.#post({ kind: 'bands', turn, quality: 'full', bands, lines: [] }),
    );
    if (!signal.aborted) await this.#judgeChanged(opened, changed, turn, signal);
  }

  async #judge({ turn, change }: Asked<'judge'>): Promise<void> {
    const signal = this.#begin('judge');
    const opened = this.#opened;
    if (!opened?.baseline) return;
    await this.#judgeChanged(opened, this.#changed(opened.experiment, change), turn, signal);
  }

  /** A few members first, then all. */
  async #judgeChanged(opened: Opened, changed: Experiment, turn: number, signal: AbortSignal): Promise<void> {
    const still = await this.#stillVerdicts(opened, signal);
    const moved = await simulateJudgement(changed, opened.weights, opened.coarse, this.#thorough, signal);
    if (!moved || !still) return;
    const whole = opened.baseline!.assessment.verdicts;
    const verdicts = whole.map((verdict, i) => movedVerdict(verdict, still[i]!, moved[i]!));
    this.#post({ kind: 'verdicts', turn, isProvisional: true, verdicts, bands: [] });
    const onShare = (share: number) => this.#post({ kind: 'share', turn, share });
    const sure = await simulateWhatIf(changed, opened.weights, this.#thorough, signal, onShare);
    if (sure) this.#post({ kind: 'verdicts', turn, isProvisional: false, ...sure });
  }

  async #break({ turn, change, claim }: Asked<'break'>): Promise<void> {
    const signal = this.#begin('break');
    const opened = this.#opened;
    if (!opened?.baseline) return;
    const { verdicts, factors } = opened.baseline.assessment;
    const deciding = verdicts.find((own) => own.claim === claim)?.factors.map(({ factor }) => factor) ?? [];
    const result = await breakClaim({
      experiment: this.#changed(opened.experiment, change),
      weights: opened.weights,
      claim,
      standing: change.levers,
      order: [...new Set([...deciding, ...factors.map(({ factor }) => factor)])],
      pool: this.#thorough,
      signal,
      onShare: (share) => this.#post({ kind: 'share', turn, share }),
    });
    if (result) this.#post({ kind: 'broken', turn, ...result });
  }

  #changed(experiment: Experiment, { scenario, levers }: Change): Experiment {
    return withLevers(withScenario(experiment, this.#scenarios.get(scenario)), levers);
  }

  async #simulateFew(
    opened: Opened,
    changed: Experiment,
    subset: Subset,
    outputs: ReadonlySet<string>,
    pool: MemberPool,
  ) {
    const experiment = ofSubset(ofOutputs(changed, outputs), subset);
    const ensemble = await simulateExperiment(experiment, { pool, bands: 'exact' });
    return {
      bands: bandsOf(experiment, ensemble, subset, opened.weights),
      lines: linesOf(experiment, ensemble),
    };
  }

  #still(opened: Opened) {
    const { experiment, first, coarse } = opened;
    opened.still ??= (async () => {
      const outputs = new Set(experiment.outputs.map(({ id }) => id));
      const few = await this.#simulateFew(opened, experiment, first, outputs, this.#quick);
      const more = await this.#simulateFew(opened, experiment, coarse, outputs, this.#thorough);
      return { first: few.bands, coarse: more.bands };
    })();
    return opened.still;
  }

  /** Undefined where `signal` stopped it. */
  async #stillVerdicts(opened: Opened, signal: AbortSignal): Promise<readonly BriefVerdict[] | undefined> {
    const { experiment, weights, coarse } = opened;
    opened.stillVerdicts ??= await simulateJudgement(experiment, weights, coarse, this.#thorough, signal);
    return opened.stillVerdicts;
  }
}

function openedWith(baseline: BriefBaseline): Opened {
  const { experiment, weights } = baseline;
  const members = memberNumbers(experiment);
  return {
    ...{ experiment, weights, baseline },
    first: subsetOf(members, weights.fitted, FIRST_MEMBERS),
    coarse: subsetOf(members, weights.fitted, COARSE_MEMBERS),
  };
}

/** Before the record has weighed anything: every member counts the same. */
function previewOf(experiment: Experiment): Opened {
  const members = Array.from({ length: Math.min(COARSE_MEMBERS, experiment.memberCount) }, (_, m) => m);
  const even = Float64Array.from(members, () => 1 / members.length);
  const summary: Weights['summary'] = {
    ...{ state: 'unfitted', memberCount: members.length, effectiveNumber: members.length, heaviest: undefined },
    ...{ dominated: false, screened: null, unknownLikelihoodCount: 0, series: [], conflicts: [] },
  };
  return {
    experiment,
    weights: { fitted: even, prior: even, without: [], summary },
    baseline: undefined,
    first: subsetOf(members, even, FIRST_MEMBERS),
    coarse: subsetOf(members, even, COARSE_MEMBERS),
  };
}

/** Some members' runs, spread over those there are: each counts about as much as any other. */
function linesOf({ plan, outputs }: Experiment, { members, outputs: values }: Ensemble): readonly OutputLines[] {
  const timeCount = savedTimes(plan).length;
  const count = Math.min(LINES, members.length);
  const rows = Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * members.length) / count));
  return outputs.map(({ id }, index) => ({
    output: id,
    runs: rows.map((row) => {
      const start = (row * outputs.length + index) * timeCount;
      return values.slice(start, start + timeCount);
    }),
  }));
}

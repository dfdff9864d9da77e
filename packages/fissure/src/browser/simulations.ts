/**
 * The simulating side of a page, in a worker of its own so that the page never waits: follows a lever with a few members,
 * then tells what all of them say. Two pools, so that a hand on a lever never waits for what takes long.
 */
import { type Band, outputBands } from '../analysis/bands.ts';
import type { BriefVerdict } from '../analysis/verdict.ts';
import type { Weights } from '../analysis/weights.ts';
import { membersAt, memberTotal } from '../experiment/blocks.ts';
import { drawPoints } from '../experiment/draw-points.ts';
import { EnsembleCollector } from '../experiment/ensemble-collector.ts';
import { emptyEnsemble, takeRows } from '../experiment/ensembles.ts';
import { type Ensemble, type Experiment, savedTimes } from '../experiment/experiment.ts';
import type { MemberPool } from '../experiment/member-pool.ts';
import { ofOutputs } from '../experiment/narrow-experiment.ts';
import { simulateExperiment } from '../experiment/simulate-experiment.ts';
import { partOfVariant } from '../experiment/variants.ts';
import { breakClaim } from './break-claim.ts';
import { withLevers } from './levers.ts';
import { type ScenarioArms, scenarioKey, withScenario } from './scenario-arms.ts';
import type { Change, OutputLines, SimulationAnswer, SimulationRequest } from './simulation-messages.ts';
import { baselineOf, knownBaseline } from './study-message.ts';
import {
  bandsOf,
  ledBy,
  memberNumbers,
  movedBands,
  ofSubset,
  onlyOutputs,
  rowsOf,
  type Simulated,
  type Subset,
  subsetOf,
  withLeading,
  withPoints,
} from './subset.ts';
import {
  type BriefBaseline,
  movedVerdict,
  simulateBaseline,
  simulateJudgement,
  simulateVariant,
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

/** Of the coarse members, for each thread at a time: a line that is wanted meanwhile waits for no more than these. */
const PART_MEMBERS = 8;
/** Of all of them: small enough that a hand that moves on finds the processor free. */
const BLOCK_MEMBERS = 16;

/** Of each kind one thing at most is under way. `warm`: what nobody asked for yet. `settle`: all members of a change. */
type Task = 'open' | 'warm' | 'fan' | 'settle' | 'judge' | 'variant' | 'break';

type Asked<Kind extends SimulationRequest['kind']> = Extract<SimulationRequest, { kind: Kind }>;

/** A study that was opened. Before its baseline is there, the first members stand for it as they come. */
interface Opened {
  /** The coarse members at the first places, the first of all before the others. */
  experiment: Experiment;
  readonly weights: Weights;
  baseline: BriefBaseline | undefined;
  /** Some of the coarse members. */
  readonly first: Subset;
  coarse: Subset;
  /** What the few say of the study as it stands. */
  still?: Promise<{ readonly first: readonly Band[]; readonly coarse: readonly Band[] }>;
  stillVerdicts?: readonly BriefVerdict[] | undefined;
}

/** The base arm of a change with all outputs, and the members simulated so far: those at the first places. */
interface Begun extends Simulated {
  readonly opened: Opened;
}

/** What was begun for a position of the hand. */
interface Position extends Begun {
  readonly asked: Asked<'follow'>;
}

/** All members of a change, under way since before the hand let go. */
interface Ahead {
  readonly position: Position;
  readonly signal: AbortSignal;
  readonly whole: Promise<Simulated>;
}

export class Simulations {
  readonly #post: SimulationsOptions['post'];
  readonly #quick: MemberPool;
  readonly #thorough: MemberPool;
  readonly #scenarios = new Map<string, ScenarioArms>();
  readonly #under = new Map<Task, AbortController>();
  #opened: Opened | undefined;
  /** Where the hand is, until its line is under way. */
  #wanted: Asked<'follow'> | undefined;
  #isFollowing = false;
  /** The last one that has a line and no fan. */
  #position: Position | undefined;
  #isFanning = false;
  #fanning: Promise<void> = Promise.resolve();
  /** The last one for which anything was simulated. */
  #reached: Position | undefined;
  #ahead: Ahead | undefined;
  /** Turn at which all members were asked for: positions before it need no fan any more. */
  #settled = 0;

  constructor({ post, openPool }: SimulationsOptions) {
    this.#post = post;
    this.#quick = openPool();
    this.#thorough = openPool();
  }

  hear(request: SimulationRequest): void {
    this.#answer(request).catch((error: unknown) => this.#fail(error));
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
      case 'follow':
        return this.#follow(request);
      case 'settle':
        return this.#settle(request);
      case 'judge':
        return this.#judge(request);
      case 'variant':
        return this.#judgeVariant(request);
      case 'break':
        return this.#break(request);
      case 'stop':
        this.#stopFollowing();
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
    this.#stopFollowing();
    this.#scenarios.clear();
    const signal = this.#begin('open');
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
    const shown = this.#simulateFew(few, signal).then((ensemble) => {
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
    const lean = ofOutputs(experiment, new Set(missing));
    const ensemble = await simulateExperiment(lean, { pool: this.#thorough, bands: 'exact', signal });
    if (signal.aborted) return;
    const bands = outputBands(lean, ensemble, weights);
    const { assessment } = baseline!;
    opened.baseline = { ...baseline!, assessment: { ...assessment, bands: [...assessment.bands, ...bands] } };
    this.#post({ kind: 'added', turn, bands });
  }

  /** Compiles, draws members, and simulates what the few say of the study as it stands, before anybody asks. */
  async #warm(): Promise<void> {
    const opened = this.#opened!;
    opened.coarse = await withPoints(opened.coarse, opened.experiment);
    await this.#still(opened);
    const signal = this.#begin('warm');
    await this.#stillVerdicts(opened, signal);
    const points = opened.experiment.points ?? (await drawPoints(opened.experiment, this.#under.get('open')?.signal));
    opened.experiment = { ...opened.experiment, points };
  }

  /** The line and the fan each at their own pace: the line never waits for more than a part of a fan. */
  async #follow(request: Asked<'follow'>): Promise<void> {
    for (const what of ['warm', 'settle'] as const) this.#under.get(what)?.abort();
    this.#wanted = request;
    if (this.#isFollowing) return;
    this.#isFollowing = true;
    try {
      // One position at a time; where the hand was faster, the last one is next.
      for (let asked = this.#take(); asked; asked = this.#take()) await this.#drawLine(asked);
    } finally {
      this.#isFollowing = false;
    }
  }

  #take(): Asked<'follow'> | undefined {
    const asked = this.#wanted;
    this.#wanted = undefined;
    return asked;
  }

  #stopFollowing(): void {
    this.#wanted = undefined;
    this.#position = undefined;
    this.#under.get('fan')?.abort();
  }

  async #drawLine(asked: Asked<'follow'>): Promise<void> {
    const opened = this.#opened;
    if (!opened) return;
    const { experiment } = beginning(opened, this.#changed(opened.experiment, asked.change));
    const places = { first: 0, count: opened.first.members.length };
    const options = { pool: this.#quick, bands: 'exact', places, blockSize: PART_MEMBERS } as const;
    const ensemble = await simulateExperiment(experiment, options);
    const position = { asked, opened, experiment, ensemble };
    await this.#show(position, 'first');
    if (asked.turn < this.#settled) return;
    this.#reached = position;
    this.#position = position;
    if (!this.#isFanning) this.#fanning = this.#fan().catch((error: unknown) => this.#fail(error));
  }

  /** A fan that was begun is drawn to its end, though the hand has moved on: else there would be none until it rests. */
  async #fan(): Promise<void> {
    this.#isFanning = true;
    try {
      for (let position = this.#position; position; position = this.#position) {
        this.#position = undefined;
        if (position.asked.turn < this.#settled) return;
        const signal = this.#begin('fan');
        const ensemble = await this.#simulateFew(position, signal);
        const reached = { ...position, ensemble };
        if (this.#reached === position) this.#reached = reached;
        if (signal.aborted) continue;
        await this.#show(reached, 'coarse');
        const isAtRest = this.#reached === reached && !this.#isFollowing && !signal.aborted;
        if (isAtRest) this.#goAhead(reached);
      }
    } finally {
      this.#isFanning = false;
    }
  }

  /** The hand rests: all members are begun before it lets go. */
  #goAhead(position: Position): void {
    if (!position.opened.baseline || position.opened !== this.#opened) return;
    const signal = this.#begin('settle');
    const whole = this.#simulateAll(position, signal);
    this.#ahead = { position, signal, whole };
    const { asked, opened } = position;
    whole.then((all) => this.#showAll(all, opened, asked, signal)).catch((error: unknown) => this.#fail(error));
  }

  async #show({ asked, opened, experiment, ensemble }: Position, quality: 'first' | 'coarse'): Promise<void> {
    const outputs = new Set(asked.outputs);
    const seen = onlyOutputs({ experiment, ensemble }, (id) => outputs.has(id));
    const bands = bandsOf(seen.experiment, seen.ensemble, opened[quality], opened.weights);
    const lines = quality === 'coarse' ? linesOf(seen.experiment, seen.ensemble) : [];
    const still = opened.baseline && (await this.#still(opened));
    if (opened !== this.#opened) return;
    const shown = still ? movedBands(bands, still[quality], opened.baseline!.assessment.bands) : bands;
    const { turn } = asked;
    this.#post({ kind: 'bands', turn, quality: opened.baseline ? quality : 'preview', bands: shown, lines });
  }

  /** The coarse members, those that are there as they are, the others part by part. */
  async #simulateFew({ opened, experiment, ensemble }: Begun, signal?: AbortSignal): Promise<Ensemble> {
    const total = opened.coarse.order.length;
    const collector = new EnsembleCollector(experiment, membersAt(experiment, 0, total), 'exact');
    collector.add(ensemble);
    while (collector.count < total && !signal?.aborted) {
      const first = collector.count;
      const places = { first, count: Math.min(PART_MEMBERS * this.#quick.size, total - first) };
      const options = { pool: this.#quick, bands: 'exact', places, blockSize: PART_MEMBERS, signal } as const;
      const part = await simulateExperiment(experiment, options);
      // Of a part that was stopped any members may be missing: those there are stand at the first places.
      if (part.members.length === places.count) collector.add(part);
    }
    return collector.finish();
  }

  /** Those that are there as they are, and the members at the places behind them. */
  async #simulateAll({ opened, experiment: few, ensemble }: Begun, signal: AbortSignal): Promise<Simulated> {
    const experiment = { ...few, points: opened.experiment.points };
    const total = memberTotal(experiment);
    const first = ensemble.members.length;
    const collector = new EnsembleCollector(experiment, membersAt(experiment, 0, total), 'exact');
    collector.add(ensemble);
    const places = { first, count: total - first };
    const options = { pool: this.#thorough, bands: 'exact', places, blockSize: BLOCK_MEMBERS, signal } as const;
    collector.add(await simulateExperiment(experiment, options));
    return { experiment, ensemble: collector.finish() };
  }

  /** First the outputs that are looked at, then the others. */
  async #showAll(
    all: Simulated,
    { weights }: Opened,
    { turn, outputs }: Pick<Asked<'settle'>, 'turn' | 'outputs'>,
    signal: AbortSignal,
  ): Promise<void> {
    const lookedAt = new Set(outputs);
    for (const isWanted of [true, false]) {
      if (signal.aborted) return;
      const some = onlyOutputs(all, (id) => lookedAt.has(id) === isWanted);
      if (some.experiment.outputs.length === 0) continue;
      const bands = outputBands(some.experiment, some.ensemble, weights);
      this.#post({ kind: 'bands', turn, quality: 'full', bands, lines: [] });
      // Whoever wants to stop this is to be heard in between.
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  async #settle(request: Asked<'settle'>): Promise<void> {
    const { turn, change } = request;
    const opened = this.#opened;
    // All members are soon there.
    this.#settled = turn;
    this.#under.get('fan')?.abort();
    const ahead = this.#takeAhead(change);
    const signal = ahead?.signal ?? this.#begin('settle');
    if (!opened?.baseline) return;
    const changed = this.#changed(opened.experiment, change);
    const all = await (ahead?.whole ?? this.#simulateAll(await this.#begun(opened, changed, change), signal));
    await this.#showAll(all, opened, request, signal);
    if (!signal.aborted) await this.#judgeChanged(opened, changed, turn, signal);
  }

  /** What is under way for a change, unless it was stopped; anybody else's is for nobody any more. */
  #takeAhead(change: Change): Ahead | undefined {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    const { position } = ahead ?? {};
    const isOfIt = position?.opened === this.#opened && isSame(position?.asked.change, change);
    return isOfIt && !ahead?.signal.aborted ? ahead : undefined;
  }

  /** The members that the hand has left behind where it let go. */
  async #begun(opened: Opened, changed: Experiment, change: Change): Promise<Begun> {
    await this.#fanning;
    const reached = this.#reached;
    if (reached?.opened === opened && isSame(reached.asked.change, change)) return reached;
    return beginning(opened, changed);
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

  /** Of members of its own: how many of the study's are simulated already makes no difference. */
  async #judgeVariant({ turn, change, memberCount, candidateCount }: Asked<'variant'>): Promise<void> {
    const signal = this.#begin('variant');
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
    const signal = this.#begin('break');
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

  #still(opened: Opened) {
    const { experiment, weights, first, coarse } = opened;
    opened.still ??= (async () => {
      const few = beginning(opened, experiment);
      const ensemble = await this.#simulateFew(few);
      const own = takeRows(ensemble, rowsOf(first, coarse));
      return {
        first: bandsOf(few.experiment, own, first, weights),
        coarse: bandsOf(few.experiment, ensemble, coarse, weights),
      };
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
  const few = fewOf(memberNumbers(experiment), weights.fitted);
  return { experiment: withLeading(experiment, few.coarse), weights, baseline, ...few };
}

/** Before the record has weighed anything: every member counts the same. */
function previewOf(experiment: Experiment): Opened {
  const members = Array.from({ length: Math.min(COARSE_MEMBERS, experiment.memberCount) }, (_, m) => m);
  const even = Float64Array.from(members, () => 1 / members.length);
  const summary: Weights['summary'] = {
    ...{ state: 'unfitted', memberCount: members.length, effectiveNumber: members.length, heaviest: undefined },
    ...{ dominated: false, screened: null, unknownLikelihoodCount: 0, series: [], conflicts: [] },
  };
  const few = fewOf(members, even);
  return {
    experiment: ofSubset(experiment, few.coarse),
    weights: { fitted: even, prior: even, without: [], summary },
    baseline: undefined,
    ...few,
  };
}

function fewOf(members: readonly number[], weights: Float64Array): Pick<Opened, 'first' | 'coarse'> {
  const coarse = subsetOf(members, weights, COARSE_MEMBERS);
  const first = subsetOf(coarse.members, coarse.weights, FIRST_MEMBERS);
  return { first, coarse: ledBy(coarse, first) };
}

/** No member yet. Before all points are drawn there are those of the coarse members. */
function beginning(opened: Opened, changed: Experiment): Begun {
  const outputs = new Set(changed.outputs.map(({ id }) => id));
  const experiment = { ...ofOutputs(changed, outputs), points: changed.points ?? opened.coarse.points };
  return { opened, experiment, ensemble: emptyEnsemble(experiment, new Int32Array()) };
}

function isSame(one: Change | undefined, other: Change): boolean {
  const { scenario, levers } = other;
  if (one?.scenario !== scenario || one.levers.size !== levers.size) return false;
  return [...levers].every(([id, value]) => one.levers.get(id) === value);
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

/**
 * Answers the questions of the *Why?* drawer from runs at central values: the study as it stands, and as it was changed.
 * It lives in a worker of its own, since a run with its loops takes longer than a page may stand still.
 */
import { type DriversAnswer, driversOf } from '../../analysis/drivers.ts';
import { type Cause, causesOf, describeLoops, stockBehind } from '../../analysis/loops/describe-loops.ts';
import { groupLoops } from '../../analysis/loops/group-loops.ts';
import { type Influence, type InfluenceNode, influenceAlong } from '../../analysis/loops/influence.ts';
import { type LoopAnalysis, loopsThatMatter } from '../../analysis/loops/loops-that-matter.ts';
import type { RecordedRun } from '../../analysis/loops/recorded-run.ts';
import { traceVariable } from '../../analysis/loops/trace-variable.ts';
import type { Experiment } from '../../experiment/experiment.ts';
import type { MemberPool } from '../../experiment/member-pool.ts';
import { causalDiagram, type Diagram } from '../../report/figures/diagram.ts';
import { evenSteps, placeValues } from '../../report/figures/place-map.ts';
import { withLevers } from '../levers.ts';
import { type ScenarioArms, scenarioKey, withScenario } from '../scenario-arms.ts';
import type { Change } from '../simulation-messages.ts';
import { type MemberTable, type SimulatedSubject, simulateSubject, tabulateMembers } from './members.ts';
import type {
  Answers,
  CausesAnswer,
  LoopsAnswer,
  PlacesAnswer,
  Question,
  QuestionKind,
  TracedVariable,
} from './questions.ts';
import { recordCentral } from './record-central.ts';

export class Analyst {
  readonly #experiment: Experiment;
  readonly #baseline: AnalysedRun;
  #moved: { readonly key: string; readonly run: AnalysedRun };

  readonly #weights: Float64Array | undefined;
  readonly #openPool: () => MemberPool;
  readonly #scenarios = new Map<string, ScenarioArms>();
  #subject: { readonly key: string; readonly simulated: Promise<SimulatedSubject> } | undefined;

  /**
   * `weights`: of the members, for what decides an outcome; undefined before the record has weighed them. A pool is
   * opened when members are asked for, and closed when they are there.
   */
  constructor(experiment: Experiment, weights: Float64Array | undefined, openPool: () => MemberPool) {
    this.#weights = weights;
    this.#experiment = experiment;
    this.#openPool = openPool;
    this.#baseline = new AnalysedRun(experiment);
    this.#moved = { key: keyOf(UNCHANGED), run: this.#baseline };
  }

  /** A scenario is to be known before it is asked about, by its `scenarioKey`. */
  know(key: string, arms: ScenarioArms): void {
    this.#scenarios.set(key, arms);
  }

  async answer(question: Question): Promise<Answers[QuestionKind]> {
    if (question.kind === 'members') return this.#members(question);
    if (question.kind === 'drivers') return this.#drivers(question);
    const run = this.#runAt(question.change);
    switch (question.kind) {
      case 'causes':
        return this.#causes(run, question.variable, question.element);
      case 'loops':
        return loops(run, question);
      case 'diagram':
        return neighbourhood(run.influence, question);
      case 'places':
        return this.#places(run, question);
    }
  }

  async #members({ subject, change, caseIndex, factors }: Question<'members'>): Promise<MemberTable> {
    return tabulateMembers(await this.#simulated(subject, change), caseIndex, factors);
  }

  async #drivers({ output, change }: Question<'drivers'>): Promise<DriversAnswer | undefined> {
    const subject = { kind: 'output' as const, id: output };
    if (!this.#weights) return undefined;
    const { experiment, ensemble } = await this.#simulated(subject, change);
    return driversOf(experiment, ensemble, this.#weights);
  }

  /** The last one is kept: for another case, another assumption, another tab. */
  #simulated(subject: Question<'members'>['subject'], change: Change): Promise<SimulatedSubject> {
    const key = `${subject.kind} ${subject.id}\n${keyOf(change)}`;
    if (this.#subject?.key !== key) this.#subject = { key, simulated: this.#simulate(subject, change) };
    return this.#subject.simulated;
  }

  async #simulate(subject: Question<'members'>['subject'], change: Change): Promise<SimulatedSubject> {
    const pool = this.#openPool();
    try {
      return await simulateSubject(this.#changed(change), subject, pool);
    } catch (reason) {
      this.#subject = undefined;
      throw reason;
    } finally {
      await pool.close();
    }
  }

  #places(run: AnalysedRun, { variable, places, most }: Question<'places'>): PlacesAnswer | undefined {
    const at = ({ recorded }: AnalysedRun) =>
      placeValues(recorded, places, variable, evenSteps(recorded.stepCount, most));
    const moved = at(run);
    return moved && { variable, moved, baseline: run === this.#baseline ? undefined : at(this.#baseline) };
  }

  #runAt(change: Change): AnalysedRun {
    const key = keyOf(change);
    if (key === keyOf(UNCHANGED)) return this.#baseline;
    if (this.#moved.key !== key) this.#moved = { key, run: new AnalysedRun(this.#changed(change)) };
    return this.#moved.run;
  }

  #changed(change: Change): Experiment {
    return withLevers(withScenario(this.#experiment, this.#scenarios.get(scenarioKey(change))), change.levers);
  }

  #causes(run: AnalysedRun, variable: string, element: string): CausesAnswer | undefined {
    const trace = (name: string, role: InfluenceNode['role']): TracedVariable => ({
      variable: name,
      role,
      moved: traceVariable(run.recorded, name, element),
      baseline: run === this.#baseline ? undefined : traceVariable(this.#baseline.recorded, name, element),
    });
    const found = causesOf(run.influence, variable);
    const node = run.influence.nodes.find(({ id }) => id === variable);
    if (node === undefined) return undefined;
    const causes = found?.causes ?? [];
    const own = (cause: Cause) => ({ ...cause, ...trace(cause.variable, cause.role) });
    return {
      ...trace(variable, node.role),
      shareTimes: run.influence.times,
      causes: causes.filter(({ role }) => role !== 'parameter').map(own),
      failedAt: run.failedAt,
    };
  }
}

/** Loops of a group that are told each by itself. */
const LOOPS_EACH = 5;

function loops(
  { influence, analysis }: AnalysedRun,
  { variable: wanted, most, marks }: Question<'loops'>,
): LoopsAnswer {
  const variable = wanted === undefined ? undefined : stockBehind(influence, wanted);
  const about = (through: string | undefined): LoopsAnswer => ({
    ...describeLoops(influence, analysis, { variable: through, most }),
    ...{ through, groups: groupLoops(influence, analysis, { variable: through, marks, loopsEach: LOOPS_EACH }) },
  });
  const own = about(variable);
  // Nothing feeds back through it: the part of the model with most stocks is what there is to show.
  return variable !== undefined && own.loops.length === 0 ? about(undefined) : own;
}

function neighbourhood(influence: Influence, { focus, reach, most }: Question<'diagram'>): Diagram {
  const around = (names: readonly string[], room: number) =>
    causalDiagram(influence, { id: 'why-diagram', title: '', focus: names, most: room });
  if (reach === 0) return around(focus, focus.length);
  const near = around(focus, most);
  if (reach === 1) return near;
  const wide = around(
    near.nodes.map(({ id }) => id),
    Math.max(most, near.nodes.length),
  );
  return { ...wide, nodes: wide.nodes.map((node) => ({ ...node, focus: focus.includes(node.id) })) };
}

/** A run with what is read from it, worked out when it is first asked for. */
class AnalysedRun {
  readonly recorded: RecordedRun;
  #influence: Influence | undefined;
  #analysis: LoopAnalysis | undefined;

  constructor(experiment: Experiment) {
    this.recorded = recordCentral(experiment);
  }

  get influence(): Influence {
    this.#influence ??= influenceAlong(this.recorded);
    return this.#influence;
  }

  get analysis(): LoopAnalysis {
    this.#analysis ??= loopsThatMatter(this.influence);
    return this.#analysis;
  }

  /** Simulated time after which a value was no longer finite. */
  get failedAt(): number | undefined {
    const { plan, stepCount } = this.recorded;
    return stepCount < plan.time.stepCount ? plan.time.start + stepCount * plan.time.dt : undefined;
  }
}

const UNCHANGED: Change = { scenario: '', levers: new Map() };

function keyOf({ scenario, levers }: Change): string {
  const moved = [...levers]
    .filter(([, value]) => value !== 1)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, value]) => `${id}=${value}`);
  return [scenario, ...moved].join('\n');
}

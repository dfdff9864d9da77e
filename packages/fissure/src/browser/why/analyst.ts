/**
 * Answers the questions of the *Why?* drawer from runs at central values: the study as it stands, and under the levers.
 * It lives in a worker of its own, since a run with its loops takes longer than a page may stand still.
 */
import { type Cause, causesOf, describeLoops, stockBehind } from '../../analysis/loops/describe-loops.ts';
import { type Influence, type InfluenceNode, influenceAlong } from '../../analysis/loops/influence.ts';
import { type LoopAnalysis, loopsThatMatter } from '../../analysis/loops/loops-that-matter.ts';
import type { RecordedRun } from '../../analysis/loops/recorded-run.ts';
import { traceVariable } from '../../analysis/loops/trace-variable.ts';
import type { Experiment } from '../../experiment/experiment.ts';
import { causalDiagram } from '../../report/diagram.ts';
import type { LeverSettings } from '../levers.ts';
import type { Answers, CausesAnswer, LoopsAnswer, Question, QuestionKind, TracedVariable } from './questions.ts';
import { recordCentral } from './record-central.ts';

export class Analyst {
  readonly #experiment: Experiment;
  readonly #baseline: AnalysedRun;
  #moved: { readonly key: string; readonly run: AnalysedRun };

  constructor(experiment: Experiment) {
    this.#experiment = experiment;
    this.#baseline = new AnalysedRun(experiment, new Map());
    this.#moved = { key: keyOf(new Map()), run: this.#baseline };
  }

  answer(question: Question): Answers[QuestionKind] {
    const run = this.#runAt(question.settings);
    switch (question.kind) {
      case 'causes':
        return this.#causes(run, question.variable, question.element);
      case 'loops':
        return loops(run, question.variable, question.most);
      case 'diagram':
        return causalDiagram(run.influence, { id: 'why-diagram', title: '', ...question });
    }
  }

  #runAt(settings: LeverSettings): AnalysedRun {
    const key = keyOf(settings);
    if (key === keyOf(new Map())) return this.#baseline;
    if (this.#moved.key !== key) this.#moved = { key, run: new AnalysedRun(this.#experiment, settings) };
    return this.#moved.run;
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

function loops(run: AnalysedRun, wanted: string | undefined, most: number): LoopsAnswer {
  const { influence, analysis } = run;
  const variable = wanted === undefined ? undefined : stockBehind(influence, wanted);
  const own = describeLoops(influence, analysis, { variable, most });
  // Nothing feeds back through it: the part of the model with most stocks is what there is to show.
  if (variable !== undefined && own.loops.length === 0)
    return { ...describeLoops(influence, analysis, { most }), through: undefined };
  return { ...own, through: variable };
}

/** A run with what is read from it, worked out when it is first asked for. */
class AnalysedRun {
  readonly recorded: RecordedRun;
  #influence: Influence | undefined;
  #analysis: LoopAnalysis | undefined;

  constructor(experiment: Experiment, settings: LeverSettings) {
    this.recorded = recordCentral(experiment, settings);
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

function keyOf(settings: LeverSettings): string {
  return [...settings]
    .filter(([, value]) => value !== 1)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, value]) => `${id}=${value}`)
    .join('\n');
}

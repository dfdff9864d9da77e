/**
 * From a checked model to an experiment: every stage named, on one screen. What is wrong with claims, outputs and
 * history becomes diagnostics here; `undefined` means that there is nothing that could be simulated.
 */
import { canonicalName } from '../base/names.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { checkObserved } from '../model/check-observed.ts';
import type { Model } from '../model/model.ts';
import type { Plan, PlanTime } from '../model/plan.ts';
import { resolveIntervention } from '../model/resolve-intervention.ts';
import type { ClaimDeclaration, Intervention, Name, ObservedPoint, ObservedSeries, Study } from '../study/study.ts';
import { checkSize } from './check-size.ts';
import {
  type Experiment,
  measuresPerMember,
  type PlannedAccount,
  type PlannedClaim,
  type PlannedOutput,
  type PlannedPoint,
  type PlannedSeries,
  savedStepAfter,
} from './experiment.ts';
import { type Factor, listFactors } from './factors.ts';
import { Observations } from './observations.ts';
import { ArmTable, findScenario } from './plan-arms.ts';
import { type ClaimContext, planClaim } from './plan-claim.ts';
import type { Reducer } from './reducers.ts';
import { scheduleRuns } from './schedule.ts';

export interface ExperimentOptions {
  /** In place of those of study.yaml. */
  readonly memberCount?: number;
  readonly replicateCount?: number;
  readonly candidateCount?: number;
  readonly seed?: number;
  /** Changes to every arm, `base` included, as from the command line; a scenario of the study comes before them. */
  readonly overrides?: Intervention;
  readonly scenario?: string;
  /** Names of the claims to plan; undefined: all of them. Unknown names are the caller's to report. */
  readonly claims?: readonly string[];
  /** In place of the study's claims: its expectations, or comparisons that a command makes up. */
  readonly judged?: readonly ClaimDeclaration[];
}

export function planExperiment(
  study: Study,
  model: Model,
  problems: Problems,
  options: ExperimentOptions = {},
): Experiment | undefined {
  if (model.system === undefined) return undefined;
  const errorsBefore = problems.errorCount;
  const observations = new Observations();
  const outputs = planOutputs(study, model, observations, problems);
  const history = planHistory(study, model, observations, problems);
  const arms = new ArmTable(model, commonChanges(model, options, problems));
  const claims = planClaims(study, { model, observations, arms, times: savedTimesOf(study), problems }, options);
  if (problems.errorCount > errorsBefore) return undefined;

  const { plan, keep, rows } = observations.lower(model);
  const factors = listFactors(study, plan);
  const planned = arms.list().map((arm, index) => ({ ...arm, until: lastStepOfArm(plan.time, index, claims) }));
  const toRow = (observation: number) => rows[observation]!;
  const experiment: Experiment = {
    plan,
    seed: options.seed ?? study.settings.seed,
    memberCount:
      options.memberCount ?? (claims.length === 0 && isCertain(factors, plan) ? 1 : study.settings.memberCount),
    replicateCount: options.replicateCount ?? study.settings.replicateCount,
    candidateCount: options.candidateCount ?? study.settings.candidateCount,
    ...(study.settings.dropped?.length ? { dropped: study.settings.dropped } : {}),
    factors,
    arms: planned,
    schedule: scheduleRuns(planned),
    keep,
    claims: claims.map((claim) => ({
      ...claim,
      reducers: claim.reducers.map((reducer) => ({ ...reducer, rows: reducer.rows.map(toRow) })),
    })),
    outputs: outputs.map((output) => ({ ...output, row: toRow(output.row) })),
    ledger: planLedger(study, outputs),
    windows: (study.history.windows ?? []).map(({ name, ...window }) => ({ ...window, name: name.text })),
    history: history.map((series) => ({ ...series, row: toRow(series.row) })),
    measureCount: claims.reduce((sum, claim) => sum + measuresPerMember(claim), 0),
    pointCount: history.reduce((sum, series) => sum + series.points.length, 0),
  };
  return checkSize(plan, experiment, problems) ? experiment : undefined;
}

/** Every member would be the same run. */
function isCertain(factors: readonly Factor[], plan: Plan): boolean {
  return factors.length === 0 && !plan.held.some((cell) => cell.kind === 'draw');
}

/** Rows are numbers of observations until the plan is there. */
function planOutputs(
  study: Study,
  model: Model,
  observations: Observations,
  problems: Problems,
): readonly PlannedOutput[] {
  return study.settings.outputs.flatMap(({ id, title, unit, show }) => {
    const observed = checkObserved(model, show, problems, { unit: unit === '' ? undefined : unit });
    return observed ? [{ id: id.text, title, unit, row: observations.add(observed) }] : [];
  });
}

function planLedger({ settings }: Study, outputs: readonly PlannedOutput[]): readonly PlannedAccount[] {
  const numberOf = (name: Name) => outputs.findIndex(({ id }) => canonicalName(id) === canonicalName(name.text));
  return (settings.ledger ?? []).map(({ name, title, remaining, lines }) => ({
    id: name.text,
    title,
    remaining: numberOf(remaining),
    lines: lines.map(({ output, ...line }) => ({ ...line, name: line.name.text, output: numberOf(output) })),
  }));
}

/** A series over periods is the integral of what it observes: 120 persons of so many persons a month. */
function planHistory(
  study: Study,
  model: Model,
  observations: Observations,
  problems: Problems,
): readonly PlannedSeries[] {
  let offset = 0;
  return study.history.series.flatMap((series): PlannedSeries[] => {
    const observed = checkObserved(model, series.observes, problems, { unit: unitObserved(study, series) });
    reportNotPositive(series, problems);
    if (!observed) return [];
    const points = series.points.map((point) => planPoint(point, series.use === 'fit'));
    const start = offset;
    offset += points.length;
    const { label, unit, use, note, error } = series;
    const row = observations.add(observed);
    return [
      {
        name: series.name.text,
        label,
        unit,
        use,
        output: series.output?.text,
        continues: series.continues?.text,
        doubtedWith: series.doubtedWith?.text,
        note,
        error,
        points,
        row,
        offset: start,
      },
    ];
  });
}

function planPoint({ time, date, published, value, low, high }: ObservedPoint, fitted: boolean): PlannedPoint {
  const reducer: Reducer =
    time.kind === 'at'
      ? { name: 'at', from: time.at, to: time.at, duration: 0 }
      : { name: 'total', from: time.from, to: time.to, duration: 0 };
  return { reducer, date, published, value, low, high, fitted };
}

function reportNotPositive({ error, points, use }: ObservedSeries, problems: Problems): void {
  if (error.kind !== 'lognormal' || use === 'show') return;
  for (const { value, place } of points) if (!(value > 0)) problems.add('history/not-positive', { value }, place);
}

/** Points at a moment have the unit of what is observed; points over periods that unit times time. */
function unitObserved(study: Study, { unit, points }: ObservedSeries): string | undefined {
  if (unit === '') return undefined;
  const overPeriods = points.some((point) => point.time.kind === 'over');
  return overPeriods ? `(${unit})/${study.settings.time.unit}` : unit;
}

function commonChanges(model: Model, { scenario, overrides }: ExperimentOptions, problems: Problems) {
  const found = scenario === undefined ? undefined : findScenario(model, scenario);
  return [found, overrides].flatMap((intervention) =>
    intervention ? [resolveIntervention(model, intervention, problems)] : [],
  );
}

function planClaims(study: Study, context: ClaimContext, options: ExperimentOptions): readonly PlannedClaim[] {
  const wanted = options.claims && new Set(options.claims.map(canonicalName));
  let offset = 0;
  return (options.judged ?? study.claims)
    .filter(({ name }) => wanted === undefined || wanted.has(canonicalName(name.text)))
    .flatMap((claim) => {
      const planned = planClaim(claim, offset, context);
      offset += planned ? measuresPerMember(planned) : 0;
      return planned ?? [];
    });
}

/** Outputs and history follow `base` to the end; other arms are asked about by the measures of their claims alone. */
function lastStepOfArm(time: PlanTime, index: number, claims: readonly PlannedClaim[]): number {
  if (index === 0) return time.stepCount;
  const asked = claims
    .filter(({ arms }) => arms.some(({ arm }) => arm === index))
    .flatMap(({ reducers }) => reducers.map(({ to }) => to));
  return savedStepAfter(time, Math.max(time.start, ...asked));
}

function savedTimesOf(study: Study): Float64Array {
  const { start, dt, stepCount, saveEvery } = study.settings.time;
  return Float64Array.from({ length: Math.floor(stepCount / saveEvery) + 1 }, (_, i) => start + i * saveEvery * dt);
}

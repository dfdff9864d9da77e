/** One model among rivals: how well it fits on its own, how well it foretells, and what the claims' numbers are in it. */
import { exp, ln } from '../base/elementary.ts';
import type { ClaimExpr } from '../experiment/claim-expression.ts';
import type { Ensemble, Experiment } from '../experiment/experiment.ts';
import { tabulateCases } from './case-table.ts';
import { finite, type MaybeNumber } from './finite.ts';
import type { Assessment } from './results.ts';
import type { WindowScore } from './score-history.ts';
import type { VerdictWord } from './verdict.ts';
import type { Weights } from './weights.ts';

export interface RivalResult {
  /** Name of the scenario; empty for the model as it stands. */
  readonly scenario: string;
  readonly label: string;
  /** ln of the mean likelihood of candidates from the prior, over the series of which every rival speaks. */
  readonly logEvidence: MaybeNumber;
  readonly effectiveNumber: number;
  readonly scores: readonly WindowScore[];
  readonly claims: readonly RivalClaim[];
}

export interface RivalClaim {
  readonly claim: string;
  readonly word: VerdictWord;
  readonly share: MaybeNumber;
  /** Weighted mean of every reported number over the cases that were decided. */
  readonly report: readonly {
    readonly name: string;
    readonly label: string;
    readonly mean: MaybeNumber;
    /** Reads the model as it stands under the scenario and none of the claim's other arms. */
    readonly ofBase: boolean;
  }[];
}

/** Interaction of two causes in the model as it stands: both - first - second + neither, for every reported number. */
export interface Interaction {
  readonly claim: string;
  readonly name: string;
  readonly label: string;
  readonly value: MaybeNumber;
}

/** The same experiment, in which these series neither weigh members nor are scored. */
export function withoutSeries(experiment: Experiment, names: ReadonlySet<string>): Experiment {
  const history = experiment.history.map((series) =>
    names.has(series.name)
      ? { ...series, use: 'show' as const, points: series.points.map((point) => ({ ...point, fitted: false })) }
      : series,
  );
  return { ...experiment, history };
}

/** Failed runs are left out; 0 candidates with a likelihood give -Infinity. */
export function logEvidence(logLikelihoods: Float64Array): number {
  const known = logLikelihoods.filter((value) => !Number.isNaN(value));
  const greatest = known.reduce((best, value) => Math.max(best, value), Number.NEGATIVE_INFINITY);
  if (greatest === Number.NEGATIVE_INFINITY) return greatest;
  return greatest + ln(known.reduce((sum, value) => sum + exp(value - greatest), 0) / known.length);
}

export function describeRivalClaims(
  experiment: Experiment,
  ensemble: Ensemble,
  weights: Weights,
  { verdicts }: Assessment,
): readonly RivalClaim[] {
  return experiment.claims.map((claim, i) => {
    const { rows, reports } = tabulateCases(experiment, ensemble, claim);
    const meanOf = (values: Float64Array) => {
      let sum = 0;
      let total = 0;
      for (const [k, value] of values.entries()) {
        if (!Number.isFinite(value)) continue;
        sum += weights.fitted[rows[k]!]! * value;
        total += weights.fitted[rows[k]!]!;
      }
      return finite(sum / total);
    };
    return {
      claim: claim.id,
      word: verdicts[i]!.word,
      share: verdicts[i]!.fitted.share,
      report: claim.report.map(({ name, label, value }, r) => ({
        name,
        label,
        mean: meanOf(reports[r]!),
        ofBase: valuesRead(value).every((index) => index < claim.measures.length),
      })),
    };
  });
}

function valuesRead(expr: ClaimExpr): readonly number[] {
  switch (expr.kind) {
    case 'number':
      return [];
    case 'value':
      return [expr.index];
    case 'unary':
      return valuesRead(expr.operand);
    case 'binary':
      return [...valuesRead(expr.left), ...valuesRead(expr.right)];
    case 'call':
      return expr.args.flatMap(valuesRead);
  }
}

export function interactions(
  both: RivalResult,
  first: RivalResult,
  second: RivalResult,
  neither: RivalResult,
): readonly Interaction[] {
  return both.claims.flatMap(({ claim, report }, c) =>
    report.flatMap(({ name, label, mean, ofBase }, r) => {
      if (!ofBase) return [];
      const of = (rival: RivalResult) => rival.claims[c]?.report[r]?.mean ?? Number.NaN;
      return [{ claim, name, label, value: finite((mean ?? Number.NaN) - of(first) - of(second) + of(neither)) }];
    }),
  );
}

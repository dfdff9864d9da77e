/** What a page simulates from by itself: plain data, sent as `base/wire-json.ts` writes it. */
import type { Assessment } from '../../analysis/results.ts';
import type { Verdict } from '../../analysis/verdict.ts';
import type { Weights, WeightsSummary } from '../../analysis/weights.ts';
import type { Experiment } from '../../experiment/experiment.ts';
import type { TimeSettings } from '../../study/study.ts';
import type { Chart } from '../figures/chart.ts';
import type { FigureNumbers } from '../figures/figure-numbers.ts';
import type { Origin } from '../figures/origin.ts';
import type { FittedBand } from '../figures/time-table.ts';

export interface LiveStudy {
  /** What pictures that are taken along say of it. */
  readonly origin: Origin;
  readonly time: TimeSettings;
  /** With the selection that screening made, so that nothing need be screened again. */
  readonly experiment: Experiment;
  readonly weights: {
    readonly fitted: readonly number[];
    readonly prior: readonly number[];
    readonly summary: WeightsSummary;
  };
  /** Results as the page was made with them. */
  readonly times: readonly number[];
  readonly levels: readonly number[];
  readonly bands: readonly FittedBand[];
  readonly verdicts: readonly Verdict[];
  /** By claim the factors that come nearest to deciding it, those first that decide most. */
  readonly deciding: Readonly<Record<string, readonly string[]>>;
  /** Axes, record and marks; what simulations draw comes from the bands. */
  readonly charts: readonly Chart[];
  /** Of the page's other drawings. */
  readonly numbers: FigureNumbers;
}

/** More would neither fit into the page nor follow a hand. */
export const MOST_LIVE_MEMBERS = 5000;

export interface LiveInput {
  readonly origin: Origin;
  readonly time: TimeSettings;
  readonly experiment: Experiment;
  readonly weights: Weights;
  readonly assessment: Assessment;
  readonly charts: readonly Chart[];
  readonly numbers: FigureNumbers;
}

/** Undefined where a page could not give what was simulated: too many members, or some of them missing. */
export function liveStudy({
  origin,
  time,
  experiment,
  weights,
  assessment,
  charts,
  numbers,
}: LiveInput): LiveStudy | undefined {
  const { membersDone, membersAsked } = assessment.provenance;
  const isWhole = membersDone > 0 && membersDone === membersAsked && assessment.bandsWithin === undefined;
  if (!experiment.factors.some(({ kind }) => kind === 'prior')) return undefined;
  if (!isWhole || membersDone > MOST_LIVE_MEMBERS || charts.length === 0) return undefined;
  return {
    origin,
    time,
    experiment,
    numbers,
    weights: { fitted: [...weights.fitted], prior: [...weights.prior], summary: weights.summary },
    times: assessment.times,
    levels: assessment.levels,
    bands: assessment.bands.map(({ output, title, unit, fitted }) => ({ output, title, unit, fitted })),
    // Of the factors only those that matter: a page shows no more.
    verdicts: assessment.verdicts.map((verdict) => ({ ...verdict, factors: [] })),
    deciding: Object.fromEntries(
      assessment.verdicts.map(({ claim, factors }) => [claim, factors.map(({ factor }) => factor)]),
    ),
    charts: charts.map((chart) => ({
      ...chart,
      layers: chart.layers.filter(({ kind }) => kind === 'points' || kind === 'mark'),
    })),
  };
}

/** A page that simulates by itself: script, worker and study as they stand in it. */
export interface LiveParts {
  /** JavaScript, safe inside a script element. */
  readonly script: string;
  /** `sha256-...`: what the content security policy allows to run. */
  readonly scriptHash: string;
  /** Deflated, as `base/bytes-as-text.ts` writes bytes. */
  readonly worker: string;
  readonly study: string;
}

/**
 * Pairs of points between which factors are exchanged one by one: from what that does to an outcome come Sobol' indices.
 * A row of members belongs to a pair: its first point, its second, then the first with each factor in turn as the second
 * has it, and at last, where the model draws random numbers, the first with the luck of the second.
 *
 * Source: the radial design of Saltelli et al. (2010), section 4. Both points of a pair come from Latin hypercubes that
 * know nothing of each other; a design of more pairs begins with those of a smaller one.
 */
import { Design } from './design.ts';
import { type Experiment, savedStepAfter } from './experiment.ts';

/** Places in a row; factor f is exchanged at `EXCHANGED + f`, luck at the end. */
export const FIRST = 0;
export const SECOND = 1;
export const EXCHANGED = 2;

/**
 * `pairs` rows of an experiment's base arm, up to the first saved step at `time` (default: its end), which alone is kept
 * beside the start. Nothing is screened: priors, and no record.
 */
export function exchangesOf(experiment: Experiment, pairs: number, time?: number): Experiment {
  const { plan, factors, arms } = experiment;
  const exchangesLuck = plan.held.some(({ kind }) => kind === 'draw');
  const width = EXCHANGED + factors.length + (exchangesLuck ? 1 : 0);
  const stepCount = time === undefined ? plan.time.stepCount : Math.max(1, savedStepAfter(plan.time, time));
  return {
    ...experiment,
    plan: { ...plan, time: { ...plan.time, stepCount, saveEvery: stepCount } },
    exchanges: { width, exchangesLuck },
    memberCount: pairs * width,
    replicateCount: 1,
    candidateCount: 0,
    selection: undefined,
    points: undefined,
    arms: [{ ...arms[0]!, until: stepCount }],
    schedule: [{ arm: 0, from: undefined, snapshotAt: undefined, until: stepCount }],
    claims: [],
    history: [],
    ledger: [],
    windows: [],
    measureCount: 0,
    pointCount: 0,
  };
}

/** Answers the values of all factors of a member. */
export function exchangeReader({ seed, factors, exchanges }: Experiment): (member: number) => Float64Array {
  const { width } = exchanges!;
  const firsts = new Design(seed, factors);
  const seconds = new Design(
    seed,
    factors.map((factor) => ({ ...factor, id: `${factor.id}, the second of a pair` })),
  );
  let row = -1;
  let first: Float64Array = new Float64Array();
  let second = first;
  return (member) => {
    const own = Math.floor(member / width);
    if (own !== row) {
      row = own;
      first = firsts.point(row);
      second = seconds.point(row);
    }
    const place = member % width;
    if (place === SECOND) return second;
    const factor = place - EXCHANGED;
    if (factor < 0 || factor >= factors.length) return first;
    const exchanged = first.slice();
    exchanged[factor] = second[factor]!;
    return exchanged;
  };
}

/** The random stream of a member: its own, that of all, or one of the two of its row. */
export function streamOf({ exchanges, commonLuck }: Experiment, member: number): number {
  if (commonLuck) return 0;
  if (!exchanges) return member;
  const { width, exchangesLuck } = exchanges;
  const place = member % width;
  const isSecond = place === SECOND || (exchangesLuck && place === width - 1);
  return 2 * Math.floor(member / width) + (isSecond ? 1 : 0);
}

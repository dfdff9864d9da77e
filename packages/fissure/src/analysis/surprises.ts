/** Members whose base run behaves in a way that asks for an explanation: negative amounts, explosions, swings. */
import { type Ensemble, type Experiment, savedTimes } from '../experiment/experiment.ts';

export type SurpriseKind = 'negative' | 'explosion' | 'swings';

export interface Surprise {
  readonly kind: SurpriseKind;
  readonly output: string;
  readonly memberCount: number;
  /** Up to three of them. */
  readonly members: readonly number[];
}

/** Times the median member's greatest value. */
const EXPLOSION = 100;
/** Turning points that matter: each at least this part of the whole range away from the one before. */
const SWING = 0.2;
const SWINGS_FROM = 4;

export function findSurprises(experiment: Experiment, ensemble: Ensemble): readonly Surprise[] {
  const timeCount = savedTimes(experiment.plan).length;
  return experiment.outputs.flatMap(({ id }, output) => {
    const series = [...ensemble.members.keys()].map((row) => {
      const start = (row * experiment.outputs.length + output) * timeCount;
      return ensemble.outputs.subarray(start, start + timeCount);
    });
    const greatest = series.map((values) => values.reduce((best, value) => Math.max(best, Math.abs(value)), 0));
    const typical = [...greatest].sort((a, b) => a - b)[Math.floor(greatest.length / 2)] ?? 0;
    // What may be negative in most members is no amount, and its sign is no surprise.
    const negative = series.map((values) => values.some((value) => value < 0));
    const isAmount = negative.filter((yes) => yes).length * 2 < negative.length;
    const found = (kind: SurpriseKind, test: (row: number) => boolean): Surprise[] => {
      const members = [...series.keys()].filter(test).map((row) => ensemble.members[row]!);
      return members.length === 0
        ? []
        : [{ kind, output: id, memberCount: members.length, members: members.slice(0, 3) }];
    };
    return [
      ...found('negative', (row) => isAmount && negative[row]!),
      ...found('explosion', (row) => typical > 0 && greatest[row]! > EXPLOSION * typical),
      ...found('swings', (row) => turningPoints(series[row]!) >= SWINGS_FROM),
    ];
  });
}

/** Reversals by at least `SWING` of the range between the least and the greatest value. */
export function turningPoints(values: ArrayLike<number>): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]!);
    high = Math.max(high, values[i]!);
  }
  const least = SWING * (high - low);
  if (!(least > 0)) return 0;
  let turns = 0;
  let direction = 0;
  let extreme = values[0]!;
  for (let i = 1; i < values.length; i++) {
    const value = values[i]!;
    if (direction >= 0 && value > extreme) extreme = value;
    else if (direction <= 0 && value < extreme) extreme = value;
    if (direction === 0 && Math.abs(value - values[0]!) >= least) {
      direction = Math.sign(value - values[0]!);
      extreme = value;
    } else if (direction !== 0 && direction * (extreme - value) >= least) {
      turns += 1;
      direction = -direction;
      extreme = value;
    }
  }
  return turns;
}

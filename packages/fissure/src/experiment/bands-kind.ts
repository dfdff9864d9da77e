/**
 * Whether an ensemble keeps every member's outputs, or a sketch of their distribution. A property of the experiment alone,
 * never of the machine: the same experiment gives the same numbers everywhere (decision 51).
 */
import { memberTotal } from './blocks.ts';
import { type Experiment, savedTimes } from './experiment.ts';

/** `exact`: every member's outputs come back. `sketched`: a sketch of their distribution does, however many there are. */
export type BandsKind = 'exact' | 'sketched';

/** Outputs of all members up to here are kept, and their bands are exact. */
const EXACT_BYTES_MOST = 256_000_000;
/** Of a sketch for each output and saved time; about twice what 100,000 members of the flagship need. */
const SKETCH_BYTES = 30_000;

export type BandsSize = Pick<Experiment, 'outputs' | 'memberCount' | 'selection' | 'plan'>;

export function bandsKindOf(experiment: BandsSize): BandsKind {
  const { exact, sketched } = bandsBytes(experiment);
  return exact > EXACT_BYTES_MOST && exact > sketched ? 'sketched' : 'exact';
}

/** What either way takes. */
export function bandsBytes(experiment: BandsSize): Readonly<Record<BandsKind, number>> {
  const columns = experiment.outputs.length * savedTimes(experiment.plan).length;
  return { exact: 8 * memberTotal(experiment) * columns, sketched: SKETCH_BYTES * columns };
}

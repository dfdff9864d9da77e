/**
 * The ledger of a study: per account, how many came in and went out in each interval between saved times, and how many remain.
 * Means over weighted members, since means of accounts that balance balance too; medians would not.
 */
import { type Ensemble, type Experiment, type PlannedAccount, savedTimes } from '../experiment/experiment.ts';
import type { Weights } from './weights.ts';

export interface LedgerAccount {
  readonly account: string;
  readonly title: string;
  /** At every saved time. */
  readonly remaining: readonly number[];
  /** `during[i]`: between saved times i and i + 1. */
  readonly lines: readonly { readonly name: string; readonly side: 'in' | 'out'; readonly during: readonly number[] }[];
  /** By saved time: the greatest |remaining - (start + in - out)| of any member. */
  readonly gaps: readonly number[];
  /** Members whose run went to its end; of the others nothing is counted. */
  readonly memberCount: number;
}

/** Undefined where the study has no ledger, or where members' outputs were not kept but sketched. */
export function keepLedger(
  experiment: Experiment,
  ensemble: Ensemble,
  weights: Weights,
): readonly LedgerAccount[] | undefined {
  const { ledger = [] } = experiment;
  if (ledger.length === 0 || ensemble.sketch) return undefined;
  return ledger.map((account) => keepAccount(account, experiment, ensemble, weights));
}

function keepAccount(
  account: PlannedAccount,
  experiment: Experiment,
  ensemble: Ensemble,
  { fitted }: Weights,
): LedgerAccount {
  const timeCount = savedTimes(experiment.plan).length;
  const width = experiment.outputs.length * timeCount;
  const outputsOf = (row: number, output: number) => {
    const start = row * width + output * timeCount;
    return ensemble.outputs.subarray(start, start + timeCount);
  };
  const used = [account.remaining, ...account.lines.map(({ output }) => output)];
  const rows = [...ensemble.members.keys()].filter((row) =>
    used.every((output) => outputsOf(row, output).every(Number.isFinite)),
  );
  const total = rows.reduce((sum, row) => sum + fitted[row]!, 0);
  const meanOf = (output: number) => {
    const mean = new Float64Array(timeCount);
    for (const row of rows)
      for (const [i, value] of outputsOf(row, output).entries()) mean[i]! += (fitted[row]! / total) * value;
    return mean;
  };
  const gaps = new Float64Array(timeCount);
  for (const row of rows)
    for (const [i, gap] of gapsOf(account, (output) => outputsOf(row, output)).entries())
      gaps[i] = Math.max(gaps[i]!, Math.abs(gap));
  return {
    account: account.id,
    title: account.title,
    remaining: [...meanOf(account.remaining)],
    lines: account.lines.map(({ name, side, output }) => {
      const soFar = meanOf(output);
      return { name, side, during: [...soFar.subarray(1)].map((value, i) => value - soFar[i]!) };
    }),
    gaps: [...gaps],
    memberCount: rows.length,
  };
}

/** What remains, less what was there at the start and came in and did not go out. */
function gapsOf({ remaining, lines }: PlannedAccount, outputs: (output: number) => Float64Array): Float64Array {
  const there = outputs(remaining);
  const gaps = there.map((value) => value - there[0]!);
  for (const { side, output } of lines) {
    const soFar = outputs(output);
    for (let i = 0; i < gaps.length; i++) gaps[i]! += (side === 'in' ? -1 : 1) * (soFar[i]! - soFar[0]!);
  }
  return gaps;
}

/** The greatest gap of any member at any time, over the most that was ever there: rounding leaves some 1e-15. */
export function relativeGap({ gaps, remaining }: LedgerAccount): number {
  return Math.max(...gaps) / Math.max(1, ...remaining);
}

/** Every member with what one claim, or one outcome, makes of it: simulated when it is asked for, and for that alone. */
import { type CaseOutcome, tabulateCases } from '../../analysis/case-table.ts';
import { FactorTable } from '../../analysis/factor-table.ts';
import {
  caseOffset,
  type Ensemble,
  type Experiment,
  type PlannedClaim,
  savedTimes,
} from '../../experiment/experiment.ts';
import type { MemberPool } from '../../experiment/member-pool.ts';
import { ofClaim, ofOutputs } from '../../experiment/narrow-experiment.ts';
import { simulateExperiment } from '../../experiment/simulate-experiment.ts';

export interface MemberColumn {
  /** `desertion[paid]`, `effect`, `pay_resentment`. */
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly values: Float64Array;
}

export interface MemberTable {
  readonly members: Int32Array;
  /** Elements of each case, of a claim over dimensions: `mosul, local`. */
  readonly cases: readonly string[];
  /** What the claim says of each member in the case asked for; empty for an outcome. */
  readonly outcomes: readonly CaseOutcome[];
  readonly columns: readonly MemberColumn[];
}

export interface SimulatedSubject {
  readonly experiment: Experiment;
  readonly ensemble: Ensemble;
}

/** With the arms that the claim needs, or for an outcome the base arm alone. */
export async function simulateSubject(
  experiment: Experiment,
  subject: { readonly kind: 'claim' | 'output'; readonly id: string },
  pool: MemberPool,
): Promise<SimulatedSubject> {
  const claim = subject.kind === 'claim' && experiment.claims.find(({ id }) => id === subject.id);
  const lean = claim ? ofClaim(experiment, claim) : ofOutputs(experiment, new Set([subject.id]));
  return { experiment: lean, ensemble: await simulateExperiment(lean, { pool, bands: 'exact' }) };
}

/** `factors`: ids of the uncertain numbers and structures whose draws are wanted as well. */
export function tabulateMembers(
  { experiment, ensemble }: SimulatedSubject,
  caseIndex: number,
  factors: readonly string[],
): MemberTable {
  const [claim] = experiment.claims;
  const draws = new FactorTable(experiment, ensemble);
  const drawn = factors.flatMap((id): MemberColumn[] => {
    const index = experiment.factors.findIndex((factor) => factor.id === id);
    const factor = experiment.factors[index];
    if (!factor) return [];
    return [{ id, label: factor.label, unit: factor.kind === 'prior' ? factor.unit : '', values: draws.column(index) }];
  });
  const { members } = ensemble;
  if (!claim) return { members, cases: [], outcomes: [], columns: [...outputColumns(experiment, ensemble), ...drawn] };
  const at = Math.min(caseIndex, claim.cases.length - 1);
  const table = tabulateCases(experiment, ensemble, claim);
  const ofCase = <T>(values: ArrayLike<T>) => Array.from(members, (_, row) => values[row * claim.cases.length + at]!);
  return {
    members,
    cases: claim.over.length === 0 ? [] : claim.cases.map((elements) => elements.join(', ')),
    outcomes: ofCase(table.outcomes),
    columns: [
      ...measureColumns(experiment, ensemble, claim, at),
      ...(claim.effect
        ? [{ id: 'effect', label: claim.effectLabel, unit: '', values: Float64Array.from(ofCase(table.effects)) }]
        : []),
      ...claim.report.map(({ name, label }, i) => {
        return { id: name, label, unit: '', values: Float64Array.from(ofCase(table.reports[i]!)) };
      }),
      ...drawn,
    ],
  };
}

/** Each measure in each arm, in the case asked for. */
function measureColumns(
  experiment: Experiment,
  { members, measures }: Ensemble,
  claim: PlannedClaim,
  caseIndex: number,
): readonly MemberColumn[] {
  return claim.arms.flatMap((arm, a) =>
    claim.measures.map(({ name, text }, m): MemberColumn => {
      const values = Float64Array.from(
        members,
        (_, row) => measures[caseOffset(experiment, claim, row, caseIndex) + a * claim.measures.length + m]!,
      );
      return { id: `${name}[${arm.name}]`, label: `${text}, ${arm.label || arm.name}`, unit: '', values };
    }),
  );
}

/** The least, the greatest and the last value of a run. */
function outputColumns(
  { plan, outputs: [output] }: Experiment,
  { members, outputs: values }: Ensemble,
): readonly MemberColumn[] {
  const timeCount = savedTimes(plan).length;
  const column = (id: 'last' | 'least' | 'greatest', pick: (run: Float64Array) => number): MemberColumn => ({
    ...{ id, label: output?.title ?? '', unit: output?.unit ?? '' },
    values: Float64Array.from(members, (_, row) => pick(values.subarray(row * timeCount, (row + 1) * timeCount))),
  });
  return [
    column('last', (run) => run.at(-1)!),
    column('least', (run) => run.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY)),
    column('greatest', (run) => run.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)),
  ];
}

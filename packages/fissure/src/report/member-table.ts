/**
 * Every member as rows of CSV, for whoever wants to go on in R, Python or a spreadsheet: what it drew, what it weighs,
 * what claims found in it, and how its outputs went. Full precision; nothing where there is no number.
 */
import { tabulateCases } from '../analysis/case-table.ts';
import { FactorTable } from '../analysis/factor-table.ts';
import type { Weights } from '../analysis/weights.ts';
import { dateOfTime } from '../base/calendar.ts';
import { printCsvCell } from '../base/csv.ts';
import { memberIdentity } from '../experiment/design.ts';
import { COMPLETED, caseOffset, type Ensemble, type Experiment, savedTimes } from '../experiment/experiment.ts';
import type { TimeSettings } from '../study/study.ts';

interface Column {
  readonly title: string;
  /** By row of the ensemble. */
  readonly cells: readonly (string | number)[];
}

/**
 * One row per member. Factors stand under their ids, alternatives of structures by name; `C1.exits.equal` is a measure of
 * a claim in an arm, `C1.case` what came out (holds, breaks, outside, undecided), `C1.effect` its effect. Claims over a
 * dimension have columns for each element: `C1[raqqa].case`.
 */
export function memberTable(experiment: Experiment, ensemble: Ensemble, { prior, fitted }: Weights): string {
  const { replicateCount } = experiment;
  const identities = Array.from(ensemble.members, (member) => memberIdentity(member, replicateCount));
  return csvOf([
    { title: 'member', cells: [...ensemble.members] },
    { title: 'point', cells: identities.map(({ point }) => point) },
    { title: 'replicate', cells: identities.map(({ replicate }) => replicate) },
    { title: 'weight', cells: [...fitted] },
    { title: 'prior_weight', cells: [...prior] },
    { title: 'failed_runs', cells: failedRuns(experiment, ensemble) },
    ...factorColumns(experiment, ensemble),
    ...claimColumns(experiment, ensemble),
  ]);
}

/** One row per member and saved time, a column per output. */
export function traceTable(experiment: Experiment, ensemble: Ensemble, time: TimeSettings): string {
  const { outputs, plan } = experiment;
  const times = savedTimes(plan);
  const hasDates = time.calendarStart !== undefined;
  const stamps = Array.from(times, (at) => (hasDates ? `${at},${dateOfTime(at, time)}` : String(at)));
  const heads = ['member', 'time', ...(hasDates ? ['date'] : []), ...outputs.map(({ id }) => printCsvCell(id))];
  const lines = Array.from(ensemble.members, (member, row) =>
    stamps
      .map((stamp, i) => {
        const values = outputs.map((_, k) => cell(ensemble.outputs[(row * outputs.length + k) * times.length + i]!));
        return `${member},${stamp},${values.join(',')}\r\n`;
      })
      .join(''),
  );
  return `${heads.join(',')}\r\n${lines.join('')}`;
}

/** How many cells `memberTable` has, nearly. */
export function memberCellCount({ factors, measureCount }: Experiment, { members }: Ensemble): number {
  return members.length * (factors.length + measureCount);
}

/** How many values `traceTable` writes for so many members. */
export function traceCount({ memberCount, outputs, plan }: Experiment): number {
  return memberCount * outputs.length * savedTimes(plan).length;
}

function failedRuns({ arms }: Experiment, { members, failedSteps }: Ensemble): readonly number[] {
  return Array.from(members, (_, row) => {
    const own = failedSteps.subarray(row * arms.length, (row + 1) * arms.length);
    return own.filter((step) => step !== COMPLETED).length;
  });
}

function factorColumns(experiment: Experiment, ensemble: Ensemble): readonly Column[] {
  const table = new FactorTable(experiment, ensemble);
  return experiment.factors.map((factor, i) => {
    const values = table.column(i);
    const named = (value: number) => (factor.kind === 'structure' ? factor.alternatives[value]!.name : value);
    return { title: factor.id, cells: Array.from(values, named) };
  });
}

function claimColumns(experiment: Experiment, ensemble: Ensemble): readonly Column[] {
  return experiment.claims.flatMap((claim) => {
    const { outcomes, effects } = tabulateCases(experiment, ensemble, claim);
    const caseCount = claim.cases.length;
    const ofCase = <Value>(list: ArrayLike<Value>, k: number) =>
      Array.from(ensemble.members, (_, row) => list[row * caseCount + k]!);
    return claim.cases.flatMap((elements, k): readonly Column[] => {
      const id = elements.length === 0 ? claim.id : `${claim.id}[${elements.join(',')}]`;
      const measures = claim.arms.flatMap((arm, a) =>
        claim.measures.map((measure, m) => ({
          title: `${id}.${measure.name}.${arm.name}`,
          cells: Array.from(
            ensemble.members,
            (_, row) => ensemble.measures[caseOffset(experiment, claim, row, k) + a * claim.measures.length + m]!,
          ),
        })),
      );
      const effect = claim.effect === undefined ? [] : [{ title: `${id}.effect`, cells: ofCase(effects, k) }];
      return [...measures, { title: `${id}.case`, cells: ofCase(outcomes, k) }, ...effect];
    });
  });
}

function csvOf(columns: readonly Column[]): string {
  const rowCount = columns[0]!.cells.length;
  const lines = Array.from({ length: rowCount }, (_, row) => columns.map(({ cells }) => cell(cells[row]!)).join(','));
  return `${[columns.map(({ title }) => printCsvCell(title)).join(','), ...lines].join('\r\n')}\r\n`;
}

function cell(value: string | number): string {
  if (typeof value === 'string') return printCsvCell(value);
  if (Number.isNaN(value)) return '';
  // An effect may be infinite, and a time that never comes is: R and Python read these words as such.
  return Number.isFinite(value) ? String(value) : value > 0 ? 'Inf' : '-Inf';
}

import type { StatementStatus, Study } from '../study/study.ts';

/** Coverage of the argument: how many statements there are of each status, and how many say they are in but are not. */
export type StatementCounts = Readonly<Record<StatementStatus, number>> & {
  readonly total: number;
  /** Modelled or claim, with no mechanism or claim that carries it. */
  readonly uncarried: number;
};

export function countStatements(study: Study): StatementCounts {
  const statements = study.argument.paragraphs.flatMap((paragraph) => paragraph.statements);
  const of = (status: StatementStatus) => statements.filter((statement) => statement.status === status).length;
  return {
    modelled: of('modelled'),
    claim: of('claim'),
    context: of('context'),
    'out of scope': of('out of scope'),
    total: statements.length,
    uncarried: statements.filter(
      ({ status, carriedBy }) => (status === 'modelled' || status === 'claim') && carriedBy.length === 0,
    ).length,
  };
}

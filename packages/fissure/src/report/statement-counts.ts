import type { StatementStatus, Study } from '../study/study.ts';

/** Coverage of the argument: how many statements there are of each status, and which nobody has dealt with. */
export type StatementCounts = Readonly<Record<StatementStatus, number>> & {
  readonly total: number;
  /** Modelled or claim, with no mechanism or claim that carries it. */
  readonly uncarried: number;
  /** Ids of those neither carried, nor checked by a finding, nor marked as context or out of scope; in the order of the text. */
  readonly unhandled: readonly string[];
};

export function countStatements({ argument, evidence }: Pick<Study, 'argument' | 'evidence'>): StatementCounts {
  const statements = argument.paragraphs.flatMap((paragraph) => paragraph.statements);
  const of = (status: StatementStatus) => statements.filter((statement) => statement.status === status);
  const uncarried = [...of('modelled'), ...of('claim')].filter(({ carriedBy }) => carriedBy.length === 0);
  const checked = new Set(evidence.flatMap(({ checks }) => checks?.statements.map(({ text }) => text) ?? []));
  const unhandled = new Set([...uncarried, ...of('open').filter(({ id }) => !checked.has(id.text))]);
  return {
    modelled: of('modelled').length,
    claim: of('claim').length,
    context: of('context').length,
    'out of scope': of('out of scope').length,
    open: of('open').length,
    total: statements.length,
    uncarried: uncarried.length,
    unhandled: statements.filter((statement) => unhandled.has(statement)).map(({ id }) => id.text),
  };
}

/** What a study holds, counted: the summary under the diagnostics of `fissure check`. */
import type { Model } from '../../model/model.ts';
import { provenance } from '../../model/provenance.ts';
import { droppedText } from '../../report/method-notes.ts';
import { countedText, countText, numberText } from '../../report/number-text.ts';
import { countStatements, type StatementCounts } from '../../report/statement-counts.ts';
import type { Study, UnitCheck } from '../../study/study.ts';
import type { Difference, StepComparison } from '../simulate/compare-steps.ts';
import type { Terminal } from '../terminal.ts';
import { textTable } from './text-table.ts';

export interface CheckSummary {
  readonly title: string;
  readonly statements: StatementCounts;
  readonly variables: { readonly stocks: number; readonly flows: number; readonly auxiliaries: number };
  readonly equations: number;
  readonly unitsChecked: UnitCheck;
  readonly scalars: number;
  readonly inputs: number;
  readonly lookups: number;
  readonly parameters: {
    readonly total: number;
    readonly sourced: number;
    readonly judged: number;
    readonly guessed: number;
    readonly fixed: number;
  };
  readonly evidence: number;
  readonly references: number;
  readonly mechanisms: number;
  readonly structures: number;
  readonly scenarios: number;
  readonly claims: number;
  readonly history: { readonly series: number; readonly points: number; readonly fitted: number };
  readonly notes: number;
  readonly conserved: readonly string[];
  /** What a lenient import left out. */
  readonly dropped: readonly string[];
  /** One per output; undefined where it was not asked for or there is no plan. */
  readonly steps: StepComparison | undefined;
}

export function summariseStudy(study: Study, model: Model, steps: StepComparison | undefined): CheckSummary {
  const kinds = study.variables.map((variable) => variable.kind);
  const countOf = (kind: string) => kinds.filter((own) => own === kind).length;
  const { sourcedCount, judgedCount, guessCount, fixedCount } = provenance(study);
  const { series } = study.history;
  const pointsOf = (list: typeof series) => list.reduce((sum, one) => sum + one.points.length, 0);
  return {
    title: study.settings.title,
    statements: countStatements(study),
    variables: { stocks: countOf('stock'), flows: countOf('flow'), auxiliaries: countOf('auxiliary') },
    equations: study.variables.reduce((sum, variable) => sum + variable.equations.length, 0),
    unitsChecked: study.settings.checkUnits ?? true,
    scalars: model.system?.slots.length ?? 0,
    inputs: study.inputs.length,
    lookups: study.lookups.length,
    parameters: {
      total: study.parameters.length,
      sourced: sourcedCount,
      judged: judgedCount,
      guessed: guessCount,
      fixed: fixedCount,
    },
    evidence: study.evidence.length,
    references: study.references.length,
    mechanisms: study.mechanisms.length,
    structures: study.structures.length,
    scenarios: study.scenarios.length,
    claims: study.claims.length,
    history: {
      series: series.length,
      points: pointsOf(series),
      fitted: pointsOf(series.filter((one) => one.use === 'fit')),
    },
    notes: study.notes.length,
    conserved: study.settings.conserved.map((entry) => entry.name.text),
    dropped: study.settings.dropped ?? [],
    steps,
  };
}

export function summaryText(summary: CheckSummary, terminal: Terminal): string {
  const { paint, width } = terminal;
  const rows = [
    ['argument', statementsText(summary.statements)],
    ['model', modelText(summary)],
    ['parameters', parametersText(summary.parameters)],
    ['units', unitsText(summary)],
    ['conserved', summary.conserved.join(', ') || 'nothing declared'],
    [
      'evidence',
      `${countedText(summary.evidence, 'finding')}, ${countedText(summary.references, 'reference')}; ` +
        `${countedText(summary.history.series, 'series')} of ${countedText(summary.history.points, 'point')}, ${summary.history.fitted} to fit`,
    ],
    [
      'tests',
      `${countedText(summary.claims, 'claim')}, ${countedText(summary.mechanisms, 'mechanism')} to switch, ` +
        `${countedText(summary.structures, 'rival structure')}, ${countedText(summary.scenarios, 'scenario')}`,
    ],
    ['notes', summary.notes === 0 ? '' : countText(summary.notes)],
    ['steps', stepsText(summary.steps)],
  ].filter(([, text]) => text !== '');
  const table = textTable(
    [{ title: '' }, { title: '', wrap: true }],
    rows.map(([label, text]) => [paint.dim(label!), text!]),
    {
      width,
      indent: 2,
    },
  );
  const dropped = droppedText(summary.dropped).map((line) => `\n  ${line}`);
  return `${paint.bold(summary.title)}\n${table}${dropped.join('')}`;
}

function statementsText(counts: StatementCounts): string {
  if (counts.total === 0) return 'none';
  const inside = counts.modelled + counts.claim;
  const { total, unhandled } = counts;
  const coverage =
    unhandled.length === 0
      ? 'all dealt with'
      : `${total - unhandled.length} of ${total} dealt with, not yet ${firstOf(unhandled)}`;
  const carried = inside === 0 ? '' : `${inside - counts.uncarried} of ${inside} modelled or claimed are carried; `;
  return (
    `${countedText(counts.total, 'statement')}: ${counts.modelled} modelled, ${countedText(counts.claim, 'claim')}, ${counts.context} context, ` +
    `${counts['out of scope']} out of scope, ${counts.open} open; ${carried}${coverage}`
  );
}

/** In a new study none is dealt with: the table is for looking at, `--json` has all of them. */
function firstOf(ids: readonly string[]): string {
  const shown = ids.slice(0, 8);
  const rest = ids.length - shown.length;
  return rest === 0 ? shown.join(', ') : `${shown.join(', ')} and ${rest} more`;
}

function modelText({ variables, equations, inputs, lookups, scalars }: CheckSummary): string {
  const { stocks, flows, auxiliaries } = variables;
  return (
    `${countedText(stocks + flows + auxiliaries, 'variable')} (${countedText(stocks, 'stock')}, ${countedText(flows, 'flow')}, ${auxiliaries} ${auxiliaries === 1 ? 'auxiliary' : 'auxiliaries'}), ` +
    `${countedText(equations, 'equation')}, ${countedText(inputs, 'input')}, ${countedText(lookups, 'lookup')}; ${countText(scalars)} scalars in all`
  );
}

function unitsText({ unitsChecked, equations }: CheckSummary): string {
  if (!unitsChecked) return 'not checked: study.yaml says check_units: false';
  const all = `balance in ${equations === 1 ? 'the one equation' : `all ${countText(equations)} equations`}`;
  return unitsChecked === 'except_numbers' ? `${all}, plain numbers left aside` : all;
}

function parametersText({ total, sourced, judged, guessed, fixed }: CheckSummary['parameters']): string {
  const share = (count: number) => (total === 0 ? '' : ` (${Math.round((100 * count) / total)} %)`);
  const judgedText = judged > 0 ? `${judged} by a judgement that evidence.yaml states${share(judged)}, ` : '';
  return `${total}: ${sourced} sourced${share(sourced)}, ${judgedText}${guessed} author's guess${share(guessed)}; ${fixed} fixed${share(fixed)}`;
}

function stepsText(steps: StepComparison | undefined): string {
  if (steps === undefined) return '';
  if (steps.failed) return 'the run at central values fails';
  if (steps.otherMethod === undefined) return '';
  const other = steps.method === 'euler' ? 'Runge-Kutta 4' : 'Euler';
  const half =
    steps.halfSteps === undefined
      ? 'half steps draw other random numbers and are not compared'
      : `half steps by ${differenceText(steps.halfSteps)}`;
  return `at central values ${other} changes an output by at most ${differenceText(steps.otherMethod)}, ${half}`;
}

function differenceText({ output, share }: Difference): string {
  return `${percentText(share)} of its largest value (${output})`;
}

function percentText(share: number): string {
  return share < 1e-8 ? '0 %' : `${numberText(100 * share, 2)} %`;
}

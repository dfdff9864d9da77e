/** A mechanism as a page of Markdown, from the study itself and from what runs say about it. Nothing on it is written twice. */
import type { Knockout } from '../../analysis/knockouts.ts';
import { strongestEffects } from '../../analysis/knockouts.ts';
import type { FactorSummary } from '../../analysis/results.ts';
import type { ElementEquation, Evidence, MechanismDeclaration, Replacement, Study } from '../../study/study.ts';
import { numberText } from '../number-text.ts';
import { shortReference } from '../page/references.ts';
import { priorText, valuesText } from '../parameter-text.ts';
import { oneLine, pageHead } from './markdown-page.ts';
import { anatomyOf } from './mechanism-anatomy.ts';

export interface MechanismFindings {
  readonly knockout: Knockout | undefined;
  readonly memberCount: number;
  /** Of the fitted ensemble; empty where nothing was fitted. */
  readonly factors: readonly FactorSummary[];
  /** By chance alone a factor that the record does not move shifts by about this. */
  readonly idleShift: number;
}

/** What stands before this heading comes from the study alone. */
export const RUNS_HEADING = '## What switching it off changes';

export function mechanismPage(study: Study, mechanism: MechanismDeclaration, findings: MechanismFindings): string {
  return `${declaredPart(study, mechanism)}\n${RUNS_HEADING}\n\n${knockoutText(findings)}\n\n## What the record says about its numbers\n\n${recordText(study, mechanism, findings)}\n`;
}

export function declaredPart(study: Study, mechanism: MechanismDeclaration): string {
  const { variables, parameters, rivals } = anatomyOf(study, mechanism);
  const evidence = [
    ...new Set([mechanism, ...variables].flatMap(({ because }) => because.map((name) => name.text))),
  ].flatMap((id) => study.evidence.find((entry) => entry.id.text === id) ?? []);
  const sections: readonly (readonly [string, string])[] = [
    ['What the argument says', statementList(study, mechanism)],
    ['Equations', variables.map((variable) => equationText(variable.name.text, variable)).join('\n\n')],
    ['When it is off', mechanism.off.map((term) => `- ${offText(term)}`).join('\n')],
    [
      'Why this form',
      [
        ...(mechanism.form === '' ? [] : [`${oneLine(mechanism.form)}\n`]),
        ...(evidence.length === 0
          ? ['No literature is named for it: the form is ours.']
          : evidence.map((entry) => evidenceLine(study, entry))),
      ].join('\n'),
    ],
    [
      'Rival form',
      rivals.length === 0
        ? `${mechanism.rival === '' ? 'None is declared.' : oneLine(mechanism.rival)} The form is not sampled, and what depends on it is not seen in the verdicts.`
        : rivals
            .flatMap(({ label, doc, alternatives }) => [
              `**${label}.** ${doc}\n`,
              ...alternatives.map(
                (one, i) =>
                  `- ${one.label || one.name.text}${i === 0 ? ' (the equations above)' : ''}${one.doc === '' ? '' : `: ${one.doc}`}${one.equations.map((own) => `\n  - ${offText(own)}`).join('')}`,
              ),
            ])
            .join('\n'),
    ],
    ['Numbers', parameters.length === 0 ? 'None of its own.' : parameterTable(study, parameters)],
  ];
  const head = `${pageHead(`${mechanism.name.text} ${mechanism.label}`).join('\n')}\n${mechanism.doc}\n`;
  return `${head}${sections.map(([title, text]) => `\n## ${title}\n\n${text}\n`).join('')}`;
}

function statementList(study: Study, { statements }: MechanismDeclaration): string {
  const all = study.argument.paragraphs.flatMap((paragraph) => paragraph.statements);
  const own = statements.flatMap((name) => all.find((statement) => statement.id.text === name.text) ?? []);
  if (own.length === 0) return 'Nothing: it is needed to make the rest run.';
  return own.map(({ id, text }) => `- \`${id.text}\` ${oneLine(text)}`).join('\n');
}

function equationText(
  name: string,
  { label, doc, unit, over, kind, equations }: ReturnType<typeof anatomyOf>['variables'][number],
): string {
  const by = over.length === 0 ? '' : `, by ${over.map((dimension) => dimension.text).join(' and ')}`;
  const title = `**${label === '' ? name : `${label} (\`${name}\`)`}** — ${kind}, ${unit.text === '1' ? 'a number' : unit.text}${by}. ${oneLine(doc)}`;
  return `${title}\n\n\`\`\`text\n${equationLines(name, equations).join('\n')}\n\`\`\``;
}

function equationLines(name: string, equations: readonly ElementEquation[]): readonly string[] {
  return equations.map(({ subscripts, equation }) => {
    const where = subscripts === undefined ? '' : `[${subscripts === 'otherwise' ? 'otherwise' : subscripts.text}]`;
    return `${name}${where} = ${oneLine(equation.text)}`;
  });
}

function offText({ variable, equations }: Replacement): string {
  return equationLines(variable.text, equations)
    .map((line) => `\`${line}\``)
    .join(', ');
}

function evidenceLine(study: Study, { id, finding, reference, confidence }: Evidence): string {
  const source = study.references.find((one) => one.id.text === reference?.text);
  return `- \`${id.text}\` ${oneLine(finding)} (${source === undefined ? 'our judgement' : shortReference(source)}; confidence ${confidence})`;
}

function parameterTable(study: Study, parameters: ReturnType<typeof anatomyOf>['parameters']): string {
  const rows = parameters.map((parameter) => {
    const known = parameter.because.filter((name) => study.evidence.some((entry) => entry.id.text === name.text));
    const because =
      known.length === 0
        ? parameter.priors.length === 0
          ? 'convention'
          : 'author’s guess'
        : known.map((name) => `\`${name.text}\``).join(', ');
    return [
      `\`${parameter.name.text}\``,
      oneLine(parameter.doc),
      valuesText(parameter),
      parameter.unit.text,
      priorText(parameter),
      because,
      known.length === 0 ? '–' : (parameter.confidence ?? '–'),
    ];
  });
  return markdownTable(['Number', 'Meaning', 'Value', 'Unit', 'Prior', 'Because', 'Confidence'], rows);
}

function knockoutText({ knockout, memberCount }: MechanismFindings): string {
  if (knockout === undefined) return 'It was not tried.';
  if (knockout.failedCount >= memberCount) return 'Every run failed: there is nothing to compare.';
  if (knockout.inert) return `Of ${memberCount} members of the prior hardly any changes: the mechanism is inert.`;
  const rows = strongestEffects(knockout, 8).map(({ output, low, middle, high, changedShare }) => [
    `\`${output}\``,
    percent(middle),
    `${percent(low)} to ${percent(high)}`,
    `${numberText(100 * changedShare)} %`,
  ]);
  const table = markdownTable(
    [
      'Outcome, mean over the run',
      'Change in the median member',
      '90 % of members',
      'Members in which it changes by over 1 %',
    ],
    rows,
  );
  return `Off from the start, in ${memberCount} members of the prior, each against itself. A mechanism also moves what compensates for it: the signs are those of the whole model.\n\n${table}`;
}

function recordText(study: Study, mechanism: MechanismDeclaration, { factors, idleShift }: MechanismFindings): string {
  if (factors.length === 0) return 'Nothing was fitted.';
  const names = new Set(anatomyOf(study, mechanism).parameters.map(({ name }) => name.text));
  const rivals = new Set(anatomyOf(study, mechanism).rivals.map(({ name }) => name.text));
  const own = factors.filter(({ factor }) => names.has(factor.replace(/[[ ].*$/, '')) || rivals.has(factor));
  if (own.length === 0) return 'It has no uncertain number of its own.';
  const moved = own.filter(({ shift }) => shift > 2 * idleShift).sort((a, b) => b.shift - a.shift);
  const still = own.length - moved.length;
  const lines = moved.map(({ factor, shift, prior, fitted, alternatives }) =>
    alternatives.length > 0
      ? `- \`${factor}\`: ${alternatives.map((one) => `${one.name} ${numberText(one.prior, 2)} to ${numberText(one.fitted, 2)}`).join(', ')}`
      : `- \`${factor}\`: median ${numberText(prior[2] ?? Number.NaN)} to ${numberText(fitted[2] ?? Number.NaN)}, 90 % ${numberText(fitted[0] ?? Number.NaN)} to ${numberText(fitted[4] ?? Number.NaN)} (shift ${numberText(shift, 2)})`,
  );
  const subject = moved.length === 0 ? 'What was published in time does not move' : 'It does not move';
  const which = moved.length === 0 ? 'any uncertain number of its own' : `${still} more`;
  const rest = `${subject} ${which} by more than twice what chance would: as the prior has it, so it stands.`;
  return [
    ...(moved.length > 0 ? ['What was published in time moves', '', ...lines, ''] : []),
    ...(still > 0 ? [rest] : []),
  ]
    .join('\n')
    .trimEnd();
}

function percent(change: number | null): string {
  if (change === null) return 'from nothing';
  return `${change > 0 ? '+' : ''}${numberText(100 * change, 2)} %`;
}

function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

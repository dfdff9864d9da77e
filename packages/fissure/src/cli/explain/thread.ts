/** What a thread through a study is made of, and the sections that threads of several kinds have. */
import { canonicalName } from '../../base/names.ts';
import { referenceText } from '../../report/page/references.ts';
import { namesInText } from '../../study/names-in-text.ts';
import type { ElementEquation, Study } from '../../study/study.ts';
import { claimsReading, usersOf } from './uses.ts';

export interface ThreadSection {
  readonly label: string;
  readonly lines: readonly string[];
  /** Lines are laid out already, and are not to be wrapped. */
  readonly drawn?: boolean;
}

export interface Thread {
  readonly kind: string;
  readonly name: string;
  readonly title: string;
  readonly sections: readonly ThreadSection[];
}

export function usesOf(study: Study, name: string): readonly ThreadSection[] {
  const users = usersOf(study, canonicalName(name));
  const outputs = study.settings.outputs.filter(({ show }) => namesInText(show.text).has(canonicalName(name)));
  const claims = claimsReading(study, new Set([canonicalName(name)]));
  return [
    section('Used by', users.direct.join(', ')),
    section('Shown by', ...outputs.map(({ id, title }) => `${id.text}: ${title}`)),
    section('Claims that feel it', ...claims.map((claim) => `${claim.name.text} ${claim.says}`)),
  ];
}

/** An evidence id with its finding and source, or a statement id with its text. */
export function describeReason(study: Study, id: string): string {
  const evidence = study.evidence.find((entry) => entry.id.text === id);
  if (evidence) {
    const reference = study.references.find((one) => one.id.text === evidence.reference?.text);
    return `${id}: ${evidence.finding}${reference === undefined ? '' : ` [${referenceText(reference)}]`}`;
  }
  const statement = statementsOf(study).find((one) => one.id.text === id);
  return statement === undefined ? id : `${id}: ${statement.text}`;
}

export function restingOn(study: Study, id: string): readonly string[] {
  const rests = (because: readonly { readonly text: string }[]) => because.some((name) => name.text === id);
  return [
    ...study.parameters.filter((one) => rests(one.because)).map((one) => `parameter ${one.name.text}`),
    ...study.variables.filter((one) => rests(one.because)).map((one) => `${one.kind} ${one.name.text}`),
    ...study.mechanisms
      .filter((one) => rests([...one.because, ...one.statements]))
      .map((one) => `mechanism ${one.name.text}`),
    ...study.claims.filter((one) => rests(one.statements)).map((one) => `claim ${one.name.text}`),
  ];
}

export function equationLines(equations: readonly ElementEquation[]): readonly string[] {
  return equations.map(({ subscripts, equation }) => {
    const where = subscripts === undefined ? '' : subscripts === 'otherwise' ? 'otherwise: ' : `[${subscripts.text}] `;
    return where + equation.text.replace(/\s+/g, ' ');
  });
}

export function statementsOf(study: Study) {
  return study.argument.paragraphs.flatMap((paragraph) => paragraph.statements);
}

export function section(label: string, ...lines: readonly string[]): ThreadSection {
  return { label, lines: lines.filter((line) => line !== '') };
}

export function nonEmpty(sections: readonly ThreadSection[]): readonly ThreadSection[] {
  return sections.filter(({ lines }) => lines.length > 0);
}

export function same(a: string, b: string): boolean {
  return canonicalName(a) === canonicalName(b);
}

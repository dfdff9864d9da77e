/**
 * The thread through a study that runs from a statement over evidence and equation to the claims: for any one thing,
 * what it says, what it rests on, and what rests on it.
 */
import { canonicalName } from '../base/names.ts';
import { defenceLines } from '../report/defence-lines.ts';
import { numberText } from '../report/number-text.ts';
import { priorText, valuesText } from '../report/parameter-text.ts';
import { referenceText } from '../report/references.ts';
import { namesInText } from '../study/names-in-text.ts';
import type { ClaimDeclaration, ElementEquation, Study, VariableDeclaration } from '../study/study.ts';
import { claimsReading, usersOf } from './explain-uses.ts';

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

export function findThread(study: Study, wanted: string): Thread | undefined {
  const is = (name: { readonly text: string }) => canonicalName(name.text) === canonicalName(wanted);
  const statement = statementsOf(study).find(({ id }) => is(id));
  if (statement) return statementThread(study, statement);
  const claim = study.claims.find(({ name }) => is(name));
  if (claim) return claimThread(study, claim);
  const variable = study.variables.find(({ name }) => is(name));
  if (variable) return variableThread(study, variable);
  const parameter = study.parameters.find(({ name }) => is(name));
  if (parameter) return parameterThread(study, parameter);
  const mechanism = study.mechanisms.find(({ name }) => is(name));
  if (mechanism) return mechanismThread(study, mechanism);
  const evidence = study.evidence.find(({ id }) => is(id));
  if (evidence) return evidenceThread(study, evidence);
  const input = study.inputs.find(({ name }) => is(name));
  if (input) return inputThread(study, input);
  const structure = study.structures.find(({ name }) => is(name));
  return structure && structureThread(structure);
}

/** Everything that `findThread` finds, for did-you-mean. */
export function threadNames(study: Study): readonly string[] {
  return [
    ...statementsOf(study).map(({ id }) => id.text),
    ...[study.claims, study.variables, study.parameters, study.mechanisms, study.inputs, study.structures].flatMap(
      (list) => list.map(({ name }) => name.text),
    ),
    ...study.evidence.map(({ id }) => id.text),
  ];
}

function statementThread(study: Study, statement: ReturnType<typeof statementsOf>[number]): Thread {
  const carriers = statement.carriedBy.map((name) => {
    const mechanism = study.mechanisms.find((one) => one.name.text === name.text);
    if (mechanism)
      return `${name.text} ${mechanism.label}: acts through ${mechanism.off.map((term) => term.variable.text).join(', ')}`;
    const claim = study.claims.find((one) => one.name.text === name.text);
    return claim ? `${name.text} ${claim.says}` : name.text;
  });
  const resting = restingOn(study, statement.id.text);
  return {
    kind: 'statement',
    name: statement.id.text,
    title: statement.text,
    sections: nonEmpty([
      section('Status', statement.reason === '' ? statement.status : `${statement.status}: ${statement.reason}`),
      section('Carried by', ...carriers),
      section('Against the record', ...checksOf(study, statement.id.text)),
      section('Given as reason by', ...resting),
    ]),
  };
}

function claimThread(study: Study, claim: ClaimDeclaration): Thread {
  const arms = claim.arms.map((arm) => `${arm.name.text}: ${arm.label || arm.scenario?.text || 'as the study stands'}`);
  const named = namesInText(claim.measures.map(({ equation }) => equation.text).join(' '));
  const measured = [...study.variables, ...study.parameters].filter(({ name }) => named.has(canonicalName(name.text)));
  return {
    kind: 'claim',
    name: claim.name.text,
    title: claim.says,
    sections: nonEmpty([
      section('Statements', ...claim.statements.map((name) => describeReason(study, name.text))),
      section('How it is tested', claim.test),
      section('Arms', ...arms),
      section('Measures', ...claim.measures.map(({ name, equation }) => `${name.text} = ${equation.text}`)),
      section('Applies when', claim.appliesWhen?.text ?? ''),
      section('Holds when', claim.holds.text),
      section('Effect', claim.effect === undefined ? '' : `${claim.effect.text} (${claim.effectLabel})`),
      section('By construction', claim.byConstruction),
      section('Untestable', claim.untestable),
      ...defenceLines(claim.defence).map(({ label, text }) => section(label, text)),
      section('Reads', ...measured.map((one) => `${one.name.text} (${one.unit.text})`)),
    ]),
  };
}

function variableThread(study: Study, variable: VariableDeclaration): Thread {
  const name = variable.name.text;
  const mechanism = study.mechanisms.find(({ off }) => off.some((term) => same(term.variable.text, name)));
  const off = mechanism?.off.find((term) => same(term.variable.text, name));
  const rivals = study.structures.flatMap((structure) =>
    structure.alternatives.flatMap((alternative) =>
      alternative.equations
        .filter((replacement) => same(replacement.variable.text, name))
        .flatMap((replacement) => [
          `${structure.name.text} = ${alternative.name.text}:`,
          ...equationLines(replacement.equations),
        ]),
    ),
  );
  return {
    kind: variable.kind,
    name,
    title: variable.label || variable.doc,
    sections: nonEmpty([
      section('Unit', variable.unit.text),
      section('Over', variable.over.map((dimension) => dimension.text).join(', ')),
      section(variable.kind === 'stock' ? 'At the start' : 'Equation', ...equationLines(variable.equations)),
      section('Flows in', ...variable.inflows.map((flow) => flow.text)),
      section('Flows out', ...variable.outflows.map((flow) => flow.text)),
      section('Because', ...variable.because.map((reason) => describeReason(study, reason.text))),
      section(
        'Mechanism',
        mechanism === undefined ? '' : `${mechanism.name.text} ${mechanism.label}`,
        ...(off === undefined ? [] : ['when it is off:', ...equationLines(off.equations)]),
      ),
      section('Rival forms', ...rivals),
      section('What it means', variable.label === '' ? '' : variable.doc),
      ...usesOf(study, name),
    ]),
  };
}

function parameterThread(study: Study, parameter: Study['parameters'][number]): Thread {
  const sourced = parameter.because.some((name) => study.evidence.some((entry) => entry.id.text === name.text));
  return {
    kind: 'parameter',
    name: parameter.name.text,
    title: parameter.label || parameter.doc,
    sections: nonEmpty([
      section('Value', `${valuesText(parameter)} ${parameter.unit.text}`),
      section('Prior', priorText(parameter)),
      section(
        'Because',
        ...(sourced ? [] : ["author's guess"]),
        ...parameter.because.map((reason) => describeReason(study, reason.text)),
      ),
      section('Confidence', parameter.confidence ?? ''),
      section('What it means', parameter.label === '' ? '' : parameter.doc),
      ...usesOf(study, parameter.name.text),
    ]),
  };
}

function mechanismThread(study: Study, mechanism: Study['mechanisms'][number]): Thread {
  const terms = mechanism.off.flatMap((term) => {
    const variable = study.variables.find(({ name }) => same(name.text, term.variable.text));
    return [
      `${term.variable.text}${variable === undefined ? '' : ` (${variable.unit.text})`}`,
      ...equationLines(variable?.equations ?? []).map((line) => `  on:  ${line}`),
      ...equationLines(term.equations).map((line) => `  off: ${line}`),
    ];
  });
  const names = new Set(mechanism.off.map((term) => canonicalName(term.variable.text)));
  return {
    kind: 'mechanism',
    name: mechanism.name.text,
    title: mechanism.label,
    sections: nonEmpty([
      section('Statements', ...mechanism.statements.map((name) => describeReason(study, name.text))),
      section('Because', ...mechanism.because.map((name) => describeReason(study, name.text))),
      section('What it means', mechanism.doc),
      section('Terms', ...terms),
      section('Claims that feel it', ...claimsReading(study, names).map((claim) => `${claim.name.text} ${claim.says}`)),
    ]),
  };
}

function evidenceThread(study: Study, evidence: Study['evidence'][number]): Thread {
  const reference = study.references.find(({ id }) => id.text === evidence.reference?.text);
  const range = evidence.range === undefined ? '' : ` (${evidence.range.map((end) => numberText(end)).join(' to ')})`;
  return {
    kind: 'evidence',
    name: evidence.id.text,
    title: evidence.finding,
    sections: nonEmpty([
      section('Value', evidence.value === undefined ? '' : `${numberText(evidence.value)}${range} ${evidence.unit}`),
      section('Source', reference === undefined ? '' : `${referenceText(reference)} ${evidence.locator}`.trim()),
      section('Of', evidence.date),
      section('Published', evidence.published),
      section('Confidence', evidence.confidence),
      section('Note', evidence.note),
      ...checkSections(evidence),
      section('Given as reason by', ...restingOn(study, evidence.id.text)),
    ]),
  };
}

function checkSections({ checks }: Study['evidence'][number]): readonly ThreadSection[] {
  if (checks === undefined) return [];
  return [
    section('The argument states', `${checks.statements.map((name) => name.text).join(', ')}: ${checks.stated}`),
    section('Outcome', checks.outcome),
    section('What it means for the claims', checks.bearing),
  ];
}

function checksOf(study: Study, statement: string): readonly string[] {
  return study.evidence.flatMap(({ id, finding, checks }) =>
    checks?.statements.some((name) => name.text === statement) ? [`${id.text} (${checks.outcome}): ${finding}`] : [],
  );
}

function inputThread(study: Study, input: Study['inputs'][number]): Thread {
  return {
    kind: 'input',
    name: input.name.text,
    title: input.label || input.doc,
    sections: nonEmpty([
      section('Unit', input.unit.text),
      section('Because', ...input.because.map((reason) => describeReason(study, reason.text))),
      ...usesOf(study, input.name.text),
    ]),
  };
}

function structureThread(structure: Study['structures'][number]): Thread {
  const forms = structure.alternatives.flatMap((alternative) => [
    `${alternative.name.text}: ${alternative.label}`,
    ...alternative.equations.flatMap(({ variable, equations }) =>
      equationLines(equations).map((line) => `  ${variable.text} = ${line}`),
    ),
  ]);
  return {
    kind: 'structure',
    name: structure.name.text,
    title: structure.label,
    sections: nonEmpty([section('Mechanism', structure.mechanism?.text ?? ''), section('Forms', ...forms)]),
  };
}

function usesOf(study: Study, name: string): readonly ThreadSection[] {
  const users = usersOf(study, canonicalName(name));
  const claims = claimsReading(study, new Set([canonicalName(name)]));
  return [
    section('Used by', users.direct.join(', ')),
    section('Claims that feel it', ...claims.map((claim) => `${claim.name.text} ${claim.says}`)),
  ];
}

/** An evidence id with its finding and source, or a statement id with its text. */
function describeReason(study: Study, id: string): string {
  const evidence = study.evidence.find((entry) => entry.id.text === id);
  if (evidence) {
    const reference = study.references.find((one) => one.id.text === evidence.reference?.text);
    return `${id}: ${evidence.finding}${reference === undefined ? '' : ` [${referenceText(reference)}]`}`;
  }
  const statement = statementsOf(study).find((one) => one.id.text === id);
  return statement === undefined ? id : `${id}: ${statement.text}`;
}

function restingOn(study: Study, id: string): readonly string[] {
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

function equationLines(equations: readonly ElementEquation[]): readonly string[] {
  return equations.map(({ subscripts, equation }) => {
    const where = subscripts === undefined ? '' : subscripts === 'otherwise' ? 'otherwise: ' : `[${subscripts.text}] `;
    return where + equation.text.replace(/\s+/g, ' ');
  });
}

function statementsOf(study: Study) {
  return study.argument.paragraphs.flatMap((paragraph) => paragraph.statements);
}

function section(label: string, ...lines: readonly string[]): ThreadSection {
  return { label, lines: lines.filter((line) => line !== '') };
}

function nonEmpty(sections: readonly ThreadSection[]): readonly ThreadSection[] {
  return sections.filter(({ lines }) => lines.length > 0);
}

function same(a: string, b: string): boolean {
  return canonicalName(a) === canonicalName(b);
}

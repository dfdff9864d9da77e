/**
 * What stands behind each claim, outcome and variable of a study, as plain data for a page that lets its reader walk
 * from one to the next. Fields called `html` were made by functions that escape; everything else is text.
 */
import { canonicalName } from '../../base/names.ts';
import { namesInText } from '../../study/names-in-text.ts';
import type { MapDeclaration, ParameterDeclaration, Study, VariableDeclaration } from '../../study/study.ts';
import { numberText } from '../number-text.ts';
import { priorText, valuesText } from '../parameter-text.ts';
import { markdownLine } from './markdown.ts';
import { referenceHtml, shortReference } from './references.ts';
import { equationTexts, formulasOf } from './report-equations.ts';

export interface WhyDetails {
  readonly subjects: readonly WhySubject[];
  readonly variables: readonly WhyVariable[];
  readonly parameters: readonly WhyParameter[];
  readonly mechanisms: readonly WhyMechanism[];
  readonly evidence: readonly WhyEvidence[];
  readonly references: readonly { readonly id: string; readonly html: string }[];
  readonly map: MapDeclaration | undefined;
}

/** A claim or an outcome with what its measures name: canonical names, in the order of the text. */
export interface WhySubject {
  readonly kind: 'claim' | 'output';
  readonly id: string;
  readonly title: string;
  readonly variables: readonly string[];
  readonly parameters: readonly string[];
  readonly statements: readonly string[];
}

export interface WhyVariable {
  /** Canonical. */
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly kind: VariableDeclaration['kind'] | 'input';
  readonly unit: string;
  readonly over: readonly string[];
  readonly docHtml: string;
  /** MathML, one for each equation. */
  readonly formulaHtmls: readonly string[];
  /** The same as the author would type them. */
  readonly equations: readonly string[];
  /** Canonical names of the variables and parameters in its equations and flows. */
  readonly reads: readonly string[];
  /** Ids of evidence and of statements. */
  readonly because: readonly string[];
  readonly mechanisms: readonly string[];
}

export interface WhyParameter {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly value: string;
  readonly prior: string;
  readonly docHtml: string;
  readonly because: readonly string[];
  readonly confidence: string;
}

export interface WhyMechanism {
  readonly id: string;
  readonly label: string;
  readonly statements: readonly string[];
  readonly because: readonly string[];
  /** Canonical names of the variables through which it acts. */
  readonly actsThrough: readonly string[];
}

export interface WhyEvidence {
  readonly id: string;
  readonly findingHtml: string;
  readonly value: string;
  readonly confidence: string;
  /** Id of the reference, `''` where there is none, and how a table points to it. */
  readonly reference: string;
  readonly source: string;
  readonly noteHtml: string;
}

export function whyDetails(study: Study): WhyDetails {
  const known = {
    variables: new Set([...study.variables, ...study.inputs].map(({ name }) => canonicalName(name.text))),
    parameters: new Set(study.parameters.map(({ name }) => canonicalName(name.text))),
  };
  return {
    subjects: subjectsOf(study, known),
    variables: [
      ...study.variables.map((variable) => describeVariable(variable, study, known)),
      ...describeInputs(study),
    ],
    parameters: study.parameters.map(describeParameter),
    mechanisms: study.mechanisms.map(({ name, label, statements, because, off }) => ({
      id: name.text,
      label,
      statements: textsOf(statements),
      because: textsOf(because),
      actsThrough: off.map(({ variable }) => canonicalName(variable.text)),
    })),
    evidence: study.evidence.map((entry) => describeEvidence(entry, study)),
    references: study.references.map((reference) => ({ id: reference.id.text, html: referenceHtml(reference).html })),
    map: study.settings.map,
  };
}

interface Known {
  readonly variables: ReadonlySet<string>;
  readonly parameters: ReadonlySet<string>;
}

function subjectsOf(study: Study, known: Known): readonly WhySubject[] {
  const named = (texts: readonly string[]) => {
    const names = [...namesInText(texts.join(' '))];
    return {
      variables: names.filter((name) => known.variables.has(name)),
      parameters: names.filter((name) => known.parameters.has(name)),
    };
  };
  const outputs = study.settings.outputs.map(({ id, title, show }): WhySubject => {
    return { kind: 'output', id: id.text, title, ...named([show.text]), statements: [] };
  });
  const claims = study.claims.map(({ name, says, measures, statements }): WhySubject => {
    const title = says === '' ? name.text : says;
    const own = named(measures.map(({ equation }) => equation.text));
    return { kind: 'claim', id: name.text, title, ...own, statements: textsOf(statements) };
  });
  return [...claims, ...outputs];
}

function describeVariable(variable: VariableDeclaration, study: Study, known: Known): WhyVariable {
  const { name, label, kind, unit, over, doc, equations, inflows, outflows, because } = variable;
  const id = canonicalName(name.text);
  const texts = [...equations.map(({ equation }) => equation), ...inflows, ...outflows].map(({ text }) => text);
  const reads = [...namesInText(texts.join(' '))].filter(
    (one) => known.variables.has(one) || known.parameters.has(one),
  );
  const mechanisms = study.mechanisms.filter(({ off }) => off.some((term) => canonicalName(term.variable.text) === id));
  return {
    ...{ id, name: name.text, label, kind, unit: unit.text, over: textsOf(over) },
    docHtml: markdownLine(doc).html,
    formulaHtmls: formulasOf(variable).map(({ html }) => html),
    equations: equationTexts(variable),
    reads,
    because: textsOf(because),
    mechanisms: mechanisms.map((mechanism) => mechanism.name.text),
  };
}

function describeInputs(study: Study): readonly WhyVariable[] {
  return study.inputs.map(({ name, label, doc, unit, over, because }) => ({
    ...{ id: canonicalName(name.text), name: name.text, label, kind: 'input', unit: unit.text, over: textsOf(over) },
    docHtml: markdownLine(doc).html,
    ...{ formulaHtmls: [], equations: [], reads: [], because: textsOf(because), mechanisms: [] },
  }));
}

function describeParameter(parameter: ParameterDeclaration): WhyParameter {
  const { name, label, unit, doc, because, confidence } = parameter;
  return {
    ...{ id: canonicalName(name.text), name: name.text, label, unit: unit.text },
    value: valuesText(parameter),
    prior: priorText(parameter),
    docHtml: markdownLine(doc).html,
    because: textsOf(because),
    confidence: confidence ?? '',
  };
}

function describeEvidence(entry: Study['evidence'][number], study: Study): WhyEvidence {
  const { id, finding, value, range, unit, confidence, note, locator } = entry;
  const reference = study.references.find((candidate) => candidate.id.text === entry.reference?.text);
  const within = range === undefined ? '' : `(${numberText(range[0])} to ${numberText(range[1])})`;
  const figure = [value === undefined ? '' : numberText(value), within].filter((part) => part !== '').join(' ');
  const source = reference === undefined ? '' : shortReference(reference);
  return {
    ...{ id: id.text, confidence, reference: reference?.id.text ?? '' },
    findingHtml: markdownLine(finding).html,
    value: figure === '' || unit === '1' ? figure : `${figure} ${unit}`,
    source: [source, locator].filter((part) => part !== '').join(', '),
    noteHtml: markdownLine(note).html,
  };
}

function textsOf(names: readonly { readonly text: string }[]): readonly string[] {
  return names.map(({ text }) => text);
}

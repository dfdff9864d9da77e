/** Threads of what the model holds: variables, parameters, inputs, lookups, dimensions, and what it shows. */
import { canonicalName } from '../../base/names.ts';
import { numberText } from '../../report/number-text.ts';
import { priorText, valuesText } from '../../report/parameter-text.ts';
import { namesInText } from '../../study/names-in-text.ts';
import type { Study, VariableDeclaration } from '../../study/study.ts';
import { describeReason, equationLines, nonEmpty, same, section, type Thread, usesOf } from './thread.ts';

export function variableThread(study: Study, variable: VariableDeclaration): Thread {
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

export function parameterThread(study: Study, parameter: Study['parameters'][number]): Thread {
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

export function inputThread(study: Study, input: Study['inputs'][number]): Thread {
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

export function lookupThread(study: Study, lookup: Study['lookups'][number]): Thread {
  const { name, label, doc, xUnit, yUnit, points, between, outside, because } = lookup;
  return {
    kind: 'lookup',
    name: name.text,
    title: label || doc,
    sections: nonEmpty([
      section('Units', `${xUnit.text} to ${yUnit.text}`),
      section('Points', ...points.map(([x, y]) => `${numberText(x)}: ${numberText(y)}`)),
      section('Between them', between),
      section('Outside of them', outside),
      section('Because', ...because.map((reason) => describeReason(study, reason.text))),
      section('What it means', label === '' ? '' : doc),
      ...usesOf(study, name.text),
    ]),
  };
}

export function outputThread(study: Study, { id, title, unit, show }: Study['settings']['outputs'][number]): Thread {
  const named = namesInText(show.text);
  const shown = study.variables.filter(({ name }) => named.has(canonicalName(name.text)));
  const series = study.history.series.filter(({ output }) => output !== undefined && same(output.text, id.text));
  return {
    kind: 'output',
    name: id.text,
    title,
    sections: nonEmpty([
      section('Shows', show.text),
      section('Unit', unit),
      section('Reads', ...shown.map((one) => `${one.name.text}: ${one.label || one.doc || one.kind}`)),
      section('The record', ...series.map((one) => `${one.name.text}: ${one.label}`)),
    ]),
  };
}

export function dimensionThread(study: Study, dimension: Study['dimensions'][number]): Thread {
  const { name, elements, sameAs, partOf, maps, labels } = dimension;
  const over = [...study.variables, ...study.parameters, ...study.inputs].filter((one) =>
    one.over.some((own) => same(own.text, name.text)),
  );
  return {
    kind: 'dimension',
    name: name.text,
    title: '',
    sections: nonEmpty([
      section('Same as', sameAs?.text ?? ''),
      section('Part of', partOf?.text ?? ''),
      section(
        'Elements',
        ...elements.map((element) => {
          const label = labels.get(canonicalName(element.text));
          return label === undefined || label === element.text ? element.text : `${element.text}: ${label}`;
        }),
      ),
      section('Belongs to', maps.map(({ to }) => to.text).join(', ')),
      section('Over it', over.map((one) => one.name.text).join(', ')),
    ]),
  };
}

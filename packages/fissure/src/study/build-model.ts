/** model.yaml and model/*.yaml, joined: dimensions, parameters, lookups, inputs, variables. */
import { canonicalName } from '../base/names.ts';
import { placeIn } from '../diagnostics/source-text.ts';
import type { BuildContext } from './build-context.ts';
import { buildDimensions, type Dimensions } from './build-dimensions.ts';
import { buildInput } from './build-inputs.ts';
import { buildPriors } from './build-priors.ts';
import { buildValues, dimensionsOf } from './build-values.ts';
import { buildVariable } from './build-variables.ts';
import { checkName, choiceField, namesField, numberOf, sourceOf, standIn, textField } from './node-values.ts';
import type { Confidence, LookupDeclaration, ParameterDeclaration, Study } from './study.ts';
import { entriesOf, fieldOf, itemsOf, type YamlEntry, type YamlNode } from './yaml-node.ts';

export type ModelPart = Pick<Study, 'dimensions' | 'parameters' | 'lookups' | 'inputs' | 'variables'>;

export function buildModel(nodes: readonly YamlNode[], context: BuildContext): ModelPart {
  const section = (field: string) =>
    distinct(
      nodes.flatMap((node) => entriesOf(fieldOf(node, field))),
      context,
    );
  const dimensions = buildDimensions(section('dimensions'), context);
  return {
    dimensions: [...dimensions.values()].map((dimension) => dimension.declaration),
    parameters: section('parameters').map((entry) => buildParameter(entry, dimensions, context)),
    lookups: section('lookups').map((entry) => buildLookup(entry, context)),
    inputs: section('inputs').map((entry) => buildInput(entry, dimensions, context)),
    variables: section('variables').map((entry) => buildVariable(entry, context)),
  };
}

/** The first of several entries whose names are the same to an equation; the others are reported. */
export function distinct(entries: readonly YamlEntry[], context: BuildContext): readonly YamlEntry[] {
  const first = new Map<string, YamlEntry>();
  return entries.filter((entry) => {
    const name = canonicalName(entry.key.text);
    const before = first.get(name);
    if (before === undefined) {
      first.set(name, entry);
      return true;
    }
    const related = [{ message: 'first here', place: placeIn(before.key) }];
    context.problems.add('study/duplicate-name', { name: entry.key.text }, placeIn(entry.key), { related });
    return false;
  });
}

function buildParameter(
  { key: name, value }: YamlEntry,
  dimensions: Dimensions,
  context: BuildContext,
): ParameterDeclaration {
  checkName(name, context.problems);
  const over = namesField(value, 'over');
  const built = dimensionsOf(over, dimensions, context);
  const values = built ? buildValues(fieldOf(value, 'value'), built, placeIn(name), context) : new Map();
  return {
    name,
    label: textField(value, 'label'),
    doc: textField(value, 'doc'),
    unit: sourceOf(fieldOf(value, 'unit')) ?? standIn('1', placeIn(name)),
    over,
    values,
    priors: built ? buildPriors(fieldOf(value, 'prior'), built, values, context) : [],
    because: namesField(value, 'because'),
    confidence: confidenceOf(value),
    signAssumed: textField(value, 'sign') === 'assumed',
  };
}

export function confidenceOf(node: YamlNode): Confidence | undefined {
  return fieldOf(node, 'confidence') === undefined
    ? undefined
    : choiceField<Confidence>(node, 'confidence', ['low', 'medium', 'high']);
}

function buildLookup({ key: name, value }: YamlEntry, context: BuildContext): LookupDeclaration {
  checkName(name, context.problems);
  return {
    name,
    label: textField(value, 'label'),
    doc: textField(value, 'doc'),
    xUnit: sourceOf(fieldOf(value, 'x')) ?? standIn('1', placeIn(name)),
    yUnit: sourceOf(fieldOf(value, 'y')) ?? standIn('1', placeIn(name)),
    points: buildPoints(fieldOf(value, 'points'), context),
    between: choiceField(value, 'between', ['interpolate', 'step']),
    outside: choiceField(value, 'outside', ['hold', 'extrapolate']),
    because: namesField(value, 'because'),
  };
}

/** Strictly increasing in x; points that are not are reported and left out. Never empty. */
function buildPoints(node: YamlNode | undefined, { problems }: BuildContext): LookupDeclaration['points'] {
  const points: (readonly [number, number])[] = [];
  for (const item of itemsOf(node)) {
    const [x, y] = itemsOf(item).map(numberOf);
    if (x === undefined || y === undefined) continue;
    if (points.length > 0 && x <= points.at(-1)![0]) problems.add('study/points-order', { x }, item.place);
    else points.push([x, y]);
  }
  if (node?.kind === 'list' && node.items.length < 2) problems.add('study/too-few-points', {}, node.place);
  return points.length > 0 ? points : [[0, 0]];
}

/** Variables: stocks, flows and auxiliaries, their equations still text. */
import { placeIn, type SourceText } from '../diagnostics/source-text.ts';
import type { BuildContext } from './build-context.ts';
import { checkName, isTrue, namesField, sourceOf, standIn, textField } from './node-values.ts';
import type { ElementEquation, Name, Replacement, VariableDeclaration } from './study.ts';
import { entriesOf, fieldOf, itemsOf, type YamlEntry, type YamlNode } from './yaml-node.ts';

type Kind = VariableDeclaration['kind'];

const KIND_FIELDS = [
  ['stock', 'stock'],
  ['flow', 'flow'],
  ['aux', 'auxiliary'],
] as const satisfies readonly (readonly [string, Kind])[];

/** Fields that only one kind of variable has. */
const OF_STOCKS = ['initial', 'inflows', 'outflows', 'non_negative'];

export function buildVariable({ key: name, value }: YamlEntry, context: BuildContext): VariableDeclaration {
  checkName(name, context.problems);
  const [field, kind] = kindOf(name, value, context);
  checkFields(name, value, kind, context);
  return {
    name,
    kind,
    label: textField(value, 'label'),
    doc: textField(value, 'doc'),
    unit: sourceOf(fieldOf(value, field)) ?? standIn('1', placeIn(name)),
    over: namesField(value, 'over'),
    equations: buildEquations(fieldOf(value, kind === 'stock' ? 'initial' : 'equation'), name),
    inflows: sourcesOf(fieldOf(value, 'inflows')),
    outflows: sourcesOf(fieldOf(value, 'outflows')),
    nonNegative: isTrue(value, 'non_negative'),
    helper: isTrue(value, 'helper'),
    because: namesField(value, 'because'),
  };
}

/** Where the author said none or several: what the other fields suggest. */
function kindOf(name: Name, node: YamlNode, { problems }: BuildContext): readonly [string, Kind] {
  const said = KIND_FIELDS.filter(([field]) => fieldOf(node, field) !== undefined);
  if (said.length === 1) return said[0]!;
  if (node.kind === 'map') problems.add('study/kind-of-variable', { name: name.text }, placeIn(name));
  if (said.length > 1) return said[0]!;
  return OF_STOCKS.some((field) => fieldOf(node, field) !== undefined) ? KIND_FIELDS[0] : KIND_FIELDS[2];
}

function checkFields(name: Name, node: YamlNode, kind: Kind, { problems }: BuildContext): void {
  const strangers = kind === 'stock' ? ['equation'] : OF_STOCKS;
  for (const { key } of entriesOf(node))
    if (strangers.includes(key.text))
      problems.add('study/field-of-other-kind', { field: key.text, kind: article(kind) }, placeIn(key));
  const needed = kind === 'stock' ? 'initial' : 'equation';
  if (node.kind === 'map' && fieldOf(node, needed) === undefined)
    problems.add('study/missing-field', { field: needed, where: `\`${name.text}\`` }, placeIn(name));
}

function article(kind: Kind): string {
  return kind === 'auxiliary' ? 'an auxiliary' : `a ${kind}`;
}

function sourcesOf(node: YamlNode | undefined): readonly SourceText[] {
  return itemsOf(node).flatMap((item) => sourceOf(item) ?? []);
}

/** One equation for all elements, or one for each set of subscripts; 0 where the author wrote none. */
function buildEquations(node: YamlNode | undefined, owner: Name): readonly ElementEquation[] {
  if (node?.kind === 'map')
    return node.entries.map(({ key, value }) => ({
      subscripts: key.text.trim().toLowerCase() === 'otherwise' ? 'otherwise' : key,
      equation: sourceOf(value) ?? standIn('0', placeIn(key)),
    }));
  return [{ subscripts: undefined, equation: sourceOf(node) ?? standIn('0', placeIn(owner)) }];
}

/** The `off` of a mechanism or the `equations` of an alternative. */
export function buildReplacements(node: YamlNode | undefined): readonly Replacement[] {
  return entriesOf(node).map(({ key, value }) => ({ variable: key, equations: buildEquations(value, key) }));
}

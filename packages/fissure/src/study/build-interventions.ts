/** mechanisms.yaml, structures.yaml, scenarios.yaml, claims.yaml and expectations.yaml. */
import { placeIn } from '../diagnostics/source-text.ts';
import { type BuildContext, timeInRun } from './build-context.ts';
import { distinct } from './build-model.ts';
import { buildReplacements } from './build-variables.ts';
import { checkName, nameOf, namesField, numberField, numberOf, sourceOf, standIn, textField } from './node-values.ts';
import type {
  AlternativeDeclaration,
  ClaimArm,
  ClaimDeclaration,
  Defence,
  Intervention,
  MechanismDeclaration,
  Name,
  ScenarioDeclaration,
  StructureDeclaration,
} from './study.ts';
import { entriesOf, fieldOf, type YamlEntry, type YamlNode } from './yaml-node.ts';

/** Entries with distinct, well-formed names. */
export function namedEntries(node: YamlNode | undefined, context: BuildContext): readonly YamlEntry[] {
  const entries = distinct(entriesOf(node), context);
  for (const { key } of entries) checkName(key, context.problems);
  return entries;
}

export function buildMechanisms(node: YamlNode | undefined, context: BuildContext): readonly MechanismDeclaration[] {
  return namedEntries(node, context).map(({ key: name, value }) => ({
    name,
    label: textField(value, 'label'),
    doc: textField(value, 'doc'),
    statements: namesField(value, 'statements'),
    because: namesField(value, 'because'),
    form: textField(value, 'form'),
    rival: textField(value, 'rival'),
    off: buildReplacements(fieldOf(value, 'off')),
  }));
}

export function buildStructures(node: YamlNode | undefined, context: BuildContext): readonly StructureDeclaration[] {
  return namedEntries(node, context).map(({ key: name, value }) => ({
    name,
    label: textField(value, 'label'),
    doc: textField(value, 'doc'),
    mechanism: nameOf(fieldOf(value, 'mechanism')),
    alternatives: buildAlternatives(name, fieldOf(value, 'alternatives'), context),
  }));
}

function buildAlternatives(
  structure: Name,
  node: YamlNode | undefined,
  context: BuildContext,
): readonly AlternativeDeclaration[] {
  const { problems } = context;
  const entries = namedEntries(node, context);
  if (node?.kind === 'map' && entries.length < 2)
    problems.add('study/one-alternative', { structure: structure.text }, placeIn(structure));
  const first = fieldOf(entries[0]?.value, 'equations');
  if (first && entriesOf(first).length > 0)
    problems.add('study/first-alternative', { structure: structure.text }, first.place);
  if (entries.length > 1 && entries.every(({ value }) => numberField(value, 'weight') === 0))
    problems.add('study/no-weight', { structure: structure.text }, node!.place);
  return entries.map(({ key: name, value }, i) => {
    const weight = numberField(value, 'weight') ?? 1;
    if (weight < 0)
      problems.add('study/out-of-range', { field: 'weight', rule: '0 or more' }, fieldOf(value, 'weight')!.place);
    return {
      name,
      label: textField(value, 'label'),
      doc: textField(value, 'doc'),
      weight: Math.max(0, weight),
      equations: i === 0 ? [] : buildReplacements(fieldOf(value, 'equations')),
      because: namesField(value, 'because'),
    };
  });
}

export function buildScenarios(node: YamlNode | undefined, context: BuildContext): readonly ScenarioDeclaration[] {
  return namedEntries(node, context).map(({ key: name, value }) => ({
    name,
    label: textField(value, 'label'),
    doc: textField(value, 'doc'),
    intervention: buildIntervention(value, context),
  }));
}

function buildIntervention(node: YamlNode, context: BuildContext): Intervention {
  const from = sourceOf(fieldOf(node, 'from'));
  return {
    from: from && timeInRun(from, context),
    set: targets(node, 'set').map(([target, value]) => ({ target, value })),
    scale: targets(node, 'scale').map(([target, factor]) => ({ target, factor })),
    off: namesField(node, 'off'),
    on: namesField(node, 'on'),
    structure: entriesOf(fieldOf(node, 'structure')).flatMap(({ key: factor, value }) => {
      const alternative = nameOf(value);
      return alternative ? [{ factor, alternative }] : [];
    }),
    freeze: entriesOf(fieldOf(node, 'freeze')).flatMap(({ key: input, value }) => {
      const source = sourceOf(value);
      const at = source && timeInRun(source, context);
      return at === undefined ? [] : [{ input, at }];
    }),
    place: node.place,
  };
}

function targets(node: YamlNode, field: string) {
  return entriesOf(fieldOf(node, field)).flatMap(({ key, value }) => {
    const number = numberOf(value);
    return number === undefined ? [] : [[key, number] as const];
  });
}

const INTERVENTION_FIELDS = ['from', 'set', 'scale', 'off', 'on', 'structure', 'freeze'];

export function buildClaims(node: YamlNode | undefined, context: BuildContext): readonly ClaimDeclaration[] {
  return namedEntries(node, context).map(({ key: name, value }) => ({
    name,
    statements: namesField(value, 'statements'),
    says: textField(value, 'says'),
    test: textField(value, 'test'),
    over: namesField(value, 'over'),
    arms: namedEntries(fieldOf(value, 'arms'), context).map((arm) => buildArm(arm, context)),
    measures: namedEntries(fieldOf(value, 'measures'), context).map((measure) => ({
      name: measure.key,
      equation: sourceOf(measure.value) ?? standIn('0', placeIn(measure.key)),
    })),
    holds: sourceOf(fieldOf(value, 'holds')) ?? standIn('0', placeIn(name)),
    appliesWhen: sourceOf(fieldOf(value, 'applies_when')),
    effect: sourceOf(fieldOf(value, 'effect')),
    effectLabel: textField(value, 'effect_label'),
    report: namedEntries(fieldOf(value, 'report'), context).map((entry) => ({
      name: entry.key,
      label: textField(entry.value, 'label'),
      equation: sourceOf(fieldOf(entry.value, 'equation')) ?? standIn('0', placeIn(entry.key)),
    })),
    byConstruction: textField(value, 'by_construction'),
    untestable: textField(value, 'untestable'),
    defence: buildDefence(fieldOf(value, 'defence'), context),
    place: value.place,
  }));
}

function buildDefence(node: YamlNode | undefined, context: BuildContext): Defence | undefined {
  if (node === undefined) return undefined;
  const region = entriesOf(node).find(({ key }) => key.text === 'turns');
  const turns = region && buildArm(region, context);
  if (turns && !turns.scenario && !turns.intervention)
    context.problems.add('claim/idle-region', {}, placeIn(region.key));
  return {
    measure: textField(node, 'measure'),
    horizon: textField(node, 'horizon'),
    threshold: textField(node, 'threshold'),
    vacuous: textField(node, 'vacuous'),
    construction: textField(node, 'construction'),
    turns,
  };
}

function buildArm({ key: name, value }: YamlEntry, context: BuildContext): ClaimArm {
  const changes = INTERVENTION_FIELDS.some((field) => fieldOf(value, field) !== undefined);
  return {
    name,
    label: textField(value, 'label'),
    scenario: nameOf(fieldOf(value, 'scenario')),
    intervention: changes ? buildIntervention(value, context) : undefined,
  };
}

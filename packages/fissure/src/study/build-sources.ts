/** references.yaml, evidence.yaml and history.yaml: what the study rests on. */
import { lastDayOf, parseDate } from '../base/calendar.ts';
import { placeIn, type SourceText } from '../diagnostics/source-text.ts';
import { type BuildContext, dateText, timeInRun } from './build-context.ts';
import { namedEntries } from './build-interventions.ts';
import { confidenceOf, distinct } from './build-model.ts';
import { choiceField, nameOf, namesField, numberField, numberOf, sourceOf, standIn, textField } from './node-values.ts';
import { CHECK_OUTCOMES } from './schema-parts.ts';
import type {
  ArgumentCheck,
  ErrorModel,
  Evidence,
  History,
  ObservedPoint,
  ObservedSeries,
  Reference,
  TestWindow,
} from './study.ts';
import { entriesOf, fieldOf, itemsOf, numberOfText, plainValue, type YamlEntry, type YamlNode } from './yaml-node.ts';

export function buildReferences(node: YamlNode | undefined, context: BuildContext): readonly Reference[] {
  const items = node?.kind === 'map' ? itemsOf(fieldOf(node, 'references')) : itemsOf(node);
  const entries = items.flatMap((value): readonly YamlEntry[] => {
    const key = nameOf(fieldOf(value, 'id'));
    return key ? [{ key, value }] : [];
  });
  return distinct(entries, context).map(({ key: id, value }) => ({
    id,
    item: plainValue(value) as Readonly<Record<string, unknown>>,
  }));
}

export function buildEvidence(node: YamlNode | undefined, context: BuildContext): readonly Evidence[] {
  return distinct(entriesOf(node), context).map(({ key: id, value }) => ({
    id,
    finding: textField(value, 'finding'),
    reference: nameOf(fieldOf(value, 'reference')),
    locator: textField(value, 'locator'),
    value: numberField(value, 'value'),
    range: buildRange(fieldOf(value, 'range'), context),
    unit: textField(value, 'unit'),
    date: dateText(sourceOf(fieldOf(value, 'date')), context),
    published: dateText(sourceOf(fieldOf(value, 'published')), context),
    confidence: confidenceOf(value) ?? 'low',
    note: textField(value, 'note'),
    checks: buildCheck(fieldOf(value, 'checks')),
  }));
}

function buildCheck(node: YamlNode | undefined): ArgumentCheck | undefined {
  if (node === undefined) return undefined;
  return {
    statements: namesField(node, 'statements'),
    stated: textField(node, 'stated'),
    outcome: choiceField(node, 'outcome', CHECK_OUTCOMES),
    bearing: textField(node, 'bearing'),
  };
}

function buildRange(node: YamlNode | undefined, { problems }: BuildContext): readonly [number, number] | undefined {
  const [low, high] = itemsOf(node).map(numberOf);
  if (low === undefined || high === undefined) return undefined;
  if (low <= high) return [low, high];
  problems.add('study/range-order', { low, high }, node!.place);
  return [high, low];
}

export function buildHistory(node: YamlNode | undefined, context: BuildContext): History {
  const knownBy = sourceOf(fieldOf(node, 'known_by'));
  const date = dateText(knownBy, context);
  return {
    knownBy: date,
    series: namedEntries(fieldOf(node, 'series'), context).map((entry) =>
      buildObserved(entry, date === '' ? undefined : knownBy, context),
    ),
    windows: namedEntries(fieldOf(node, 'windows'), context).flatMap((entry) => buildWindow(entry, context)),
    rivals: namedEntries(fieldOf(node, 'rivals'), context).map(({ key: scenario, value }) => ({
      scenario,
      without: namesField(value, 'without'),
    })),
    interaction: buildInteraction(fieldOf(node, 'interaction')),
  };
}

function buildWindow({ key: name, value }: YamlEntry, context: BuildContext): readonly TestWindow[] {
  const from = sourceOf(fieldOf(value, 'from'));
  const to = sourceOf(fieldOf(value, 'to'));
  const start = from && timeInRun(from, context);
  const end = to && timeInRun(to, context);
  if (!from || !to || start === undefined || end === undefined) return [];
  if (start >= end) {
    context.problems.add('study/stop-before-start', {}, placeIn(to));
    return [];
  }
  return [{ name, label: textField(value, 'label') || name.text, from: start, to: end, fromDate: from.text.trim() }];
}

function buildInteraction(node: YamlNode | undefined): History['interaction'] {
  const first = nameOf(fieldOf(node, 'first'));
  const second = nameOf(fieldOf(node, 'second'));
  const neither = nameOf(fieldOf(node, 'neither'));
  return first && second && neither ? { first, second, neither } : undefined;
}

function buildObserved(
  { key: name, value }: YamlEntry,
  knownBy: SourceText | undefined,
  context: BuildContext,
): ObservedSeries {
  const use = choiceField(value, 'use', ['fit', 'test', 'show']);
  const points = fieldOf(value, 'points');
  if (points?.kind === 'list' && points.items.length === 0)
    context.problems.add('study/no-points', { series: name.text }, points.place);
  return {
    name,
    label: textField(value, 'label'),
    unit: textField(value, 'unit'),
    observes: sourceOf(fieldOf(value, 'observes')) ?? standIn('0', placeIn(name)),
    error: buildError(fieldOf(value, 'error'), context),
    use,
    output: nameOf(fieldOf(value, 'output')),
    continues: nameOf(fieldOf(value, 'continues')),
    doubtedWith: nameOf(fieldOf(value, 'doubted_with')),
    note: textField(value, 'note'),
    points: itemsOf(points).flatMap((point) => {
      const built = buildPoint(point, context);
      if (built && use === 'fit') checkKnown(point, built, knownBy, context);
      return built ?? [];
    }),
  };
}

function buildError(node: YamlNode | undefined, { problems }: BuildContext): ErrorModel {
  const dof = numberField(node, 'dof');
  const said = (['lognormal', 'normal'] as const).filter((kind) => fieldOf(node, kind) !== undefined);
  const kind = said[0] ?? 'lognormal';
  if (node?.kind === 'map' && said.length !== 1) problems.add('study/error-model', {}, node.place);
  const sd = numberField(node, kind);
  for (const [field, number] of [
    [kind, sd],
    ['dof', dof],
  ] as const)
    if (number !== undefined && number <= 0)
      problems.add('study/out-of-range', { field, rule: 'greater than 0' }, fieldOf(node, field)!.place);
  return { kind, sd: sd !== undefined && sd > 0 ? sd : 1, dof: dof !== undefined && dof > 0 ? dof : undefined };
}

function buildPoint(node: YamlNode, context: BuildContext): ObservedPoint | undefined {
  const time = buildPointTime(node, context);
  const value = numberField(node, 'value');
  if (time === undefined || value === undefined) return undefined;
  const low = numberField(node, 'low');
  const high = numberField(node, 'high');
  if (low !== undefined && high !== undefined && low > high)
    context.problems.add('study/range-order', { low, high }, fieldOf(node, 'low')!.place);
  return {
    ...time,
    published: dateText(sourceOf(fieldOf(node, 'published')), context),
    value,
    low,
    high,
    because: namesField(node, 'because'),
    place: node.place,
  };
}

function buildPointTime(node: YamlNode, context: BuildContext): Pick<ObservedPoint, 'time' | 'date'> | undefined {
  const date = sourceOf(fieldOf(node, 'date'));
  const from = sourceOf(fieldOf(node, 'from'));
  const to = sourceOf(fieldOf(node, 'to'));
  if (date && !from && !to) {
    const at = timeInRun(date, context);
    return at === undefined ? undefined : { time: { kind: 'at', at }, date: date.text };
  }
  if (date || !from || !to) {
    if (node.kind === 'map') context.problems.add('study/date-or-period', {}, node.place);
    return undefined;
  }
  const start = timeInRun(from, context);
  const end = timeInRun(to, context);
  if (start === undefined || end === undefined) return undefined;
  if (start < end) return { time: { kind: 'over', from: start, to: end }, date: `${from.text} – ${to.text}` };
  context.problems.add('study/stop-before-start', {}, placeIn(to));
  return undefined;
}

/** What came out after the argument was made must not shape the model that judges it. */
function checkKnown(
  node: YamlNode,
  point: ObservedPoint,
  knownBy: SourceText | undefined,
  { problems }: BuildContext,
): void {
  if (point.published === '') {
    problems.add('study/unpublished-fit', {}, node.place);
    return;
  }
  if (knownBy === undefined || !isLater(point.published, knownBy.text.trim())) return;
  problems.add(
    'study/fitted-later',
    { published: point.published, knownBy: knownBy.text },
    fieldOf(node, 'published')!.place,
    { related: [{ message: 'what was known by', place: placeIn(knownBy) }] },
  );
}

function isLater(published: string, knownBy: string): boolean {
  const a = parseDate(published);
  const b = parseDate(knownBy);
  if (a && b) return lastDayOf(a) > lastDayOf(b);
  return (numberOfText(published) ?? 0) > (numberOfText(knownBy) ?? 0);
}

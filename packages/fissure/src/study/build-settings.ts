/** study.yaml: what the study is about, its clock, its units. */
import { parseDate, type TimeUnit, timeOfDate } from '../base/calendar.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { placeIn, type SourceText } from '../diagnostics/source-text.ts';
import {
  checkedEntries,
  choiceField,
  nameOf,
  namesField,
  numberField,
  sourceOf,
  standIn,
  textField,
  textOf,
} from './node-values.ts';
import type {
  AccountDeclaration,
  ConservedDeclaration,
  OutputDeclaration,
  StudySettings,
  TimeSettings,
  UnitCheck,
  UnitDeclaration,
} from './study.ts';
import { entriesOf, fieldOf, itemsOf, numberOfText, type YamlEntry, type YamlNode } from './yaml-node.ts';

const MOST_STEPS = 1_000_000;
const MOST_MEMBERS = 1_000_000;

export function buildSettings(node: YamlNode, problems: Problems): StudySettings {
  const outputs = fieldOf(node, 'outputs');
  if (outputs?.kind === 'map' && outputs.entries.length === 0) problems.add('study/no-outputs', {}, outputs.place);
  return {
    title: textField(node, 'title'),
    question: textField(node, 'question'),
    time: buildTime(fieldOf(node, 'time'), node.place, problems),
    seed: count(node, 'seed', 1, 0, Number.MAX_SAFE_INTEGER, problems),
    memberCount: count(node, 'members', 1000, 1, MOST_MEMBERS, problems),
    replicateCount: count(node, 'replicates', 1, 1, MOST_MEMBERS, problems),
    candidateCount: count(node, 'candidates', 0, 0, MOST_MEMBERS, problems),
    checkUnits: unitCheck(textOf(fieldOf(node, 'check_units'))),
    units: entriesOf(fieldOf(node, 'units')).map(
      ({ key, value }): UnitDeclaration => ({
        name: key,
        aliases: namesField(value, 'aliases'),
        equals: sourceOf(fieldOf(value, 'equals')),
      }),
    ),
    conserved: checkedEntries(entriesOf(fieldOf(node, 'conserved')), problems).map(
      ({ key, value }): ConservedDeclaration => ({
        name: key,
        unit: sourceOf(fieldOf(value, 'unit')) ?? standIn('1', placeIn(key)),
        sources: namesField(value, 'sources'),
        sinks: namesField(value, 'sinks'),
      }),
    ),
    outputs: checkedEntries(entriesOf(outputs), problems).map(
      ({ key, value }): OutputDeclaration => ({
        id: key,
        show: sourceOf(fieldOf(value, 'show')) ?? standIn('0', placeIn(key)),
        title: textField(value, 'title'),
        unit: textField(value, 'unit'),
      }),
    ),
    ledger: checkedEntries(entriesOf(fieldOf(node, 'ledger')), problems).map(buildAccount),
    intendedUse: textField(node, 'intended_use'),
    limits: itemsOf(fieldOf(node, 'limits')).map(textOf),
    dropped: itemsOf(fieldOf(node, 'dropped')).map(textOf),
  };
}

function unitCheck(text: string | undefined): UnitCheck {
  return text === 'except_numbers' ? text : text !== 'false';
}

function buildAccount({ key: name, value }: YamlEntry): AccountDeclaration {
  const lines = (['in', 'out'] as const).flatMap((side) =>
    entriesOf(fieldOf(value, side)).flatMap((line) => {
      const output = nameOf(line.value);
      return output ? [{ name: line.key, side, output }] : [];
    }),
  );
  const remaining = nameOf(fieldOf(value, 'remaining')) ?? standIn('', placeIn(name));
  return { name, title: textField(value, 'title'), remaining, lines };
}

function count(node: YamlNode, field: string, usual: number, least: number, most: number, problems: Problems): number {
  const value = numberField(node, field);
  if (value === undefined || !Number.isInteger(value)) return usual;
  if (value >= least && value <= most) return value;
  problems.add('study/out-of-range', { field, rule: `from ${least} to ${most}` }, fieldOf(node, field)!.place);
  return usual;
}

/** A clock that can be used, whatever the author wrote: one unit in one step where nothing else can be made of it. */
function buildTime(node: YamlNode | undefined, fallback: Place, problems: Problems): TimeSettings {
  const place = node?.place ?? { ...fallback, end: fallback.start };
  const unit = choiceField(node, 'unit', ['month', 'second', 'minute', 'hour', 'day', 'week', 'year']);
  const method = choiceField(node, 'method', ['euler', 'rk4']);
  const span = buildSpan(node, unit, problems) ?? { calendarStart: undefined, start: 0, stop: 1 };
  const dt = numberField(node, 'dt');
  const called = textField(node, 'called') || undefined;
  const usable = dt !== undefined && dt > 0;
  if (dt !== undefined && !usable)
    problems.add('study/out-of-range', { field: 'dt', rule: 'greater than 0' }, fieldOf(node, 'dt')!.place);
  const steps = usable ? countSteps(span.stop - span.start, dt, 'stop - start', place, problems) : undefined;
  const tooMany = steps !== undefined && steps > MOST_STEPS;
  if (tooMany) problems.add('study/too-many-steps', { count: steps, limit: MOST_STEPS }, place);
  if (steps === undefined || tooMany || !usable)
    return { ...span, dt: span.stop - span.start, unit, called, method, stepCount: 1, saveEvery: 1, place };
  return {
    ...span,
    dt,
    unit,
    called,
    method,
    stepCount: steps,
    saveEvery: countSaves(node, dt, steps, place, problems),
    place,
  };
}

function countSaves(node: YamlNode | undefined, dt: number, steps: number, place: Place, problems: Problems): number {
  const save = numberField(node, 'save');
  const field = fieldOf(node, 'save');
  if (save !== undefined && save <= 0) {
    problems.add('study/out-of-range', { field: 'save', rule: 'greater than 0' }, field!.place);
    return 1;
  }
  const what = save === undefined ? 'one unit of time (what `save` is by default)' : '`save`';
  return Math.min(steps, countSteps(save ?? 1, dt, what, field?.place ?? place, problems) ?? 1);
}

/** How many `dt` make up `length`, within the rounding of a fraction such as 1/30; at least one. */
function countSteps(length: number, dt: number, what: string, place: Place, problems: Problems): number | undefined {
  const steps = Math.round(length / dt);
  if (steps >= 1 && Math.abs(steps * dt - length) <= 1e-9 * Math.max(1, Math.abs(length))) return steps;
  problems.add('study/not-whole-steps', { what, length, dt }, place);
  return undefined;
}

type Span = Pick<TimeSettings, 'calendarStart' | 'start' | 'stop'>;

function buildSpan(node: YamlNode | undefined, unit: TimeUnit, problems: Problems): Span | undefined {
  const start = sourceOf(fieldOf(node, 'start'));
  const stop = sourceOf(fieldOf(node, 'stop'));
  if (!start || !stop) return undefined;
  const span =
    isCalendarDate(start) || isCalendarDate(stop) ? dates(start, stop, unit, problems) : numbers(start, stop, problems);
  if (span === undefined || span.stop > span.start) return span;
  problems.add('study/stop-before-start', {}, placeIn(stop), {
    related: [{ message: 'the start', place: placeIn(start) }],
  });
  return undefined;
}

function isCalendarDate(source: SourceText): boolean {
  return /^\d{4}-/.test(source.text);
}

function dates(start: SourceText, stop: SourceText, unit: TimeUnit, problems: Problems): Span | undefined {
  const wrong = [start, stop].filter((source) => {
    const date = parseDate(source.text);
    return date === undefined || date.precision === 'year';
  });
  for (const source of wrong) problems.add('study/not-a-date', { text: source.text }, placeIn(source));
  if (wrong.length > 0) return undefined;
  return { calendarStart: start.text, start: 0, stop: timeOfDate(stop.text, { calendarStart: start.text, unit })! };
}

function numbers(start: SourceText, stop: SourceText, problems: Problems): Span | undefined {
  const from = numberOfText(start.text);
  const to = numberOfText(stop.text);
  for (const [source, value] of [
    [start, from],
    [stop, to],
  ] as const)
    if (value === undefined) problems.add('study/not-a-date', { text: source.text }, placeIn(source));
  return from === undefined || to === undefined ? undefined : { calendarStart: undefined, start: from, stop: to };
}

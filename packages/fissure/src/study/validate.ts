/** Holds a YAML document against the definition of its file, and words every fault at its place. */
import type { z } from 'zod';
import { nearestName } from '../base/nearest-name.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { placeIn } from '../diagnostics/source-text.ts';
import { STUDY_SCHEMAS, type StudyFileName } from './schemas.ts';
import { isNothing, plainValue, type YamlEntry, type YamlNode } from './yaml-node.ts';

type Issue = z.core.$ZodIssue;

/** Of one file; each fault costs a walk from the root. */
const MOST_FAULTS = 200;

export function validate(file: StudyFileName, node: YamlNode, problems: Problems): void {
  const result = STUDY_SCHEMAS[file].safeParse(plainValue(node));
  if (result.success) return;
  for (const issue of result.error.issues.slice(0, MOST_FAULTS)) report(node, issue, [], problems);
}

function report(root: YamlNode, issue: Issue, prefix: readonly PropertyKey[], problems: Problems): void {
  const path = [...prefix, ...issue.path];
  switch (issue.code) {
    case 'invalid_union':
      reportUnion(root, issue, path, problems);
      break;
    case 'unrecognized_keys':
      reportUnknownFields(root, issue.keys, issue.message.split(','), path, problems);
      break;
    case 'invalid_value':
      reportChoice(root, issue, path, problems);
      break;
    default:
      reportType(root, issue.message, path, problems);
      break;
  }
}

/** Where one branch of a union was clearly meant, its own faults say more than "neither a nor b". */
function reportUnion(
  root: YamlNode,
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: readonly PropertyKey[],
  problems: Problems,
): void {
  const meant = issue.errors
    .filter((branch) => !branch.some((inner) => inner.path.length === 0 && isWrongKind(inner)))
    .sort((a, b) => weigh(a) - weigh(b))[0];
  if (meant === undefined) {
    reportType(root, issue.message, path, problems);
    return;
  }
  for (const inner of meant) report(root, inner, path, problems);
}

/** Not even of the kind (text, number, list, map) that the branch wants. */
function isWrongKind(issue: Issue): boolean {
  switch (issue.code) {
    case 'invalid_union':
      return issue.errors.every((branch) => branch.some((inner) => inner.path.length === 0 && isWrongKind(inner)));
    case 'invalid_type':
    case 'invalid_format':
    case 'invalid_value':
      return true;
    default:
      return false;
  }
}

function weigh(issues: readonly Issue[]): number {
  let sum = 0;
  for (const issue of issues) sum += issue.code === 'unrecognized_keys' ? issue.keys.length : 1;
  return sum;
}

function reportUnknownFields(
  root: YamlNode,
  keys: readonly string[],
  known: readonly string[],
  path: readonly PropertyKey[],
  problems: Problems,
): void {
  const map = find(root, path).node;
  for (const key of keys.slice(0, MOST_FAULTS)) {
    const entry = map.kind === 'map' ? map.entries.find((candidate) => candidate.key.text === key) : undefined;
    const near = nearestName(key, known);
    const help = near === undefined ? `Known here: ${known.join(', ')}.` : `Did you mean \`${near}\`?`;
    const place = entry ? placeIn(entry.key) : map.place;
    problems.add('study/unknown-field', { field: key, where: whereIs(path) }, place, { help });
  }
}

function reportChoice(
  root: YamlNode,
  issue: Extract<Issue, { code: 'invalid_value' }>,
  path: readonly PropertyKey[],
  problems: Problems,
): void {
  const { node, missing, owner } = find(root, path);
  if (missing) {
    reportMissing(path, owner, problems);
    return;
  }
  const choices = issue.values.map(String);
  if (choices.length === 1) {
    reportType(root, issue.message, path, problems);
    return;
  }
  const found = node.kind === 'scalar' ? node.source.text : kindOf(node);
  const near = nearestName(found, choices);
  const help = near === undefined ? undefined : `Did you mean \`${near}\`?`;
  problems.add('study/not-a-choice', { found, choices: choices.join(', ') }, node.place, { help });
}

function reportType(root: YamlNode, expected: string, path: readonly PropertyKey[], problems: Problems): void {
  const { node, missing, owner } = find(root, path);
  if (missing) {
    reportMissing(path, owner, problems);
    return;
  }
  const field = path.length === 0 ? 'The file' : nameOf(path.at(-1)!);
  if (isNothing(node) || isBlank(node)) {
    problems.add('study/no-value', { field, expected }, owner ?? node.place);
    return;
  }
  const help = listHelp(expected, node);
  problems.add('study/wrong-type', { field, expected, found: kindOf(node) }, node.place, { help });
}

/** Quotes with nothing or spaces between say no more than a colon with nothing after it. */
function isBlank(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.source.text.trim() === '';
}

function listHelp(expected: string, node: YamlNode): string | undefined {
  if (node.kind !== 'scalar') return undefined;
  if (expected.startsWith('a list')) return `Put it in square brackets: [${node.source.text.slice(0, 40)}].`;
  if (expected.startsWith('a number') && /^[-\d.,_ ]+%?$/.test(node.source.text))
    return 'Write digits with a decimal point and nothing between them: 25750, 0.05.';
  return undefined;
}

function reportMissing(path: readonly PropertyKey[], owner: Place | undefined, problems: Problems): void {
  problems.add('study/missing-field', { field: String(path.at(-1)), where: whereIs(path.slice(0, -1)) }, owner);
}

/** From the inside out: `set` of entry 2 of `base.events`. */
function whereIs(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'this file';
  const at = path.findLastIndex((key) => typeof key === 'number');
  const names = path.slice(at + 1);
  const inner = names.length === 0 ? [] : [`\`${names.map(String).join('.')}\``];
  if (at < 0) return inner[0]!;
  const outer = at === 0 ? [] : [whereIs(path.slice(0, at))];
  return [...inner, nameOf(path[at]!), ...outer].join(' of ');
}

/** Entries of lists are counted as people count them. */
function nameOf(key: PropertyKey): string {
  return typeof key === 'number' ? `entry ${key + 1}` : `\`${String(key)}\``;
}

function kindOf(node: YamlNode): string {
  switch (node.kind) {
    case 'map':
      return 'a map';
    case 'list':
      return `a list of ${node.items.length}`;
    case 'scalar': {
      const text = node.source.text.trim();
      return `\`${text.length > 40 ? `${text.slice(0, 39)}…` : text}\``;
    }
  }
}

interface Found {
  readonly node: YamlNode;
  readonly missing: boolean;
  /** The key under which the node stands or should stand. */
  readonly owner: Place | undefined;
}

function find(root: YamlNode, path: readonly PropertyKey[]): Found {
  let node = root;
  let owner: Place | undefined = { ...root.place, end: root.place.start };
  for (const step of path) {
    let next: YamlNode | undefined;
    let entry: YamlEntry | undefined;
    if (node.kind === 'list') next = node.items[Number(step)];
    if (node.kind === 'map') {
      entry = node.entries.find((candidate) => candidate.key.text === step);
      next = entry?.value;
    }
    if (next === undefined) return { node, missing: true, owner };
    owner = entry ? placeIn(entry.key) : next.place;
    node = next;
  }
  return { node, missing: false, owner };
}

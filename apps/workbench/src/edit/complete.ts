/** Completion: keys that the format allows where the cursor is, names of the study, functions. */
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { LanguageMessage, StudyName } from 'fissure/workbench';
import { armsAt } from './arms-at.ts';
import { type Allowed, allowedAt, type SchemaNode, schemaNameOf } from './schema-at.ts';
import { yamlPlaceAt } from './yaml-place.ts';

export interface Known {
  readonly file: string;
  readonly language: LanguageMessage;
  readonly names: readonly StudyName[];
}

type Kind = StudyName['kind'];

const MODEL_KINDS: readonly Kind[] = ['stock', 'flow', 'auxiliary', 'parameter', 'input', 'lookup'];
/** What a field that holds names is about, where the format says no more than that they are names. */
const NOTABLE_KINDS: readonly Kind[] = [
  ...MODEL_KINDS,
  ...(['claim', 'statement', 'evidence', 'mechanism', 'structure', 'scenario', 'output'] as const),
];
const KINDS_BY_FIELD: Readonly<Record<string, readonly Kind[]>> = {
  because: ['evidence', 'statement'],
  about: NOTABLE_KINDS,
  inflows: ['flow'],
  outflows: ['flow'],
  sources: ['flow'],
  sinks: ['flow'],
  over: ['dimension'],
  same_as: ['dimension'],
  part_of: ['dimension'],
  elements: ['element'],
  statements: ['statement'],
  mechanism: ['mechanism'],
  off: ['mechanism'],
  on: ['mechanism'],
  scenario: ['scenario'],
  reference: ['reference'],
  output: ['output'],
  show: MODEL_KINDS,
};
/** Maps whose keys are names of the study. */
const KINDS_OF_KEYS: Readonly<Record<string, readonly Kind[]>> = {
  set: ['parameter'],
  scale: ['parameter'],
  freeze: ['input'],
  structure: ['structure'],
  off: MODEL_KINDS,
  equations: MODEL_KINDS,
  rivals: ['scenario'],
};

export function completionsAt(context: CompletionContext, known: Known): CompletionResult | null {
  const schema = known.language.schemas[schemaNameOf(known.file)] as SchemaNode | undefined;
  if (!schema) return null;
  const text = context.state.doc.toString();
  const { path, part } = yamlPlaceAt(text, context.pos);
  const allowed = allowedAt(schema, path);
  const arms = part === 'value' ? armsAt(text, context.pos, known.file, path) : undefined;
  if (arms) {
    const begun = context.matchBefore(/[^\s[]*/)!;
    return { from: begun.from, options: arms.map((label) => ({ label, type: 'enum' })), validFor: /^[^\s[\]]*$/ };
  }
  const isEquation = part === 'value' && allowed.ids.has('equation');
  // Ids of evidence have dots and dashes; in an equation a dash is a minus.
  const word = context.matchBefore(isEquation ? /[\p{L}_][\p{L}\p{M}\p{Nd}_$]*/u : /[\p{L}_][\p{L}\p{Nd}_$.-]*/u);
  if (!word && !context.explicit) return null;
  const options = part === 'key' ? keysAt(allowed, path, known) : valuesAt(allowed, path, known);
  return options.length === 0 ? null : { from: word?.from ?? context.pos, options, validFor: /^[\p{L}\p{Nd}_$.-]*$/u };
}

function keysAt({ forms }: Allowed, path: readonly (string | number)[], { names }: Known): readonly Completion[] {
  const fields = forms.flatMap(({ properties = {} }) => Object.entries(properties));
  const own = KINDS_OF_KEYS[String(path.at(-1))];
  const isOpen = forms.some(({ additionalProperties }) => typeof additionalProperties === 'object');
  return [
    ...fields.map(([label, { description }]) => ({ label, apply: `${label}: `, type: 'property', info: description })),
    ...(own && isOpen ? namesOf(names, own).map((one) => ({ ...one, apply: `${one.label}: ` })) : []),
  ];
}

function valuesAt({ ids, forms }: Allowed, path: readonly (string | number)[], known: Known): readonly Completion[] {
  const { names, language } = known;
  const field = String(path.findLast((step) => typeof step === 'string'));
  const choices = forms.flatMap(({ enum: list = [], const: only }) => [...list, ...(only === undefined ? [] : [only])]);
  const fixed = choices.map((choice) => ({ label: String(choice), type: 'enum' }));
  if (ids.has('equation')) {
    const kinds = KINDS_BY_FIELD[field] ?? MODEL_KINDS;
    return [...namesOf(names, kinds), ...namesOf(names, ['dimension', 'element']), ...functionsOf(language)];
  }
  if (ids.has('unit')) return namesOf(names, ['unit']);
  if (ids.has('name') || ids.has('names')) return namesOf(names, KINDS_BY_FIELD[field] ?? MODEL_KINDS);
  if (forms.some(({ type }) => type === 'boolean')) return ['true', 'false'].map((label) => ({ label, type: 'enum' }));
  return fixed;
}

const ICONS: Partial<Readonly<Record<Kind, string>>> = { parameter: 'constant', dimension: 'type', element: 'enum' };

function namesOf(names: readonly StudyName[], kinds: readonly Kind[]): readonly Completion[] {
  return names
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ name, kind, unit, about }) => ({
      label: name,
      type: ICONS[kind] ?? 'variable',
      detail: unit === '' ? kind : unit,
      info: about || undefined,
    }));
}

function functionsOf({ functions }: LanguageMessage): readonly Completion[] {
  return functions.map(({ name, signature, doc }) => ({
    label: name,
    type: 'function',
    detail: signature.slice(name.length),
    info: doc,
  }));
}

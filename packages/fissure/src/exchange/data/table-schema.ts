/** Frictionless Table Schema: what the columns of a table hold. Read from `*.schema.json`, or from a resource of `datapackage.json`. */
import { type BoundedPattern, boundedPattern } from '../../base/bounded-pattern.ts';
import type { Place } from '../../diagnostics/diagnostic.ts';
import type { Problems } from '../../diagnostics/problems.ts';
import { numberOf, textField, textOf } from '../../study/node-values.ts';
import { readYaml } from '../../study/read-yaml.ts';
import { newYamlBudget } from '../../study/screen-yaml.ts';
import { fieldOf, isNothing, itemsOf, plainValue, type YamlNode } from '../../study/yaml-node.ts';

export interface TableSchema {
  readonly fields: readonly SchemaField[];
  /** Texts that stand for an empty cell. */
  readonly missing: ReadonlySet<string>;
}

export interface SchemaField {
  readonly name: string;
  readonly type: FieldType;
  /** Of the field in the schema. */
  readonly place: Place;
  readonly isRequired: boolean;
  /** Numbers, or dates as text, which sort as time. */
  readonly minimum: string | undefined;
  readonly maximum: string | undefined;
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
  readonly allowed: ReadonlySet<string> | undefined;
  readonly pattern: { readonly text: string; readonly bounded: BoundedPattern } | undefined;
}

const FIELD_TYPES = ['string', 'number', 'integer', 'boolean', 'date', 'datetime', 'year', 'yearmonth', 'any'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

const KNOWN = new Set(['required', 'minimum', 'maximum', 'minLength', 'maxLength', 'enum', 'pattern']);
const MOST_FIELDS = 5_000;

/**
 * Undefined where there is none for `table`, the name of the data file, or with diagnostics where it cannot be used.
 * JSON is YAML, so that mistakes in it have places.
 */
export function readTableSchema(
  file: string,
  text: string,
  table: string,
  problems: Problems,
): TableSchema | undefined {
  const root = readYaml(file, text, problems, newYamlBudget());
  if (root === undefined || problems.hasErrors) return undefined;
  const resources = fieldOf(root, 'resources');
  const schema =
    resources === undefined
      ? root
      : fieldOf(
          itemsOf(resources).find((one) => baseName(textField(one, 'path')) === table),
          'schema',
        );
  if (schema === undefined) return undefined;
  const fields = itemsOf(fieldOf(schema, 'fields'));
  if (fields.length === 0 || fields.length > MOST_FIELDS) {
    problems.add('data/no-schema', { file }, schema.place);
    return undefined;
  }
  const missing = fieldOf(schema, 'missingValues');
  const read = fields.map((field) => readField(field, problems)).filter((field) => field !== undefined);
  for (const key of ['primaryKey', 'foreignKeys', 'uniqueKeys']) {
    const node = fieldOf(schema, key);
    if (node !== undefined) problems.add('data/schema-not-checked', { what: key }, node.place);
  }
  return { fields: read, missing: new Set(missing === undefined ? [''] : itemsOf(missing).map(textOf)) };
}

function readField(node: YamlNode, problems: Problems): SchemaField | undefined {
  const name = textField(node, 'name');
  if (name === '') {
    problems.add('data/bad-schema', { what: 'a field has a `name`' }, node.place);
    return undefined;
  }
  const constraints = fieldOf(node, 'constraints');
  for (const { key, value } of constraints?.kind === 'map' ? constraints.entries : [])
    if (!KNOWN.has(key.text)) problems.add('data/schema-not-checked', { what: key.text }, value.place);
  const pattern = fieldOf(constraints, 'pattern');
  const allowed = fieldOf(constraints, 'enum');
  const bound = (key: string) => {
    const value = fieldOf(constraints, key);
    return value === undefined || isNothing(value) ? undefined : textOf(value);
  };
  const length = (key: string) => numberOf(fieldOf(constraints, key));
  const required = fieldOf(constraints, 'required');
  return {
    ...{ name, type: typeOf(node, problems), place: node.place },
    isRequired: required !== undefined && plainValue(required) === true,
    ...{ minimum: bound('minimum'), maximum: bound('maximum') },
    ...{ minLength: length('minLength'), maxLength: length('maxLength') },
    allowed: allowed && new Set(itemsOf(allowed).map(textOf)),
    pattern: pattern && readPattern(pattern, problems),
  };
}

/** Numbers with separators of their own, dates in formats of their own and lists are not checked; the author is told. */
function typeOf(node: YamlNode, problems: Problems): FieldType {
  const written = fieldOf(node, 'type');
  const type = written === undefined ? 'string' : textOf(written);
  const known = FIELD_TYPES.find((one) => one === type);
  const format = fieldOf(node, 'format');
  const special = ['decimalChar', 'groupChar', 'bareNumber', 'trueValues', 'falseValues'].find((key) =>
    fieldOf(node, key),
  );
  if (known === undefined)
    problems.add('data/schema-not-checked', { what: `the type ${type}` }, written?.place ?? node.place);
  else if (special !== undefined) problems.add('data/schema-not-checked', { what: special }, node.place);
  else if (format === undefined || textOf(format) === 'default') return known;
  else problems.add('data/schema-not-checked', { what: `the format ${textOf(format)}` }, format.place);
  return 'any';
}

function readPattern(node: YamlNode, problems: Problems): SchemaField['pattern'] {
  const text = textOf(node);
  const bounded = boundedPattern(text);
  if (bounded === undefined) problems.add('data/pattern-refused', { pattern: text.slice(0, 60) }, node.place);
  return bounded && { text, bounded };
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** What of a parameter or variable can be changed where its value is shown, and the text of its file after such a change. */
import { canonicalName } from '../base/names.ts';
import type { FormField, PriorField, UnsavedTexts, ValueEdit, ValueForm, YamlPath } from '../browser/edit-message.ts';
import { LineIndex } from '../diagnostics/line-index.ts';
import { Problems } from '../diagnostics/problems.ts';
import { setYamlNumbers, setYamlScalar } from '../study/edit-yaml.ts';
import { textField } from '../study/node-values.ts';
import { readYaml } from '../study/read-yaml.ts';
import { newYamlBudget } from '../study/screen-yaml.ts';
import { entriesOf, fieldOf, itemsOf, numberOfText, type YamlNode } from '../study/yaml-node.ts';
import type { Texts } from './study-texts.ts';

const MODEL_FILE = /^(?:model|model\/[^/]+)\.yaml$/;
const KINDS = /^(?:uniform|loguniform|triangular|normal|lognormal|beta)$/;

/** Undefined where no file of the model declares the name. */
export function valueForm(name: string, texts: Texts, unsaved: UnsavedTexts): ValueForm | undefined {
  for (const { path } of texts.list().filter((file) => MODEL_FILE.test(file.path))) {
    const text = Object.hasOwn(unsaved, path) ? unsaved[path]! : texts.read(path).text;
    const root = readYaml(path, text, new Problems(), newYamlBudget());
    for (const section of ['parameters', 'variables'] as const) {
      const entry = entriesOf(fieldOf(root, section)).find(
        ({ key }) => canonicalName(key.text) === canonicalName(name),
      );
      if (!entry) continue;
      const { text: written } = entry.key;
      const at = [section, written];
      const about = textField(entry.value, 'doc') || textField(entry.value, 'label');
      const line = new LineIndex(text).positionAt(entry.key.end - 1).line;
      const shape = section === 'parameters' ? parameterShape(entry.value, at) : variableShape(entry.value, at);
      return { name: written, file: path, line, about, ...shape };
    }
  }
  return undefined;
}

/** The new text; undefined where the change cannot be made without touching something else. */
export function editValue(text: string, edit: ValueEdit): string | undefined {
  if (edit.kind === 'scalar') return setYamlScalar(text, edit.at, edit.text);
  const { at, distribution, numbers } = edit;
  if (!KINDS.test(distribution) || numbers.some((number) => numberOfText(number) === undefined)) return undefined;
  const inPlace = numbers.reduce<string | undefined>(
    (now, number, index) => now && setYamlScalar(now, [...at, distribution, index], number),
    text,
  );
  // Another distribution, or none so far.
  return inPlace ?? setYamlNumbers(text, at, distribution, numbers);
}

type Shape = Pick<ValueForm, 'kind' | 'unit' | 'fields' | 'prior'>;

function parameterShape(node: YamlNode, at: YamlPath): Shape {
  const value = fieldOf(node, 'value');
  const isTable = fieldOf(value, 'from') !== undefined;
  const prior = priorField(fieldOf(node, 'prior'), [...at, 'prior']);
  const fields = [
    ...(isTable ? [] : leavesOf(value, [...at, 'value'], 'number')),
    ...(prior ? [] : leavesOf(fieldOf(node, 'prior'), [...at, 'prior'], 'number')),
  ];
  return { kind: 'parameter', unit: textField(node, 'unit'), fields, prior };
}

function variableShape(node: YamlNode, at: YamlPath): Shape {
  const unit = ['stock', 'flow', 'aux'].map((kind) => textField(node, kind)).find((text) => text !== '') ?? '';
  const fields = ['equation', 'initial'].flatMap((field) => leavesOf(fieldOf(node, field), [...at, field], 'equation'));
  return { kind: 'variable', unit, fields, prior: undefined };
}

/** Undefined where elements have priors of their own. */
function priorField(node: YamlNode | undefined, at: YamlPath): PriorField | undefined {
  if (node === undefined) return { at, distribution: '', numbers: [] };
  const multiply = fieldOf(node, 'multiply');
  if (multiply) return priorField(multiply, [...at, 'multiply']);
  const [entry] = entriesOf(node);
  if (!entry || !KINDS.test(entry.key.text)) return undefined;
  const numbers = itemsOf(entry.value).flatMap((item) => (item.kind === 'scalar' ? [item.source.text] : []));
  return { at, distribution: entry.key.text, numbers };
}

function leavesOf(node: YamlNode | undefined, at: YamlPath, kind: FormField['kind']): FormField[] {
  switch (node?.kind) {
    case 'map':
      return node.entries.flatMap(({ key, value }) => leavesOf(value, [...at, key.text], kind));
    case 'list':
      return node.items.flatMap((item, index) => leavesOf(item, [...at, index], kind));
    case 'scalar':
      return [{ at, text: node.source.text, kind }];
    default:
      return [];
  }
}

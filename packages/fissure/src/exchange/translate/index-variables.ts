/** Which definition of a foreign variable is for which element, and over which dimensions the variable stands. */
import { canonicalName } from '../../base/names.ts';
import type { Problems } from '../../diagnostics/problems.ts';
import type { Subscript } from '../foreign-expression.ts';
import type { Definition, ForeignVariable } from '../foreign-model.ts';
import type { Binding, Dimension, Dimensions } from './dimensions.ts';
import { keyOf } from './outputs.ts';

export interface IndexedVariable {
  readonly id: string;
  readonly declaration: ForeignVariable;
  readonly over: readonly Dimension[];
  readonly elements: ReadonlyMap<string, IndexedElement>;
}

export interface IndexedElement {
  readonly elements: readonly string[];
  readonly definition: Definition;
  readonly bindings: readonly Binding[];
  /** Position among the elements of its definition, row-major, in the order of its subscripts. */
  readonly position: number;
  /** How many elements the definition covers, exceptions included. */
  readonly size: number;
}

const MOST_ELEMENTS = 200_000;

export function indexVariable(
  declaration: ForeignVariable,
  dimensions: Dimensions,
  file: string,
  problems: Problems,
): IndexedVariable {
  const id = canonicalName(declaration.name.text);
  const elements = new Map<string, IndexedElement>();
  const ranks = new Set(declaration.definitions.map(({ subscripts }) => subscripts.length));
  if (ranks.size > 1) {
    problems.add('exchange/subscript-count', { name: declaration.name.text }, { file, ...declaration.name.span });
    return { id, declaration, over: [], elements };
  }
  for (const definition of declaration.definitions)
    addDefinition(definition, declaration, elements, dimensions, file, problems);
  return { id, declaration, over: dimensionsOf(declaration, elements, dimensions), elements };
}

interface Choice {
  readonly dimension: Dimension | undefined;
  readonly elements: readonly string[];
}

function addDefinition(
  definition: Definition,
  { name, declaredOver = [] }: ForeignVariable,
  into: Map<string, IndexedElement>,
  dimensions: Dimensions,
  file: string,
  problems: Problems,
): void {
  const choices: Choice[] = [];
  for (const subscript of definition.subscripts) {
    const choice = choiceOf(subscript, dimensions);
    if (choice === undefined) {
      const text = subscript.kind === 'name' ? subscript.name : '*';
      problems.add('exchange/unknown-subscript', { name: text }, { file, ...subscript.span });
      return;
    }
    choices.push(choice);
  }
  const size = choices.reduce((product, { elements }) => product * elements.length, 1);
  if (size > MOST_ELEMENTS) {
    problems.add(
      'exchange/too-large',
      { what: `elements of ${name.text}`, limit: MOST_ELEMENTS },
      { file, ...name.span },
    );
    return;
  }
  // An element of XMILE stands in the dimension over which its variable is declared.
  const declared =
    choices.length === declaredOver.length ? declaredOver.map((one) => dimensions.get(canonicalName(one))) : [];
  const excepted = definition.except.map((subscripts) =>
    subscripts.map((one) => choiceOf(one, dimensions)?.elements ?? []),
  );
  for (let position = 0; position < size; position += 1) {
    const elements = tupleAt(choices, position);
    if (
      excepted.some(
        (except) => except.length === elements.length && except.every((one, i) => one.includes(elements[i]!)),
      )
    )
      continue;
    const key = keyOf(elements);
    // The more special definition counts; of two alike the later.
    if ((into.get(key)?.size ?? Infinity) < size) continue;
    const bindings = choices.flatMap((choice, i) => {
      const dimension = choice.dimension ?? declared[i];
      return dimension === undefined ? [] : [{ dimension, element: elements[i]! }];
    });
    into.set(key, { elements, definition, bindings, position, size });
  }
}

function choiceOf(subscript: Subscript, dimensions: Dimensions): Choice | undefined {
  if (subscript.kind !== 'name') return undefined;
  const id = canonicalName(subscript.name);
  const dimension = dimensions.get(id);
  if (dimension !== undefined) return { dimension, elements: dimension.elements };
  return dimensions.isElement(id) ? { dimension: undefined, elements: [id] } : undefined;
}

function tupleAt(choices: readonly Choice[], position: number): string[] {
  const elements = new Array<string>(choices.length);
  let rest = position;
  for (let i = choices.length - 1; i >= 0; i -= 1) {
    const { elements: list } = choices[i]!;
    elements[i] = list[rest % list.length]!;
    rest = Math.floor(rest / list.length);
  }
  return elements;
}

/** For each position what is declared, or the smallest dimension that holds every element defined there; one is made up where none does. */
function dimensionsOf(
  { name, definitions, declaredOver = [] }: ForeignVariable,
  elements: ReadonlyMap<string, IndexedElement>,
  dimensions: Dimensions,
): Dimension[] {
  const rank = definitions[0]?.subscripts.length ?? 0;
  return Array.from({ length: rank }, (_, i) => {
    const present = new Set([...elements.values()].map((one) => one.elements[i]!));
    const named = definitions.flatMap(({ subscripts }) => {
      const subscript = subscripts[i]!;
      const dimension = subscript.kind === 'name' ? dimensions.get(canonicalName(subscript.name)) : undefined;
      return dimension === undefined ? [] : [dimension];
    });
    const holds = (dimension: Dimension) => [...present].every((element) => dimension.indexOf.has(element));
    const declared = declaredOver.length === rank ? dimensions.get(canonicalName(declaredOver[i]!)) : undefined;
    if (declared !== undefined && holds(declared)) return declared;
    const candidates = [...named, ...dimensions.all()].filter(holds);
    const smallest = candidates.reduce<Dimension | undefined>(
      (best, one) => (best === undefined || one.elements.length < best.elements.length ? one : best),
      undefined,
    );
    return smallest ?? dimensions.invent(`${name.text} subscript ${i + 1}`, [...present]);
  });
}

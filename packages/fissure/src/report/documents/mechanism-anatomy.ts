/** What belongs to a mechanism: its terms, the helpers that nothing else reads, and the parameters in their equations. */
import { canonicalName } from '../../base/names.ts';
import { namesInText } from '../../study/names-in-text.ts';
import type {
  ElementEquation,
  MechanismDeclaration,
  ParameterDeclaration,
  StructureDeclaration,
  Study,
  VariableDeclaration,
} from '../../study/study.ts';

export interface MechanismAnatomy {
  /** Terms first, in the order of `off`; then the helpers, in the order of the model. */
  readonly variables: readonly VariableDeclaration[];
  readonly parameters: readonly ParameterDeclaration[];
  readonly rivals: readonly StructureDeclaration[];
}

export function anatomyOf(study: Study, mechanism: MechanismDeclaration): MechanismAnatomy {
  const terms = mechanism.off.map(({ variable }) => canonicalName(variable.text));
  const own = new Set(terms);
  const shownElsewhere = namesOutside(study);
  const readers = readersOf(study);
  // A helper of a helper may come before it in the model: until nothing more is found.
  for (let size = 0; size !== own.size; ) {
    size = own.size;
    for (const { name, kind } of study.variables) {
      const id = canonicalName(name.text);
      const reading = readers.get(id);
      if (own.has(id) || kind !== 'auxiliary' || shownElsewhere.has(id) || !reading) continue;
      if ([...reading].every((reader) => own.has(reader))) own.add(id);
    }
  }
  const variables = study.variables.filter(({ name }) => own.has(canonicalName(name.text)));
  const placeOf = ({ name }: VariableDeclaration) => {
    const index = terms.indexOf(canonicalName(name.text));
    return index < 0 ? terms.length : index;
  };
  const rivals = study.structures.filter((one) => one.mechanism?.text === mechanism.name.text);
  const replaced = rivals.flatMap(({ alternatives }) => alternatives.flatMap(({ equations }) => equations));
  const read = new Set([...variables, ...replaced].flatMap(({ equations }) => [...namesInEquations(equations)]));
  return {
    variables: [...variables].sort((a, b) => placeOf(a) - placeOf(b)),
    parameters: study.parameters.filter(({ name }) => read.has(canonicalName(name.text))),
    rivals,
  };
}

/** By variable: the variables whose equations, flows or rival forms name it. */
function readersOf(study: Study): ReadonlyMap<string, ReadonlySet<string>> {
  const readers = new Map<string, Set<string>>();
  const add = (reader: string, names: Iterable<string>) => {
    for (const name of names) readers.set(name, (readers.get(name) ?? new Set()).add(canonicalName(reader)));
  };
  for (const { name, equations, inflows, outflows } of study.variables) {
    add(name.text, namesInEquations(equations));
    for (const flow of [...inflows, ...outflows]) add(name.text, namesInText(flow.text));
  }
  for (const { alternatives } of study.structures)
    for (const { equations } of alternatives)
      for (const { variable, equations: own } of equations) add(variable.text, namesInEquations(own));
  return readers;
}

function namesOutside(study: Study): ReadonlySet<string> {
  const texts = [
    ...study.settings.outputs.map(({ show }) => show),
    ...study.history.series.map(({ observes }) => observes),
    ...study.claims.flatMap(({ measures }) => measures.map(({ equation }) => equation)),
  ];
  return new Set(texts.flatMap(({ text }) => [...namesInText(text)]));
}

function namesInEquations(equations: readonly ElementEquation[]): ReadonlySet<string> {
  return new Set(equations.flatMap(({ equation }) => [...namesInText(equation.text)]));
}

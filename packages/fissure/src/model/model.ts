/**
 * A checked model: names resolved, dimensions and units known, equations as trees over quantities. What `report/`,
 * `explain` and `lower-to-plan.ts` read. Plain data; all ids are canonical names, `name` is as the author wrote it.
 */
import type { SourceText } from '../diagnostics/source-text.ts';
import type { Unit, UnitTable } from '../equations/unit.ts';
import type {
  InputDeclaration,
  LookupDeclaration,
  MechanismDeclaration,
  Name,
  ParameterDeclaration,
  StructureDeclaration,
  Study,
  VariableDeclaration,
} from '../study/study.ts';
import type { Resolved } from './resolved.ts';
import type { ScalarSystem } from './scalar-system.ts';

export interface Model {
  readonly study: Study;
  readonly names: NameTable;
  readonly units: UnitTable;
  /** The unit in which TIME counts. */
  readonly timeUnit: Unit;
  readonly dimensions: ReadonlyMap<string, Dimension>;
  /** All by canonical name, in the order of the files. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly lookups: ReadonlyMap<string, Lookup>;
  readonly inputs: ReadonlyMap<string, Input>;
  readonly variables: ReadonlyMap<string, Variable>;
  readonly mechanisms: ReadonlyMap<string, Mechanism>;
  readonly structures: ReadonlyMap<string, Structure>;
  readonly conserved: readonly Conserved[];
  /** Every element as a scalar, not yet in order. Undefined where errors forbid it: then there is no plan either. */
  readonly system: ScalarSystem | undefined;
}

export type NameTable = ReadonlyMap<string, NamedThing>;

export interface NamedThing {
  readonly kind: 'dimension' | 'element' | 'parameter' | 'lookup' | 'input' | 'variable';
  readonly id: string;
  readonly name: Name;
  /** Of an element: every dimension that declares one of this name. */
  readonly dimensions: readonly string[];
}

export interface Dimension {
  readonly id: string;
  readonly name: Name;
  readonly elements: readonly DimensionElement[];
  /** The dimension whose elements these are, behind `same_as` and `part_of`; itself otherwise. */
  readonly root: string;
  /** For each element its index among the elements of `root`. */
  readonly rootIndex: readonly number[];
  /** dimension id -> for each element, the index of the element of that dimension it belongs to. */
  readonly maps: ReadonlyMap<string, readonly number[]>;
}

export interface DimensionElement {
  readonly id: string;
  readonly name: string;
  readonly label: string;
}

/** What parameters, inputs and variables have in common: something with a value per element. */
export interface Quantity {
  readonly id: string;
  readonly name: Name;
  readonly over: readonly string[];
  /** Element count of each dimension of `over`. */
  readonly shape: readonly number[];
  /** Undefined where the unit itself is wrong; units of what depends on it are then not checked. */
  readonly unit: Unit | undefined;
}

export interface Parameter extends Quantity {
  readonly kind: 'parameter';
  readonly declaration: ParameterDeclaration;
  /** Row-major over `over`: the last dimension runs fastest. */
  readonly values: readonly number[];
}

export interface Input extends Quantity {
  readonly kind: 'input';
  readonly declaration: InputDeclaration;
}

export interface Lookup {
  readonly id: string;
  readonly name: Name;
  readonly declaration: LookupDeclaration;
  readonly xUnit: Unit | undefined;
  readonly yUnit: Unit | undefined;
}

export interface Variable extends Quantity {
  readonly kind: 'stock' | 'flow' | 'auxiliary';
  readonly declaration: VariableDeclaration;
  /** As in model.yaml; of a stock: its initial values. */
  readonly equations: EquationSet;
  readonly inflows: readonly Equation[];
  readonly outflows: readonly Equation[];
  /** The mechanism of which this variable is a term, and what stands in its place when that is off. */
  readonly mechanism: { readonly id: string; readonly off: EquationSet } | undefined;
  /** The structure that replaces it: per alternative its equations, undefined for "as in model.yaml". */
  readonly structure: { readonly id: string; readonly alternatives: readonly (EquationSet | undefined)[] } | undefined;
  /** Canonical names of all quantities and lookups that any of its equations names, in order of first appearance. */
  readonly dependencies: readonly string[];
}

/** One equation per element: several elements may share one. */
export interface EquationSet {
  readonly entries: readonly Equation[];
  /** For each element (row-major) the index into `entries`; -1 where none covers it (an error says so). */
  readonly entryOf: readonly number[];
}

export interface Equation {
  /** As written, `foreign, *` or `otherwise`; `''`: every element. */
  readonly subscripts: string;
  readonly source: SourceText;
  readonly resolved: Resolved;
}

export interface Mechanism {
  readonly id: string;
  readonly name: Name;
  readonly declaration: MechanismDeclaration;
  /** Canonical names of the variables that are its terms. */
  readonly terms: readonly string[];
}

export interface Structure {
  readonly id: string;
  readonly name: Name;
  readonly declaration: StructureDeclaration;
  /** Canonical names of the alternatives; the first is the model as written. */
  readonly alternatives: readonly string[];
}

export interface Conserved {
  readonly name: string;
  readonly unit: Unit;
  /** Canonical names of stocks and of flows. */
  readonly stocks: readonly string[];
  readonly sources: readonly string[];
  readonly sinks: readonly string[];
}

/** A parameter, input or variable by its canonical name. */
export function quantityNamed(
  model: Pick<Model, 'parameters' | 'inputs' | 'variables'>,
  id: string,
): Parameter | Input | Variable | undefined {
  return model.parameters.get(id) ?? model.variables.get(id) ?? model.inputs.get(id);
}

export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, count) => product * count, 1);
}

/** Row-major position of an element: the last dimension runs fastest. */
export function flatIndex(shape: readonly number[], index: readonly number[]): number {
  let flat = 0;
  for (let i = 0; i < shape.length; i += 1) flat = flat * shape[i]! + index[i]!;
  return flat;
}

/** The reverse of `flatIndex`. */
export function elementIndex(shape: readonly number[], flat: number): number[] {
  const index = new Array<number>(shape.length);
  for (let i = shape.length - 1; i >= 0; i -= 1) {
    index[i] = flat % shape[i]!;
    flat = Math.floor(flat / shape[i]!);
  }
  return index;
}

/** Canonical element names joined by `,` as in `ElementValues`; `''` for a scalar. */
export function elementName(
  dimensions: ReadonlyMap<string, Dimension>,
  over: readonly string[],
  index: readonly number[],
): string {
  return over.map((id, i) => dimensions.get(id)!.elements[index[i]!]!.id).join(',');
}

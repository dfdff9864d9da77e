/**
 * A model of another tool as its file says it: what the reader of each format makes, before names are resolved.
 * Plain data; offsets count UTF-16 units in `text`.
 */
import type { ForeignExpr, LookupPoints, Span, Subscript } from './foreign-expression.ts';

export interface ForeignModel {
  readonly format: 'vensim' | 'xmile';
  /** Whose functions and operators its equations are made of: Vensim writes XMILE with its own. */
  readonly language: 'vensim' | 'xmile';
  /** Who says they wrote the file; `''` where nothing does. */
  readonly vendor: string;
  readonly file: string;
  readonly text: string;
  readonly title: string;
  readonly doc: string;
  readonly time: ForeignTime;
  readonly dimensions: readonly ForeignDimension[];
  readonly variables: readonly ForeignVariable[];
  readonly macros: readonly ForeignMacro[];
  readonly units: readonly ForeignUnit[];
  /** What an array gives for an index that it does not have; 0 where nothing is said. */
  readonly beyondArrays?: number;
  /** Files that the model names by a tag, `?data`, by what they are called. */
  readonly fileTags?: ReadonlyMap<string, string>;
  /** The diagrams as they stand in the file, kept for round trips. */
  readonly diagrams: string;
  /** What the file's own graphs show, in their order: names of variables, without elements. */
  readonly graphed: readonly string[];
}

/** Undefined expressions: the file says nothing about it. Variables may stand in them. */
export interface ForeignTime {
  readonly start: ForeignExpr | undefined;
  readonly stop: ForeignExpr | undefined;
  readonly dt: ForeignExpr | undefined;
  readonly save: ForeignExpr | undefined;
  readonly method: 'euler' | 'rk4';
  readonly unit: string;
  /** The date of time 0, where the file gives one. */
  readonly origin?: CalendarOrigin | undefined;
  readonly span: Span;
}

export interface CalendarOrigin {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** In which the clock counts: 0 years, 1 quarters, 2 months, 3 weeks, 4 days, 5 hours, 6 minutes, 7 seconds. */
  readonly unit: number | undefined;
}

export interface ForeignName {
  readonly text: string;
  readonly span: Span;
}

export interface ForeignDimension {
  readonly name: ForeignName;
  /** Names of elements or of other dimensions, whose elements these are. */
  readonly elements: readonly ForeignName[];
  /** `to`: another dimension; `elements` for each of ours the element, or the dimension of elements, there. */
  readonly maps: readonly { readonly to: ForeignName; readonly elements: readonly ForeignName[] | undefined }[];
  /** `<->`: another name for this dimension. */
  readonly same: ForeignName | undefined;
  /** Elements that a sheet holds: GET XLS SUBSCRIPT and the like. */
  readonly source: ForeignExpr | undefined;
}

export type Interpolation = 'interpolate' | 'look forward' | 'hold backward' | 'raw';

export interface ForeignVariable {
  readonly name: ForeignName;
  readonly kind: 'auxiliary' | 'stock' | 'flow';
  readonly label: string;
  readonly unit: string;
  readonly doc: string;
  readonly nonNegative: boolean;
  readonly definitions: readonly Definition[];
  /** XMILE: the dimensions over which it is declared; its definitions may name only elements of them. */
  readonly declaredOver?: readonly string[];
  /** XMILE: names of flows, and what kind of stock this is. */
  readonly inflows: readonly ForeignName[];
  readonly outflows: readonly ForeignName[];
  readonly conveyor?: Conveyor | undefined;
  /** XMILE: a stock whose contents leave in the order in which they came. */
  readonly isQueue?: boolean;
  /** Of a flow out of a queue: takes what the flows before it have no room for. */
  readonly isOverflow?: boolean;
  /** Of a flow out of a conveyor that its way does not end with: its equation is the part that leaks. */
  readonly leaks?: boolean;
  /** From where to where on the belt it leaks, as parts of its length from where loads enter; undefined: everywhere. */
  readonly leakZone?: LeakZone | undefined;
  /** Of a flow into a conveyor: where on it Stella lays what enters, in its own word; undefined: at the beginning. */
  readonly spread?: string | undefined;
}

export interface LeakZone {
  readonly start: number;
  readonly end: number;
}

export interface Conveyor {
  readonly transit: ForeignExpr;
  /** The time of transit changes only where this is not 0; undefined: at every step. */
  readonly sample: ForeignExpr | undefined;
  /** Where this is not 0 nothing moves and nothing enters. */
  readonly arrest: ForeignExpr | undefined;
  /** Of a queue before it: takes its batches one a step, and only as wholes. */
  readonly oneAtATime: boolean;
  readonly wholeBatches: boolean;
  /** What it holds moves in lumps. */
  readonly discrete: boolean;
  readonly capacity: ForeignExpr | undefined;
  readonly inflowLimit: ForeignExpr | undefined;
  /** What leaks is a part of what is there, per unit of time; otherwise a part of what entered, evenly over its way. */
  readonly leaksExponentially: boolean;
}

export interface Definition {
  /** What stands in brackets after the name; `undefined` in XMILE where the dimensions are given apart. */
  readonly subscripts: readonly Subscript[];
  readonly except: readonly (readonly Subscript[])[];
  /** Undefined: a data variable whose values come from a file beside the model. */
  readonly value: ForeignExpr | undefined;
  /** What the value passes through (XMILE). */
  readonly lookup: LookupPoints | undefined;
  readonly interpolation: Interpolation | undefined;
  readonly isData: boolean;
  readonly span: Span;
}

export interface MacroInput extends ForeignName {
  /** What it is where a call leaves it out; may name the inputs before it. */
  readonly otherwise?: ForeignExpr | undefined;
}

export interface ForeignMacro {
  readonly name: ForeignName;
  readonly inputs: readonly MacroInput[];
  readonly outputs: readonly ForeignName[];
  readonly variables: readonly ForeignVariable[];
}

export interface ForeignUnit {
  readonly name: string;
  readonly aliases: readonly string[];
}

/** Files beside the model by path relative to it, `/` between folders. */
export type ForeignFiles = ReadonlyMap<string, Uint8Array>;

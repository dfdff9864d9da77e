/**
 * A study as its author wrote it: the files of the folder, read and put in order, nothing resolved yet.
 * Plain data; everything a later stage may have to point at carries its place or its source text.
 * Equations stay text here: `equations/` parses them, `model/` gives names their meaning.
 */
import type { TimeUnit } from '../base/calendar.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import type { SourceText } from '../diagnostics/source-text.ts';

/** The bytes of a study's files by path relative to its folder, with `/` between folders. */
export type StudyFiles = ReadonlyMap<string, Uint8Array>;

export interface Study {
  readonly settings: StudySettings;
  readonly argument: Argument;
  readonly references: readonly Reference[];
  readonly evidence: readonly Evidence[];
  readonly dimensions: readonly DimensionDeclaration[];
  readonly parameters: readonly ParameterDeclaration[];
  readonly lookups: readonly LookupDeclaration[];
  readonly inputs: readonly InputDeclaration[];
  readonly variables: readonly VariableDeclaration[];
  readonly mechanisms: readonly MechanismDeclaration[];
  readonly structures: readonly StructureDeclaration[];
  readonly scenarios: readonly ScenarioDeclaration[];
  readonly claims: readonly ClaimDeclaration[];
  /** What must be so in every member: the same form as a claim, and no part of the argument. */
  readonly expectations: readonly ClaimDeclaration[];
  readonly history: History;
  /** What was found, as notes on what it is about; they change no result. */
  readonly notes: readonly Note[];
  /** Of an imported model: its diagram as the other tool wrote it, for exporting it again. */
  readonly diagram?: Diagram | undefined;
  /** The text of every text file read, by path: diagnostics need it to show excerpts. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Not understood, only kept. */
export interface Diagram {
  readonly format: 'vensim' | 'xmile';
  readonly text: string;
}

/** Where each is kept in the folder of a study. */
export const DIAGRAM_FILES = { vensim: 'diagram.vensim', xmile: 'diagram.xmile' } as const;

/** A name with the place where it stands. `text` is as the author spelled it. */
export type Name = SourceText;

/**
 * False: units are for people and nothing checks them. `except_numbers`: a plain number takes any unit. Both for models
 * from tools that do not ask for more.
 */
export type UnitCheck = boolean | 'except_numbers';

export interface StudySettings {
  readonly title: string;
  readonly question: string;
  readonly time: TimeSettings;
  readonly seed: number;
  readonly memberCount: number;
  readonly replicateCount: number;
  /** Members screened by the record before `memberCount` of them are simulated in full; 0: none. */
  readonly candidateCount: number;
  readonly units: readonly UnitDeclaration[];
  /** Undefined: all of them. */
  readonly checkUnits?: UnitCheck;
  readonly conserved: readonly ConservedDeclaration[];
  readonly outputs: readonly OutputDeclaration[];
  readonly ledger?: readonly AccountDeclaration[];
  readonly intendedUse: string;
  readonly limits: readonly string[];
  /** What importing left out of the model, in words: every result made from the study repeats it. */
  readonly dropped?: readonly string[];
  readonly map?: MapDeclaration | undefined;
}

/** Where places lie, and what is shown of them. No boundary is claimed: places are points, outlines a background. */
export interface MapDeclaration {
  readonly places: readonly MapPlace[];
  /** Rings of longitude and latitude. */
  readonly outlines: readonly (readonly (readonly [number, number])[])[];
  readonly show: readonly Name[];
}

export interface MapPlace {
  /** Canonical name of the element. */
  readonly id: string;
  readonly name: string;
  readonly longitude: number;
  readonly latitude: number;
}

/**
 * The clock. Simulated time counts `unit`s from `start`: the first step has TIME = 0 where `start` is a calendar date,
 * and TIME = `start` where it is a number. `stepCount` steps of `dt`; every `saveEvery`-th step is kept.
 */
export interface TimeSettings {
  /** Day 1 of the calendar, `2014-06` or `2014-06-01`; undefined where time is a plain number. */
  readonly calendarStart: string | undefined;
  readonly start: number;
  readonly stop: number;
  readonly dt: number;
  readonly unit: TimeUnit;
  /** As in `CalendarSettings`; of models from other tools. */
  readonly called?: string | undefined;
  readonly method: 'euler' | 'rk4';
  readonly stepCount: number;
  readonly saveEvery: number;
  readonly place: Place;
}

export interface UnitDeclaration {
  readonly name: Name;
  readonly aliases: readonly Name[];
  /** `1000 USD`: this unit as a number of others; undefined for a base unit. */
  readonly equals: SourceText | undefined;
}

/** Quantities that must balance: total of all stocks of `unit` = start + sources - sinks, at every saved step. */
export interface ConservedDeclaration {
  readonly name: Name;
  readonly unit: SourceText;
  readonly sources: readonly Name[];
  readonly sinks: readonly Name[];
}

export interface OutputDeclaration {
  /** Scalar expression over the model's variables. */
  readonly show: SourceText;
  readonly id: Name;
  readonly title: string;
  readonly unit: string;
}

/** An account of the ledger: outputs that count what came in and what went out so far, and what then remains. */
export interface AccountDeclaration {
  readonly name: Name;
  readonly title: string;
  readonly remaining: Name;
  readonly lines: readonly { readonly name: Name; readonly side: 'in' | 'out'; readonly output: Name }[];
}

/** `open`: not yet dealt with; every sentence begins so. */
export type StatementStatus = 'modelled' | 'claim' | 'context' | 'out of scope' | 'open';

export interface Statement {
  /** `p4.2`: paragraph 4, second statement. */
  readonly id: Name;
  readonly status: StatementStatus;
  /** Mechanisms (modelled) or claims (claim) that carry the statement. */
  readonly carriedBy: readonly Name[];
  /** Why it is out of scope or context; empty otherwise. */
  readonly reason: string;
  /** Markdown, one paragraph. */
  readonly text: string;
}

export interface Argument {
  readonly title: string;
  readonly introduction: string;
  readonly paragraphs: readonly {
    readonly id: string;
    readonly title: string;
    readonly statements: readonly Statement[];
  }[];
}

/** A CSL item: only the fields that Fissure prints are typed, all are kept. */
export interface Reference {
  readonly id: Name;
  readonly item: Readonly<Record<string, unknown>>;
}

export type Confidence = 'high' | 'medium' | 'low';

export interface Evidence {
  readonly id: Name;
  readonly finding: string;
  readonly reference: Name | undefined;
  readonly locator: string;
  readonly value: number | undefined;
  readonly range: readonly [number, number] | undefined;
  readonly unit: string;
  /** The date the figure refers to, and the date it was published: `2014-09`, `2014-09-11`. */
  readonly date: string;
  readonly published: string;
  readonly confidence: Confidence;
  readonly note: string;
  readonly checks?: ArgumentCheck | undefined;
}

/** A finding set against what the argument states. */
export interface ArgumentCheck {
  readonly statements: readonly Name[];
  /** The figure or the fact as the argument has it. */
  readonly stated: string;
  readonly outcome: 'agrees' | 'partly' | 'differs' | 'unverified';
  /** What the difference, or its absence, means for the claims. */
  readonly bearing: string;
}

export interface DimensionDeclaration {
  readonly name: Name;
  /** Elements in order. For `same_as` and `part_of` dimensions these are the parent's, or some of them. */
  readonly elements: readonly Name[];
  /** Same elements under a second name, so that an equation can use a dimension twice (place and neighbour). */
  readonly sameAs: Name | undefined;
  readonly partOf: Name | undefined;
  /** dimension -> for each of our elements, the element of that dimension it belongs to (place -> country). */
  readonly maps: readonly { readonly to: Name; readonly elements: readonly Name[] }[];
  readonly labels: ReadonlyMap<string, string>;
}

/** Why a number or an equation is as it is: an evidence id (`B1.lyall-2020`) or a statement id (`p4.2`). */
export type Because = readonly Name[];

/** A number for every element, keyed by element names joined with `,` in the order of `over`; key `''` for a scalar. */
export type ElementValues = ReadonlyMap<string, number>;

export interface ParameterDeclaration {
  readonly name: Name;
  readonly label: string;
  readonly doc: string;
  readonly unit: SourceText;
  readonly over: readonly Name[];
  readonly values: ElementValues;
  /** One prior per uncertain draw. `elements` are the value keys it sets (or multiplies). Empty: the value is fixed. */
  readonly priors: readonly PriorDeclaration[];
  readonly because: Because;
  readonly confidence: Confidence | undefined;
  /** That its prior has one sign is an assumption, and a trial with both signs should be made. */
  readonly signAssumed?: boolean;
}

export interface PriorDeclaration {
  readonly elements: readonly string[];
  /** `set`: the draw is the value. `multiply`: the draw multiplies each element's own value (a shared scale error). */
  readonly mode: 'set' | 'multiply';
  readonly distribution: Distribution;
  readonly place: Place;
}

/** Parameters in the order an author writes them; see docs/reference/study-format.md for their meaning and ranges. */
export type Distribution =
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'loguniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'triangular'; readonly low: number; readonly mode: number; readonly high: number }
  | { readonly kind: 'normal'; readonly mean: number; readonly sd: number }
  /** `sigma` is the standard deviation of the logarithm. */
  | { readonly kind: 'lognormal'; readonly median: number; readonly sigma: number }
  | { readonly kind: 'beta'; readonly a: number; readonly b: number };

export interface LookupDeclaration {
  readonly name: Name;
  readonly label: string;
  readonly doc: string;
  readonly xUnit: SourceText;
  readonly yUnit: SourceText;
  readonly points: readonly (readonly [number, number])[];
  readonly between: 'interpolate' | 'step';
  readonly outside: 'hold' | 'extrapolate';
  readonly because: Because;
}

export interface InputDeclaration {
  readonly name: Name;
  readonly label: string;
  readonly doc: string;
  readonly unit: SourceText;
  readonly over: readonly Name[];
  /** By element key as in `ElementValues`: [simulated time, value] rows in order of time. */
  readonly series: ReadonlyMap<string, readonly (readonly [number, number])[]>;
  readonly between: 'interpolate' | 'step';
  /** What stands before the first and after the last row: the row's own value, or this number. */
  readonly before: 'hold' | number;
  readonly after: 'hold' | number;
  readonly because: Because;
}

export interface VariableDeclaration {
  readonly name: Name;
  readonly kind: 'stock' | 'flow' | 'auxiliary';
  readonly label: string;
  readonly doc: string;
  readonly unit: SourceText;
  readonly over: readonly Name[];
  /** Equations of a flow or auxiliary; initial values of a stock. */
  readonly equations: readonly ElementEquation[];
  /** Of a stock only: a flow's name, or an expression of flows such as `SUM(exits[*, motive])`. */
  readonly inflows: readonly SourceText[];
  readonly outflows: readonly SourceText[];
  readonly nonNegative: boolean;
  /** Made to serve another variable, as an import does: tables of everything leave it out. */
  readonly helper?: boolean;
  readonly because: Because;
  /** Inside a mechanism's `off` and a structure's `equations` no declaration is new: see `Replacement`. */
}

export interface ElementEquation {
  /** Subscripts as written, `foreign, *`; undefined: every element. `otherwise`: those no other entry names. */
  readonly subscripts: SourceText | 'otherwise' | undefined;
  readonly equation: SourceText;
}

/** New equations for a variable that exists. */
export interface Replacement {
  readonly variable: Name;
  readonly equations: readonly ElementEquation[];
}

export interface MechanismDeclaration {
  readonly name: Name;
  readonly label: string;
  readonly doc: string;
  readonly statements: readonly Name[];
  readonly because: Because;
  /** Why its equations have the form they have; empty where the author does not say. */
  readonly form: string;
  /** Another form that was thought of and is not sampled, and why not; empty where the author names none. */
  readonly rival: string;
  /** The mechanism's terms: every place where it acts, with what stands there when it is switched off. */
  readonly off: readonly Replacement[];
}

export interface StructureDeclaration {
  readonly name: Name;
  readonly label: string;
  readonly doc: string;
  readonly mechanism: Name | undefined;
  /** The first alternative is the model as written in model.yaml. Weights are relative prior weights. */
  readonly alternatives: readonly AlternativeDeclaration[];
}

export interface AlternativeDeclaration {
  readonly name: Name;
  readonly label: string;
  readonly doc: string;
  readonly weight: number;
  readonly equations: readonly Replacement[];
  readonly because: Because;
}

/** What a scenario or an arm of a claim changes. Nothing is inherited silently. */
export interface Intervention {
  /** Simulated time from which it holds; undefined: from the start, initial values included. */
  readonly from: number | undefined;
  /** Parameter, or parameter[element]: the value it takes. */
  readonly set: readonly { readonly target: SourceText; readonly value: number }[];
  readonly scale: readonly { readonly target: SourceText; readonly factor: number }[];
  readonly off: readonly Name[];
  readonly on: readonly Name[];
  readonly structure: readonly { readonly factor: Name; readonly alternative: Name }[];
  /** Inputs held at the value they have at this simulated time. */
  readonly freeze: readonly { readonly input: Name; readonly at: number }[];
  readonly place: Place;
}

export interface ScenarioDeclaration {
  readonly name: Name;
  readonly label: string;
  readonly doc: string;
  readonly intervention: Intervention;
}

/** One version of the member that a claim compares. */
export interface ClaimArm {
  readonly name: Name;
  readonly label: string;
  readonly scenario: Name | undefined;
  readonly intervention: Intervention | undefined;
}

/** Why a claim's test can be trusted, in the author's words, and a region of the model in which the claim changes sides. */
export interface Defence {
  readonly measure: string;
  readonly horizon: string;
  readonly threshold: string;
  /** What would make the test say nothing. */
  readonly vacuous: string;
  /** How the claim could be true by construction, and why it is not. */
  readonly construction: string;
  /** Where it holds in less than half of the members if it holds in most of them, and the other way round. */
  readonly turns: ClaimArm | undefined;
}

export interface ClaimDeclaration {
  readonly name: Name;
  readonly statements: readonly Name[];
  readonly says: string;
  /** Why this measure, this horizon, this threshold; what would make it vacuous. */
  readonly test: string;
  /** Cases are members, or members x elements of these dimensions. */
  readonly over: readonly Name[];
  /** The arm `base` is always there: the study as it stands, unless the author changes it. */
  readonly arms: readonly ClaimArm[];
  /** Changes beneath those of every arm, `base` included; no author writes them, see `turnedClaim`. */
  readonly beneath?: ClaimArm | undefined;
  readonly measures: readonly { readonly name: Name; readonly equation: SourceText }[];
  /** Over measures by arm: `exits[equal] < 0.95 * exits[base]`. */
  readonly holds: SourceText;
  readonly appliesWhen: SourceText | undefined;
  readonly effect: SourceText | undefined;
  readonly effectLabel: string;
  /** More numbers to report, each an expression over measures by arm. */
  readonly report: readonly { readonly name: Name; readonly label: string; readonly equation: SourceText }[];
  readonly byConstruction: string;
  readonly untestable: string;
  readonly defence?: Defence | undefined;
  readonly place: Place;
}

/** A finding, noted where it belongs. */
export interface Note {
  readonly about: readonly Name[];
  /** Markdown. */
  readonly text: string;
  /** Empty where it says none. */
  readonly date: string;
  readonly by: string;
}

export interface History {
  /** `2015-03-31`: nothing published later is used for fitting. */
  readonly knownBy: string;
  readonly series: readonly ObservedSeries[];
  readonly windows?: readonly TestWindow[];
  /** Scenarios fitted each on its own. */
  readonly rivals?: readonly RivalDeclaration[];
  readonly interaction?: { readonly first: Name; readonly second: Name; readonly neither: Name } | undefined;
}

export interface RivalDeclaration {
  readonly scenario: Name;
  /** Series of which this rival says nothing. */
  readonly without: readonly Name[];
}

/** A period over which points that were not fitted are scored. */
export interface TestWindow {
  readonly name: Name;
  readonly label: string;
  readonly from: number;
  readonly to: number;
  /** As written: baselines know what had been published before this date. */
  readonly fromDate: string;
}

export interface ObservedSeries {
  readonly name: Name;
  readonly label: string;
  readonly unit: string;
  /** Scalar expression over the model: what the source would see. */
  readonly observes: SourceText;
  readonly error: ErrorModel;
  readonly use: 'fit' | 'test' | 'show';
  /** The id of an output on whose chart the points belong; undefined: none. */
  readonly output: Name | undefined;
  /** The earlier series of the same source. */
  readonly continues?: Name | undefined;
  /** Another series that the same doubt concerns: what fitting gives without both is told. */
  readonly doubtedWith?: Name | undefined;
  readonly note: string;
  readonly points: readonly ObservedPoint[];
}

/** `lognormal`: sd of log(observed / model). `normal`: sd in the series' unit. `dof`: Student-t tails where given. */
export interface ErrorModel {
  readonly kind: 'lognormal' | 'normal';
  readonly sd: number;
  readonly dof: number | undefined;
}

export interface ObservedPoint {
  /** At a moment, or the integral of `observes` over a period. */
  readonly time:
    | { readonly kind: 'at'; readonly at: number }
    | { readonly kind: 'over'; readonly from: number; readonly to: number };
  /** Dates as written, for people. */
  readonly date: string;
  readonly published: string;
  readonly value: number;
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly because: Because;
  readonly place: Place;
}

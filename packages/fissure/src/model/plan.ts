/**
 * The middle form between the checked model and whatever runs it: dimensions expanded to scalars, equations in
 * order, every scalar at a fixed slot of one row of 64-bit floats. Plain data; prints, crosses to a worker, is
 * interpreted (engine/interpreter.ts defines its meaning) or turned into code that must agree with the interpreter.
 *
 * One evaluation of a run, at simulated time t = start + k * dt:
 *   member   once, and again whenever parameters change within a run
 *   initial  once, at step 0, in order: stocks, INIT and PREVIOUS cells, and what they need
 *   held     once per whole step, in order, before `step`, never again in the stages of RK4: PREVIOUS and pipelines
 *            first, then random draws and the auxiliaries that their arguments need (these stand in `step` as well)
 *   step     at every evaluation of the derivatives, in order
 *   observe  at saved steps only, after `step`: outputs, measures of claims, what history observes
 */
export interface Plan {
  readonly time: PlanTime;
  /** What is at each slot, for messages, tables and code printing. */
  readonly slots: readonly PlanSlot[];
  readonly parameters: readonly PlanParameter[];
  readonly lookups: readonly PlanLookup[];
  readonly member: readonly Assignment[];
  readonly initial: readonly InitialAssignment[];
  readonly held: readonly HeldAssignment[];
  readonly step: readonly Assignment[];
  readonly observe: readonly Assignment[];
  readonly stocks: readonly PlanStock[];
  readonly conserved: readonly PlanConserved[];
  /** Slots of the observed expressions, in the order they were given to `lowerToPlan`. */
  readonly observed: readonly number[];
}

export interface PlanTime {
  readonly start: number;
  readonly dt: number;
  readonly stepCount: number;
  readonly saveEvery: number;
  readonly method: 'euler' | 'rk4';
}

export type SlotRole =
  | 'parameter'
  | 'stock'
  | 'flow'
  | 'auxiliary'
  | 'input'
  | 'initial'
  | 'held'
  | 'observed'
  /** Of a divisor, see divide-by-reciprocal.ts. */
  | 'reciprocal';

export interface PlanSlot {
  /** `fighters[foreign,believer]`: canonical, unique. Cells that a delay or smooth made: `wish·smth1·1[foreign]`. */
  readonly id: string;
  /** The declared variable it belongs to, for messages. */
  readonly variable: string;
  readonly role: SlotRole;
}

/** As an author knows it: what is observed has no name but its own text. */
export function slotText({ id, variable, role }: PlanSlot): string {
  return role === 'observed' ? variable : id;
}

/** Anything settable from outside a run. Switches are 1 (on) or 0 (off); a structure is the index of its alternative. */
export interface PlanParameter {
  readonly slot: number;
  readonly name: string;
  /** `''` for a scalar. */
  readonly element: string;
  /** `freeze`: simulated time after which an input keeps its value (Infinity by default). */
  readonly kind: 'parameter' | 'switch' | 'structure' | 'freeze';
  readonly value: number;
}

/** Piecewise function; `x` strictly increasing. Outside its range the end value holds, or the end slope goes on. */
export interface PlanLookup {
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly between: 'interpolate' | 'step';
  readonly outside: 'hold' | 'extrapolate';
}

export interface Assignment {
  readonly kind?: undefined;
  readonly slot: number;
  readonly value: PlanExpr;
}

/** A draw in `initial` is the same draw as its entry in `held` at step 0: same stream, same step, same arguments. */
export type InitialAssignment = Assignment | HeldDraw;

/**
 * Cells that change once per whole step. Entries without a `kind` are auxiliaries that a later draw needs.
 *   draw      a random number; `stream` identifies the call site, independent of the rest of the model
 *   previous  the value of `of` at the step before; at step 0 the value `initial` puts into the slot
 *   pipeline  the value of `input` `delay` ago (a slot, read at step 0 and rounded to whole steps); at first `initial`
 */
export type HeldAssignment =
  | Assignment
  | HeldDraw
  | { readonly kind: 'previous'; readonly slot: number; readonly of: number }
  | {
      readonly kind: 'pipeline';
      readonly slot: number;
      readonly input: number;
      readonly delay: number;
      readonly initial: number;
    };

/**
 * `args`: uniform low, high; normal mean, sd; lognormal mean, sd (both of the value itself, not of its logarithm);
 * exponential mean; poisson mean.
 */
export interface HeldDraw {
  readonly kind: 'draw';
  readonly slot: number;
  readonly distribution: DrawKind;
  /** Two uint32 that identify the call site. */
  readonly stream: readonly [number, number];
  readonly args: readonly PlanExpr[];
}

export type DrawKind = 'uniform' | 'normal' | 'lognormal' | 'exponential' | 'poisson';

/** d(stock)/dt = sum of inflows - sum of outflows. Non-negative: outflows are cut, in order, to what there is. */
export interface PlanStock {
  readonly slot: number;
  readonly inflows: readonly PlanExpr[];
  readonly outflows: readonly PlanExpr[];
  /** Where set, every outflow is a plain slot and the cut value is written back to it before other stocks read it. */
  readonly nonNegative: boolean;
}

export interface PlanConserved {
  readonly name: string;
  readonly stocks: readonly number[];
  readonly sources: readonly number[];
  readonly sinks: readonly number[];
}

export type PlanExpr =
  | { readonly op: 'const'; readonly value: number }
  | { readonly op: 'slot'; readonly slot: number }
  | { readonly op: 'time' }
  | { readonly op: 'unary'; readonly fn: UnaryFunction; readonly a: PlanExpr }
  | { readonly op: 'binary'; readonly fn: BinaryFunction; readonly a: PlanExpr; readonly b: PlanExpr }
  /** Sums, products, minima and maxima of many terms, from left to right. Never empty. */
  | { readonly op: 'fold'; readonly fn: 'add' | 'mul' | 'min' | 'max'; readonly terms: readonly PlanExpr[] }
  /** Only the chosen branch counts; both are free of side effects. NaN as condition is false. */
  | { readonly op: 'if'; readonly condition: PlanExpr; readonly consequent: PlanExpr; readonly alternative: PlanExpr }
  /** `options[parameter]`, for structures: constant over a member's run (or a segment of it). */
  | { readonly op: 'choose'; readonly slot: number; readonly options: readonly PlanExpr[] }
  | { readonly op: 'lookup'; readonly lookup: number; readonly x: PlanExpr }
  /** PULSE, RAMP and STEP: functions of the step clock, so that awkward dt neither skips nor doubles them. */
  | { readonly op: 'signal'; readonly fn: 'pulse' | 'step' | 'ramp'; readonly args: readonly PlanExpr[] }
  /** CLEARINGPRICE: arguments in the order of base/clearing-price.ts. */
  | { readonly op: 'price'; readonly args: readonly PlanExpr[] };

export type UnaryFunction =
  | 'neg'
  | 'not'
  | 'abs'
  | 'sqrt'
  | 'exp'
  | 'ln'
  | 'log10'
  | 'sin'
  | 'cos'
  | 'tan'
  | 'arcsin'
  | 'arccos'
  | 'arctan'
  | 'int';
/** Comparisons and logic give 1 or 0. `mod` has the sign of the divisor. Division is IEEE: x / 0 is infinite, 0 / 0 NaN. */
export type BinaryFunction =
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'pow'
  | 'mod'
  | 'min'
  | 'max'
  | 'lt'
  | 'le'
  | 'gt'
  | 'ge'
  | 'eq'
  | 'ne'
  | 'and'
  | 'or';

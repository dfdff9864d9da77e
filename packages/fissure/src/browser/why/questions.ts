/** What the *Why?* drawer asks of its worker, and what it is told: plain data both ways. */
import type { DriversAnswer } from '../../analysis/drivers.ts';
import type { Cause, DescribedLoops } from '../../analysis/loops/describe-loops.ts';
import type { LoopGroup, LoopMark } from '../../analysis/loops/group-loops.ts';
import type { InfluenceNode } from '../../analysis/loops/influence.ts';
import type { Trace } from '../../analysis/loops/trace-variable.ts';
import type { Experiment } from '../../experiment/experiment.ts';
import type { Diagram } from '../../report/figures/diagram.ts';
import type { PlaceMoment } from '../../report/figures/place-map.ts';
import type { ScenarioArms } from '../scenario-arms.ts';
import type { Change } from '../simulation-messages.ts';
import type { MemberTable } from './members.ts';

/** By kind what a question is about. Names of variables are canonical ones. */
export interface Questions {
  readonly causes: { readonly variable: string; readonly element: string };
  /** Of all loops through the stock behind `variable`; undefined: of the part of the model with most stocks. */
  readonly loops: {
    readonly variable: string | undefined;
    readonly most: number;
    /** Mechanisms, to group all loops by. */
    readonly marks: readonly LoopMark[];
  };
  /** What is up to `reach` links away from `focus`. */
  readonly diagram: { readonly focus: readonly string[]; readonly reach: 0 | 1 | 2; readonly most: number };
  /** At no more than `most` moments; `places` are canonical names of elements. */
  readonly places: { readonly variable: string; readonly places: readonly string[]; readonly most: number };
  /** Of an outcome: what decides where it ends. */
  readonly drivers: { readonly output: string };
  /** Draws of `factors` are told as well. `caseIndex`: of a claim over dimensions. */
  readonly members: {
    readonly subject: { readonly kind: 'claim' | 'output'; readonly id: string };
    readonly caseIndex: number;
    readonly factors: readonly string[];
  };
}

export type QuestionKind = keyof Questions;

export type Question<K extends QuestionKind = QuestionKind> = {
  readonly [Kind in K]: Questions[Kind] & { readonly kind: Kind; readonly change: Change };
}[K];

export interface Answers {
  readonly causes: CausesAnswer | undefined;
  readonly loops: LoopsAnswer;
  readonly diagram: Diagram;
  /** Undefined where the variable has no element that is a place. */
  readonly places: PlacesAnswer | undefined;
  /** Undefined before the record has weighed the members. */
  readonly drivers: DriversAnswer | undefined;
  readonly members: MemberTable;
}

export interface PlacesAnswer {
  readonly variable: string;
  readonly moved: readonly PlaceMoment[];
  /** As the study stands; undefined where that is what is shown. */
  readonly baseline: readonly PlaceMoment[] | undefined;
}

export interface TracedVariable {
  readonly variable: string;
  readonly role: InfluenceNode['role'];
  /** Under the levers; undefined where the run does not compute it. */
  readonly moved: Trace | undefined;
  /** As the study stands; undefined where that is what is shown. */
  readonly baseline: Trace | undefined;
}

export interface CausesAnswer extends TracedVariable {
  readonly shareTimes: readonly number[];
  /** What changes within a run, the strongest first. */
  readonly causes: readonly (Cause & TracedVariable)[];
  /** Simulated time at which the run broke off. */
  readonly failedAt: number | undefined;
}

export interface LoopsAnswer extends DescribedLoops {
  /** The stock through which these loops go; undefined: all of the largest part. */
  readonly through: string | undefined;
  /** All loops found, each in one group. */
  readonly groups: readonly LoopGroup[];
}

/** To the worker: first the study, then scenarios and questions about it. */
export type WhyRequest =
  | { readonly kind: 'study'; readonly experiment: Experiment; readonly weights: Float64Array | undefined }
  | { readonly kind: 'scenario'; readonly key: string; readonly arms: ScenarioArms }
  | { readonly kind: 'question'; readonly id: number; readonly question: Question };

export type WhyReply =
  | { readonly id: number; readonly answer: Answers[QuestionKind] }
  | { readonly id: number; readonly failure: string };

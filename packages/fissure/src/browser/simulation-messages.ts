/** What a page and its simulating worker say to each other: plain data. */
import type { Band } from '../analysis/bands.ts';
import type { VariantJudgement } from '../analysis/judge-variant.ts';
import type { Verdict } from '../analysis/verdict.ts';
import type { Experiment } from '../experiment/experiment.ts';
import type { BreakingPoint } from './break-claim.ts';
import type { BrokenOff } from './broken-off.ts';
import type { Change } from './change.ts';
import type { ScenarioArms } from './scenario-arms.ts';
import type { KnownBaseline } from './study-message.ts';
import type { BriefAssessment } from './what-if.ts';

export type { Change } from './change.ts';

/** `preview`: the first members as they come, before the record weighs them. */
export type Quality = 'preview' | 'first' | 'coarse' | 'full';

/** Runs of single members, to be drawn as lines: by run, values at the saved times. */
export interface OutputLines {
  readonly output: string;
  readonly runs: readonly Float64Array[];
}

interface Asking {
  /** Comes back with every answer, so that late ones can be told. */
  readonly turn: number;
  readonly change: Change;
}

export interface ExpectedLever {
  readonly id: string;
  /** What it can be set to, in order. */
  readonly values: readonly number[];
  /** Where it stands as the study has it, and is not named. */
  readonly standing: number;
}

export type SimulationRequest =
  /** Drops all that was under way. Without a baseline it is simulated; of one, bands that are missing. */
  | {
      readonly kind: 'open';
      readonly turn: number;
      readonly experiment: Experiment;
      readonly baseline: KnownBaseline<BriefAssessment> | undefined;
    }
  /** `key`: of the changes that it is for. */
  | { readonly kind: 'scenario'; readonly key: string; readonly arms: ScenarioArms }
  /** A lever moves: a few members of these outputs, the latest position first; where wanted, single runs with every fan. */
  | (Asking & { readonly kind: 'follow'; readonly outputs: readonly string[]; readonly hasRuns?: boolean })
  /** Levers that a hand may soon move. Where it is not near yet, all that somebody waits for comes first. No answer. */
  | {
      readonly kind: 'expect';
      readonly change: Change;
      readonly levers: readonly ExpectedLever[];
      readonly isNear: boolean;
    }
  /** It was let go: all members of these outputs, then verdicts. */
  | (Asking & { readonly kind: 'settle'; readonly outputs: readonly string[] })
  /** Single runs of these outputs, of what is settled. */
  | (Asking & { readonly kind: 'runs'; readonly outputs: readonly string[] })
  /** Verdicts alone, one change after the other. */
  | (Asking & { readonly kind: 'judge' })
  /** All members of these outputs, and nothing of the claims: for what was judged before they were looked at. Stops as `judge` does. */
  | (Asking & { readonly kind: 'outcomes'; readonly outputs: readonly string[] })
  /** What `fissure matrix` says of the change with so many members and candidates, one change after the other. */
  | (Asking & { readonly kind: 'variant'; readonly memberCount: number; readonly candidateCount: number })
  /** `deciding`: factors that the claim's verdict depends on, those first that decide most. */
  | (Asking & { readonly kind: 'break'; readonly claim: string; readonly deciding: readonly string[] })
  | { readonly kind: 'stop'; readonly what: 'settle' | 'judge' | 'variant' | 'break' };

export type SimulationAnswer =
  | { readonly kind: 'stage'; readonly turn: number; readonly stage: 'screen' | 'simulate'; readonly share: number }
  | { readonly kind: 'baseline'; readonly turn: number; readonly baseline: KnownBaseline }
  /** Of outputs that the baseline did not have, as the study stands. */
  | { readonly kind: 'added'; readonly turn: number; readonly bands: readonly Band[] }
  | {
      readonly kind: 'bands';
      readonly turn: number;
      readonly quality: Quality;
      readonly bands: readonly Band[];
      readonly lines: readonly OutputLines[];
    }
  | { readonly kind: 'runs'; readonly turn: number; readonly lines: readonly OutputLines[] }
  | {
      readonly kind: 'verdicts';
      readonly turn: number;
      readonly isProvisional: boolean;
      readonly verdicts: readonly Verdict[];
      /** Of all outputs, once every member was simulated. */
      readonly bands: readonly Band[];
      /** Once every member was simulated, where some broke off. */
      readonly brokenOff: BrokenOff | undefined;
    }
  | { readonly kind: 'outcomes'; readonly turn: number; readonly bands: readonly Band[] }
  | { readonly kind: 'variant'; readonly turn: number; readonly judgement: VariantJudgement }
  | { readonly kind: 'share'; readonly turn: number; readonly share: number }
  | {
      readonly kind: 'broken';
      readonly turn: number;
      readonly found: BreakingPoint | undefined;
      readonly tried: number;
    }
  | { readonly kind: 'failed'; readonly reason: string };

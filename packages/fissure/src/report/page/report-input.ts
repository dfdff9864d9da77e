import type { Knockout } from '../../analysis/knockouts.ts';
import type { Assessment } from '../../analysis/results.ts';
import type { ScenarioEffects } from '../../analysis/scenario-effects.ts';
import type { Turn } from '../../analysis/turns.ts';
import type { Verdict } from '../../analysis/verdict.ts';
import type { ClaimDeclaration, Study } from '../../study/study.ts';
import type { Chart } from '../figures/chart.ts';
import type { PlaceMap } from '../figures/place-map.ts';
import type { CausesInput } from './causes-input.ts';
import type { LiveParts } from './live-study.ts';

/** All that the page is made from: plain data, nothing is computed from runs here. */
export interface ReportInput {
  readonly study: Study;
  readonly assessment: Assessment;
  /** Of the main outcomes; `fanCharts` makes them. */
  readonly charts: readonly Chart[];
  /** What switching off each mechanism does, over members of the prior; undefined: it was not tried. */
  readonly knockouts?: { readonly memberCount: number; readonly knockouts: readonly Knockout[] } | undefined;
  /** What each scenario changes, over members of the prior; undefined: there is none, or it was not tried. */
  readonly scenarios?: ScenarioEffects | undefined;
  /** Whether claims change sides where their authors say so; undefined: it was not tried. */
  readonly turns?: { readonly memberCount: number; readonly turns: readonly Turn[] } | undefined;
  readonly engine: string;
  /** Loops, causes and diagrams; `causesInput` makes them. */
  readonly causes?: CausesInput;
  readonly maps?: readonly PlaceMap[];
  /** Smaller: the first outcomes only, equations as text, no diagrams, no details claim by claim. */
  readonly brief?: boolean;
  /** What lets the page simulate by itself; without it the page has no script. */
  readonly live?: LiveParts | undefined;
  /** The command line that makes this page again, and the version of Fissure. */
  readonly rebuild: { readonly command: string; readonly version: string };
  readonly fingerprints?: Fingerprints | undefined;
}

export interface Fingerprints {
  /** SHA-256 of the study's files, in hexadecimal. */
  readonly study: string;
  /** SHA-256 of the assessment as JSON. */
  readonly results: string;
}

/** One run of a model in which nothing is uncertain: there are no members to speak of. */
export function isSingleRun({ provenance }: Assessment): boolean {
  return provenance.factorCount === 0 && provenance.membersDone === 1;
}

/** A verdict with the claim it judges. */
export interface JudgedClaim {
  readonly verdict: Verdict;
  readonly declared: ClaimDeclaration;
}

export function judgedClaims(input: Pick<ReportInput, 'study' | 'assessment'>): readonly JudgedClaim[] {
  return input.assessment.verdicts.flatMap((verdict) => {
    const declared = input.study.claims.find((claim) => claim.name.text === verdict.claim);
    return declared === undefined ? [] : [{ verdict, declared }];
  });
}

/** Whether the record weighed the members; otherwise shares before and after are the same and only one is shown. */
export function isFitted(assessment: Assessment): boolean {
  return assessment.weights.state === 'fitted';
}

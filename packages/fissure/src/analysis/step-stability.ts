/** Whether a verdict depends on how time is cut: the same members under another method, and under half the step. */
import type { Verdict, VerdictWord } from './verdict.ts';

export interface StepStability {
  readonly claim: string;
  readonly word: VerdictWord;
  readonly share: number | null;
  readonly others: readonly { readonly variant: string; readonly word: VerdictWord; readonly share: number | null }[];
  /** The word changes, and the share moves out of its own 95 % interval: more than chance at a border. */
  readonly flips: boolean;
}

export interface StepVariant {
  readonly variant: string;
  readonly verdicts: readonly Verdict[];
}

export function compareVerdicts(base: readonly Verdict[], variants: readonly StepVariant[]): readonly StepStability[] {
  return base.map((verdict, i) => {
    const others = variants.map(({ variant, verdicts }) => {
      const { word, fitted } = verdicts[i]!;
      return { variant, word, share: fitted.share };
    });
    const flips = variants.some(({ verdicts }) => isOtherWord(verdict, verdicts[i]!));
    return { claim: verdict.claim, word: verdict.word, share: verdict.fitted.share, others, flips };
  });
}

/** The word differs, and the share lies outside the 95 % interval of the first: more than chance at a border. */
export function isOtherWord(
  { word, fitted }: Pick<Verdict, 'word' | 'fitted'>,
  other: Pick<Verdict, 'word' | 'fitted'>,
): boolean {
  const [low, high] = fitted.interval;
  const { share } = other.fitted;
  return word !== other.word && !(share !== null && share >= low && share <= high);
}

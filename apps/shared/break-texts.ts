/** What workbench and report say of the search for the smallest change that turns a verdict. */
export const BREAK_TEXTS = {
  tryToBreak: 'Try to break it',
  breaking: 'Looking for the smallest believable change that turns the verdict',
  stop: 'Stop',
  apply: 'Set the lever there',
  brokenBy: (claim: string, lever: string, meaning: string, from: string, to: string) =>
    `${lever} at ${meaning} is the nearest single change found: ${claim} turns from ${from} to ${to}.`,
  unbreakable: (tried: number) =>
    tried === 0
      ? 'No lever has a plausible range that could be tried.'
      : `None of the ${tried} levers that decide most turns it within its plausible range, one at a time.`,
} as const;

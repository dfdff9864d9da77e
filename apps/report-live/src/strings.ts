/** Every text of the live report's own. What a study says comes from the study. */
import { BREAK_TEXTS } from '../../shared/break-texts.ts';

export const STRINGS = {
  levers: 'What if?',
  leverNote:
    'Drag a lever, and charts and verdicts follow: it multiplies one number in every member. This page simulates by itself, without a network. Those that decide most come first.',
  key: 'the median as the study stands',
  watched: 'Outcome in view',
  allLevers: (count: number) => `All ${count} uncertain numbers`,
  find: 'Find a number',
  times: (value: number) => `× ${value.toFixed(2)}`,
  exactly: (label: string) => `${label}, times exactly`,
  plausible: (low: number, high: number) => `; plausible from × ${low.toFixed(2)} to × ${high.toFixed(2)}`,
  beyond: 'Beyond the evidence: outside of what the study holds plausible.',
  spoken: (value: number, declared: string) => `times ${value.toFixed(2)}; assumed ${declared}`,
  reset: 'Reset: back to the study as it stands',
  resetShort: 'Reset',
  changed: 'Changed by you',
  changedNote: 'Outcomes and verdicts follow your levers; everything else is of the study as it stands.',
  standing: 'as it stands',
  simulating: (share: number) => `Judging the claims over every member: ${Math.floor(100 * share)} of 100.`,
  unchanged: 'No verdict differs from the study as it stands.',
  flips: (count: number) => `${count} ${count === 1 ? 'verdict has' : 'verdicts have'} changed: `,
  flip: (from: string, to: string) => `${from} → ${to}`,
  was: (word: string) => `as it stands: ${word}`,
  check: 'Simulate the study as it stands here, and compare',
  checking: (share: number) => `Simulating: ${Math.floor(100 * share)} of 100.`,
  same: (count: string, claims: number) =>
    `The same: ${count} numbers to the last bit, and ${claims} ${claims === 1 ? 'verdict' : 'verdicts'}.`,
  different: (count: string) => `Not the same: ${count} numbers differ from those that this page was made with.`,
  bands: 'All outcomes as CSV',
  refused: 'The levers rest: this browser does not let the page run WebAssembly. All else on the page is complete.',
  failed: (reason: string) =>
    `The levers rest, since the simulation stopped: ${reason}. All else on the page is complete.`,
  ...BREAK_TEXTS,
  multiplied: (multiple: string, amount: string) => `times ${multiple}${amount === '' ? '' : `: ${amount}`}`,
  download: (kind: string, title: string) => `${kind} of ${title}`,
} as const;

/** Every text of the page's own. What a study says comes from the study. */
export const STRINGS = {
  tagline: 'Drag a lever. Watch which sentences stop being true. A model of an argument, not a forecast.',
  argument: 'Argument',
  claims: 'Claims',
  outcomes: 'Outcomes',
  levers: 'What if',
  leverNote: 'Each lever multiplies what every member assumes.',
  why: 'Why?',
  edit: 'Edit',
  loading: 'Being fetched',
  reset: 'Back to the study as it stands',
  stages: {
    read: 'Reading the study',
    screen: 'Setting candidates against the record (1 of 2)',
    simulate: 'Simulating the members chosen, with every claim (2 of 2)',
  },
  broken: 'The study has errors; the last good results are shown dimmed.',
  nothing: 'The study has errors, so nothing can be simulated yet.',
  pending: 'Verdicts are those from before this lever moved; the new ones are being simulated.',
  unchanged: 'No verdict differs from the study as it stands.',
  before: 'as it stands',
  times: (value: number) => `times ${value.toFixed(2)}`,
  share: (count: number) => `holds in ${count} of 100 runs`,
  flipped: (texts: readonly string[]) =>
    `${texts.length} ${texts.length === 1 ? 'claim' : 'claims'} changed: ${texts.join('; ')}.`,
  flip: (claim: string, from: string, to: string) => `${claim} from ${from} to ${to}`,
  failed: (reason: string) => `The simulation stopped: ${reason}`,
} as const;

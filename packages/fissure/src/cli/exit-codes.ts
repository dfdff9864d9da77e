/** What the shell learns. Documented in docs/reference/command-line.md; scripts rely on them. */
export const EXIT = {
  ok: 0,
  /** The command worked and found something that was asked about: warnings under --strict, an expectation not met. */
  findings: 1,
  usage: 2,
  invalidStudy: 3,
  /** A file or folder that cannot be read or written. */
  environment: 4,
  /** A mistake of Fissure's own. */
  bug: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What differs from the study as it stands. */
export interface Change {
  /** Name of a scenario of the study, or empty. */
  readonly scenario: string;
  /** Numbers by lever or switch; a lever that is not named stands at 1. */
  readonly levers: ReadonlyMap<string, number>;
}

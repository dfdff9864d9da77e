/** Results go to files as JSON, which knows neither NaN nor infinities. */

/** A number, or null where there is none: nothing to count, or an infinite value. The field says which it can be. */
export type MaybeNumber = number | null;

export function finite(value: number): MaybeNumber {
  return Number.isFinite(value) ? value : null;
}

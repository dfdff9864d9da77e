import { canonicalName } from '../base/names.ts';

/** Canonical names of whatever looks like a name in an equation: built-in functions too, which no variable is called. */
export function namesInText(equation: string): ReadonlySet<string> {
  return new Set([...equation.matchAll(/[\p{L}][\p{L}\p{N}_]*/gu)].map(([name]) => canonicalName(name)));
}

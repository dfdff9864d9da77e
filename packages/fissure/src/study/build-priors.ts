/** Priors of parameters: one distribution, one for each element, or one draw that multiplies all values. */
import { placeIn } from '../diagnostics/source-text.ts';
import type { BuildContext } from './build-context.ts';
import type { BuiltDimension } from './build-dimensions.ts';
import { allKeys, eachLeaf } from './build-values.ts';
import { numberOf } from './node-values.ts';
import type { Distribution, ElementValues, PriorDeclaration } from './study.ts';
import { entriesOf, fieldOf, itemsOf, type YamlNode } from './yaml-node.ts';

const KINDS: readonly string[] = ['uniform', 'loguniform', 'triangular', 'normal', 'lognormal', 'beta'];

export function buildPriors(
  node: YamlNode | undefined,
  dimensions: readonly BuiltDimension[],
  values: ElementValues,
  context: BuildContext,
): readonly PriorDeclaration[] {
  if (node === undefined) return [];
  const multiply = fieldOf(node, 'multiply');
  if (multiply) {
    const distribution = buildDistribution(multiply, context);
    if (!distribution) return [];
    return [{ elements: allKeys(dimensions), mode: 'multiply', distribution, place: multiply.place }];
  }
  const priors: PriorDeclaration[] = [];
  eachLeaf(node, dimensions, isDistribution, context, (at, keys) => {
    const distribution = buildDistribution(at, context);
    if (!distribution) return;
    checkValues(distribution, keys, values, at, context);
    for (const key of keys) priors.push({ elements: [key], mode: 'set', distribution, place: at.place });
  });
  return priors;
}

function isDistribution(node: YamlNode): boolean {
  return entriesOf(node).some(({ key }) => KINDS.includes(key.text));
}

function buildDistribution(node: YamlNode, context: BuildContext): Distribution | undefined {
  const known = entriesOf(node).filter(({ key }) => KINDS.includes(key.text));
  const [entry] = known;
  if (entry === undefined || known.length > 1) {
    if (known.length > 1) context.problems.add('study/one-distribution', {}, placeIn(known[1]!.key));
    return undefined;
  }
  const args = itemsOf(entry.value).map(numberOf);
  if (args.includes(undefined)) return undefined;
  const distribution = distributionOf(entry.key.text, args as number[]);
  const rule = distribution && brokenRule(distribution);
  if (rule) context.problems.add('study/prior-arguments', { kind: entry.key.text, rule }, entry.value.place);
  return rule ? undefined : distribution;
}

/** Undefined where the number of arguments is wrong, which validation has reported. */
function distributionOf(kind: string, args: readonly number[]): Distribution | undefined {
  const [a, b, c] = args as [number, number, number];
  if (args.length !== (kind === 'triangular' ? 3 : 2)) return undefined;
  switch (kind) {
    case 'uniform':
    case 'loguniform':
      return { kind, low: a, high: b };
    case 'triangular':
      return { kind, low: a, mode: b, high: c };
    case 'normal':
      return { kind, mean: a, sd: b };
    case 'lognormal':
      return { kind, median: a, sigma: b };
    case 'beta':
      return { kind, a, b };
    default:
      return undefined;
  }
}

function brokenRule(distribution: Distribution): string | undefined {
  switch (distribution.kind) {
    case 'uniform':
      return distribution.low < distribution.high ? undefined : 'low < high';
    case 'loguniform':
      return 0 < distribution.low && distribution.low < distribution.high ? undefined : '0 < low < high';
    case 'triangular': {
      const { low, mode, high } = distribution;
      return low <= mode && mode <= high && low < high ? undefined : 'low <= mode <= high and low < high';
    }
    case 'normal':
      return distribution.sd > 0 ? undefined : 'standard deviation > 0';
    case 'lognormal':
      return distribution.median > 0 && distribution.sigma > 0 ? undefined : 'median > 0 and sigma > 0';
    case 'beta':
      return distribution.a > 0 && distribution.b > 0 ? undefined : 'a > 0 and b > 0';
  }
}

/** A best guess that its own prior holds impossible is a slip of the pen in one of the two. */
function checkValues(
  distribution: Distribution,
  keys: readonly string[],
  values: ElementValues,
  node: YamlNode,
  context: BuildContext,
): void {
  const [low, high] = supportOf(distribution);
  for (const key of keys) {
    const value = values.get(key);
    if (value === undefined || (value >= low && value <= high)) continue;
    context.problems.add('study/value-outside-prior', { value, low, high }, node.place);
    return;
  }
}

function supportOf(distribution: Distribution): readonly [number, number] {
  switch (distribution.kind) {
    case 'uniform':
    case 'loguniform':
    case 'triangular':
      return [distribution.low, distribution.high];
    case 'normal':
      return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    case 'lognormal':
      return [0, Number.POSITIVE_INFINITY];
    case 'beta':
      return [0, 1];
  }
}

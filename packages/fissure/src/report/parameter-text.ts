/** Values and priors of a parameter as people read them. */
import type { Distribution, ParameterDeclaration } from '../study/study.ts';
import { numberText } from './number-text.ts';

export function priorText(parameter: ParameterDeclaration): string {
  const [first] = parameter.priors;
  if (first === undefined) return 'fixed';
  const texts = new Set(parameter.priors.map((prior) => distributionText(prior.distribution)));
  const scale = first.mode === 'multiply' ? 'times ' : '';
  if (texts.size === 1) return scale + [...texts][0]! + (parameter.priors.length > 1 ? ', each' : '');
  if (parameter.priors.length > 4)
    return `${parameter.priors.length} priors, e.g. ${scale}${distributionText(first.distribution)}`;
  return parameter.priors
    .map((prior) => `${prior.elements.join(' ')}: ${distributionText(prior.distribution)}`)
    .join('; ');
}

function distributionText(distribution: Distribution): string {
  const n = numberText;
  switch (distribution.kind) {
    case 'uniform':
    case 'loguniform':
      return `${distribution.kind} ${n(distribution.low)} to ${n(distribution.high)}`;
    case 'triangular':
      return `triangular ${n(distribution.low)}, ${n(distribution.mode)}, ${n(distribution.high)}`;
    case 'normal':
      return `normal ${n(distribution.mean)}, sd ${n(distribution.sd)}`;
    case 'lognormal':
      return `lognormal, median ${n(distribution.median)}, sigma ${n(distribution.sigma)}`;
    case 'beta':
      return `beta ${n(distribution.a)}, ${n(distribution.b)}`;
  }
}

export function valuesText(parameter: ParameterDeclaration): string {
  const entries = [...parameter.values];
  if (entries.length <= 1) return numberText(entries[0]?.[1] ?? Number.NaN, 4);
  if (entries.length <= 4)
    return entries.map(([key, value]) => `${key.replaceAll(',', ', ')} ${numberText(value, 4)}`).join('; ');
  const values = entries.map(([, value]) => value);
  return `${entries.length} values, ${numberText(Math.min(...values))} to ${numberText(Math.max(...values))}`;
}

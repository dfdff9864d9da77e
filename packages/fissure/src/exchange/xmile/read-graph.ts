/** Graphical functions of the three kinds of XMILE: continuous, extrapolated, discrete. */
import type { Problems } from '../../diagnostics/problems.ts';
import type { LookupPoints } from '../foreign-expression.ts';
import { childNamed, spanOf, type XmlElement } from './read-xml.ts';

export function readGraph(element: XmlElement | undefined, file: string, problems: Problems): LookupPoints | undefined {
  if (element === undefined) return undefined;
  const numbers = (name: string): number[] => {
    const part = childNamed(element, name);
    const separator = part?.attributes.sep ?? ',';
    return (part?.text ?? '')
      .split(separator)
      .map((one) => one.trim())
      .filter((one) => one !== '')
      .map(Number);
  };
  const ys = numbers('ypts');
  const scale = childNamed(element, 'xscale')?.attributes;
  const listed = numbers('xpts');
  const [low, high] = [Number(scale?.min ?? 0), Number(scale?.max ?? 1)];
  const xs =
    listed.length > 0 ? listed : ys.map((_, i) => (ys.length === 1 ? low : low + ((high - low) * i) / (ys.length - 1)));
  const points = ys.map((y, i) => [xs[i]!, y] as const);
  if (points.length === 0 || points.some(([x, y]) => !Number.isFinite(x) || !Number.isFinite(y))) {
    problems.add(
      'exchange/not-understood',
      { reason: 'this graphical function has no usable points' },
      { file: file, ...spanOf(element) },
    );
    return undefined;
  }
  const type = (
    element.attributes.type ?? (element.attributes.discrete === 'true' ? 'discrete' : 'continuous')
  ).toLowerCase();
  return { points, kind: type === 'extrapolate' || type === 'discrete' ? type : 'continuous' };
}

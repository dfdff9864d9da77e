/** Loops and links in words and signs, the same in terminal and page. */
import type { DescribedLoop } from '../analysis/loops/describe-loops.ts';
import type { Polarity } from '../analysis/loops/influence.ts';
import type { LoopKind } from '../analysis/loops/loops-that-matter.ts';

export function loopKindSign(kind: LoopKind): string {
  return { reinforcing: 'R', balancing: 'B', changing: 'U' }[kind];
}

export function loopKindText(kind: LoopKind): string {
  return { reinforcing: 'reinforcing', balancing: 'balancing', changing: 'now reinforcing, now balancing' }[kind];
}

/** Never colour alone: a sign that can be read aloud. */
export function polaritySign(polarity: Polarity): string {
  return { '+': '+', '-': '−', changing: '±', mixed: '±', none: '·' }[polarity];
}

export function polarityText(polarity: Polarity): string {
  return {
    '+': 'more makes more',
    '-': 'more makes less',
    changing: 'now more, now less',
    mixed: 'more for some elements, less for others',
    none: 'no effect in this run',
  }[polarity];
}

/** `fighters −> losses +> morale +> fighters` with proper signs. */
export function loopPath({ variables, signs }: DescribedLoop): string {
  return `${variables.map((variable, i) => `${variable} ${polaritySign(signs[i]!)}> `).join('')}${variables[0]}`;
}

/** A made-up Vensim model of any size: stocks, lookups, smooths and auxiliaries in the proportions of large published ones. */
import { chance } from './fuzz.ts';

const DOC = 'A comment as modellers write it, with a source and a reason for the number that stands here.';

export function generateModel(count: number, seed = 1): string {
  const next = chance(seed);
  const name = (i: number) => `Quantity of kind ${i}`;
  const entries = Array.from({ length: count }, (_, i) => {
    const other = () => name(next(Math.max(1, i)));
    return `${equation(i, name(i), other, next)}\n\t~\tunits/Year\n\t~\t${DOC}\n\t|`;
  });
  const clock = 'INITIAL TIME = 0 ~~|\nFINAL TIME = 200 ~~|\nTIME STEP = 0.5 ~~|\nSAVEPER = 0.5 ~~|\n';
  return `{UTF-8}\n${entries.join('\n\n')}\n\n${clock}`;
}

function equation(i: number, name: string, other: () => string, next: (below: number) => number): string {
  const kind = i < 5 ? 0 : i % 20;
  if (kind < 5) return `${name} = ${1 + next(100) / 10}`;
  if (kind < 9)
    return `Table ${i}(\n\t[(0,0)-(10,10)],(0,1),(1,2.5),(2,3.75),(4,5),(7,6.5),(10,8))\n\t~\tDmnl\n\t~\t|\n\n${name} = Table ${i}( ${other()} / ${other()})`;
  if (kind === 9) return `${name} = INTEG ( ${other()} - ${name} / 7, ${1 + next(9)})`;
  if (kind === 10) return `${name} = SMOOTHI( ${other()}, 20, 1 )`;
  if (kind === 11) return `${name} = IF THEN ELSE( Time > 50 :AND: ${other()} > 2, ${other()}, ${other()} * 2)`;
  return `${name} = ${other()} * ${other()} / (1 + ${other()}) + MAX(0, ${other()} - ${other()})`;
}

/**
 * Thousands of loops as a few groups that say something. A loop is told apart by the mechanism in it that is found least
 * elsewhere: of all mechanisms it runs through, the one whose loops have the smallest share of the behaviour together. So
 * every loop is in one group, the groups' shares add up to all, and what nearly every loop runs through names no group
 * but that of loops which run through nothing else. Loops through no mechanism are grouped by their stocks in the same way.
 */
import { chosenLoops, type DescribedLoop, loopDescriber, sumOverLoops } from './describe-loops.ts';
import type { Influence } from './influence.ts';
import type { LoopAnalysis, ScoredLoop } from './loops-that-matter.ts';

/** A mechanism, with the canonical names of the variables through which it acts. */
export interface LoopMark {
  readonly id: string;
  readonly variables: readonly string[];
}

export interface LoopGroup {
  /** Of the mechanism; without one the canonical name of a stock. */
  readonly id: string;
  readonly by: 'mechanism' | 'stock';
  readonly loopCount: number;
  readonly meanShare: number;
  /** By time, both from 0 to 1: what its reinforcing loops have of all, and what its balancing ones have. */
  readonly reinforcing: readonly number[];
  readonly balancing: readonly number[];
  /** Other mechanisms that most of the group runs through, by share. */
  readonly along: readonly string[];
  /** The strongest of them. */
  readonly loops: readonly DescribedLoop[];
}

export interface GroupChoice {
  /** Only loops through this variable; else those of the largest part. */
  readonly variable: string | undefined;
  readonly marks: readonly LoopMark[];
  readonly loopsEach: number;
}

export function groupLoops(influence: Influence, analysis: LoopAnalysis, choice: GroupChoice): readonly LoopGroup[] {
  const { marks, loopsEach } = choice;
  const chosen = chosenLoops(influence, analysis, choice.variable);
  const describe = loopDescriber(influence, analysis);
  const marksOf = marksByVariable(marks);
  const mechanisms = chosen.map((loop) => distinct(variablesOf(loop, influence).flatMap((name) => marksOf(name))));
  const byMechanism = partition(chosen, mechanisms);
  const unmarked = byMechanism.get(undefined) ?? [];
  const byStock = partition(
    unmarked.map((index) => chosen[index]!),
    unmarked.map((index) => stocksOf(chosen[index]!, influence)),
  );
  const group = (id: string, by: LoopGroup['by'], members: readonly number[]): LoopGroup => {
    const loops = members.map((index) => chosen[index]!);
    return {
      ...{ id, by, loopCount: loops.length, meanShare: shareOf(loops) },
      reinforcing: sumOverLoops(loops, analysis.times, (share) => Math.max(0, share)),
      balancing: sumOverLoops(loops, analysis.times, (share) => Math.max(0, -share)),
      along: inMost(members, chosen, mechanisms).filter((other) => other !== id),
      loops: loops.slice(0, loopsEach).map(describe),
    };
  };
  return [
    ...[...byMechanism].flatMap(([id, members]) => (id === undefined ? [] : [group(id, 'mechanism', members)])),
    ...[...byStock].map(([id, members]) =>
      group(
        id ?? '',
        'stock',
        members.map((index) => unmarked[index]!),
      ),
    ),
  ].toSorted((a, b) => b.meanShare - a.meanShare || (a.id < b.id ? -1 : 1));
}

/** Indices of loops by that of their marks which has the smallest share over all loops; `undefined`: they have none. */
function partition(
  loops: readonly ScoredLoop[],
  marks: readonly (readonly string[])[],
): ReadonlyMap<string | undefined, readonly number[]> {
  const shares = new Map<string, number>();
  loops.forEach(({ meanShare }, i) => {
    for (const mark of marks[i]!) shares.set(mark, (shares.get(mark) ?? 0) + meanShare);
  });
  const groups = new Map<string | undefined, number[]>();
  marks.forEach((own, i) => {
    const [rarest] = own.toSorted((a, b) => shares.get(a)! - shares.get(b)! || (a < b ? -1 : 1));
    const group = groups.get(rarest);
    if (group) group.push(i);
    else groups.set(rarest, [i]);
  });
  return groups;
}

function inMost(
  members: readonly number[],
  loops: readonly ScoredLoop[],
  mechanisms: readonly (readonly string[])[],
): readonly string[] {
  const shares = new Map<string, number>();
  let total = 0;
  for (const index of members) {
    const { meanShare } = loops[index]!;
    total += meanShare;
    for (const id of mechanisms[index]!) shares.set(id, (shares.get(id) ?? 0) + meanShare);
  }
  return [...shares]
    .filter(([, share]) => share > total / 2)
    .toSorted((a, b) => b[1] - a[1])
    .map(([id]) => id);
}

function marksByVariable(marks: readonly LoopMark[]): (variable: string) => readonly string[] {
  const found = new Map<string, string[]>();
  for (const { id, variables } of marks)
    for (const variable of variables) found.set(variable, [...(found.get(variable) ?? []), id]);
  return (variable) => found.get(variable) ?? [];
}

function variablesOf({ nodes: round }: ScoredLoop, { nodes }: Influence): readonly string[] {
  return distinct(round.map((node) => nodes[node]!.variable));
}

function stocksOf({ nodes: round }: ScoredLoop, { nodes }: Influence): readonly string[] {
  return distinct(round.flatMap((node) => (nodes[node]!.role === 'stock' ? [nodes[node]!.variable] : [])));
}

function shareOf(loops: readonly ScoredLoop[]): number {
  return loops.reduce((sum, { meanShare }) => sum + meanShare, 0);
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

/**
 * Loops and causes in the words of the study: plain data for terminal, page and workbench. Nothing here is computed
 * that `loops-that-matter.ts` has not computed.
 */
import { spokenName } from '../../base/names.ts';
import type { SlotRole } from '../../model/plan.ts';
import type { Influence, InfluenceNode, Polarity } from './influence.ts';
import type { LoopAnalysis, LoopKind, ScoredLoop } from './loops-that-matter.ts';

export interface DescribedLoop {
  readonly id: string;
  readonly kind: LoopKind;
  /** By the variables in it that tell it apart: `fighters → losses → morale`. */
  readonly name: string;
  /** Declared variables in order; the last acts on the first. */
  readonly variables: readonly string[];
  /** Signs of the links from each variable to the next. */
  readonly signs: readonly Polarity[];
  readonly meanShare: number;
  /** By time, signed: positive where it reinforces. */
  readonly shares: readonly number[];
}

export interface DescribedLoops {
  readonly times: readonly number[];
  readonly loops: readonly DescribedLoop[];
  /** How many were found, and what mean share `loops` have of them together. */
  readonly foundCount: number;
  readonly shownShare: number;
  /** By time: what reinforcing loops have of all that were found, and what balancing ones have: 1 together, or 0 at rest. */
  readonly reinforcing: readonly number[];
  readonly balancing: readonly number[];
  readonly complete: boolean;
  /** Loops elsewhere, in parts of the model that feedback does not join to this one. */
  readonly otherParts: readonly { readonly variables: readonly string[]; readonly loopCount: number }[];
}

export interface LoopChoice {
  /** Only loops through this variable (canonical name), with their shares among themselves; else the largest part. */
  readonly variable?: string;
  readonly most: number;
}

export function describeLoops(influence: Influence, analysis: LoopAnalysis, choice: LoopChoice): DescribedLoops {
  const { variable, most } = choice;
  const chosen = chosenLoops(influence, analysis, variable);
  const describe = loopDescriber(influence, analysis);
  const loops = chosen.slice(0, most).map(describe);
  return {
    ...{ times: analysis.times, loops, foundCount: chosen.length, complete: analysis.complete },
    reinforcing: sumOverLoops(chosen, analysis.times, (share) => Math.max(0, share)),
    balancing: sumOverLoops(chosen, analysis.times, (share) => Math.max(0, -share)),
    shownShare: loops.reduce((sum, { meanShare }) => sum + meanShare, 0),
    otherParts: variable === undefined ? otherParts(influence, analysis) : [],
  };
}

/** The strongest first. */
export function chosenLoops(
  influence: Influence,
  analysis: LoopAnalysis,
  variable: string | undefined,
): readonly ScoredLoop[] {
  if (variable === undefined) return analysis.loops.filter(({ part }) => part === analysis.loops[0]!.part);
  return amongThemselves(
    analysis.loops.filter(({ nodes }) => nodes.some((node) => influence.nodes[node]!.variable === variable)),
  );
}

export function loopDescriber(influence: Influence, analysis: LoopAnalysis): (loop: ScoredLoop) => DescribedLoop {
  const commonness = variableCounts(influence, analysis);
  return (loop) => {
    const { variables, signs } = declaredRound(loop, influence);
    return {
      ...{ id: loop.id, kind: loop.kind, meanShare: loop.meanShare, shares: loop.shares, variables, signs },
      name: loopName(loop, influence, commonness),
    };
  };
}

export function sumOverLoops(
  loops: readonly ScoredLoop[],
  times: readonly number[],
  part: (share: number) => number,
): readonly number[] {
  return times.map((_, i) => loops.reduce((sum, { shares }) => sum + part(shares[i]!), 0));
}

/** The stock whose loops decide a variable: itself, or the one upstream along the strongest links. */
export function stockBehind({ nodes, links }: Influence, variable: string): string | undefined {
  const isStock = (node: number) => nodes[node]!.role === 'stock' && nodes[node]!.id === nodes[node]!.variable;
  const strength = new Map<number, number>();
  nodes.forEach((node, i) => {
    if (node.variable === variable && node.role !== 'parameter') strength.set(i, 1);
  });
  const done = new Set<number>();
  for (;;) {
    const open = [...strength].filter(([node]) => !done.has(node));
    if (open.length === 0) return undefined;
    const [node, reached] = open.reduce((best, one) => (one[1] > best[1] ? one : best));
    if (isStock(node)) return nodes[node]!.variable;
    done.add(node);
    const causes = links.filter(({ to }) => to === node).map(({ from, scores }) => ({ from, size: meanSize(scores) }));
    const total = causes.reduce((sum, { size }) => sum + size, 0);
    for (const { from, size } of causes)
      if (total > 0) strength.set(from, Math.max(strength.get(from) ?? 0, (reached * size) / total));
  }
}

function meanSize(scores: Float64Array): number {
  return scores.reduce((sum, score) => sum + Math.abs(score), 0) / Math.max(1, scores.length);
}

function amongThemselves(loops: readonly ScoredLoop[]): readonly ScoredLoop[] {
  const totals = loops[0]?.shares.map((_, i) => loops.reduce((sum, loop) => sum + Math.abs(loop.shares[i]!), 0)) ?? [];
  const active = Math.max(1, totals.filter((total) => total > 0).length);
  return loops
    .map((loop) => {
      const shares = loop.shares.map((share, i) => (totals[i]! > 0 ? share / totals[i]! : 0));
      return { ...loop, shares, meanShare: shares.reduce((sum, share) => sum + Math.abs(share), 0) / active };
    })
    .sort((a, b) => b.meanShare - a.meanShare);
}

function otherParts({ nodes: all }: Influence, { loops }: LoopAnalysis): DescribedLoops['otherParts'] {
  const parts = new Map<number, ScoredLoop[]>();
  for (const loop of loops)
    if (loop.part !== loops[0]!.part) parts.set(loop.part, [...(parts.get(loop.part) ?? []), loop]);
  return [...parts.values()].map((own) => ({
    variables: [...new Set(own.flatMap(({ nodes }) => nodes.map((node) => all[node]!.variable)))],
    loopCount: own.length,
  }));
}

const MOST_NAMED = 4;

/** The rarest of its variables say what a loop is about; they keep their order round the loop. */
function loopName(loop: ScoredLoop, { nodes }: Influence, commonness: ReadonlyMap<string, number>): string {
  const variables = [...new Set(loop.nodes.map((node) => nodes[node]!.variable))];
  const rarest = variables
    .map((variable, i) => ({ variable, count: commonness.get(variable)!, i }))
    .sort((a, b) => a.count - b.count || a.i - b.i)
    .slice(0, MOST_NAMED)
    .map(({ variable }) => variable);
  // The stock it starts from anchors the name.
  const kept = new Set(rarest.includes(variables[0]!) ? rarest : [variables[0]!, ...rarest.slice(0, MOST_NAMED - 1)]);
  return variables
    .filter((variable) => kept.has(variable))
    .map((variable) => spokenName(variable))
    .join(' → ');
}

/** By variable: the shares of the loops in which it stands. */
function variableCounts({ nodes: all }: Influence, { loops }: LoopAnalysis): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { nodes, meanShare } of loops)
    for (const variable of new Set(nodes.map((node) => all[node]!.variable)))
      counts.set(variable, (counts.get(variable) ?? 0) + meanShare);
  return counts;
}

/** Cells that a delay made are part of the variable that has the delay. */
function declaredRound({ nodes: round, links }: ScoredLoop, { nodes, links: all }: Influence) {
  const variables: string[] = [];
  const signs: Polarity[] = [];
  round.forEach((node, i) => {
    const { variable } = nodes[node]!;
    const sign = all[links[i]!]!.polarity;
    if (variables.at(-1) === variable) signs[signs.length - 1] = timesSign(signs.at(-1)!, sign);
    else {
      variables.push(variable);
      signs.push(sign);
    }
  });
  return { variables, signs };
}

function timesSign(a: Polarity, b: Polarity): Polarity {
  if (a === 'none' || b === 'none') return 'none';
  if (a === 'mixed' || b === 'mixed') return 'mixed';
  if (a === 'changing' || b === 'changing') return 'changing';
  return a === b ? '+' : '-';
}

// -- Causes ----------------------------------------------------------------------------------------------------------

/** What moves a variable: its immediate causes with their part in its change. */
export interface CausesStrip {
  readonly variable: string;
  /** Of a stock the net flow is explained. */
  readonly role: SlotRole;
  readonly times: readonly number[];
  /** From the largest mean share down; parameters and other things that do not move come last, without shares. */
  readonly causes: readonly Cause[];
}

export interface Cause {
  readonly variable: string;
  readonly role: SlotRole;
  readonly polarity: Polarity;
  readonly meanShare: number;
  /** By time: signed part of all that moves it, 0 to 1 in size. */
  readonly shares: readonly number[];
}

export function causesOf(influence: Influence, variable: string): CausesStrip | undefined {
  const { nodes, links, times } = influence;
  const own = new Set(nodes.flatMap((node, i) => (node.variable === variable && node.role !== 'parameter' ? [i] : [])));
  const main = nodes.find((node) => node.id === variable);
  if (main === undefined || own.size === 0) return undefined;
  // Links between the cells of one variable are its inner life, not causes; a stock may act on itself.
  const incoming = links.filter(({ from, to }) => own.has(to) && (!own.has(from) || (from === to && own.size === 1)));
  const byCause = new Map<string, { node: InfluenceNode; polarity: Polarity; sizes: Float64Array }>();
  for (const { from, polarity, scores } of incoming) {
    const node = nodes[from]!;
    const known = byCause.get(node.variable);
    if (known === undefined) byCause.set(node.variable, { node, polarity, sizes: scores.slice() });
    else {
      known.polarity = known.polarity === polarity ? polarity : 'changing';
      scores.forEach((score, i) => {
        known.sizes[i]! += score;
      });
    }
  }
  const totals = times.map((_, i) => [...byCause.values()].reduce((sum, { sizes }) => sum + Math.abs(sizes[i]!), 0));
  const active = Math.max(1, totals.filter((total) => total > 0).length);
  const causes = [...byCause].map(([cause, { node, polarity, sizes }]): Cause => {
    const shares = totals.map((total, i) => (total > 0 ? sizes[i]! / total : 0));
    const meanShare = shares.reduce((sum, share) => sum + Math.abs(share), 0) / active;
    return { variable: cause, role: node.role, polarity, meanShare, shares };
  });
  causes.sort((a, b) => b.meanShare - a.meanShare || (a.variable < b.variable ? -1 : 1));
  return { variable, role: main.role, times, causes };
}

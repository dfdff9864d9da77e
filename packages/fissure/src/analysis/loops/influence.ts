/**
 * The causal links of a model with their scores along a run, by Loops That Matter: Schoenberg, Davidsen & Eberlein
 * (2020), with the flow-based score of Schoenberg, Hayward & Eberlein (2023). A link x -> z has the score
 *
 *   |d_x z / d z|  with the sign of the derivative of z by x
 *
 * where d z is the change of z over one step, and d_x z the part of it that the change of x made: the derivative,
 * averaged over both ends of the step (exact for sums, and for products of two), times the change of x. Of a stock z,
 * the net flow is explained.
 *
 * Elements of a declared variable are drawn together into one node: d_x z of a whole variable x is summed over its
 * elements first, then sizes are summed over the elements of z: sum |d_x z_j| / sum |d z_j|. For scalars, and for
 * elements that move alike, this is the score above.
 */
import type { Plan, SlotRole } from '../../model/plan.ts';
import { type Dependence, dependences } from './dependence.ts';
import { type RecordedRun, type Replay, replay } from './recorded-run.ts';

export interface InfluenceNode {
  /** `fighters`; cells that a delay made have their own: `wish·smth1·1`. */
  readonly id: string;
  /** The declared variable it belongs to. */
  readonly variable: string;
  readonly role: SlotRole;
}

/** `changing`: the sign differs from time to time; `mixed`: from element to element; `none`: it never acted. */
export type Polarity = '+' | '-' | 'changing' | 'mixed' | 'none';

export interface InfluenceLink {
  readonly from: number;
  readonly to: number;
  readonly polarity: Polarity;
  /** By sample: the signed link score; 0 where `to` does not change. */
  readonly scores: Float64Array;
}

export interface Influence {
  readonly nodes: readonly InfluenceNode[];
  readonly links: readonly InfluenceLink[];
  /** Simulated time at the start of each step that was sampled. */
  readonly times: readonly number[];
}

const MOST_SAMPLES = 100;
// Elements against the majority that make a link mixed: one part in twenty of its strength.
const MIXED = 1 / 20;

export function influenceAlong(run: RecordedRun): Influence {
  const { plan } = run;
  const steps = sampledSteps(run.stepCount);
  const nodes = nodesOf(plan);
  const links = new LinkTable(nodes.nodeOf, steps.length);
  const all = dependences(plan);
  const player = replay(run);
  steps.forEach((step, sample) => {
    sampleStep(all, player, step, links, sample);
  });
  const times = steps.map((step) => plan.time.start + step * plan.time.dt);
  return { nodes: nodes.nodes, links: links.finish(), times };
}

/** Every step of a short run, else evenly spread; a change needs a step after it. */
function sampledSteps(stepCount: number): readonly number[] {
  const stride = Math.max(1, Math.ceil(stepCount / MOST_SAMPLES));
  return Array.from({ length: Math.ceil(stepCount / stride) }, (_, i) => i * stride);
}

function nodesOf(plan: Plan): { readonly nodes: readonly InfluenceNode[]; readonly nodeOf: Int32Array } {
  const nodes: InfluenceNode[] = [];
  const known = new Map<string, number>();
  const nodeOf = Int32Array.from(plan.slots, ({ id, variable, role }) => {
    const name = id.replace(/\[[^\]]*\]$/, '');
    const index = known.get(name) ?? nodes.push({ id: name, variable, role }) - 1;
    known.set(name, index);
    return index;
  });
  return { nodes, nodeOf };
}

function sampleStep(
  all: readonly Dependence[],
  { context, seek }: Replay,
  step: number,
  links: LinkTable,
  sample: number,
): void {
  seek(step);
  const before = context.row.slice();
  const valuesBefore = all.map((one) => one.value(context));
  const slopes = all.map((one) => {
    const slope = new Map<number, number>();
    one.partials(context, (slot, partial) => slope.set(slot, (slope.get(slot) ?? 0) + partial / 2));
    return slope;
  });
  seek(step + 1);
  all.forEach((one, i) => {
    const slope = slopes[i]!;
    one.partials(context, (slot, partial) => slope.set(slot, (slope.get(slot) ?? 0) + partial / 2));
    links.enter(one.slot, one.value(context) - valuesBefore[i]!, slope, before, context.row);
  });
  links.close(sample);
}

interface OpenLink {
  readonly from: number;
  readonly to: number;
  readonly scores: Float64Array;
  /** Summed over elements within a sample. */
  effect: number;
  rises: number;
  falls: number;
  seenRising: boolean;
  seenFalling: boolean;
  seenMixed: boolean;
}

/** Gathers scalar links into links between nodes, a sample at a time. */
class LinkTable {
  readonly #nodeOf: Int32Array;
  readonly #sampleCount: number;
  readonly #links = new Map<number, OpenLink>();
  readonly #changes: Float64Array;

  constructor(nodeOf: Int32Array, sampleCount: number) {
    this.#nodeOf = nodeOf;
    this.#sampleCount = sampleCount;
    this.#changes = new Float64Array(nodeOf.length);
  }

  /** One element of one variable: how it changed, and its derivatives by what it reads. */
  enter(slot: number, change: number, slopes: ReadonlyMap<number, number>, before: Float64Array, after: Float64Array) {
    const to = this.#nodeOf[slot]!;
    if (Number.isFinite(change)) this.#changes[to]! += Math.abs(change);
    const effects = new Map<OpenLink, number>();
    for (const [source, slope] of slopes) {
      if (!Number.isFinite(slope) || slope === 0) continue;
      const link = this.#link(this.#nodeOf[source]!, to);
      const moved = after[source]! - before[source]!;
      const effect = slope * moved;
      if (Number.isFinite(effect)) effects.set(link, (effects.get(link) ?? 0) + effect);
      // Where nothing moves (a parameter, a rest) the level says how much each element would weigh.
      const weight =
        Math.abs(effect) > 0 ? Math.abs(effect) : Math.abs(slope) * 1e-12 * (Math.abs(after[source]!) + 1e-300);
      if (slope > 0) link.rises += weight;
      else link.falls += weight;
    }
    for (const [link, effect] of effects) link.effect += Math.abs(effect);
  }

  close(sample: number): void {
    for (const link of this.#links.values()) {
      const { rises, falls } = link;
      if (rises + falls > 0) {
        const change = this.#changes[link.to]!;
        const size = change > 0 ? link.effect / change : 0;
        link.scores[sample] = (rises >= falls ? 1 : -1) * (Number.isFinite(size) ? size : 0);
        if (Math.min(rises, falls) > MIXED * (rises + falls)) link.seenMixed = true;
        else if (rises > falls) link.seenRising = true;
        else link.seenFalling = true;
      }
      Object.assign(link, { effect: 0, rises: 0, falls: 0 });
    }
    this.#changes.fill(0);
  }

  finish(): readonly InfluenceLink[] {
    return [...this.#links.values()].map((link) => ({
      from: link.from,
      to: link.to,
      polarity: polarityOf(link),
      scores: link.scores,
    }));
  }

  #link(from: number, to: number): OpenLink {
    const key = from * this.#nodeOf.length + to;
    const known = this.#links.get(key);
    if (known !== undefined) return known;
    const scores = new Float64Array(this.#sampleCount);
    const seen = { seenRising: false, seenFalling: false, seenMixed: false };
    const link: OpenLink = { from, to, scores, effect: 0, rises: 0, falls: 0, ...seen };
    this.#links.set(key, link);
    return link;
  }
}

function polarityOf({ seenRising, seenFalling, seenMixed }: OpenLink): Polarity {
  if (seenMixed) return 'mixed';
  if (seenRising && seenFalling) return 'changing';
  return seenRising ? '+' : seenFalling ? '-' : 'none';
}

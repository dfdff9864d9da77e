/** What the page says of causes: loops, strips and diagrams, worked out once from a run at central values. */
import {
  type CausesStrip,
  causesOf,
  type DescribedLoops,
  describeLoops,
  stockBehind,
} from '../../analysis/loops/describe-loops.ts';
import { groupLoops, type LoopGroup } from '../../analysis/loops/group-loops.ts';
import type { Influence } from '../../analysis/loops/influence.ts';
import { type LoopAnalysis, loopsThatMatter } from '../../analysis/loops/loops-that-matter.ts';
import { canonicalName, spokenName } from '../../base/names.ts';
import type { Study } from '../../study/study.ts';
import { causalDiagram, type Diagram } from '../figures/diagram.ts';
import { overviewDiagram } from '../figures/overview.ts';

/** Plain data. */
export interface CausesInput {
  /** Loops through the stocks behind the first outcomes, and of the largest part of the model. */
  readonly loops: readonly LoopsInput[];
  readonly strips: readonly CausesStrip[];
  readonly diagrams: readonly Diagram[];
  /** Of mechanisms and stocks; undefined for a study without mechanisms. */
  readonly overview: Diagram | undefined;
}

export interface LoopsInput {
  /** Undefined: of the largest part of the model. */
  readonly variable: string | undefined;
  readonly loops: DescribedLoops;
  /** Where there are more loops than can be told one by one: all of them, by what tells them apart. */
  readonly groups: readonly LoopGroup[];
}

const MOST_STOCKS = 3;
const MOST_LOOPS = 6;
const MOST_STRIPS = 8;
const MOST_NODES = 16;

export function causesInput(study: Study, influence: Influence): CausesInput {
  const analysis = loopsThatMatter(influence);
  const shown = study.settings.outputs.map(({ show }) => canonicalName(/^[^[]*/.exec(show.text)![0]));
  const variables = [...new Set(shown)].filter((id) => influence.nodes.some((node) => node.id === id));
  const stocks = [...new Set(variables.flatMap((id) => stockBehind(influence, id) ?? []))];
  const marks = study.mechanisms.map(({ name, off }) => ({
    id: name.text,
    variables: off.map(({ variable }) => canonicalName(variable.text)),
  }));
  const loopsOf = (variable: string | undefined): LoopsInput => {
    const loops = describeLoops(influence, analysis, {
      ...(variable === undefined ? {} : { variable }),
      most: MOST_LOOPS,
    });
    const isMany = loops.foundCount > MOST_LOOPS;
    return {
      variable,
      loops,
      groups: isMany ? groupLoops(influence, analysis, { variable, marks, loopsEach: 1 }) : [],
    };
  };
  const through = stocks
    .map(loopsOf)
    .filter(({ loops }) => loops.loops.length > 0)
    .slice(0, MOST_STOCKS);
  const whole = loopsOf(undefined);
  return {
    loops: whole.loops.loops.length === 0 ? [] : [...through, whole],
    strips: variables.slice(0, MOST_STRIPS).flatMap((id) => causesOf(influence, id) ?? []),
    diagrams: mechanismDiagrams(study, influence),
    overview: overviewOf(study, influence, analysis, stocks),
  };
}

/** The stocks behind the outcomes first, then those through which most of the behaviour runs. */
function overviewOf(
  study: Study,
  influence: Influence,
  { loops }: LoopAnalysis,
  shown: readonly string[],
): Diagram | undefined {
  const share = new Map<string, number>();
  for (const { nodes, meanShare } of loops)
    for (const { id, variable, role } of nodes.map((node) => influence.nodes[node]!))
      if (role === 'stock' && id === variable) share.set(id, (share.get(id) ?? 0) + meanShare);
  const others = [...share].sort((a, b) => b[1] - a[1]).map(([id]) => id);
  const labels = new Map(study.variables.map(({ name, label }) => [canonicalName(name.text), label]));
  return overviewDiagram(influence, {
    stocks: [...new Set([...shown, ...others])].map((id) => ({ id, label: labels.get(id) || spokenName(id) })),
    mechanisms: study.mechanisms.map(({ name, label, off }) => ({
      ...{ id: name.text, label },
      variables: off.map(({ variable }) => canonicalName(variable.text)),
    })),
  });
}

/** One for each mechanism; without mechanisms one of everything, where that is not too much. */
function mechanismDiagrams(study: Study, influence: Influence): readonly Diagram[] {
  const choices = study.mechanisms.map((mechanism) => ({
    id: `diagram-${mechanism.name.text}`,
    title: mechanism.label === '' ? mechanism.name.text : `${mechanism.name.text}: ${mechanism.label}`,
    focus: mechanism.off.map(({ variable }) => canonicalName(variable.text)),
  }));
  if (choices.length === 0) {
    const focus = study.variables.map(({ name }) => canonicalName(name.text));
    if (focus.length <= 2 * MOST_NODES) choices.push({ id: 'diagram-model', title: 'The whole model', focus });
  }
  return choices
    .map((choice) => causalDiagram(influence, { ...choice, most: Math.max(MOST_NODES, choice.focus.length) }))
    .filter(({ links }) => links.length > 0);
}

/** Why things move: loops with their shares, causes of the main outcomes, and a diagram for each mechanism. */
import {
  type CausesStrip,
  causesOf,
  type DescribedLoop,
  type DescribedLoops,
  describeLoops,
  stockBehind,
} from '../../analysis/loops/describe-loops.ts';
import { groupLoops, type LoopGroup } from '../../analysis/loops/group-loops.ts';
import type { Influence } from '../../analysis/loops/influence.ts';
import { type LoopAnalysis, loopsThatMatter } from '../../analysis/loops/loops-that-matter.ts';
import { canonicalName } from '../../base/names.ts';
import type { Study } from '../../study/study.ts';
import { causeStack, movingCauses } from '../figures/cause-charts.ts';
import type { TimeAxis } from '../figures/chart.ts';
import { chartStackSvg } from '../figures/chart-stack.ts';
import { causalDiagram, type Diagram } from '../figures/diagram.ts';
import { diagramSvg, diagramTable } from '../figures/diagram-svg.ts';
import { DIAGRAM_KEY, diagramSentence } from '../figures/diagram-words.ts';
import { loopsId, stripId } from '../figures/figure-numbers.ts';
import { COLOURED_GROUPS, loopChartSvg, loopGroupChartSvg, loopSwatch } from '../figures/loop-chart.ts';
import { overviewDiagram } from '../figures/overview.ts';
import { timeAxis } from '../figures/time-axis.ts';
import { loopKindText, loopPath, polaritySign, polarityText } from '../loop-words.ts';
import { countText, outOfHundred } from '../number-text.ts';
import { type Html, html, joinHtml } from './html.ts';
import { markdownLine } from './markdown.ts';

/** What the page says of causes: plain data, worked out once from a run at central values. */
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
const MOST_GROUPS = 6;
const MOST_LOOPS = 6;
const MOST_STRIPS = 8;
const MOST_NODES = 16;
const LONGEST_ROUND = 8;

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
    stocks: [...new Set([...shown, ...others])].map((id) => ({ id, label: labels.get(id) || spoken(id) })),
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

/** Near the top of the page: what acts on what, before any number. */
export function overviewSection({ overview }: CausesInput, study: Study, brief = false): Html {
  if (overview === undefined) return html``;
  const mechanisms = overview.nodes.filter(({ focus }) => focus);
  return html`<section aria-labelledby="overview"><h2 id="overview">How it hangs together</h2>
<p class="text">Tinted: ${mechanisms.length < study.mechanisms.length ? `the ${countText(mechanisms.length)} of ${countText(study.mechanisms.length)} mechanisms that act most` : 'the mechanisms'}. In frames: the stocks between which they act. Read + as “more makes more”, − as “more makes less”, ± as “now one, now the other”, · as “nothing came of it in this run”. Links and signs are worked out from the equations along one run at central values; each arrow stands for a chain of equations, and each mechanism has its strongest cause and its two strongest effects. <a href="#causes">Why things move</a> has all of them.</p>
<figure data-files="${overview.id}" data-title="${overview.title}"><div class="scroll drawing" tabindex="0" role="region" aria-label="Diagram: ${overview.title}">${diagramSvg(overview)}</div>${brief ? '' : html`<details class="repeats"><summary>The links as a table</summary>${diagramTable(overview)}</details>`}</figure></section>`;
}

export function causesSection(input: CausesInput, study: Study, brief = false): Html {
  const { diagrams } = input;
  const loops = brief ? input.loops.slice(0, 1) : input.loops;
  const strips = brief ? input.strips.slice(0, 3) : input.strips;
  return html`<section aria-labelledby="causes"><h2 id="causes">Why things move</h2>
<p class="text">Loops and links follow from the equations: signs are those of derivatives along one run at central values, and shares are those of Loops That Matter (Schoenberg, Davidsen and Eberlein 2020, with the flow-based score of 2023). The elements of a variable count together.</p>
${loops.length === 0 ? '' : html`<h3 id="loops">Which loops drive it when</h3>${joinHtml(loops.map((own) => loopFigure(own, study)))}`}
${strips.length === 0 ? '' : html`<h3 id="strips">What moves the main outcomes</h3>${joinHtml(strips.map((strip) => stripFigure(strip, timeAxis(study.settings.time))))}`}
${diagrams.length === 0 || brief ? '' : html`<h3 id="diagrams">Diagrams</h3><p class="text small soft">${DIAGRAM_KEY}${study.mechanisms.length === 0 ? '' : ' Tinted: what the mechanism acts through.'}</p>${joinHtml(diagrams.map(diagramDetails))}`}</section>`;
}

function loopFigure(input: LoopsInput, study: Study): Html {
  const { variable, loops, groups } = input;
  const scope = variable === undefined ? 'in the largest part of the model' : `through ${spoken(variable)}`;
  const chart = { id: loopsId(input), axis: timeAxis(study.settings.time) };
  return groups.length > 0 ? groupFigure(chart, input, scope, study) : singleLoopsFigure(chart, loops, scope);
}

type ChartPlace = { readonly id: string; readonly axis: ReturnType<typeof timeAxis> };

function singleLoopsFigure(chart: ChartPlace, loops: DescribedLoops, scope: string): Html {
  const [first] = loops.loops;
  const title = `Of the loops ${scope}, ${first!.id} has the largest share of the behaviour: ${outOfHundred(first!.meanShare)} of 100`;
  const rows = loops.loops.map(
    (loop, i) =>
      html`<tr><th>${loopSwatch(i)}${loop.id}</th><td>${loopKindText(loop.kind)}</td><td class="num">${outOfHundred(loop.meanShare)}</td><td>${loopRound(loop)}</td></tr>`,
  );
  return sharesFigure(chart.id, title, loopChartSvg({ ...chart, title, loops }), HOW_TO_READ, {
    head: ['Loop', 'Kind', 'Mean share, of 100', 'Round'],
    rows,
  });
}

const HOW_TO_READ =
  'Parts of 100 of the behaviour at each time. Above the line: loops that amplify a change; below it: loops that hold it back.';

/** Every loop is in one group, so the groups tell all of the behaviour where six loops of thousands tell hardly any. */
function groupFigure(chart: ChartPlace, { loops, groups }: LoopsInput, scope: string, study: Study): Html {
  const name = (group: Pick<LoopGroup, 'id' | 'by'>) => groupName(group, study);
  const [first] = groups;
  const title = `Of the loops ${scope}, those by “${name(first!)}” have the largest share of the behaviour: ${outOfHundred(first!.meanShare)} of 100`;
  const shown = groups.slice(0, MOST_GROUPS);
  const description = `Mean shares: ${shown.map((group) => `${name(group)}, ${outOfHundred(group.meanShare)} of 100`).join('; ')}.`;
  const named = groups.map((group) => ({ ...group, name: group.by === 'mechanism' ? group.id : '' }));
  const drawing = loopGroupChartSvg({ ...chart, title, description, times: loops.times, groups: named });
  const rows = shown.map(
    (group, i) =>
      html`<tr><th>${loopSwatch(i, COLOURED_GROUPS)}${name(group)}</th><td class="num">${outOfHundred(group.meanShare)}</td><td>${sideText(group)}</td><td class="num">${countText(group.loopCount)}</td><td>${joinHtml(group.loops.map(loopRound))}</td></tr>`,
  );
  const rest = groups.slice(MOST_GROUPS);
  const others =
    rest.length === 0
      ? []
      : [
          html`<tr><th>${loopSwatch(MOST_GROUPS, COLOURED_GROUPS)}${countText(rest.length)} other groups</th><td class="num">${outOfHundred(rest.reduce((sum, { meanShare }) => sum + meanShare, 0))}</td><td></td><td class="num">${countText(rest.reduce((sum, { loopCount }) => sum + loopCount, 0))}</td><td></td></tr>`,
        ];
  const how = loops.complete ? '' : ' Loops that are weak at all times are left out: there are too many to list.';
  const caption = `${HOW_TO_READ} ${countText(loops.foundCount)} loops found, each in one group: that of the mechanism in it which the fewest other loops run through.${how}`;
  return sharesFigure(chart.id, title, drawing, caption, {
    head: ['Loops told apart by', 'Mean share, of 100', 'What they do', 'Loops', 'The strongest of them'],
    rows: [...rows, ...others],
  });
}

function sharesFigure(
  id: string,
  title: string,
  drawing: Html,
  caption: string,
  { head, rows }: { readonly head: readonly string[]; readonly rows: readonly Html[] },
): Html {
  return html`<figure class="wide" data-files="${id}" data-title="${title}"><h4>${title}</h4>${drawing}<figcaption class="soft">${caption}</figcaption><div class="scroll" tabindex="0" role="region" aria-label="${title}"><table><thead><tr>${joinHtml(head.map((text) => html`<th scope="col">${text}</th>`))}</tr></thead><tbody>${joinHtml(rows)}</tbody></table></div></figure>`;
}

function groupName({ id, by }: Pick<LoopGroup, 'id' | 'by'>, { mechanisms }: Study): string {
  if (by === 'stock') return id === '' ? 'no mechanism' : `no mechanism, through ${spoken(id)}`;
  const label = mechanisms.find(({ name }) => name.text === id)?.label ?? '';
  return label === '' ? id : `${id} ${label}`;
}

function sideText({ reinforcing, balancing }: LoopGroup): string {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const [up, down] = [sum(reinforcing), sum(balancing)];
  if (down === 0) return 'amplify';
  if (up === 0) return 'hold back';
  return up > down ? 'mostly amplify' : 'mostly hold back';
}

/** Long ones by name: the round of thirty variables is for `fissure loops --json`. */
function loopRound(loop: DescribedLoop): Html {
  if (loop.variables.length <= LONGEST_ROUND) return html`${spoken(loopPath(loop))}`;
  return html`${loop.name} <span class="soft">(${loop.variables.length} variables)</span>`;
}

function stripFigure(strip: CausesStrip, axis: TimeAxis): Html {
  const { variable, causes } = strip;
  const stack = causeStack(strip, axis, spoken);
  if (stack === undefined) return html``;
  const rows = movingCauses(causes).map(
    (cause) =>
      html`<tr><th>${spoken(cause.variable)}</th><td>${polaritySign(cause.polarity)} <span class="soft">${polarityText(cause.polarity)}</span></td><td class="num">${outOfHundred(cause.meanShare)}</td></tr>`,
  );
  const name = `Causes of ${spoken(variable)}`;
  return html`<details class="long"><summary>${spoken(variable)}</summary><figure class="wide" data-files="${stripId(strip)}" data-title="${name}"><h4>${stack.title}</h4>${chartStackSvg(stack)}<figcaption class="soft">Part of each cause in the change of ${spoken(variable)}, of 100, in one run at central values.</figcaption><div class="scroll" tabindex="0" role="region" aria-label="${name}"><table><thead><tr><th scope="col">Cause</th><th scope="col">Sign</th><th scope="col">Mean share, of 100</th></tr></thead><tbody>${joinHtml(rows)}</tbody></table></div></figure></details>`;
}

function diagramDetails(diagram: Diagram): Html {
  return html`<details class="long"><summary>${markdownLine(diagram.title)}</summary><figure data-files="${diagram.id}" data-title="${diagramSentence(diagram)}"><div class="scroll drawing" tabindex="0" role="region" aria-label="Diagram: ${diagram.title}">${diagramSvg(diagram)}</div><details class="repeats"><summary>The links as a table</summary>${diagramTable(diagram)}</details></figure></details>`;
}

function spoken(name: string): string {
  return name.replaceAll('_', ' ');
}

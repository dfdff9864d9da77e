/** Why things move: loops with their shares, causes of the main outcomes, and a diagram for each mechanism. */
import type { CausesStrip, DescribedLoop, DescribedLoops } from '../../analysis/loops/describe-loops.ts';
import type { LoopGroup } from '../../analysis/loops/group-loops.ts';
import { spokenName } from '../../base/names.ts';
import type { Study } from '../../study/study.ts';
import { causeStack, movingCauses } from '../figures/cause-charts.ts';
import type { TimeAxis } from '../figures/chart.ts';
import { chartStackSvg } from '../figures/chart-stack.ts';
import type { Diagram } from '../figures/diagram.ts';
import { diagramSvg, diagramTable } from '../figures/diagram-svg.ts';
import { DIAGRAM_KEY, diagramSentence } from '../figures/diagram-words.ts';
import { loopsId, stripId } from '../figures/figure-numbers.ts';
import { COLOURED_GROUPS, loopChartSvg, loopGroupChartSvg, loopSwatch } from '../figures/loop-chart.ts';
import { timeAxis } from '../figures/time-axis.ts';
import { loopKindText, loopPath, polaritySign, polarityText } from '../loop-words.ts';
import { countText, outOfHundred } from '../number-text.ts';
import type { CausesInput, LoopsInput } from './causes-input.ts';
import { type Html, html, joinHtml } from './html.ts';
import { markdownLine } from './markdown.ts';

const MOST_GROUPS = 6;
const LONGEST_ROUND = 8;

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
  const scope = variable === undefined ? 'in the largest part of the model' : `through ${spokenName(variable)}`;
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
  if (by === 'stock') return id === '' ? 'no mechanism' : `no mechanism, through ${spokenName(id)}`;
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
  if (loop.variables.length <= LONGEST_ROUND) return html`${spokenName(loopPath(loop))}`;
  return html`${loop.name} <span class="soft">(${loop.variables.length} variables)</span>`;
}

function stripFigure(strip: CausesStrip, axis: TimeAxis): Html {
  const { variable, causes } = strip;
  const stack = causeStack(strip, axis, spokenName);
  if (stack === undefined) return html``;
  const rows = movingCauses(causes).map(
    (cause) =>
      html`<tr><th>${spokenName(cause.variable)}</th><td>${polaritySign(cause.polarity)} <span class="soft">${polarityText(cause.polarity)}</span></td><td class="num">${outOfHundred(cause.meanShare)}</td></tr>`,
  );
  const name = `Causes of ${spokenName(variable)}`;
  return html`<details class="long"><summary>${spokenName(variable)}</summary><figure class="wide" data-files="${stripId(strip)}" data-title="${name}"><h4>${stack.title}</h4>${chartStackSvg(stack)}<figcaption class="soft">Part of each cause in the change of ${spokenName(variable)}, of 100, in one run at central values.</figcaption><div class="scroll" tabindex="0" role="region" aria-label="${name}"><table><thead><tr><th scope="col">Cause</th><th scope="col">Sign</th><th scope="col">Mean share, of 100</th></tr></thead><tbody>${joinHtml(rows)}</tbody></table></div></figure></details>`;
}

function diagramDetails(diagram: Diagram): Html {
  return html`<details class="long"><summary>${markdownLine(diagram.title)}</summary><figure data-files="${diagram.id}" data-title="${diagramSentence(diagram)}"><div class="scroll drawing" tabindex="0" role="region" aria-label="Diagram: ${diagram.title}">${diagramSvg(diagram)}</div><details class="repeats"><summary>The links as a table</summary>${diagramTable(diagram)}</details></figure></details>`;
}

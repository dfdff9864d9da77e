/** Scenarios side by side: the course of the first outcome under each, what changes in words, and what claims hold in. */
import type { ScenarioEffect, ScenarioEffects } from '../../analysis/scenario-effects.ts';
import type { Study } from '../../study/study.ts';
import type { Chart, ChartLayer } from '../figures/chart.ts';
import { chartSvg, unitText } from '../figures/chart-svg.ts';
import { timeAxis } from '../figures/time-axis.ts';
import { countText, numberText, outOfHundred } from '../number-text.ts';
import { chartLegend } from './chart-figure.ts';
import { type Html, html, joinHtml } from './html.ts';
import { markdownLine } from './markdown.ts';
import type { ReportInput } from './report-input.ts';

const PANEL = { width: 230, height: 132 };

export function scenarioSection({ study, scenarios }: ReportInput): Html {
  return html`<section aria-labelledby="scenarios"><h2 id="scenarios">Scenarios side by side</h2>
${scenarios === undefined ? NOT_TRIED : sideBySide(scenarios, study)}</section>`;
}

/** A run that was stopped early tries nothing. */
const NOT_TRIED = html`<p class="text">What would be otherwise under each of them was not tried for this page; <code>fissure run --scenario NAME</code> and <code>fissure test --scenario NAME</code> try one.</p>`;

function sideBySide(effects: ScenarioEffects, study: Study): Html {
  const [output] = study.settings.outputs;
  const panels = scenarioCharts(effects, study);
  const all: Chart = { ...panels[0]!, layers: panels.flatMap(({ layers }) => layers) };
  const figures = effects.scenarios.map((effect, i) => {
    const { doc = '' } = study.scenarios.find(({ name }) => name.text === effect.scenario) ?? {};
    const { id, title } = panels[i]!;
    const drawing = chartSvg(panels[i]!, { ...PANEL, describedBy: `${id}-words`, standing: all });
    return html`<figure id="${id}"><h3>${title}</h3>${drawing}<figcaption><span class="soft">${markdownLine(doc)}</span> <span id="${id}-words">${scenarioWords(effect, effects, output!.title)}</span></figcaption></figure>`;
  });
  return html`<p class="text">The same ${countText(effects.memberCount)} members of the prior under each scenario, unweighted by the record, so that a member is compared with itself. The drawings show ${output!.title} on one scale.</p>
<div data-files="scenarios" data-title="${scenariosSentence(effects, output!)}">${chartLegend(panels.slice(0, 1))}<div class="figures side">${joinHtml(figures)}</div>${claimTable(effects)}</div>`;
}

/** Under which scenario the first outcome differs most, for those who see the drawings alone. */
function scenariosSentence(
  { scenarios }: ScenarioEffects,
  { title, unit }: Study['settings']['outputs'][number],
): string {
  const sizes = scenarios.map(({ label, scenario, outputs: [main] }) => {
    return { name: label || scenario, middle: main!.middle ?? 0 };
  });
  const most = sizes.reduce((best, one) => (Math.abs(one.middle) > Math.abs(best.middle) ? one : best));
  const what = `Scenarios side by side: ${title}${unitText({ unit })}`;
  if (Math.abs(most.middle) < 0.01) return `${what}, within 1 % of what it was under each of them`;
  const way = most.middle > 0 ? 'higher' : 'lower';
  return `${what}, most different under “${most.name}”: ${numberText(100 * Math.abs(most.middle), 2)} % ${way} in the median`;
}

function scenarioCharts({ times, standing, scenarios }: ScenarioEffects, study: Study): readonly Chart[] {
  const axis = timeAxis(study.settings.time);
  // Narrow: the first and the last year, or there is no room.
  const ticks = axis.ticks.filter((_, i) => i === 0 || i === axis.ticks.length - 1);
  const numbers = (row: ScenarioEffects['standing'][number]) => row.map((value) => value ?? Number.NaN);
  return scenarios.map(({ scenario, label, course }): Chart => {
    const [low, middle, high] = course.map(numbers);
    const layers: ChartLayer[] = [
      { kind: 'band', label: '90 of 100 members', depth: 0, times, low: low!, high: high! },
      { kind: 'line', label: 'Median', role: 'main', times, values: middle! },
      { kind: 'line', label: 'Median as the study stands', role: 'standing', times, values: numbers(standing[1]!) },
    ];
    const unit = study.settings.outputs[0]!.unit;
    return { id: `scenario-${scenario}`, title: label || scenario, unit, axis: { ...axis, ticks }, layers };
  });
}

/** What is otherwise, in frequencies: the first outcome, then claims that change sides or no longer apply. */
function scenarioWords(effect: ScenarioEffect, { claims, memberCount }: ScenarioEffects, title: string): string {
  if (effect.failedCount >= memberCount) return 'Nothing to compare: every run failed.';
  const changes = claims.map(({ claim, share }, i) => ({ claim, was: share, is: effect.claims[i]! }));
  const named = (wanted: (was: number, is: number) => boolean) =>
    changes
      .filter(({ was, is }) => was !== null && is !== null && wanted(was, is))
      .map(({ claim, was, is }) => `${claim} (${outOfHundred(is!)} of 100, was ${outOfHundred(was!)})`)
      .join(', ');
  const falls = named((was, is) => was > 0.5 && is <= 0.5);
  const rises = named((was, is) => was <= 0.5 && is > 0.5);
  const gone = changes.filter(({ was, is }) => was !== null && is === null).map(({ claim }) => claim);
  return [
    outcomeWords(effect, title),
    falls === '' ? [] : `No longer in most: ${falls}.`,
    rises === '' ? [] : `Now in most: ${rises}.`,
    gone.length === 0 ? [] : `No longer decided: ${gone.join(', ')}.`,
    claims.length > 0 && falls + rises === '' && gone.length === 0 ? 'No claim changes sides.' : [],
  ]
    .flat()
    .join(' ');
}

function outcomeWords({ outputs: [main] }: ScenarioEffect, title: string): string {
  const { lower, higher, middle } = main!;
  const same = 1 - lower - higher;
  if (same >= 0.5) return `${title}: within 1 % of what it was in ${outOfHundred(same)} of 100 members.`;
  const [word, share] = lower > higher ? ['lower', lower] : ['higher', higher];
  const size = middle === null ? '' : `, by ${numberText(100 * Math.abs(middle), 2)} % in the median`;
  return `${title}, mean of the run: ${word} in ${outOfHundred(share)} of 100 members${size}.`;
}

/** Of 100 decided cases; strong where it is the other side of one half. */
function claimTable({ claims, scenarios }: ScenarioEffects): Html {
  if (claims.length === 0) return html``;
  const share = (value: number | null) => (value === null ? '–' : outOfHundred(value));
  const standing = claims.map(({ share: own }) => html`<td>${share(own)}</td>`);
  const rows = scenarios.map(({ scenario, label, claims: own }) => {
    const cells = own.map((value, i) => {
      const was = claims[i]!.share;
      const isOther = value !== null && was !== null && value > 0.5 !== was > 0.5;
      return isOther ? html`<td><strong>${share(value)}</strong></td>` : html`<td>${share(value)}</td>`;
    });
    return html`<tr><th><a href="#scenario-${scenario}">${label || scenario}</a></th>${joinHtml(cells)}</tr>`;
  });
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Claims by scenario"><table class="nums"><caption>In how many of 100 cases each claim holds; strong where it is the other side of one half</caption><thead><tr><th scope="col">Scenario</th>${joinHtml(
    claims.map(({ claim }) => html`<th scope="col"><a href="#claim-${claim}">${claim}</a></th>`),
  )}</tr></thead><tbody><tr><th>As it stands</th>${joinHtml(standing)}</tr>${joinHtml(rows)}</tbody></table></div>`;
}

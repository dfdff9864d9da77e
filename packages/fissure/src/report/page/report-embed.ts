/** One claim or one chart as a page of its own, to be framed by another: whatever it shows, it says what it is. */

import { countText } from '../number-text.ts';
import { hingeText } from '../verdict-words.ts';
import { chartFigure, chartLegend } from './chart-figure.ts';
import { type Html, html, joinHtml } from './html.ts';
import { markdownLine } from './markdown.ts';
import { PAGE_STYLE } from './page-style.ts';
import { isFitted, judgedClaims, type ReportInput } from './report-input.ts';
import { htmlPage, leftOutNotice } from './report-page.ts';
import { countSentences } from './report-verdicts.ts';
import { shareCell, verdictClass, verdictHtml } from './verdict-cells.ts';

export interface EmbedChoice {
  readonly kind: 'claim' | 'chart';
  readonly id: string;
}

const EMBED_STYLE = `
.embed{max-width:44rem;padding-block:1rem}
.embed h1{font:600 .875rem/1.4 var(--sans);color:var(--soft);letter-spacing:0;margin:0 0 .75rem;max-width:none}
.embed h2{font-size:1.35rem;line-height:1.3;margin:0 0 .75rem;padding:0;border:0}
.embed figure h2{font:600 1.1rem/1.3 var(--sans);margin:0 0 .25rem}
.embed .verdict{font-size:1.25rem}.embed .answer{font-family:var(--sans);display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:baseline;margin:0 0 1rem}
.embed .strip{display:inline-block;vertical-align:-.15em;margin-inline-end:.5rem}
.embed .legend{gap:.2rem 1.1rem;margin:.75rem 0 .5rem;font-size:.8rem}
.embed footer{margin:1rem 0 0;padding:.75rem 0 0;font-size:.8rem}
`;

export function embedPage(input: ReportInput, { kind, id }: EmbedChoice): string {
  const { title } = input.study.settings;
  const { membersDone, seed } = input.assessment.provenance;
  return htmlPage({
    title,
    version: input.rebuild.version,
    style: `${PAGE_STYLE}${EMBED_STYLE}`,
    body: html`<main class="wrap embed"><h1 dir="auto">${title}</h1>
${kind === 'claim' ? claimCard(input, id) : chartCard(input, id)}
${leftOutNotice(input)}<footer>A model of an argument, not a forecast and not intelligence. ${countText(membersDone)} members, seed ${seed}, made by Fissure ${input.rebuild.version}.</footer></main>`,
  });
}

function claimCard(input: ReportInput, id: string): Html {
  const claim = judgedClaims(input).find(({ verdict }) => verdict.claim.toLowerCase() === id.toLowerCase());
  if (claim === undefined) throw new TypeError(`embedPage: no claim ${id} was tested`);
  const { verdict, declared } = claim;
  const fitted = isFitted(input.assessment);
  const hinges = verdict.hinges.map((hinge) => html`<li>${hingeText(hinge)}</li>`);
  return html`<h2>${verdict.claim}: ${markdownLine(declared.says)}</h2>
<p class="answer">${verdictHtml(verdict.word)}<span class="${verdictClass(verdict.word)}">${shareCell(verdict, fitted)}</span></p>
<p class="small">${countSentences(verdict, fitted)}${verdict.reason === '' ? '' : html` ${markdownLine(verdict.reason)}`}</p>${
    hinges.length === 0
      ? ''
      : html`<p class="small"><strong>It hinges on</strong></p><ul class="small">${joinHtml(hinges)}</ul>`
  }${declared.test === '' ? '' : html`<details><summary>How it is tested</summary><p class="small">${markdownLine(declared.test)}</p></details>`}`;
}

function chartCard(input: ReportInput, id: string): Html {
  const chart = input.charts.find((one) => one.id.replace(/^chart-/, '') === id);
  if (chart === undefined) throw new TypeError(`embedPage: no chart ${id}`);
  return html`${chartFigure(chart, 'h2')}${chartLegend([chart])}`;
}

/** One claim or one chart as a page of its own, to be framed by another: whatever it shows, it says what it is. */
import type { Chart } from '../figures/chart.ts';
import { chartSvg } from '../figures/chart-svg.ts';
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

/**
 * A frame is as wide as whoever sets it wants, and a drawing grows with it, its letters too. So there are two drawings, for a
 * narrow frame and for a wide one, and in each the letters shrink as it grows: on the screen they stay as large as words around them.
 * `shown`: between which widths, in pixels of the screen.
 */
const DRAWINGS = [
  { id: 'narrow', selector: '.embed figure>svg:first-of-type', width: 300, height: 215, shown: [240, 420] },
  { id: 'roomy', selector: '.embed figure>svg:last-of-type', width: 480, height: 265, shown: [420, 664] },
] as const;
/** Pixels of a letter on the screen; and beside the drawing, left and right together. */
const [LETTER, MARGIN] = [12.5, 40];
/** From one size of letters to the next. */
const STEP = 1.1;

function letterSizes(): string {
  const from = (width: number) => `@media screen and (min-width:${Math.round(width + MARGIN)}px)`;
  const [narrow, roomy] = DRAWINGS;
  const sizes = DRAWINGS.flatMap(({ selector, width, shown: [least, most] }) => {
    const steps = Math.ceil(Math.log(most / least) / Math.log(STEP));
    return Array.from({ length: steps }, (_, i) => {
      const units = (LETTER * width) / (least * STEP ** (i + 0.5));
      return `${from(least * STEP ** i)}{${selector}{font-size:${units.toFixed(1)}px}}`;
    });
  });
  const change = `${from(roomy.shown[0])}{${narrow.selector}{display:none}${roomy.selector}{display:block}}`;
  return [...sizes, change].join('\n');
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
${DRAWINGS[0].selector}{font-size:10px}${DRAWINGS[1].selector}{display:none}.embed .mark-label{font-size:inherit}
${letterSizes()}
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
  const drawing = joinHtml(DRAWINGS.map((size) => sizedDrawing(chart, size)));
  return html`${chartFigure(chart, { heading: 'h2', linked: false, drawing })}${chartLegend([chart])}`;
}

function sizedDrawing(chart: Chart, { id, width, height }: (typeof DRAWINGS)[number]): Html {
  const own = { ...chart, id: `${chart.id}-${id}`, axis: { ...chart.axis, ticks: ticksWithin(chart, width) } };
  return chartSvg(own, { width, height, describedBy: `${chart.id}-words` });
}

/** As many as have room beside each other. */
function ticksWithin({ axis: { ticks } }: Chart, width: number): Chart['axis']['ticks'] {
  const letters = ticks.reduce((sum, { label }) => sum + label.length + 2, 0);
  const each = Math.ceil((letters * 7) / (width - 60));
  return ticks.filter((_, i) => i % each === 0);
}

/** One claim or one chart as a page of its own, to be framed by another: whatever it shows, it says what it is. */
import { chartFigure } from './chart-figure.ts';
import { type Html, html } from './html.ts';
import { markdownLine } from './markdown.ts';
import { PAGE_STYLE } from './page-style.ts';
import { isFitted, judgedClaims, type ReportInput } from './report-input.ts';
import { htmlPage } from './report-page.ts';
import { countSentences } from './report-verdicts.ts';
import { verdictHtml } from './verdict-cells.ts';
import { hingeText } from './verdict-words.ts';

export interface EmbedChoice {
  readonly kind: 'claim' | 'chart';
  readonly id: string;
}

export function embedPage(input: ReportInput, { kind, id }: EmbedChoice): string {
  const { title } = input.study.settings;
  const content = kind === 'claim' ? claimCard(input, id) : chartCard(input, id);
  return htmlPage({
    title,
    version: input.rebuild.version,
    style: `${PAGE_STYLE}.embed{padding-top:1rem;padding-bottom:1rem}.embed h1{font-size:1.25rem}.embed h2{font-size:1.05rem;margin:1rem 0 .4rem;padding:0;border:0}`,
    body: html`<main class="wrap embed"><h1 dir="auto">${title}</h1>
${content}
<p class="small soft">A model of an argument, not a forecast and not intelligence. ${input.assessment.provenance.membersDone} members, seed ${input.assessment.provenance.seed}, made by Fissure ${input.rebuild.version}.</p></main>`,
  });
}

function claimCard(input: ReportInput, id: string): Html {
  const claim = judgedClaims(input).find(({ verdict }) => verdict.claim.toLowerCase() === id.toLowerCase());
  if (claim === undefined) throw new TypeError(`embedPage: no claim ${id} was tested`);
  const { verdict, declared } = claim;
  const hinges = verdict.hinges.map((hinge) => hingeText(hinge));
  return html`<h2>${verdict.claim} ${verdictHtml(verdict.word)}</h2><p class="text">${markdownLine(declared.says)}</p>
<p class="text">${countSentences(verdict, isFitted(input.assessment))}${verdict.reason === '' ? '' : html` ${markdownLine(verdict.reason)}`}</p>${
    hinges.length === 0 ? '' : html`<p class="text">It hinges on: ${hinges.join('; ')}.</p>`
  }${declared.test === '' ? '' : html`<p class="small soft">How it is tested: ${markdownLine(declared.test)}</p>`}`;
}

function chartCard(input: ReportInput, id: string): Html {
  const chart = input.charts.find((one) => one.id.replace(/^chart-/, '') === id);
  if (chart === undefined) throw new TypeError(`embedPage: no chart ${id}`);
  return chartFigure(chart, 'h2');
}

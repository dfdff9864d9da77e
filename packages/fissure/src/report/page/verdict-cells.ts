/** How a verdict looks on the page: word with its sign, cells of the table, tally. */
import type { ShareEstimate, Verdict, VerdictWord } from '../../analysis/verdict.ts';
import { outOfHundred } from '../number-text.ts';
import { hingeText, intervalText, VERDICTS, verdictRemarks, verdictSign } from '../verdict-words.ts';
import { type Html, html, joinHtml } from './html.ts';

/** The verdict's sign and word, coloured; the sign is hidden from screen readers, which read the word. */
export function verdictHtml(word: VerdictWord): Html {
  return html`<span class="verdict ${verdictClass(word)}"><span class="sign" aria-hidden="true">${verdictSign(word)}</span> ${word}</span>`;
}

export function verdictClass(word: VerdictWord): string {
  return word === 'supported' || word === 'depends' || word === 'contradicted' ? `is-${word}` : 'is-quiet';
}

export function verdictTally(verdicts: readonly Verdict[]): Html {
  return joinHtml(VERDICTS.map(({ word }) => tallyEntry(word, verdicts)));
}

function tallyEntry(word: VerdictWord, verdicts: readonly Verdict[]): Html {
  const count = verdicts.filter((verdict) => verdict.word === word).length;
  return count === 0 ? html`` : html`<li><b>${count}</b> ${verdictHtml(word)}</li>`;
}

/** What a row of the table says after the claim: verdict, share, hinges. */
export function verdictCells(verdict: Verdict, fitted: boolean): Html {
  const hinges = verdict.hinges.map((hinge) => html`<li>${hingeText(hinge)}</li>`);
  const remarks = verdictRemarks(verdict, fitted);
  return html`<td role="cell" class="verdict" data-label="Verdict">${verdictHtml(verdict.word)}${joinHtml(remarks.map((remark) => html`<br><span class="small soft">${remark}</span>`))}</td>
<td role="cell" class="num ${verdictClass(verdict.word)}" data-label="Holds in, of 100">${shareCell(verdict, fitted)}</td>
<td role="cell" class="hinge${hinges.length === 0 ? ' none' : ''}" data-label="It hinges on">${hinges.length === 0 ? '–' : html`<ul>${joinHtml(hinges)}</ul>`}</td>`;
}

/** `fitted`: the record weighed the members, so that there is a share before and one after. */
export function shareCell({ fitted, prior }: Verdict, isWeighted: boolean): Html {
  if (fitted.share === null) return html`<span class="soft">no decided case</span>`;
  const before = isWeighted && prior.share !== null ? html`, before fitting ${outOfHundred(prior.share)}` : '';
  return html`${shareStrip(fitted, isWeighted ? prior : undefined)}<strong>${outOfHundred(fitted.share)}</strong> <span class="small soft">(${intervalText(fitted)})${before}</span>`;
}

/** A scale from 0 to 100 with the share, its interval, and the share before fitting. The numbers stand beside it. */
function shareStrip(fitted: ShareEstimate, prior: ShareEstimate | undefined): Html {
  const x = (share: number) => (8 + 120 * share).toFixed(1);
  const [low, high] = fitted.interval.map((end) => (Number.isFinite(end) ? end : (fitted.share ?? 0)));
  return html`<svg class="strip" viewBox="0 0 136 18" aria-hidden="true"><line class="track" x1="8" x2="128" y1="9" y2="9"/><line class="bound" x1="20" x2="20" y1="3" y2="15"/><line class="bound" x1="116" x2="116" y1="3" y2="15"/><line class="range" x1="${x(low!)}" x2="${x(high!)}" y1="9" y2="9"/>${
    prior === undefined || prior.share === null ? '' : html`<circle class="prior" cx="${x(prior.share)}" cy="9" r="4"/>`
  }<circle class="dot" cx="${x(fitted.share ?? 0)}" cy="9" r="5"/></svg>`;
}

/** Beneath a claim on the page: why its test can be trusted, and whether it changes sides where its author says so. */
import type { Turn } from '../../analysis/turns.ts';
import type { ClaimDeclaration } from '../../study/study.ts';
import { defenceLines } from '../defence-lines.ts';
import { countText, outOfHundred } from '../number-text.ts';
import { type Html, html, joinHtml } from './html.ts';
import { markdownLine } from './markdown.ts';
import type { ReportInput } from './report-input.ts';

export function defenceOf({ name, defence }: ClaimDeclaration, trial: ReportInput['turns']): Html {
  const lines = defenceLines(defence);
  if (lines.length === 0) return html``;
  const turn = trial?.turns.find(({ claim }) => claim === name.text);
  return html`<h4>Why this test</h4><ul class="text">${joinHtml(
    lines.map(({ label, text }) => html`<li><strong>${label}.</strong> ${markdownLine(text)}</li>`),
  )}</ul>${turn !== undefined ? turnSentence(turn, trial!.memberCount) : defence?.turns ? NOT_TRIED : ''}
`;
}

/** Where the page has no room for the whole defence. */
export function regionOf({ name, defence }: ClaimDeclaration, trial: ReportInput['turns']): Html {
  const turn = trial?.turns.find(({ claim }) => claim === name.text);
  if (turn === undefined || !defence?.turns) return html``;
  const { label } = defenceLines(defence).at(-1)!;
  return html`<p class="text">${label}: ${markdownLine(turn.region)}</p>${turnSentence(turn, trial!.memberCount)}`;
}

/** A run that was stopped early tries nothing. */
const NOT_TRIED = html`<p class="text">Whether it does change sides there was not tried for this page; <code>fissure stress --only defences</code> tries it.</p>`;

function turnSentence({ elsewhere, there, turns }: Turn, memberCount: number): Html {
  const share = (value: number | null) => (value === null ? 'no decided case' : `${outOfHundred(value)} of 100`);
  const comes = turns ? 'Tried, it does change sides' : 'Tried, it does not change sides';
  return html`<p class="text">${comes}: it holds in ${share(there.share)} there and in ${share(elsewhere.share)} elsewhere (${countText(memberCount)} members of the prior, unweighted by the record).</p>`;
}

/** The page's verdicts: the tally, the table, and one claim after the other with all that lies behind its verdict. */
import type { Assessment } from '../../analysis/results.ts';
import type { Verdict } from '../../analysis/verdict.ts';
import type { ClaimDeclaration } from '../../study/study.ts';
import { countText, outOfHundred } from '../number-text.ts';
import { hingeText, shareText, summaryText, VERDICTS } from '../verdict-words.ts';
import { type Html, html, joinHtml } from './html.ts';
import { markdownLine } from './markdown.ts';
import { defenceOf, regionOf } from './report-defences.ts';
import { isFitted, type JudgedClaim, judgedClaims, type ReportInput } from './report-input.ts';
import { turningScenarios } from './report-turns.ts';
import { verdictCells, verdictHtml, verdictTally } from './verdict-cells.ts';

export function verdictSection(input: ReportInput): Html {
  const { assessment } = input;
  const claims = judgedClaims(input);
  const fitted = isFitted(assessment);
  return html`<section aria-labelledby="verdicts"><h2 id="verdicts">Verdicts</h2>
<ul class="tally">${verdictTally(assessment.verdicts)}</ul>
<table class="verdicts stack" role="table"><caption>What the model says of each claim, over ${countText(assessment.provenance.membersDone)} plausible worlds. On the scale, the filled dot is the share of ${fitted ? 'weighted ' : ''}members in which the claim holds, with its 95\u00a0% interval${fitted ? '; the open dot is the share before the members were weighted by the record' : ''}; the ticks stand at 10 and 90.</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Claim</th><th role="columnheader" scope="col">Verdict</th><th role="columnheader" scope="col">Holds in, of 100</th><th role="columnheader" scope="col">It hinges on</th></tr></thead>
<tbody role="rowgroup">${joinHtml(
    claims.map((claim) => tableRow(claim, assessment)),
    '\n',
  )}</tbody></table>
<ul class="plain small soft">${joinHtml(VERDICTS.map(({ word, meaning }) => html`<li>${verdictHtml(word)}: ${meaning}.</li>`))}<li>Not settled: more members could change the word. Not learned: the record moved the share by less than 10 of 100, so it is assumed.</li></ul>
<h3>Claim by claim</h3>
<div class="claims">${joinHtml(claims.map((claim) => claimDetails(claim, input)))}</div></section>`;
}

function tableRow({ verdict, declared }: JudgedClaim, assessment: Assessment): Html {
  return html`<tr role="row" data-claim="${verdict.claim}"><th role="rowheader"><a href="#claim-${verdict.claim}">${verdict.claim}</a> <span class="says">${markdownLine(declared.says)}</span></th>
${verdictCells(verdict, isFitted(assessment))}</tr>`;
}

function claimDetails({ verdict, declared }: JudgedClaim, { assessment, brief, turns, scenarios }: ReportInput): Html {
  const statements = declared.statements.map((name) => html`<a href="#${name.text}">${name.text}</a>`);
  return html`<details id="claim-${verdict.claim}"><summary><strong>${verdict.claim}</strong> <span class="says">${markdownLine(declared.says)}</span> ${verdictHtml(verdict.word)}</summary>
<div class="inside"><p class="text">${countSentences(verdict, isFitted(assessment))}${verdict.reason === '' ? '' : html` ${markdownLine(verdict.reason)}`}</p>
${declared.test === '' ? '' : html`<h4>How it is tested</h4><p class="text">${markdownLine(declared.test)}</p>`}
${brief ? '' : testLines(declared)}
${brief ? '' : defenceOf(declared, turns)}${statements.length === 0 ? '' : html`<p class="meta">Statements: ${joinHtml(statements, ', ')}</p>`}
${brief ? '' : html`${numbersTable(verdict)}${structuresTable(verdict)}${withoutList(verdict)}`}${hingeList(verdict)}${turningScenarios(verdict.claim, scenarios)}${brief ? regionOf(declared, turns) : ''}</div></details>`;
}

export function countSentences(verdict: Verdict, fitted: boolean): string {
  const { counts, prior, fitted: after } = verdict;
  const before = fitted ? `; before fitting ${shareText(prior)}` : '';
  const applies = after.applies === null ? '' : ` It applies to ${outOfHundred(after.applies)} of 100.`;
  const failed = counts.failed > 0 ? `, of which ${countText(counts.failed)} failed numerically` : '';
  const undecided = counts.undecided > 0 ? `; ${countText(counts.undecided)} are undecided${failed}` : '';
  const settled = verdict.settled ? '' : ' More members could still change the word.';
  return `Holds ${shareText(after, fitted ? 'weighted members' : 'members')}${before}.${applies} ${countText(counts.cases)} cases were simulated${undecided}.${settled}`;
}

/** The test as the author wrote it, so that a reader need not open the study. */
function testLines(claim: ClaimDeclaration): Html {
  const lines = [
    ...claim.measures.map((measure) => `${measure.name.text} = ${measure.equation.text}`),
    `holds: ${claim.holds.text}`,
    ...(claim.appliesWhen === undefined ? [] : [`applies when: ${claim.appliesWhen.text}`]),
    ...(claim.effect === undefined ? [] : [`effect: ${claim.effect.text}`]),
  ];
  return html`<pre tabindex="0"><code>${lines.join('\n')}</code></pre>`;
}

function numbersTable(verdict: Verdict): Html {
  const rows = [...(verdict.effect === null ? [] : [verdict.effect]), ...verdict.report];
  if (rows.length === 0) return html``;
  return html`<table><caption>Median, and the range of 90 of 100 decided cases</caption><tbody>${joinHtml(
    rows.map((row) => html`<tr><th>${row.label}</th><td class="num">${summaryText(row)}</td></tr>`),
  )}</tbody></table>`;
}

function structuresTable(verdict: Verdict): Html {
  if (verdict.structures.length === 0) return html``;
  const rows = verdict.structures.flatMap(({ structure, alternatives }) =>
    alternatives.map(
      ({ name, label, share, weight }) =>
        html`<tr><td><code>${structure}</code> ${label || name}</td><td class="num">${share === null ? '–' : outOfHundred(share)}</td><td class="num">${outOfHundred(weight)}</td></tr>`,
    ),
  );
  return html`<table><caption>By rival structure, of 100 weighted members</caption><thead><tr><th scope="col">Structure and form</th><th scope="col">Holds in</th><th scope="col">Weight</th></tr></thead><tbody>${joinHtml(rows)}</tbody></table>`;
}

function withoutList(verdict: Verdict): Html {
  if (verdict.without.length === 0) return html``;
  const parts = verdict.without.map(
    ({ series, share }) => `without ${series} ${share === null ? '–' : outOfHundred(share)}`,
  );
  return html`<p class="meta">Fitted with a part of the record left out, of 100: ${parts.join(', ')}.</p>`;
}

function hingeList(verdict: Verdict): Html {
  if (verdict.hinges.length === 0) return html``;
  return html`<h4>It hinges on</h4><ul>${joinHtml(
    verdict.hinges.map((hinge) => html`<li>${hingeText(hinge)} <code>${hinge.factor}</code></li>`),
  )}</ul>`;
}

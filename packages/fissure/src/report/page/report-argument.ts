/** The argument on the page, statement by statement, each with what became of it in the model. */
import type { Statement } from '../../study/study.ts';
import { countStatements, type StatementCounts } from '../statement-counts.ts';
import { type Html, html, joinHtml } from './html.ts';
import { markdownBlocks, markdownLine } from './markdown.ts';
import type { ReportInput } from './report-input.ts';
import { verdictClass, verdictHtml } from './verdict-cells.ts';

export function argumentSection(input: ReportInput): Html {
  const { argument } = input.study;
  if (argument.paragraphs.length === 0) return html``;
  const paragraphs = argument.paragraphs.map(
    (paragraph) =>
      html`<h3 id="${paragraph.id}"><span class="soft">${paragraph.id.replace(/^p/, '')}</span> ${paragraph.title}</h3><ul class="statements">${joinHtml(paragraph.statements.map((statement) => statementItem(statement, input)))}</ul>`,
  );
  return html`<section aria-labelledby="argument"><h2 id="argument">The argument</h2>
<div class="text">${markdownBlocks(argument.introduction)}<p class="small soft">${coverageText(countStatements(input.study))}</p></div>
${joinHtml(paragraphs, '\n')}</section>`;
}

function coverageText(counts: StatementCounts): string {
  return (
    `${counts.total} statements: ${counts.modelled} modelled, ${counts.claim} tested as claims, ` +
    `${counts.context} context, ${counts['out of scope']} out of scope.` +
    (counts.unhandled.length > 0
      ? ` ${counts.total - counts.unhandled.length} of ${counts.total} are dealt with.`
      : '') +
    (counts.uncarried > 0 ? ` ${counts.uncarried} modelled or claimed without anything that carries them.` : '')
  );
}

function statementItem(statement: Statement, input: ReportInput): Html {
  const quiet = statement.status === 'context' || statement.status === 'out of scope';
  const carriers = statement.carriedBy.map((name) => carrierChip(name.text, input));
  const reason = statement.reason === '' ? '' : html` – ${markdownLine(statement.reason)}`;
  return html`<li id="${statement.id.text}"><a class="id" href="#${statement.id.text}">${statement.id.text}</a><span dir="auto"${quiet ? html` class="out"` : ''}>${markdownLine(statement.text)}</span><span class="meta"><span class="status">${statement.status}</span>${reason} ${joinHtml(carriers)}</span></li>`;
}

function carrierChip(name: string, input: ReportInput): Html {
  const verdict = input.assessment.verdicts.find((candidate) => candidate.claim === name);
  if (verdict !== undefined)
    return html`<a class="chip ${verdictClass(verdict.word)}" href="#claim-${name}">${name} ${verdictHtml(verdict.word)}</a>`;
  const mechanism = input.study.mechanisms.find((candidate) => candidate.name.text === name);
  if (mechanism !== undefined) return html`<a class="chip" href="#mechanism-${name}">${name} ${mechanism.label}</a>`;
  return html`<span class="chip">${name}</span>`;
}

/** Where the argument's figures and the record are set side by side, and what that means for the claims. */
import type { Evidence, Study } from '../../study/study.ts';
import { type Html, html, joinHtml } from './html.ts';
import { markdownLine } from './markdown.ts';
import { shortReference } from './references.ts';
import type { ReportInput } from './report-input.ts';

type Checked = Evidence & { readonly checks: NonNullable<Evidence['checks']> };

const OUTCOME_WORDS = { agrees: 'agree', partly: 'agree in part', differs: 'differ', unverified: 'no other source' };

/** The short page goes without. */
export function hasChecks({ study, brief }: ReportInput): boolean {
  return !brief && checkedEvidence(study).length > 0;
}

export function checksSection({ study }: ReportInput): Html {
  const checked = checkedEvidence(study);
  const differing = checked.filter(({ checks }) => checks.outcome === 'differs' || checks.outcome === 'partly').length;
  return html`<section aria-labelledby="record"><h2 id="record">The argument and the record</h2>
<p class="text">What the argument states as fact, against what sources say. Of ${checked.length} such statements ${differing} differ from the record, in whole or in part. The model carries both where it matters.</p>
<table class="stack" role="table"><caption>Statement by statement</caption><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">The argument</th><th role="columnheader" scope="col">The record</th><th role="columnheader" scope="col">They</th><th role="columnheader" scope="col">What it means for the claims</th></tr></thead><tbody role="rowgroup">${joinHtml(
    checked.map((entry) => row(entry, study)),
    '\n',
  )}</tbody></table></section>`;
}

export function checkedEvidence(study: Study): readonly Checked[] {
  return study.evidence.filter((entry): entry is Checked => entry.checks !== undefined);
}

function row({ id, finding, reference, checks }: Checked, study: Study): Html {
  const source = study.references.find((one) => one.id.text === reference?.text);
  const statements = checks.statements.map((name) => html`<a href="#${name.text}">${name.text}</a>`);
  return html`<tr role="row"><th role="rowheader">${markdownLine(checks.stated)} <span class="small soft">${joinHtml(statements, ', ')}</span></th>
<td role="cell" data-label="The record">${markdownLine(finding)} <span class="small soft"><a href="#evidence-${id.text}">${id.text}</a>${source === undefined ? '' : html`, <a href="#reference-${source.id.text}">${shortReference(source)}</a>`}</span></td>
<td role="cell" data-label="They">${OUTCOME_WORDS[checks.outcome]}</td>
<td role="cell" data-label="What it means for the claims">${markdownLine(checks.bearing)}</td></tr>`;
}

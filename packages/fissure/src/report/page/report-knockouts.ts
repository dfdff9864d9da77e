/** What switching off each mechanism does to the main outcomes. */
import { type Knockout, strongestEffects } from '../../analysis/knockouts.ts';
import { countText, numberText } from '../number-text.ts';
import { type Html, html, joinHtml } from './html.ts';
import type { ReportInput } from './report-input.ts';

const MOST_EFFECTS = 4;

export function knockoutSection({ study, assessment, knockouts }: ReportInput): Html {
  return html`<section aria-labelledby="knockouts"><h2 id="knockouts">What each mechanism does</h2>
${knockouts === undefined ? NOT_TRIED : knockoutTable(knockouts, { study, assessment })}</section>`;
}

/** A run that was stopped early tries nothing. */
const NOT_TRIED = html`<p class="text">What becomes of the outcomes without each of them was not tried for this page; <code>fissure stress --only knockouts</code> tells it.</p>`;

function knockoutTable(
  { memberCount, knockouts }: NonNullable<ReportInput['knockouts']>,
  { study, assessment }: Pick<ReportInput, 'study' | 'assessment'>,
): Html {
  const titles = new Map(assessment.bands.map(({ output, title }) => [output, title]));
  const rows = knockouts.map((knockout) => {
    const declared = study.mechanisms.find(({ name }) => name.text === knockout.mechanism);
    return html`<tr role="row"><th role="rowheader"><a href="#mechanism-${knockout.mechanism}">${knockout.mechanism}</a> ${declared?.label ?? ''}</th><td role="cell" data-label="Without it">${effects(knockout, memberCount, titles)}</td></tr>`;
  });
  return html`<p class="text">Each mechanism is switched off from the start, in ${countText(memberCount)} members taken as they come, and each member is compared with itself. Shown are the outcomes that change most, by their mean over the run: the median change, and that of 90 of 100 members.</p>
<table class="stack" role="table"><caption>Outcomes that change most</caption><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Mechanism</th><th role="columnheader" scope="col">Without it</th></tr></thead><tbody role="rowgroup">${joinHtml(rows)}</tbody></table>`;
}

function effects(knockout: Knockout, memberCount: number, titles: ReadonlyMap<string, string>): Html {
  if (knockout.failedCount >= memberCount) return html`Nothing to compare: every run failed.`;
  if (knockout.inert) return html`No outcome changes by more than 1 %.`;
  const strongest = strongestEffects(knockout, MOST_EFFECTS).map(
    ({ output, low, middle, high }) =>
      html`<li>${titles.get(output) ?? output} <strong>${changeText(middle)}</strong> <span class="soft">(${changeText(low)} to ${changeText(high)})</span></li>`,
  );
  return html`<ul class="plain">${joinHtml(strongest)}</ul>`;
}

function changeText(change: number | null): string {
  if (change === null) return 'from nothing';
  return `${change > 0 ? '+' : change < 0 ? '−' : ''}${numberText(Math.abs(100 * change), 2)} %`;
}

/** Beneath a claim: which scenarios of the study turn it. What it hinges on stands beside it. */
import { countText, outOfHundred } from '../number-text.ts';
import { type Html, html, joinHtml } from './html.ts';
import type { ReportInput } from './report-input.ts';

export function turningScenarios(claim: string, effects: ReportInput['scenarios']): Html {
  const at = effects?.claims.findIndex((own) => own.claim === claim) ?? -1;
  const was = effects?.claims[at]?.share ?? null;
  if (effects === undefined || was === null) return html``;
  const turning = effects.scenarios.flatMap(({ scenario, label, claims }) => {
    const is = claims[at] ?? null;
    // The rule of the table of scenarios, in which the same are strong.
    if (is === null || is > 0.5 === was > 0.5) return [];
    return [html`<a href="#scenario-${scenario}">${label || scenario}</a> (holds in ${outOfHundred(is)} of 100)`];
  });
  const members = `${countText(effects.memberCount)} members of the prior, unweighted by the record`;
  if (turning.length === 0) return html`<p class="text">No scenario of the study turns it (${members}).</p>`;
  return html`<p class="text">It turns under ${joinHtml(turning, ', ')}; as the study stands it holds in ${outOfHundred(was)} of 100 (${members}).</p>`;
}

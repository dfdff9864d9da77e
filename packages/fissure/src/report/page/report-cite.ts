/** How to cite a report and how to make it again, and what its hashes are of: whoever does can tell whether it is the same. */
import { citationText } from '../figures/origin.ts';
import { countText } from '../number-text.ts';
import { type Html, html } from './html.ts';
import { type Fingerprints, isSingleRun, type ReportInput } from './report-input.ts';

export function citeSection({ study, assessment, rebuild, fingerprints }: ReportInput): Html {
  const { membersDone, seed } = assessment.provenance;
  const made = isSingleRun(assessment) ? 'one run' : `${countText(membersDone)} members, seed ${seed}`;
  const origin = { title: study.settings.title, hash: fingerprints?.study ?? '', version: rebuild.version };
  return html`<section aria-labelledby="cite"><h2 id="cite">How to cite, and to make it again</h2><div class="text">
<p class="citation">${citationText(origin, made, fingerprints?.results)}</p>
<p>With Fissure ${rebuild.version} and the folder of the study:</p><pre tabindex="0"><code>${rebuild.command}</code></pre><p>The same study, members and seed give the same numbers on any computer.</p>
${fingerprints === undefined ? '' : hashTable(fingerprints)}</div></section>`;
}

function hashTable({ study, results }: Fingerprints): Html {
  return html`<table><caption>Hashes (SHA-256): made again from the same study with the same version they are the same, on any computer</caption><tbody><tr><th>Study, its files</th><td><code>${study}</code></td></tr><tr><th>Results, every number of them</th><td><code>${results}</code></td></tr></tbody></table>`;
}

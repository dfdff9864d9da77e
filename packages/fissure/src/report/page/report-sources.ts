/** Numbers and findings with where they come from: parameters, evidence, references. */
import { provenance } from '../../model/provenance.ts';
import type { Study } from '../../study/study.ts';
import { countText, numberText } from '../number-text.ts';
import { priorText, valuesText } from '../parameter-text.ts';
import { type Html, html, joinHtml } from './html.ts';
import { markdownLine } from './markdown.ts';
import { referenceHtml, shortReference } from './references.ts';

export function parameterSection(study: Study): Html {
  if (study.parameters.length === 0) return html``;
  const { sourcedCount, judgedCount, guessCount, fixedCount } = provenance(study);
  const rows = study.parameters.map(
    (parameter) =>
      html`<tr><th>${parameter.name.text}${parameter.label === '' || parameter.label === parameter.name.text ? '' : html`<br><span>${parameter.label}</span>`}</th><td>${valuesText(parameter)}</td><td>${parameter.unit.text}</td><td>${priorText(parameter)}</td><td>${sourceHtml(parameter.because, study)}</td></tr>`,
  );
  return html`<section aria-labelledby="parameters"><h2 id="parameters">Numbers and where they come from</h2>
<p class="text">Of ${study.parameters.length} parameters, ${sourcedCount} rest on a source, ${judgedCount} on a judgement that the evidence states, and ${guessCount} on the author’s guess; ${fixedCount} have no prior and stay fixed.</p>
<details class="long"><summary>All ${study.parameters.length} parameters</summary><div class="scroll" tabindex="0" role="region" aria-label="Table of parameters"><table class="ids"><caption>Parameters</caption><thead><tr><th scope="col">Parameter</th><th scope="col">Value</th><th scope="col">Unit</th><th scope="col">Prior</th><th scope="col">Because</th></tr></thead><tbody>${joinHtml(rows, '\n')}</tbody></table></div></details></section>`;
}

/** `linked`: ids that the rest of a short page leads to; it shows no others, and no notes. */
export function evidenceSection(study: Study, linked?: ReadonlySet<string>): Html {
  if (study.evidence.length === 0) return html``;
  const evidence = study.evidence.filter(({ id }) => linked?.has(`evidence-${id.text}`) ?? true);
  const sources = new Set(evidence.map(({ reference }) => reference?.text));
  const references = study.references.filter(
    ({ id }) => linked === undefined || linked.has(`reference-${id.text}`) || sources.has(id.text),
  );
  const rest =
    linked === undefined
      ? ''
      : html`<p class="text">Those on which this page rests; all ${countText(study.evidence.length)} findings and their notes are in the whole report.</p>`;
  const rows = evidence.map((entry) => {
    const reference = study.references.find((candidate) => candidate.id.text === entry.reference?.text);
    const source =
      reference === undefined
        ? '–'
        : html`<a href="#reference-${reference.id.text}">${shortReference(reference)}</a>${entry.locator === '' ? '' : `, ${entry.locator}`}`;
    const range = entry.range === undefined ? '' : ` (${numberText(entry.range[0])} to ${numberText(entry.range[1])})`;
    const value =
      entry.value === undefined
        ? range.trim()
        : `${numberText(entry.value)}${range} ${entry.unit === '1' ? '' : entry.unit}`;
    return html`<tr id="evidence-${entry.id.text}"><th>${entry.id.text}</th><td>${markdownLine(entry.finding)}${linked !== undefined || entry.note === '' ? '' : html` <span class="small soft">${markdownLine(entry.note)}</span>`}</td><td>${value}</td><td>${source}</td><td>${entry.confidence}</td></tr>`;
  });
  return html`<section aria-labelledby="evidence"><h2 id="evidence">Evidence</h2>
${rest}<details class="long"><summary>${amount(evidence.length, study.evidence.length, 'findings and figures')}</summary><div class="scroll" tabindex="0" role="region" aria-label="Table of evidence"><table class="ids"><caption>Findings and figures</caption><thead><tr><th scope="col">Id</th><th scope="col">Finding</th><th scope="col">Value</th><th scope="col">Source</th><th scope="col">Confidence</th></tr></thead><tbody>${joinHtml(rows, '\n')}</tbody></table></div></details>
${references.length === 0 ? '' : html`<h3 id="references">References</h3><details class="long"><summary>${study.references.length === 1 ? 'One reference' : amount(references.length, study.references.length, 'references')}</summary><ul class="references">${joinHtml(references.map((reference) => html`<li id="reference-${reference.id.text}">${referenceHtml(reference)}</li>`))}</ul></details>`}</section>`;
}

function amount(shown: number, all: number, nouns: string): string {
  return shown === all ? `All ${all} ${nouns}` : `${shown} of ${all} ${nouns}`;
}

/** Links to evidence and statements; `unsourced` stands first where there is no evidence. */
export function sourceHtml(
  because: readonly { readonly text: string }[],
  study: Study,
  unsourced = 'author’s guess',
): Html {
  const known = because.filter((name) => study.evidence.some((entry) => entry.id.text === name.text));
  const rest = because.filter((name) => !known.includes(name));
  const links = [
    ...known.map((name) => html`<a href="#evidence-${name.text}">${name.text}</a>`),
    ...rest.map((name) => html`<a href="#${name.text}">${name.text}</a>`),
  ];
  if (known.length === 0 && unsourced !== '') links.unshift(html`<em>${unsourced}</em>`);
  return joinHtml(links, ', ');
}

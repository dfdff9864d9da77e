/** The mechanisms: what each is and rests on, and the rival structures beside them. */
import type { Study } from '../../study/study.ts';
import { numberText } from '../number-text.ts';
import { type Html, html, joinHtml } from './html.ts';
import { markdownLine } from './markdown.ts';
import { sourceHtml } from './report-sources.ts';

export function mechanismSection(study: Study): Html {
  if (study.mechanisms.length === 0) return html``;
  const rows = study.mechanisms.map(
    (mechanism) =>
      html`<tr role="row" id="mechanism-${mechanism.name.text}"><th role="rowheader">${mechanism.name.text}</th><td role="cell">${mechanism.label}${mechanism.doc === '' ? '' : html`<br><span class="soft">${markdownLine(mechanism.doc)}</span>`}</td><td role="cell" data-label="Acts through">${joinHtml(
        mechanism.off.map((term) => html`<code>${term.variable.text}</code>`),
        ', ',
      )}</td><td role="cell" data-label="Because">${sourceHtml([...mechanism.because, ...mechanism.statements], study, '')}</td></tr>`,
  );
  return html`<section aria-labelledby="mechanisms"><h2 id="mechanisms">Mechanisms</h2>
<table class="stack" role="table"><caption>Each can be switched off with <code>--off</code> and its name</caption><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Name</th><th role="columnheader" scope="col">Mechanism</th><th role="columnheader" scope="col">Acts through</th><th role="columnheader" scope="col">Because</th></tr></thead><tbody role="rowgroup">${joinHtml(rows, '\n')}</tbody></table>${structures(study)}</section>`;
}

function structures(study: Study): Html {
  if (study.structures.length === 0) return html``;
  return html`<h3 id="structures">Rival structures</h3>${joinHtml(
    study.structures.map(
      (structure) =>
        html`<h4>${structure.label}${structure.mechanism === undefined ? '' : html` <span class="soft">(${structure.mechanism.text})</span>`}</h4><ul>${joinHtml(
          structure.alternatives.map(
            (alternative) =>
              html`<li>${alternative.label}${alternative.doc === '' ? '' : html`: ${markdownLine(alternative.doc)}`} <span class="soft small">weight ${numberText(alternative.weight)}</span></li>`,
          ),
        )}</ul>`,
    ),
  )}`;
}

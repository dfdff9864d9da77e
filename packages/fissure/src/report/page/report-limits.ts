/** What the model is for, and what it leaves out. */
import type { Study } from '../../study/study.ts';
import { type Html, html, joinHtml } from './html.ts';
import { markdownBlocks, markdownLine } from './markdown.ts';

export function hasLimits({ settings }: Study): boolean {
  return settings.intendedUse !== '' || settings.limits.length > 0;
}

export function limitsSection({ settings }: Study): Html {
  return html`<section aria-labelledby="limits"><h2 id="limits">Use and limits</h2><div class="text">${markdownBlocks(settings.intendedUse)}
${settings.limits.length === 0 ? '' : html`<ul>${joinHtml(settings.limits.map((limit) => html`<li>${markdownLine(limit)}</li>`))}</ul>`}</div></section>`;
}

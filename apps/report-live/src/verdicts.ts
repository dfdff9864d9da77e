/** Verdicts wherever the page shows them: tally, table, claims, chips of the argument. */
import {
  countVerdicts,
  type LiveStudy,
  type Verdict,
  verdictCells,
  verdictClass,
  verdictHtml,
  verdictTally,
} from 'fissure/report-live';
import { element, fromHtml } from './dom.ts';
import type { State } from './session.ts';
import { STRINGS } from './strings.ts';

export interface Flip {
  readonly claim: string;
  readonly from: string;
  readonly to: string;
}

export function flipsOf(study: LiveStudy, verdicts: readonly Verdict[]): readonly Flip[] {
  return study.verdicts.flatMap(({ claim, word }) => {
    const now = verdicts.find((verdict) => verdict.claim === claim);
    return now === undefined || now.word === word ? [] : [{ claim, from: word, to: now.word }];
  });
}

/** A place on the page that can show a verdict, and come back to what it showed. */
interface Place {
  readonly element: Element;
  readonly original: readonly Node[];
  readonly className: string;
  readonly render: (
    verdicts: ReadonlyMap<string, Verdict>,
  ) => { readonly content: Node; readonly className?: string } | undefined;
}

export function followingVerdicts(study: LiveStudy): { show(state: State): void } {
  const fitted = study.weights.summary.state === 'fitted';
  const before = new Map(study.verdicts.map(({ claim, word }) => [claim, word]));
  const places: Place[] = [];
  const follow = (found: Element | null, render: Place['render']) => {
    if (found !== null)
      places.push({ element: found, original: [...found.childNodes], className: found.className, render });
  };
  for (const row of document.querySelectorAll<HTMLElement>('tr[data-claim]')) {
    const claim = row.dataset.claim!;
    follow(row, (verdicts) => {
      const verdict = verdicts.get(claim);
      if (verdict === undefined) return undefined;
      const content = fromHtml(verdictCells(verdict, fitted));
      const was = before.get(claim)!;
      const isChanged = was !== verdict.word;
      if (isChanged)
        content.firstElementChild!.append(element('br'), element('span', { class: 'small soft' }, STRINGS.was(was)));
      const head = row.querySelector('th')!;
      const whole = document.createDocumentFragment();
      whole.append(head, content);
      return { content: whole, className: isChanged ? 'changed' : '' };
    });
  }
  for (const { claim } of study.verdicts) {
    const shown = (verdict: Verdict) => ({ content: fromHtml(verdictHtml(verdict.word)) });
    const summary = document.getElementById(`claim-${claim}`)?.querySelector('summary > .verdict') ?? null;
    follow(summary, (verdicts) => {
      const verdict = verdicts.get(claim);
      return verdict && { content: only(shown(verdict).content), className: `verdict ${verdictClass(verdict.word)}` };
    });
  }
  for (const chip of document.querySelectorAll<HTMLAnchorElement>('a.chip')) {
    const claim = study.verdicts.find((one) => chip.getAttribute('href') === `#claim-${one.claim}`)?.claim;
    if (claim === undefined) continue;
    follow(chip, (verdicts) => {
      const verdict = verdicts.get(claim);
      if (verdict === undefined) return undefined;
      const content = document.createDocumentFragment();
      content.append(`${claim} `, fromHtml(verdictHtml(verdict.word)));
      const isChanged = before.get(claim) !== verdict.word;
      return { content, className: `chip ${verdictClass(verdict.word)}${isChanged ? ' changed' : ''}` };
    });
  }
  const all = (verdicts: ReadonlyMap<string, Verdict>) => [...verdicts.values()];
  follow(document.querySelector('ul.tally'), (verdicts) => ({ content: fromHtml(verdictTally(all(verdicts))) }));
  follow(document.getElementById('verdict-count'), (verdicts) => ({
    content: document.createTextNode(countVerdicts(all(verdicts))),
  }));

  const judged = document.querySelectorAll('.tally, .verdicts');
  let shown: State['verdicts'];
  return {
    show({ verdicts, share }) {
      for (const place of judged) place.classList.toggle('judging', share !== undefined);
      if (verdicts === shown) return;
      shown = verdicts;
      const byClaim = verdicts && new Map(verdicts.map((verdict) => [verdict.claim, verdict]));
      for (const { element: own, original, className, render } of places) {
        const next = byClaim && render(byClaim);
        own.className = next?.className ?? className;
        own.replaceChildren(...(next ? [next.content] : original));
      }
    },
  };
}

/** The content of a fragment's one element. */
function only(fragment: Node): DocumentFragment {
  const inner = document.createDocumentFragment();
  inner.append(...fragment.firstChild!.childNodes);
  return inner;
}

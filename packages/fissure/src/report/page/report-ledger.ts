/** The ledger on the page: who came, who went and how, who remains; all saved times stand in ledger.csv. */

import { type LedgerAccount, relativeGap } from '../../analysis/ledger.ts';
import { spokenName } from '../../base/names.ts';
import type { TimeSettings } from '../../study/study.ts';
import { ledgerId } from '../figures/figure-numbers.ts';
import { timeText } from '../figures/time-axis.ts';
import { countText, numberText } from '../number-text.ts';
import { wholeRows } from '../whole-ledger.ts';
import { type Html, html, joinHtml } from './html.ts';
import type { ReportInput } from './report-input.ts';

const MOST_ROWS = 16;

/** The short page goes without. */
export function hasLedger({ assessment, brief }: ReportInput): boolean {
  return !brief && (assessment.ledger ?? []).length > 0;
}

export function ledgerSection({ study, assessment }: ReportInput): Html {
  const accounts = assessment.ledger ?? [];
  const { time } = study.settings;
  return html`<section aria-labelledby="ledger"><h2 id="ledger">Ledger</h2>
<p class="text">Means over weighted members, which balance as every member does; rounded so that each row adds up. Every saved time, unrounded, stands in <code>ledger.csv</code>.</p>
${joinHtml(accounts.map((account) => accountTable(account, assessment.times, time)))}</section>`;
}

/** What the ledger tells in numbers is not drawn as well. */
export function chartsBesideLedger(input: ReportInput): ReportInput['charts'] {
  if (!hasLedger(input)) return input.charts;
  const told = new Set(
    (input.study.settings.ledger ?? []).flatMap(({ remaining, lines }) =>
      [remaining, ...lines.map(({ output }) => output)].map(({ text }) => `chart-${text}`),
    ),
  );
  return input.charts.filter(({ id }) => !told.has(id));
}

function accountTable(account: LedgerAccount, times: readonly number[], time: TimeSettings): Html {
  const rows = ledgerRows(account, times);
  const [start = 0] = account.remaining;
  const total = account.lines.map((_, i) => rows.reduce((sum, row) => sum + row.changes[i]!, 0));
  // What went out is subtracted by its heading; a level that fell, such as arrests net of releases, then shows a minus.
  const asWritten = (change: number, line: number) => (account.lines[line]!.side === 'in' ? change : -change);
  const cells = (changes: readonly number[], remaining: number) =>
    html`${joinHtml(changes.map((change, i) => html`<td class="num">${countText(asWritten(change, i))}</td>`))}<td class="num">${countText(remaining)}</td>`;
  const isBalanced = relativeGap(account) <= 1e-9;
  return html`<div data-files="${ledgerId(account)}" data-title="${account.title}"><div class="scroll" tabindex="0" role="region" aria-label="Ledger of ${account.title}"><table><caption>${account.title}: at the start ${countText(start)}. ${isBalanced ? 'Balanced' : 'Not balanced'}: over ${countText(account.memberCount)} members and all saved times the largest gap is ${numberText(Math.max(...account.gaps), 2)}.</caption><thead><tr><th scope="col">Until</th>${joinHtml(
    account.lines.map(({ name, side }) => html`<th scope="col">${side === 'in' ? '+' : '−'} ${spokenName(name)}</th>`),
  )}<th scope="col">= remaining</th></tr></thead><tbody>${joinHtml(
    rows.map((row) => html`<tr><th>${timeText(row.time, time)}</th>${cells(row.changes, row.remaining)}</tr>`),
  )}<tr><th>in all</th>${cells(total, rows.at(-1)?.remaining ?? Math.round(start))}</tr></tbody></table></div></div>`;
}

/** Months taken together so that there are at most `MOST_ROWS`; whole numbers, those that went out negative. */
export function ledgerRows(account: LedgerAccount, times: readonly number[]) {
  const intervals = times.length - 1;
  const together = Math.ceil(intervals / MOST_ROWS);
  const ends = Array.from({ length: Math.ceil(intervals / together) }, (_, i) =>
    Math.min(intervals, (i + 1) * together),
  );
  const exact = ends.map((end) => ({
    remaining: account.remaining[end]!,
    changes: account.lines.map(({ side, during }) => {
      const sum = during.slice(firstOf(end, together), end).reduce((all, one) => all + one, 0);
      return side === 'in' ? sum : -sum;
    }),
  }));
  return wholeRows(account.remaining[0] ?? 0, exact).map((row, i) => ({ ...row, time: times[ends[i]!]! }));
}

/** Where the row that ends at `end` begins: the last row may be short. */
function firstOf(end: number, together: number): number {
  return Math.floor((end - 1) / together) * together;
}

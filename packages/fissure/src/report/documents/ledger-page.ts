/** The ledger of a study as a page of Markdown: who came, who went and how, who remains, as on the report, and in all. */

import type { LedgerAccount } from '../../analysis/ledger.ts';
import type { Assessment } from '../../analysis/results.ts';
import { spokenName } from '../../base/names.ts';
import type { Study } from '../../study/study.ts';
import { timeText } from '../figures/time-axis.ts';
import { countText } from '../number-text.ts';
import { ledgerRows } from '../page/report-ledger.ts';
import { markdownTable, pageHead } from './markdown-page.ts';

export function ledgerPage(study: Study, { ledger = [], times, provenance }: Assessment): string {
  return [
    ...pageHead(`The ledger: ${study.settings.title}`),
    `Means over ${provenance.membersDone} weighted members, which balance as every member does; rounded so that each row adds up. By month: \`fissure test STUDY --out FOLDER\`, ledger.csv.`,
    '',
    ...ledger.flatMap((account) => [`## ${account.title}`, '', ...accountTable(account, times, study)]),
  ].join('\n');
}

function accountTable(account: LedgerAccount, times: readonly number[], study: Study): readonly string[] {
  const rows = ledgerRows(account, times);
  const start = Math.round(account.remaining[0] ?? 0);
  const total = account.lines.map((_, i) => rows.reduce((sum, { changes }) => sum + changes[i]!, 0));
  const cells = (changes: readonly number[], remaining: number) => [...changes, remaining].map((one) => countText(one));
  return markdownTable(
    ['Until', ...account.lines.map(({ name }) => spokenName(name)), 'remaining'],
    [
      ['start', ...account.lines.map(() => ''), countText(start)],
      ...rows.map(({ time, changes, remaining }) => [
        timeText(time, study.settings.time),
        ...cells(changes, remaining),
      ]),
      ['in all', ...cells(total, rows.at(-1)?.remaining ?? start)],
    ],
  );
}

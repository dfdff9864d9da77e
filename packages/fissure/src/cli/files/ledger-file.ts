/** `ledger.csv`: one row per account and saved time; what came in and went out since the one before. */
import type { LedgerAccount } from '../../analysis/ledger.ts';
import { timeTable } from '../../report/figures/time-table.ts';
import type { TimeSettings } from '../../study/study.ts';

/** Accounts need not have the same lines: where an account has none of a name, the field is empty. */
export function ledgerTable(accounts: readonly LedgerAccount[], times: readonly number[], time: TimeSettings): string {
  const names = [...new Set(accounts.flatMap(({ lines }) => lines.map(({ name }) => name)))];
  return accounts
    .map((account, i) => {
      const table = timeTable(times, columnsOf(account, names), time);
      const [head = '', ...rows] = table.trimEnd().split('\r\n');
      const body = rows.map((row) => `${account.account},${row}\r\n`).join('');
      return i === 0 ? `account,${head}\r\n${body}` : body;
    })
    .join('');
}

function columnsOf({ lines, remaining, gaps }: LedgerAccount, names: readonly string[]) {
  return [
    ...names.map((title) => {
      const during = lines.find(({ name }) => name === title)?.during ?? [];
      return { title, values: [null, ...during] };
    }),
    { title: 'remaining', values: remaining },
    { title: 'greatest_gap', values: gaps },
  ];
}

/** The ledger of the flagship balances to the last person, by origin, in every month and every member. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { keepLedger } from '../../src/analysis/ledger.ts';
import { weighMembers } from '../../src/analysis/weights.ts';
import { Problems } from '../../src/diagnostics/problems.ts';
import { compileBatch } from '../../src/engine/compile-batch.ts';
import { planExperiment } from '../../src/experiment/plan-experiment.ts';
import { makeMemberSimulator } from '../../src/experiment/simulate-members.ts';
import { openStudy } from '../../src/host/open-study.ts';
import { ledgerRows } from '../../src/report/page/report-ledger.ts';

const folder = fileURLToPath(new URL('../../../../studies/islamic-state/', import.meta.url));
const { study, model } = openStudy(folder);
const MEMBERS = 64;

describe('the ledger of the flagship', () => {
  const options = { candidateCount: 0, memberCount: MEMBERS, judged: [] };
  const experiment = planExperiment(study!, model!, new Problems(), options)!;
  const ensemble = makeMemberSimulator(experiment, compileBatch(experiment.plan))(0, MEMBERS);
  const accounts = keepLedger(experiment, ensemble, weighMembers(experiment, ensemble))!;

  it('says by origin who came, who was killed, got away, went over, was executed, and who remains', () => {
    expect(accounts.map(({ account, lines }) => [account, ...lines.map(({ name }) => name)])).toEqual([
      ['foreign', 'recruited', 'killed', 'got_away', 'executed', 'net_arrests'],
      ['local', 'recruited', 'killed', 'got_away', 'defected', 'executed', 'net_arrests'],
    ]);
    for (const { memberCount, remaining } of accounts) expect([memberCount, remaining.length]).toEqual([MEMBERS, 49]);
  });

  it('is closed to a millionth of a person in every member and month', () => {
    for (const { gaps } of accounts) for (const gap of gaps) expect(gap).toBeLessThan(1e-6);
  });

  it('shows rows of whole persons that add up from the start to the end', () => {
    const times = Array.from({ length: 49 }, (_, month) => month);
    for (const account of accounts) {
      const rows = ledgerRows(account, times);
      expect(rows.map(({ time }) => time)).toEqual(Array.from({ length: 16 }, (_, quarter) => 3 * (quarter + 1)));
      const change = rows.flatMap(({ changes }) => changes).reduce((sum, one) => sum + one, 0);
      expect(Math.round(account.remaining[0]!) + change).toBe(Math.round(account.remaining[48]!));
    }
  });
});

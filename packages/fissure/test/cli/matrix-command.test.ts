/** The matrix against `fissure test`, column by column. Workers run built code. */
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callCommand } from './call-command.ts';

const GARRISON = fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url));
const BARE = fileURLToPath(new URL('../corpus/bad/no-outputs/', import.meta.url));
let out: string;

interface Cell {
  readonly claim: string;
  readonly word: string;
  readonly share: number;
  readonly interval: readonly [number, number];
  readonly differs: boolean;
}

beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), 'fissure-matrix-'));
});

afterAll(() => rmSync(out, { recursive: true }));

async function testedWith(...options: string[]) {
  const { stdout } = await callCommand('test', GARRISON, '--members', '40', '--json', '-q', ...options);
  return JSON.parse(stdout).data.verdicts.map(
    ({ claim, word, fitted }: { claim: string; word: string; fitted: Pick<Cell, 'share' | 'interval'> }) => ({
      ...{ claim, word, share: fitted.share, interval: fitted.interval },
    }),
  );
}

describe('fissure matrix', () => {
  it('says of each variant what fissure test says of it', async () => {
    const { status, stdout } = await callCommand('matrix', GARRISON, '--members', '40', '--json', '-q', '--out', out);
    expect(status).toBe(0);
    const variants: readonly { name: string; verdicts: readonly Cell[] }[] = JSON.parse(stdout).data.variants;
    expect(variants.map(({ name }) => name)).toEqual([
      ...['', 'paid', 'late_pay', 'gallows', 'form_of_fear=dread', 'form_of_fear=authority'],
    ]);
    const cells = variants.map(({ verdicts }) => verdicts.map(({ differs, ...cell }) => cell));
    expect(cells.slice(0, 4)).toEqual([
      await testedWith(),
      await testedWith('--scenario', 'paid'),
      await testedWith('--off', 'late_pay'),
      await testedWith('--off', 'gallows'),
    ]);
    // Fear by rope alone and fear by trust are other models.
    expect(cells[4]).not.toEqual(cells[5]);
    const [head, ...rows] = readFileSync(join(out, 'matrix.csv'), 'utf8').trim().split('\r\n');
    expect(head).toBe('claim,kind,variant,label,verdict,share,share_low,share_high,differs');
    expect(rows).toHaveLength(6 * 2);
    // Without unpaid wages nobody leaves over them.
    const wages = variants[2]!.verdicts[0]!;
    expect(wages).toMatchObject({ claim: 'C1', word: 'contradicted', differs: true });
    expect(rows[4]).toBe(
      `C1,mechanisms,late_pay,Unpaid wages make soldiers leave,contradicted,${wages.share},${wages.interval.join(',')},true`,
    );
  });

  it('tells changes in words, and takes one kind and one claim', async () => {
    const args = ['--members', '40', '--only', 'mechanisms', '--claim', 'C1', '-q'];
    const { stdout } = await callCommand('matrix', GARRISON, ...args);
    expect(stdout).toContain('- no late_pay (Unpaid wages make soldiers leave): C1 depends → contradicted');
    expect(stdout).not.toMatch(/paid {2}|form_of_fear|C2/);
  });

  it('takes candidates in the proportion of the study, unless told otherwise', async () => {
    const folder = join(out, 'screened');
    cpSync(GARRISON, folder, { recursive: true });
    appendFileSync(join(folder, 'study.yaml'), 'candidates: 2000\n');
    const candidates = async (...options: string[]) => {
      const { stdout } = await callCommand('matrix', folder, '--only', 'scenarios', '--json', '-q', ...options);
      return JSON.parse(stdout).data.variants.map(
        ({ candidateCount }: { candidateCount: number | null }) => candidateCount,
      );
    };
    // Of 400 members, five candidates for each.
    expect(await candidates('--members', '40')).toEqual([200, 200]);
    expect(await candidates('--members', '40', '--candidates', '90')).toEqual([90, 90]);
    const { stdout } = await callCommand('matrix', folder, '--only', 'scenarios', '-q');
    expect(stdout.replaceAll('\n', ' ')).toContain('150 members chosen of 750 candidates');
  });

  it('refuses a study without claims, and a kind that is none', async () => {
    expect(await callCommand('matrix', BARE)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('command/no-claims'),
    });
    expect((await callCommand('matrix', GARRISON, '--only', 'sources')).status).toBe(2);
  });
});

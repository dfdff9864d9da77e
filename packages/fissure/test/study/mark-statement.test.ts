import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { carriersIn, markStatement } from '../../src/study/mark-statement.ts';
import { readArgument } from '../../src/study/read-argument.ts';
import type { StatementStatus } from '../../src/study/study.ts';

const TEXT = `# Title

Words: of an introduction.

## p1 One

- \`p1.1\` **modelled** M1 M2: What is carried.
-  \`p1.10\` **context** (it says: (twice) so): Goes on
   over two lines: with a colon.
* \`p1.2\` **open**: What nobody dealt with. <!-- not a comment line -->
`;

const statementsOf = (text: string) =>
  readArgument('argument.md', text, new Problems()).paragraphs.flatMap((paragraph) =>
    paragraph.statements.map(({ id, status, carriedBy, reason, text: own }) => ({
      id: id.text,
      ...{ status, reason, text: own, carriedBy: carriedBy.map((name) => name.text) },
    })),
  );

describe('what becomes of a statement', () => {
  it.each([
    ['p1.2', { status: 'claim', note: 'C1, C2' }, '* `p1.2` **claim** C1 C2: What nobody'],
    [
      'p1.2',
      { status: 'out of scope', note: ' a matter  of style ' },
      '* `p1.2` **out of scope** (a matter of style): What',
    ],
    ['p1.1', { status: 'open', note: 'kept from before' }, '- `p1.1` **open**: What is carried.'],
    ['p1.10', { status: 'modelled', note: 'M3' }, '-  `p1.10` **modelled** M3: Goes on\n   over two lines'],
    ['p1.10', { status: 'context', note: 'a (nested) reason: yes' }, '**context** (a (nested) reason: yes): Goes on'],
  ] as const)('%s as %o', (id, fate, expected) => {
    expect(markStatement(TEXT, id, fate)).toContain(expected);
  });

  it('is refused where it would not read back', () => {
    expect(markStatement(TEXT, 'p1.2', { status: 'context', note: 'a bracket ) too many' })).toBeUndefined();
    expect(markStatement(TEXT, 'p1.2', { status: 'claim', note: 'C1: (x' })).toBeUndefined();
    expect(markStatement(TEXT, 'p1.3', { status: 'open', note: '' })).toBeUndefined();
    for (const id of ['(', '[', 'p1.*', ''])
      expect(markStatement(TEXT, id, { status: 'open', note: '' })).toBeUndefined();
  });

  it('changes nothing else, whatever is written', () => {
    const status = fc.constantFrom<StatementStatus>('modelled', 'claim', 'context', 'out of scope', 'open');
    const ids = fc.constantFrom('p1.1', 'p1.10', 'p1.2');
    fc.assert(
      fc.property(ids, status, fc.string(), (id, own, note) => {
        const marked = markStatement(TEXT, id, { status: own, note });
        if (marked === undefined) return;
        const [before, after] = [statementsOf(TEXT), statementsOf(marked)];
        expect(after.map((one) => one.text)).toStrictEqual(before.map((one) => one.text));
        for (const [i, one] of after.entries()) {
          if (one.id !== id) expect(one).toStrictEqual(before[i]);
          else
            expect(one).toMatchObject({ status: own, ...(own === 'modelled' ? { carriedBy: carriersIn(note) } : {}) });
        }
      }),
    );
  });
});

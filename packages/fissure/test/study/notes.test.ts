import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDate } from '../../src/base/calendar.ts';
import { threadNames } from '../../src/cli/explain/find-thread.ts';
import { placeIn } from '../../src/diagnostics/source-text.ts';
import { addNote } from '../../src/study/add-note.ts';
import { changeNote, type NoteAt, removeNote } from '../../src/study/change-note.ts';
import type { NoteText } from '../../src/study/note-text.ts';
import { notableNames, notesOn } from '../../src/study/notes.ts';
import { FILES, read } from './a-study.ts';

const NOTES = `# Found on the way.

- about: [C1, envy] # the claim and its lever
  date: 2026-03-04
  by: An Analyst
  text: |
    The claim turns on *envy* alone:

    - below 0.3 it fails.
- {about: ["p1.1"], text: 'One line: with a colon.'}
# The end.
`;

/** Read as a file of a study that has errors of its own where notes are about nothing that it holds. */
function readNotes(text: string): readonly NoteText[] {
  const { study, problems } = read({ 'notes.yaml': text });
  expect(problems.list.filter(({ code }) => !code.startsWith('study/note-on'))).toEqual([]);
  return study!.notes.map(({ about, ...rest }) => ({ about: about.map((name) => name.text), ...rest }));
}

const note = (change: Partial<NoteText> = {}): NoteText => ({
  ...{ about: ['envy'], text: 'It matters.', date: '2026-11-27', by: 'A. Reader' },
  ...change,
});

/** Lines that look as if they were YAML, and any others. */
const line = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '- about: [x]',
    '# no comment',
    'a: b',
    '...',
    '---',
    '"',
    "'",
    '  indented',
    '*a*',
    '&b',
    '|',
    'null',
    '1.0',
    '',
  ),
);
const prose = fc.array(line, { minLength: 1, maxLength: 5 }).map((lines) => lines.join('\n').trim());

describe('notes.yaml', () => {
  it('is read in its order', () => {
    expect(readNotes(NOTES)).toEqual([
      {
        about: ['C1', 'envy'],
        date: '2026-03-04',
        by: 'An Analyst',
        text: 'The claim turns on *envy* alone:\n\n- below 0.3 it fails.',
      },
      { about: ['p1.1'], date: '', by: '', text: 'One line: with a colon.' },
    ]);
  });

  it('may be missing, or empty', () => {
    expect(read().study!.notes).toEqual([]);
    for (const text of ['', '# Nothing yet.\n', '[]\n']) expect(readNotes(text)).toEqual([]);
  });

  it('finds notes by any spelling of the name', () => {
    const { notes } = read({ 'notes.yaml': '- {about: [Envy, c1], text: One.}\n' }).study!;
    expect(notesOn(notes, 'envy')).toHaveLength(1);
    expect(notesOn(notes, 'C1')).toHaveLength(1);
    expect(notesOn(notes, 'C2')).toHaveLength(0);
  });

  it('may be on whatever fissure explain finds, and on nothing else', () => {
    const { study } = read();
    const names = notableNames(study!).map(({ text }) => text);
    expect(names.toSorted()).toEqual(threadNames(study!).toSorted());
    const all = read({ 'notes.yaml': `- about: ${JSON.stringify(names)}\n  text: On all of it.\n` });
    expect(all.problems.list).toEqual([]);
  });

  it('says where a name is unknown, and which is near', () => {
    const text = '- about: [C1, envi]\n  text: It matters.\n';
    const { problems } = read({ 'notes.yaml': text });
    expect(problems.list).toMatchObject([{ code: 'study/note-on-unknown', help: 'Did you mean `envy`?' }]);
    expect(problems.list[0]!.place).toMatchObject({ file: 'notes.yaml', start: text.indexOf('envi') });
  });

  it('does not call unknown what a file that cannot be read would declare', () => {
    const { problems } = read({ 'notes.yaml': '- {about: [C9], text: x}\n', 'claims.yaml': 'C9: {{{' });
    expect(problems.list.map(({ code }) => code)).not.toContain('study/note-on-unknown');
  });

  it.each(['2026-13-01', 'yesterday', '5'])('takes %s for no date', (date) => {
    const { problems } = read({ 'notes.yaml': `- {about: [C1], date: ${date}, text: x}\n` });
    expect(problems.list.map(({ code }) => code)).toEqual(['study/not-a-date']);
  });
});

describe('a note that is added', () => {
  it('stands at the end, as one would write it', () => {
    expect(addNote('', note())).toBe(
      '- about: [envy]\n  date: 2026-11-27\n  by: A. Reader\n  text: >-\n    It matters.\n',
    );
    const added = addNote(NOTES, note({ about: ['C1', 'p1.1'], text: 'Two\n\nparagraphs.', date: '', by: '' }))!;
    expect(added).toBe(`${NOTES}\n- about: [C1, p1.1]\n  text: |-\n    Two\n\n    paragraphs.\n`);
  });

  it.each([
    ['no line end', '- about: [C1]\n  text: One.'],
    ['indented items', '  - about: [C1]\n    text: One.\n'],
    ['line ends of Windows', '- about: [C1]\r\n  text: One.\r\n'],
    ['a text that keeps what follows', '- about: [C1]\n  text: |+\n    One.\n\n'],
    ['a text without line end', '- about: [C1]\n  text: |-\n    One.'],
    ['comments alone', '# To come.\n'],
  ])('after %s', (_, text) => {
    const added = addNote(text, note({ text: 'Two\nlines' }))!;
    expect(added.startsWith(text)).toBe(true);
    expect(readNotes(added)).toEqual([...readNotes(text), note({ text: 'Two\nlines' })]);
    if (text.includes('\r\n')) expect(added.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it.each([
    ['errors', '- about: [C1]\n  txt: One.\n'],
    ['a map', 'C1: One.\n'],
    ['brackets', '[{about: [C1], text: One.}]\n'],
    ['an end', '- about: [C1]\n  text: One.\n...\n'],
  ])('is refused after %s', (_, text) => {
    expect(addNote(text, note())).toBeUndefined();
  });

  it.each([{ about: [] }, { text: '' }, { text: ' with space before' }, { date: 'today' }, { about: [''] }])(
    'is refused where it would not read back: %o',
    (change) => {
      expect(addNote(NOTES, note(change))).toBeUndefined();
    },
  );

  it('changes nothing else, whatever is written', () => {
    const file = fc.constantFrom(NOTES, '', NOTES.replaceAll('\n', '\r\n'), '  - {about: [C1], text: One.}\n');
    let addedCount = 0;
    fc.assert(
      fc.property(file, prose, fc.string(), fc.constantFrom('', '2026', '2026-02-28'), (text, own, by, date) => {
        expect(date === '' || parseDate(date) !== undefined).toBe(true);
        const wanted = note({ text: own, by: by.trim(), date, about: ['C1', 'envy'] });
        const added = addNote(text, wanted);
        if (added === undefined) return;
        addedCount += 1;
        expect(added.startsWith(text)).toBe(true);
        expect(readNotes(added)).toEqual([...readNotes(text), wanted]);
      }),
    );
    // Only what YAML cannot hold, or what is nothing, is refused.
    expect(addedCount).toBeGreaterThan(50);
  });

  it('gives the file back where it is taken off again', () => {
    const added = addNote(NOTES, note())!;
    const { study } = read({ 'notes.yaml': added });
    const last = study!.notes.at(-1)!;
    expect(placeIn(last.about[0]!).start).toBeGreaterThan(NOTES.length);
    expect(added.slice(0, NOTES.length)).toBe(NOTES);
  });
});

it('notes change nothing of what the other files say', () => {
  const { texts: _, notes: own, ...rest } = read({ 'notes.yaml': NOTES }).study!;
  const { texts: __, notes: none, ...without } = read().study!;
  expect(rest).toEqual(without);
  expect([own.length, none.length]).toEqual([2, 0]);
  expect(FILES['notes.yaml']).toBeUndefined();
});

/** With comments, an order of its own, line ends of Windows. */
const ANNOTATED = `# Kept by hand.\r
- about: [C1, envy]\r
  date: 2026-03-04 # on a Wednesday\r
  by: "An Analyst" # quoted\r
  text: |\r
    It *turns* on this.\r
\r
    - or not\r
\r
# About both.\r
- { about: [p1.1, envy], text: Short. } # in one line\r
# The end.\r
`;

const at = (text: string, index: number): NoteAt => ({ index, note: readNotes(text)[index]! });

describe('a note that is changed', () => {
  it('keeps comments, order, quotes and line ends, in it and around it', () => {
    const own = at(ANNOTATED, 0);
    const changed = (change: Partial<NoteText>) => changeNote(ANNOTATED, own, { ...own.note, ...change });
    expect(changed({ date: '2026-03-05' })).toBe(ANNOTATED.replace('-04', '-05'));
    expect(changed({ by: 'B' })).toBe(ANNOTATED.replace('"An Analyst"', '"B"'));
    expect(changed({ about: ['C1'] })).toBe(ANNOTATED.replace('[C1, envy]', '[C1]'));
    expect(changed({ text: 'Anew,\n\nat length.' })).toBe(
      ANNOTATED.replace(
        '    It *turns* on this.\r\n\r\n    - or not\r\n',
        '    Anew,\r\n\r\n    at length.\r\n',
      ).replace('text: |\r', 'text: |-\r'),
    );
    // What a comment says of a date would be said of nothing.
    expect(changed({ date: '' })).toBeUndefined();
  });

  it('takes new fields, loses old ones, and comes out of one line where it must', () => {
    const own = at(ANNOTATED, 1);
    const changed = (change: Partial<NoteText>) => changeNote(ANNOTATED, own, { ...own.note, ...change });
    expect(changed({ text: 'Longer, "so": it is' })).toContain('- { about: [p1.1, envy], text: ');
    expect(changed({ by: 'B' })).toBeUndefined();
    const plain = '- {about: [C1], text: One.}\n- about: [C1]\n  by: B\n  text: Two.\n';
    const first = at(plain, 0);
    expect(changeNote(plain, first, { ...first.note, by: 'A' })).toBe(
      '- about: [C1]\n  by: A\n  text: >-\n    One.\n- about: [C1]\n  by: B\n  text: Two.\n',
    );
    const second = at(plain, 1);
    expect(changeNote(plain, second, { ...second.note, by: '', date: '2026' })).toBe(
      '- {about: [C1], text: One.}\n- about: [C1]\n  date: "2026"\n  text: Two.\n',
    );
  });

  it('is refused where another stands in its place by now, or where it would be nothing', () => {
    const own = at(ANNOTATED, 0);
    expect(changeNote(ANNOTATED.replace('turns', 'hangs'), own, note())).toBeUndefined();
    expect(changeNote(ANNOTATED, { ...own, index: 1 }, note())).toBeUndefined();
    expect(changeNote(ANNOTATED, { ...own, index: 7 }, note())).toBeUndefined();
    expect(changeNote(ANNOTATED, own, { ...own.note, text: '' })).toBeUndefined();
    expect(changeNote(ANNOTATED, own, { ...own.note, about: [] })).toBeUndefined();
    expect(changeNote('[{about: [C1], text: One.}]\n', { index: 0, note: own.note }, note())).toBeUndefined();
  });

  it('is taken out with the empty lines that kept it apart, and with nothing else', () => {
    const [first, second] = [at(ANNOTATED, 0), at(ANNOTATED, 1)];
    expect(removeNote(ANNOTATED, first)).toBe(
      '# Kept by hand.\r\n# About both.\r\n- { about: [p1.1, envy], text: Short. } # in one line\r\n# The end.\r\n',
    );
    expect(removeNote(ANNOTATED, second)).toBe(
      ANNOTATED.replace('- { about: [p1.1, envy], text: Short. } # in one line\r\n', ''),
    );
    expect(
      removeNote('- about: [C1]\n  text: One.', {
        index: 0,
        note: note({ about: ['C1'], text: 'One.', date: '', by: '' }),
      }),
    ).toBe('');
    expect(removeNote(ANNOTATED, { ...first, index: 1 })).toBeUndefined();
  });

  it('leaves the file as it was before it was added', () => {
    for (const text of ['', NOTES, NOTES.replaceAll('\n', '\r\n'), '  - about: [C1]\n    text: One.\n']) {
      const added = addNote(text, note())!;
      expect(removeNote(added, at(added, readNotes(added).length - 1))).toBe(text);
    }
  });

  it('changes nothing around it, whatever is written', () => {
    const file = fc.constantFrom(NOTES, NOTES.replaceAll('\n', '\r\n'), ANNOTATED, '  - {about: [C1], text: One.}\n');
    const change = fc.record({
      text: prose,
      by: fc.string().map((by) => by.trim()),
      date: fc.constantFrom('', '2026', '2026-02-28'),
      about: fc.constantFrom(['C1'], ['envy', 'C1'], ['C1', 'envy'], ['p1.1']),
    });
    const index = fc.nat(1);
    let changedCount = 0;
    fc.assert(
      fc.property(
        file,
        index,
        change,
        fc.subarray(['text', 'by', 'date', 'about'] as const),
        (text, i, all, fields) => {
          const notes = readNotes(text);
          const own = at(text, i % notes.length);
          const wanted = { ...own.note, ...Object.fromEntries(fields.map((field) => [field, all[field]])) };
          const changed = changeNote(text, own, wanted);
          if (changed === undefined) return;
          changedCount += 1;
          expect(readNotes(changed)).toEqual(notes.with(own.index, wanted));
          const comments = (of: string) => of.match(/# (Found|the claim|The end|Kept|on a|quoted|About|in one)/g);
          expect(comments(changed)).toEqual(comments(text));
          if (text.includes('\r\n')) expect(changed.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
          const left = removeNote(text, own)!;
          expect(readNotes(left)).toEqual(notes.toSpliced(own.index, 1));
        },
      ),
      { numRuns: 50 },
    );
    expect(changedCount).toBeGreaterThan(10);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDate } from '../../src/base/calendar.ts';
import { threadNames } from '../../src/cli/explain/find-thread.ts';
import { placeIn } from '../../src/diagnostics/source-text.ts';
import { addNote, type NoteText } from '../../src/study/add-note.ts';
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
      ),
    );
    const prose = fc.array(line, { minLength: 1, maxLength: 5 }).map((lines) => lines.join('\n').trim());
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

import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { explainMessage, MESSAGE_CODES, nearestMessageCode } from '../../src/diagnostics/explain.ts';
import { renderDiagnostics } from '../../src/diagnostics/render.ts';
import { textWidth } from '../../src/diagnostics/text-width.ts';
import { toLspDiagnostics } from '../../src/diagnostics/to-lsp.ts';

function problem(text: string, piece: string, extra: Partial<Diagnostic> = {}): [Diagnostic, Map<string, string>] {
  const start = text.indexOf(piece);
  const place = { file: 'f.yaml', start, end: start + piece.length };
  const diagnostic = {
    code: 'x/y',
    severity: 'error',
    message: 'Wrong.',
    place,
    related: [],
    notes: [],
    ...extra,
  } as const;
  return [diagnostic, new Map([['f.yaml', text]])];
}

function render(text: string, piece: string, extra: Partial<Diagnostic> = {}, width = 80): string {
  const [diagnostic, texts] = problem(text, piece, extra);
  return renderDiagnostics([diagnostic], texts, { color: false, width });
}

describe('renderDiagnostics', () => {
  it('shows the line, the place in it, notes and help', () => {
    const extra = { notes: ['left: person', 'right: USD'], help: 'Mend it.' };
    expect(render('a: 1\nvalue: 0.6O\n', '0.6O', extra)).toBe(
      [
        'error[x/y]: Wrong.',
        ' --> f.yaml:2:8',
        '  |',
        '2 | value: 0.6O',
        '  |        ^^^^',
        '  = left: person',
        '  = right: USD',
        '  = help: Mend it.',
        '',
        '1 error',
      ].join('\n'),
    );
  });

  it('shows related places and lines all line numbers up', () => {
    const text = `first: 1\n${'x: 1\n'.repeat(10)}first: 2\n`;
    const related = [{ message: 'first here', place: { file: 'f.yaml', start: 0, end: 5 } }];
    expect(render(text, 'first: 2', { related })).toContain(
      [
        '12 | first: 2',
        '   | ^^^^^^^^',
        '   = first here:',
        '  ::: f.yaml:1:1',
        '   |',
        ' 1 | first: 1',
        '   | ^^^^^',
      ].join('\n'),
    );
  });

  it('shows the ends of a place over many lines', () => {
    const text = 'a:\n  one\n  two\n  three\n  four\n  five\nb: 1\n';
    expect(render(text, 'one\n  two\n  three\n  four\n  five')).toContain(
      ['2 |   one', '  |   ^^^', '3 |   two', '  |   ^^^', '  ...', '6 |   five', '  |   ^^^^'].join('\n'),
    );
  });

  it('sets carets under wide, combined and tabbed characters', () => {
    expect(render('\tx: bad\n', 'bad')).toContain('1 |     x: bad\n  |        ^^^');
    expect(render('x: 漢字 bad\n', 'bad')).toContain('  |         ^^^');
    expect(render('x: 漢字 bad\n', '漢字')).toContain('  |    ^^^^');
    expect(render('x: e\u0301 👩‍👩‍👧 bad\n', 'bad')).toContain(`  | ${' '.repeat(8)}^^^`);
  });

  it('cuts a long line around the place, at any width', () => {
    const text = `${'a'.repeat(5000)}BAD${'b'.repeat(5000)}`;
    for (const width of [30, 80, 200]) {
      const lines = render(text, 'BAD', {}, width).split('\n');
      const line = lines.find((one) => one.startsWith('1 |'))!;
      const carets = lines[lines.indexOf(line) + 1]!;
      expect(textWidth(line)).toBeLessThanOrEqual(width);
      expect(line.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('BAD');
      expect(line).toMatch(/^1 \| ….*…$/);
    }
  });

  it('is quick with a line of a megabyte', () => {
    const text = 'x'.repeat(1_000_000);
    const place = { file: 'f', start: 10, end: 999_000 };
    const list = Array.from({ length: 200 }, () => problem(text, 'x', { place })[0]);
    const start = process.cpuUsage();
    renderDiagnostics(list, new Map([['f', text]]), { color: true, width: 80 });
    const used = process.cpuUsage(start);
    expect((used.user + used.system) / 1e6).toBeLessThan(2);
  });

  it('lets nothing of a study steer the terminal', () => {
    const shown = render('a: \u001b[31m\u202e bad\n', 'bad', { message: 'Wrong: \u001b]0;x\u0007\nnext' });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(shown).not.toMatch(/[\u001b\u0007\u202e]/);
  });

  it('does without a place or a text', () => {
    const [diagnostic] = problem('a', 'a');
    expect(renderDiagnostics([{ ...diagnostic, place: undefined }], new Map(), { color: false, width: 80 })).toBe(
      'error[x/y]: Wrong.\n\n1 error',
    );
    expect(renderDiagnostics([diagnostic], new Map(), { color: false, width: 80 })).toContain('--> f.yaml\n');
    expect(renderDiagnostics([], new Map(), { color: false, width: 80 })).toBe('');
  });

  it('points past the end where something is missing', () => {
    const place = { file: 'f.yaml', start: 4, end: 4 };
    expect(render('a: 1\n', 'a', { place })).toContain('1 | a: 1\n  |     ^');
  });

  it('uses colours only where it is asked to, and counts what there is', () => {
    const [diagnostic, texts] = problem('a: 1\n', '1');
    const warning: Diagnostic = { ...diagnostic, severity: 'warning' };
    const shown = renderDiagnostics([diagnostic, warning, warning], texts, { color: true, width: 80 });
    expect(shown).toContain('\u001b[31m');
    expect(shown).toContain('1 error, 2 warnings');
  });
});

describe('toLspDiagnostics', () => {
  it('has the shape of the protocol', () => {
    const related = [{ message: 'first here', place: { file: 'f.yaml', start: 0, end: 1 } }];
    const [diagnostic, texts] = problem('a: 1\r\nb: 😀 x\r\n', 'x', { related, help: 'Mend it.', severity: 'warning' });
    expect(toLspDiagnostics([diagnostic], texts)).toEqual([
      {
        uri: 'f.yaml',
        range: { start: { line: 1, character: 6 }, end: { line: 1, character: 7 } },
        severity: 2,
        code: 'x/y',
        source: 'fissure',
        message: 'Wrong.',
        relatedInformation: [
          {
            location: { uri: 'f.yaml', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } } },
            message: 'first here',
          },
        ],
        data: { help: 'Mend it.', notes: [] },
      },
    ]);
  });
});

describe('explainMessage', () => {
  it('has a page for every code, and finds a code that is misspelled', () => {
    for (const code of MESSAGE_CODES) expect(explainMessage(code)).toContain(code);
    expect(explainMessage('study/unknown-feild')).toBeUndefined();
    expect(explainMessage('toString')).toBeUndefined();
    expect(nearestMessageCode('study/unknown-feild')).toBe('study/unknown-field');
    expect(nearestMessageCode('unknown-field')).toBe('study/unknown-field');
    expect(nearestMessageCode('quite something else')).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { clockText, Progress, progressText } from '../../src/cli/progress.ts';
import { makePaint, type Terminal, wantsColor } from '../../src/cli/terminal.ts';

function listen(interactive: boolean, quiet = false) {
  const written: string[] = [];
  const keep = (text: string) => void written.push(text);
  const terminal: Terminal = {
    width: 80,
    interactive,
    quiet,
    color: false,
    errorColor: false,
    paint: makePaint(false),
    out: keep,
    error: keep,
    notice: (text) => void (quiet || written.push(text)),
    redraw: (text) => void (quiet || written.push(text)),
  };
  return { terminal, written };
}

describe('progressText', () => {
  it('says how many, how fast and how long still', () => {
    expect(progressText('test', 250, 1000, 'members', 5)).toBe(
      'test  █████░░░░░░░░░░░░░░░  250/1,000 members  50/s  0:15 left',
    );
  });

  it('counts what is whole, and reckons with what is half done', () => {
    expect(progressText('matrix', 2.5, 10, 'columns', 5)).toBe(
      'matrix  █████░░░░░░░░░░░░░░░  2/10 columns  0.5/s  0:15 left',
    );
  });
});

describe('clockText', () => {
  it.each([
    [0.2, '0:01'],
    [75, '1:15'],
    [3723, '1:02:03'],
    [-1, '0:00'],
  ])('%d s is %s', (seconds, text) => {
    expect(clockText(seconds)).toBe(text);
  });
});

describe('Progress', () => {
  function simulate(interactive: boolean, quiet = false) {
    const { terminal, written } = listen(interactive, quiet);
    let nowMs = 0;
    const progress = new Progress(terminal, 'test', 'members', () => nowMs);
    for (let done = 1; done <= 1000; done += 1) {
      nowMs += 20;
      progress.update(done, 1000);
    }
    progress.finish();
    return written;
  }

  it('draws one line over on a screen, at most ten times a second', () => {
    const written = simulate(true);
    expect(written.length).toBeLessThanOrEqual(202);
    expect(written.slice(0, -1).every((text) => text.startsWith('\r'))).toBe(true);
    expect(written.at(-1)).toBe('test: 1,000 members in 20.0 s');
  });

  it('writes a line after a second and then every five seconds elsewhere', () => {
    expect(simulate(false)).toHaveLength(5);
  });

  it('writes nothing with --quiet', () => {
    expect(simulate(true, true)).toEqual([]);
  });
});

describe('wantsColor', () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [false, { FORCE_COLOR: '1' }, true],
    [true, { FORCE_COLOR: '0' }, false],
    [true, { TERM: 'dumb' }, false],
    [true, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  ])('screen %s with %j: %s', (isScreen, environment, wanted) => {
    expect(wantsColor(isScreen, environment)).toBe(wanted);
  });
});

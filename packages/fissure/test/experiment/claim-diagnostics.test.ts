/** Every mistake in a claim has its message, at the place where it is, with a way out. */
import { describe, expect, it } from 'vitest';
import { planTiny, TINY_FILES } from './tiny-study.ts';

const claims = TINY_FILES['claims.yaml']!;

/** The problems of a study in whose claims `what` is replaced; each as [code, the text it points at, help]. */
function diagnose(what: string, by: string): readonly (readonly [string, string, string | undefined])[] {
  const { problems, experiment } = planTiny({ 'claims.yaml': [[what, by]] });
  const errors = problems.list.filter((problem) => problem.severity === 'error');
  expect(experiment === undefined).toBe(errors.length > 0);
  const text = claims.replace(what, by);
  return problems.list.map(({ code, place, help }) => [code, text.slice(place!.start, place!.end), help]);
}

const measure = (by: string) => diagnose('at(members[local], 2015-04) / at(members[local], start)', by);
const holds = (by: string) => diagnose('left[base] < 0.1', by);

it('the study is right as it stands', () => {
  expect(diagnose('left[base] < 0.1', 'left[base] < 0.2')).toEqual([]);
});

describe('measures', () => {
  it.each([
    ['meen(members[local], start, stop)', 'claim/unknown-function', 'meen', 'Did you mean `mean`?'],
    ['smooth(members[local])', 'claim/unknown-function', 'smooth', undefined],
    ['members[local]', 'claim/needs-reducer', 'members[local]', 'Say when: `at(members[local], date)`'],
    ['2 * pressure', 'claim/needs-reducer', 'pressure', 'Say when: `at(pressure, date)`'],
    [
      'mean(members[local], start)',
      'claim/argument-count',
      'mean(members[local], start)',
      'Write `mean(x, from, to)`.',
    ],
    [
      'lasting(members[local] < 1, start, stop)',
      'claim/argument-count',
      undefined,
      'Write `lasting(condition, duration, from, to)`.',
    ],
    ['ABS(at(pressure, start), 2)', 'claim/argument-count', 'ABS(at(pressure, start), 2)', 'Write `ABS(a)`.'],
    ['at(pressure, pressure)', 'claim/not-a-time', 'pressure', 'Write a date'],
    ['at(pressure, start * loss_rate)', 'claim/not-a-time', 'start * loss_rate', 'Write a date'],
    ['at(pressure, 2018-01)', 'claim/outside-run', '2018-01', undefined],
    ['at(pressure, 2015)', 'claim/outside-run', '2015', undefined],
    ['mean(pressure, 2015-06, 2015-03)', 'claim/empty-period', 'mean(pressure, 2015-06, 2015-03)', undefined],
    [
      'greatest(pressure, 2015-03-10, 2015-03-20)',
      'claim/no-saved-time',
      'greatest(pressure, 2015-03-10, 2015-03-20)',
      'Widen',
    ],
    ['lasting(pressure > 0, -1, start, stop)', 'claim/bad-duration', '-1', 'in months'],
    ['lasting(pressure > 0, start, start, stop)', 'claim/bad-duration', 'start', 'in months'],
    ['lasting(pressure > 0, 6, 2015-01, 2015-03)', 'claim/duration-too-long', undefined, undefined],
    ['at(pressure, start) + 2015-03', 'claim/not-in-claims', '2015-03', undefined],
  ])('%s: %s', (text, code, pointed, help) => {
    const [first] = measure(text);
    expect(first?.[0]).toBe(code);
    if (pointed !== undefined) expect(first?.[1]).toBe(pointed);
    if (help !== undefined) expect(first?.[2]).toContain(help);
  });

  it('what stands inside is checked as the rest of the model', () => {
    expect(measure('at(membres[local], start)').map(([code]) => code)).toHaveLength(1);
    expect(measure('at(members[loacl], start)').map(([code]) => code)).toHaveLength(1);
    expect(measure('at(members[local] + pressure, start)').map(([code]) => code)).toEqual(['unit/mismatch']);
  });

  it('mean between two saved times needs none inside', () => {
    expect(measure('mean(pressure, 2015-03-10, 2015-03-20)')).toEqual([]);
  });

  it('times may be sums', () => {
    expect(measure('mean(pressure, stop - 3, 2015-06 + 8)')).toEqual([]);
  });
});

describe('what compares measures', () => {
  it.each([
    ['lefd[base] < 0.1', 'claim/unknown-measure', 'lefd', 'Did you mean `left`?'],
    ['strength < 0.1', 'claim/unknown-measure', 'strength', 'There is `left`.'],
    ['left[clam] < 0.1', 'claim/unknown-arm', 'clam', 'Did you mean `calm`?'],
    ['left < 0.1', 'claim/arm-missing', 'left', 'Write `left[base]` or `left[calm]` or `left[slower]`.'],
    ['left[base, calm] < 0.1', 'claim/arm-missing', 'left[base, calm]', undefined],
    ['mean(pressure, start, stop) < 0.1', 'claim/reducer-in-verdict', 'mean(pressure, start, stop)', 'name[arm]'],
    ['1 < 2', 'claim/says-nothing', '1 < 2', undefined],
  ])('%s: %s', (text, code, pointed, help) => {
    const [first, ...more] = holds(text);
    expect([first?.[0], first?.[1]]).toEqual([code, pointed]);
    expect(more).toEqual([]);
    if (help !== undefined) expect(first?.[2]).toContain(help);
  });

  it('reports every mistake, not the first only', () => {
    expect(holds('left[clam] < lefd[base] + left').map(([code]) => code)).toEqual([
      'claim/unknown-arm',
      'claim/unknown-measure',
      'claim/arm-missing',
    ]);
  });

  it('takes the functions of claims', () => {
    expect(holds('MIN(left[base], left[calm]) < IF left[slower] > 0 THEN EXP(LN(0.1)) ELSE SQRT(ABS(0.01))')).toEqual(
      [],
    );
  });
});

describe('arms and dimensions', () => {
  it('an arm that changes nothing is an idle comparison', () => {
    expect(diagnose('scale: { loss_rate: 0.5 }', 'scale: { loss_rate: 1 }')).toEqual([
      ['claim/idle-arm', 'slower', undefined],
    ]);
  });

  it('a claim runs over dimensions that there are', () => {
    const found = diagnose('over: [origin]', 'over: [orgin]');
    expect(found[0]).toEqual(['claim/unknown-dimension', 'orgin', 'Did you mean `origin`?']);
  });

  it('the author may change the base arm of a claim', () => {
    const { experiment } = planTiny({
      'claims.yaml': [['calm: { scenario: calm }', 'calm: { scenario: calm }\n    base: { off: [M1] }']],
    });
    expect(experiment!.arms.map((arm) => arm.label)).toEqual(['base', 'C1.base', 'C1.calm', 'C1.slower']);
    expect(experiment!.claims[0]!.arms.map(({ name, arm }) => [name, arm])).toEqual([
      ['base', 1],
      ['calm', 2],
      ['slower', 3],
    ]);
  });
});

it('history/not-positive: a lognormal error needs something to take the logarithm of', () => {
  const { problems } = planTiny({
    'history.yaml': [['published: 2014-11-01, value: 90', 'published: 2014-11-01, value: 0']],
  });
  expect(problems.list.map(({ code }) => code)).toEqual(['history/not-positive']);
});

import { describe, expect, it } from 'vitest';
import { reportPage } from '../../src/report/page/report-page.ts';
import { exampleAssessment, exampleReport, exampleStudy } from './fixture.ts';

const BAIT = '"><script>alert(1)</script><img src=https://tracker.example/p>';

/** Every string of a study, wherever it stands, replaced by the bait. Ids stay: names are checked when a study is read. */
function poison<Value>(value: Value, key = ''): Value {
  if (typeof value === 'string') return (KEEP.has(key) ? value : `${value} ${BAIT}`) as Value;
  if (Array.isArray(value)) return value.map((entry) => poison(entry, key)) as Value;
  if (value instanceof Map || value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([own, entry]) => [own, poison(entry, own)])) as Value;
}

const KEEP = new Set([
  'kind',
  'status',
  'word',
  'use',
  'mode',
  'unit',
  'method',
  'calendarStart',
  'claim',
  'state',
  'role',
  'side',
  'outcome',
  'account',
]);

describe('reportPage', () => {
  const page = reportPage(exampleReport());

  it('holds no script, no request and no handler, whatever the study says', () => {
    for (const text of [page, reportPage(poison(exampleReport()))]) {
      // A `>` in a value is always escaped, so a tag ends where it seems to; values are emptied to see names only.
      const tags = [...text.matchAll(/<[a-z][^>]*>/gi)].map(([tag]) => tag.replace(/=("[^"]*"|[^"\s>]+)/g, '=""'));
      expect(tags.filter((tag) => /^<(script|iframe|object|embed|link|base|form|img)/i.test(tag))).toEqual([]);
      expect(tags.filter((tag) => /\s(src|srcset|action|background|on\w+)=/i.test(tag))).toEqual([]);
      expect(/<style>[^<]*<\/style>/.exec(text)![0]).not.toMatch(/@import|url\(/i);
      expect(text.includes("default-src 'none'")).toBe(true);
    }
  });

  it('says what it is', () => {
    expect(page.match(/not a forecast and not intelligence/g)!.length).toBeGreaterThanOrEqual(2);
    expect(/^<!doctype html>\n<html lang="en">/.test(page)).toBe(true);
  });

  it('has one first heading and skips no level', () => {
    const levels = [...page.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (let i = 1; i < levels.length; i += 1) expect(levels[i]! - levels[i - 1]!).toBeLessThanOrEqual(1);
  });

  it('has no id twice, and every link inside it leads somewhere', () => {
    const ids = [...page.matchAll(/\sid="?([^"\s>]+)/g)].map(([, id]) => id!);
    expect(ids.length).toBe(new Set(ids).size);
    const targets = [...page.matchAll(/href="?#([^"\s>]+)/g)].map(([, target]) => target!);
    expect(targets.length).toBeGreaterThan(20);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
  });

  it('gives every table a caption and every picture words', () => {
    expect(page.match(/<table/g)!.length).toBe(page.match(/<caption/g)!.length);
    for (const [tag] of page.matchAll(/<svg[^>]*>/g)) expect(tag).toMatch(/aria-hidden=true|aria-labelledby=/);
  });

  it('shows each verdict with its word, and the share after and before fitting', () => {
    for (const { word } of exampleAssessment().verdicts) expect(page.includes(`</span> ${word}</span>`)).toBe(true);
    expect(page.includes('<strong>94</strong> <span class="small soft">(88-99), before fitting 60</span>')).toBe(true);
    expect(page.includes('Deterrence by punishment: holds below 0.31 per month')).toBe(true);
  });

  it('is whole without claims, argument, charts or evidence', () => {
    const study = exampleStudy({
      claims: [],
      evidence: [],
      references: [],
      mechanisms: [],
      parameters: [],
      argument: { title: '', introduction: '', paragraphs: [] },
    });
    const assessment = exampleAssessment({ verdicts: [], history: [], bands: [], imbalance: [], failures: [] });
    const empty = reportPage(exampleReport({ study, assessment, charts: [] }));
    expect(empty.includes('id=verdicts')).toBe(false);
    expect(/undefined|NaN|\[object/.test(empty)).toBe(false);
    expect(/undefined|NaN|\[object/.test(page)).toBe(false);
  });
});

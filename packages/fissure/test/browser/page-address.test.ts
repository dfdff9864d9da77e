import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printAdditions, readAdditions } from '../../src/browser/additions.ts';
import { additionsOf, type PageState, PLAIN_STATE, printAddress, readAddress } from '../../src/browser/page-address.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0));
const levers = fc
  .array(fc.tuple(fc.string({ minLength: 1 }), fc.double({ min: 0, max: 1e6, noNaN: true })), { maxLength: 4 })
  .map((entries) => new Map(entries.filter(([, value]) => value !== 1 && !Object.is(value, -0))));
const state: fc.Arbitrary<PageState> = fc.record({
  scenario: fc.string(),
  levers,
  selected: fc.option(
    fc.record({ kind: fc.constantFrom('claim' as const, 'output' as const), id: fc.string({ minLength: 1 }) }),
    { nil: undefined },
  ),
  style: fc.constantFrom('bands' as const, 'lines' as const),
  isGuessing: fc.boolean(),
  own: fc.array(fc.record({ name: fc.string({ minLength: 1 }), scenario: fc.string(), levers }), { maxLength: 3 }),
  arrangement: fc
    .record({
      charts: fc.array(fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 3 }), { maxLength: 3 }),
      hidden: fc.array(fc.string({ minLength: 1 }), { maxLength: 3 }),
      varied: fc.array(
        fc
          .record({ target: fc.stringMatching(/^[a-z_]+(\[[a-z,*]+\])?$/), ends: fc.tuple(finite, finite) })
          .filter(({ ends: [a, b] }) => a !== b)
          .map(({ target, ends: [a, b] }) => ({ target, low: Math.min(a, b), high: Math.max(a, b) })),
        { maxLength: 3 },
      ),
      members: fc.option(fc.integer({ min: 1, max: 10_000 }), { nil: undefined }),
    })
    // Without anything that varies there is one run.
    .map((one) => (one.varied.length === 0 ? { ...one, members: undefined } : one)),
});

describe('the address of a page', () => {
  it('brings back every state', () => {
    fc.assert(
      fc.property(state, (own) => {
        expect(readAddress(`#${printAddress(own)}`)).toEqual(own);
      }),
    );
  });

  it('is empty for a page as it opens, and short for one lever', () => {
    expect(printAddress(PLAIN_STATE)).toBe('');
    const moved = { ...PLAIN_STATE, levers: new Map([['pay[local]', 1.5]]) };
    expect(decodeURIComponent(decodeURIComponent(printAddress(moved)))).toBe('v=1&set=pay[local]*1.5');
  });

  it('names charts of several variables, what is put away and what is varied, and asks the study for no more', () => {
    const arrangement = {
      charts: [
        ['births', 'deaths'],
        ['pay[local]', 'births'],
      ],
      hidden: ['show_x'],
      varied: [{ target: 'pay[local]', low: -0.5, high: 1e-7 }],
      members: 200,
    };
    const address = printAddress({ ...PLAIN_STATE, arrangement });
    expect(decodeURIComponent(decodeURIComponent(address))).toBe(
      'v=1&plot=births~deaths&plot=pay[local]~births&hide=show_x&vary=pay[local]=-0.5..1e-7&members=200',
    );
    const query = printAdditions(additionsOf(readAddress(address).arrangement));
    expect(readAdditions(new URLSearchParams(query))).toEqual({
      ...{ plots: ['births', 'deaths', 'pay[local]'], varied: arrangement.varied, members: 200 },
    });
    expect(additionsOf({ ...arrangement, varied: [] }).members).toBeUndefined();
    // Copied by hand.
    const torn = readAddress('#v=1&plot=~&vary=a=3..2&vary=a&vary=b=1..x&members=1e9&hide=~').arrangement;
    expect(torn).toEqual({ charts: [], hidden: [], varied: [], members: 10_000 });
  });

  it('keeps a mechanism that is in whatever the scenario says, unlike a lever that is where it was', () => {
    const levers = new Map([
      ['mechanism:late_pay', 1],
      ['structure:form_of_fear', 1],
    ]);
    expect(readAddress(printAddress({ ...PLAIN_STATE, levers })).levers).toEqual(levers);
    expect(readAddress('v=1&set=pay*1').levers).toEqual(new Map());
  });

  it('makes of anything a state', () => {
    fc.assert(fc.property(fc.string(), (text) => readAddress(`#v=1&${text}`).levers instanceof Map));
    expect(readAddress('#v=1&set=a*x~b*-1~*3~c*2*2~d*Infinity~e*2').levers).toEqual(new Map([['e', 2]]));
    expect(readAddress('#v=2&set=a*2')).toEqual(PLAIN_STATE);
    expect(readAddress('#v=1&own=%25E0!x!y').own).toHaveLength(1);
  });

  it('tells every part that it could not read, and nothing of what it could', () => {
    const unreadOf = (text: string) => {
      const unread: string[] = [];
      readAddress(text, unread);
      return unread;
    };
    expect(unreadOf('#v=1&set=a:2~b*2~c*-1~d%255B1%255D*1e999~constant%3Ae*-1~f*1')).toEqual([
      'set=a:2',
      'set=c*-1',
      'set=d[1]*1e999',
    ]);
    expect(unreadOf('v=1&own=a&own=b!!c:1&vary=x&members=some&plot=~&style=dots&guess=yes&colour=red')).toEqual([
      'colour=red',
      'style=dots',
      'guess=yes',
      'own=a',
      'set=c:1',
      'plot=~',
      'vary=x',
      'members=some',
    ]);
    // Of another version, or nothing of ours.
    expect(unreadOf('#v=2&set=a*2')).toEqual(['v=2&set=a*2']);
    expect(unreadOf('')).toEqual([]);
    fc.assert(
      fc.property(state, (own) => {
        expect(unreadOf(printAddress(own))).toEqual([]);
      }),
    );
  });
});

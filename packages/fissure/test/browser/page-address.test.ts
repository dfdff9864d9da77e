import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PageState, PLAIN_STATE, printAddress, readAddress } from '../../src/browser/page-address.ts';

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
});

import { describe, expect, it } from 'vitest';
import { readCount, readExpectation, readNames, readSetting } from '../../src/cli/options.ts';

describe('readSetting', () => {
  it.each([
    ['pay=400', 'pay', 400],
    ['pay[local] = 8e2', 'pay[local]', 800],
    ['dt=1/16', 'dt', 0.0625],
    ['x=-.5', 'x', -0.5],
  ])('reads %j', (text, target, value) => {
    expect(readSetting(text)).toEqual([{ target, value }]);
  });

  it('collects', () => {
    expect(readSetting('b=2', readSetting('a=1'))).toEqual([
      { target: 'a', value: 1 },
      { target: 'b', value: 2 },
    ]);
  });

  it.each(['pay', '=4', 'pay=', 'pay=much', 'pay=1/0', 'pay=0x10', 'pay=Infinity', 'pay=1e999'])(
    'refuses %j',
    (text) => {
      expect(() => readSetting(text)).toThrow(/name=number|not a number/);
    },
  );
});

describe('readCount', () => {
  const read = readCount(1, 1000);
  it('reads whole numbers in range', () => {
    expect(read('1')).toBe(1);
    expect(read('1000')).toBe(1000);
  });
  it.each(['0', '1001', '-1', '1.5', '1e2', '', 'ten', ' 3'])('refuses %j', (text) => {
    expect(() => read(text)).toThrow('whole number from 1 to 1,000');
  });
});

describe('readNames', () => {
  it('takes several at once or one after the other', () => {
    expect(readNames('M1, M2')).toEqual(['M1', 'M2']);
    expect(readNames('M3', ['M1'])).toEqual(['M1', 'M3']);
  });
});

describe('readExpectation', () => {
  it('takes a word, also with a hyphen for its space', () => {
    expect(readExpectation('C1=supported')).toEqual([{ claim: 'C1', verdict: 'supported' }]);
    expect(readExpectation('C1=by-construction')).toEqual([{ claim: 'C1', verdict: 'by construction' }]);
  });
  it.each(['C1', 'C1=maybe', '=supported'])('refuses %j', (text) => {
    expect(() => readExpectation(text)).toThrow('claim=verdict');
  });
});

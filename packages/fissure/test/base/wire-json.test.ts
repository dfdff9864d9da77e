import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromWireJson, toWireJson } from '../../src/base/wire-json.ts';

it('brings back every number and every text, also those that look like its own marks', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('number:', 'number:NaN', 'number:text:x'));
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.double(), text)), (values) => {
      expect(fromWireJson(toWireJson(values))).toStrictEqual(values);
    }),
  );
});

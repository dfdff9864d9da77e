// CLEARINGPRICE against its slow twin: the equations of every step of the search, as they go out to tools that have no such function.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { check } from '../model/make-study.ts';
import { exportAndImport, valuesOf } from './conformance.ts';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true }).map((value) => +value.toFixed(3));
const asker = fc.record({
  request: number(0, 100),
  kind: fc.oneof(
    fc.nat(4).map(String),
    fc.constantFrom('IF PREVIOUS(SELF, 0) = 0 THEN 3 ELSE 0', 'MIN(4, PREVIOUS(SELF, 0) + 1)', 'kind_of_one'),
  ),
  middle: number(-5, 5),
  width: number(0.01, 4),
});

it.each(['mdl', 'xmile'] as const)('is what the equations of an exported %s come to, bit for bit', (format) => {
  fc.assert(
    fc.property(fc.array(asker, { minLength: 1, maxLength: 4 }), number(-1, 200), fc.nat(4), (askers, supply, kind) => {
      const elements = askers.map((_, i) => `who_${i}`);
      const equations = (of: (one: (typeof askers)[number]) => string | number) =>
        Object.fromEntries(askers.map((one, i) => [elements[i]!, of(one)]));
      const { model, codes } = check({
        time: { start: 0, stop: 4, dt: 1 },
        dimensions: { who: elements },
        parameters: { supply: { value: supply }, kind_of_one: { value: kind } },
        variables: {
          request: { over: ['who'], equation: equations(({ request }) => request) },
          kind: { over: ['who'], equation: equations((one) => one.kind) },
          middle: { over: ['who'], equation: equations(({ middle }) => `PREVIOUS(SELF, ${middle}) + 0.1`) },
          width: { over: ['who'], equation: equations(({ width }) => width) },
          price: {
            equation: 'CLEARINGPRICE(supply, request[*], kind[*], middle[*], width[*])',
          },
        },
      });
      expect(codes).toEqual([]);
      const before = valuesOf(model).get('price')!;
      expect(valuesOf(exportAndImport(model, format)).get('price')).toStrictEqual(before);
    }),
    { numRuns: 6 },
  );
});

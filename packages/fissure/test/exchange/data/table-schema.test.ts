/** A table held against its Frictionless schema; the examples of what is good and bad follow the specification of Table Schema 1. */
import { describe, expect, it } from 'vitest';
import { Problems } from '../../../src/diagnostics/problems.ts';
import { renderDiagnostics } from '../../../src/diagnostics/render.ts';
import { readTableSchema } from '../../../src/exchange/data/table-schema.ts';
import { ask } from '../events/support.ts';

function schemaOf(text: string, table = 'a.csv') {
  const problems = new Problems();
  const schema = readTableSchema('a.schema.json', text, table, problems);
  const told = renderDiagnostics(problems.list, new Map([['a.schema.json', text]]), { color: false, width: 120 });
  return { schema, told };
}

/** Whether one cell keeps to a field. */
async function told(field: Record<string, unknown>, cell: string): Promise<string> {
  const { schema } = schemaOf(JSON.stringify({ fields: [{ name: 'x', ...field }, { name: 'y' }] }));
  return (await ask('a.csv', `x,y\n"${cell}",1\n`, { by: ['y'], schema: schema! })).told;
}

describe('types', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['string', ['anything'], []],
    ['number', ['1', '-1.5', '1e5', 'NaN', '-INF'], ['1,000', 'one', '1.2.3']],
    ['integer', ['1', '-12', '+0'], ['1.0', '1e2']],
    ['boolean', ['true', 'False', '1', '0'], ['yes', '2']],
    ['date', ['2014-06-30'], ['2014-06-31', '30/06/2014', '2014-06']],
    ['datetime', ['2014-06-30T12:00:00Z'], ['2014-06-30', '2014-06-30 12:00']],
    ['year', ['2014'], ['14', '2014-06']],
    ['yearmonth', ['2014-06'], ['2014', '2014-13']],
  ])('%s', async (type, good, bad) => {
    for (const cell of good) expect(await told({ type }, cell)).toBe('');
    for (const cell of bad) expect(await told({ type }, cell)).toContain('[data/wrong-type]');
  });
});

describe('constraints', () => {
  it.each<[string, Record<string, unknown>, readonly string[], readonly string[]]>([
    ['integer', { minimum: 0, maximum: 100 }, ['0', '100', ''], ['-1', '101']],
    ['date', { minimum: '2014-01-01', maximum: '2014-12-31' }, ['2014-01-01'], ['2013-12-31', '2015-01-01']],
    ['string', { minLength: 2, maxLength: 3 }, ['ab', 'añb', '𐎀𐎁𐎂'], ['a', 'abcd']],
    ['string', { enum: ['a', 'b'] }, ['a', 'b'], ['c']],
    ['number', { enum: [1, 2.5] }, ['1', '1.0', '2.50'], ['3']],
    ['string', { pattern: '[A-Z]{2}-\\d+' }, ['IQ-12'], ['IQ-', 'x IQ-1']],
  ])('%s %j', async (type, constraints, good, bad) => {
    for (const cell of good) expect(await told({ type, constraints }, cell)).toBe('');
    for (const cell of bad) expect(await told({ type, constraints }, cell)).toContain('[data/constraint]');
  });

  it('data/missing-value: with its place', async () => {
    const answer = await told({ constraints: { required: true } }, '');
    expect(answer).toContain('[data/missing-value]');
    expect(answer).toContain('a.csv:2:1');
  });
});

describe('a schema', () => {
  it('says which texts are missing values: they count nothing and are no numbers', async () => {
    const text = JSON.stringify({ missingValues: ['', '-99', 'n/a'], fields: [{ name: 'x', type: 'integer' }] });
    const { schema } = schemaOf(text);
    const { answer } = await ask('a.csv', 'x,y\n-99,1\n4,1\nn/a,1\n', { by: ['y'], measures: ['x'], schema: schema! });
    expect(answer!.series.totals).toEqual([4]);
  });

  it('is found in a data package under the name of the table', async () => {
    const text = JSON.stringify({
      resources: [
        { path: 'b.csv', schema: { fields: [{ name: 'x', type: 'date' }] } },
        { path: 'data/a.csv', schema: { fields: [{ name: 'x', type: 'integer' }] } },
      ],
    });
    expect(schemaOf(text).schema!.fields.map(({ type }) => type)).toEqual(['integer']);
    expect(schemaOf(text, 'c.csv').schema).toBeUndefined();
  });

  it.each<[string, unknown, string]>([
    ['data/no-schema', { title: 'x' }, ''],
    ['data/bad-schema', { fields: [{ type: 'string' }] }, '`name`'],
    ['data/pattern-refused', { fields: [{ name: 'x', constraints: { pattern: '(a+)+' } }] }, '(a+)+'],
    ['data/schema-not-checked', { fields: [{ name: 'x', type: 'geojson' }] }, 'geojson'],
    ['data/schema-not-checked', { fields: [{ name: 'x', type: 'number', decimalChar: ',' }] }, 'decimalChar'],
    ['data/schema-not-checked', { fields: [{ name: 'x', type: 'date', format: '%d/%m/%Y' }] }, '%d/%m/%Y'],
    ['data/schema-not-checked', { fields: [{ name: 'x', constraints: { unique: true } }] }, 'unique'],
    ['data/schema-not-checked', { fields: [{ name: 'x' }], primaryKey: 'x' }, 'primaryKey'],
  ])('%s %j', (code, schema, what) => {
    const { told } = schemaOf(JSON.stringify(schema, null, 1));
    expect(told).toContain(`[${code}]`);
    expect(told).toContain(what);
    expect(told).toMatch(/a\.schema\.json:\d+:\d+/);
  });

  it.each(['', '[', '{"fields": [', '\0', '{"fields": {"a": 1}}', '"x"', `${'['.repeat(100_000)}`])(
    'of nonsense (%j) is refused',
    (text) => {
      const { schema, told } = schemaOf(text);
      expect(schema === undefined && told !== '').toBe(true);
    },
  );

  it('data/missing-column: the place is that of the field', async () => {
    const { schema } = schemaOf(JSON.stringify({ fields: [{ name: 'z' }] }));
    const { told } = await ask('a.csv', 'x,y\n1,1\n', { by: ['y'], schema: schema! });
    expect(told).toContain('[data/missing-column]');
    expect(told).toContain('a.schema.json');
  });
});

/** Definition of model.yaml. */
import { z } from 'zod';
import {
  because,
  column,
  confidence,
  doc,
  equations,
  expression,
  fields,
  label,
  listOf,
  name,
  named,
  names,
  quantity,
  tableFile,
  text,
  truth,
  unit,
} from './schema-parts.ts';

const dimension = z
  .union(
    [
      names,
      fields({
        from: tableFile.optional(),
        column: column.optional().describe('The column that holds the elements.'),
        label: column.optional().describe('The column that holds what people read.'),
        same_as: name.optional().describe('A second name for that dimension.'),
        part_of: name.optional().describe('The dimension that these elements are taken from.'),
        elements: names.optional().describe('The elements in order.'),
        maps: named(
          z.union([column, named(name, 'a map from elements to elements')], {
            error: 'a column, or a map from elements to elements',
          }),
        )
          .optional()
          .describe('By dimension: to which of its elements each element here belongs.'),
        labels: named(text).optional().describe('By element: what people read.'),
      }),
    ],
    { error: 'a list of elements, or a map with `elements`, `from`, `same_as` or `part_of`' },
  )
  .describe('What a variable may run over.');

const table = fields({
  from: tableFile,
  column: column.describe('The column that holds the values.'),
  keys: listOf(column).optional().describe('One column for each dimension; default: the columns of the dimensions.'),
  symmetric: truth.optional().describe('Each row counts in both directions.'),
  otherwise: quantity.optional().describe('The value of elements without a row.'),
});

const byElement: z.ZodType = z
  .lazy(() =>
    z.union([quantity, named(byElement, 'a map from elements to numbers')], {
      error: 'a number, or a number for each element',
    }),
  )
  .meta({ id: 'values', description: 'A number, or numbers by element; nested for two or more dimensions.' });

function oneArgumentList(length: number, meaning: string) {
  return listOf(quantity, `a list of ${length} numbers: ${meaning}`)
    .length(length, { error: `a list of ${length} numbers: ${meaning}` })
    .optional()
    .describe(`[${meaning}]`);
}

const distribution = fields({
  uniform: oneArgumentList(2, 'low, high'),
  loguniform: oneArgumentList(2, 'low, high'),
  triangular: oneArgumentList(3, 'low, mode, high'),
  normal: oneArgumentList(2, 'mean, standard deviation'),
  lognormal: oneArgumentList(2, 'median, standard deviation of the logarithm'),
  beta: oneArgumentList(2, 'a, b'),
}).meta({ id: 'distribution', description: 'One distribution.', minProperties: 1, maxProperties: 1 });

const prior: z.ZodType = z
  .lazy(() =>
    z.union([distribution, named(prior, 'a distribution, or a distribution for each element')], {
      error: 'a distribution such as { triangular: [0.2, 0.6, 1.2] }, or one for each element',
    }),
  )
  .meta({ id: 'prior', description: 'What is plausible before any comparison with the record.' });

const parameter = fields({
  label: label.optional(),
  doc: doc.optional(),
  unit,
  over: names.optional().describe('Dimensions.'),
  value: z.union([table, byElement], { error: 'a number, a number for each element, or a table' }),
  prior: z
    .union([fields({ multiply: distribution }).describe('One draw that multiplies every value.'), prior], {
      error: 'a distribution such as { triangular: [0.2, 0.6, 1.2] }, one for each element, or multiply',
    })
    .optional(),
  because: because.optional(),
  confidence: confidence.optional(),
  sign: z
    .enum(['assumed'])
    .optional()
    .describe('The prior has one sign, and that is an assumption: `fissure stress` also tries the other.'),
});

const between = z
  .enum(['interpolate', 'step'])
  .describe('Between two points: a straight line, or the point to the left.');

const lookup = fields({
  label: label.optional(),
  doc: doc.optional(),
  x: unit.describe('Unit of the argument.'),
  y: unit.describe('Unit of the result.'),
  points: listOf(
    listOf(quantity, 'a point [x, y]').length(2, { error: 'a point [x, y]' }),
    'a list of points [[x, y], [x, y]]',
  ).describe('Points [x, y] in order of x.'),
  between: between.optional(),
  outside: z.enum(['hold', 'extrapolate']).optional().describe('Outside: the end value, or the slope at the end.'),
  because: because.optional(),
});

const holdOrNumber = z.union([z.literal('hold'), quantity], { error: '`hold` or a number' });

const input = fields({
  label: label.optional(),
  doc: doc.optional(),
  unit,
  over: names.optional(),
  series: tableFile,
  time: column.describe('The column with dates, or with simulated times.'),
  column: column.optional().describe('The column with the values of a scalar input.'),
  columns: named(column, 'a map from elements to columns').optional().describe('By element: its column.'),
  between: between.optional(),
  before: holdOrNumber.optional().describe('The value before the first row; default: hold.'),
  after: holdOrNumber.optional().describe('The value after the last row; default: hold.'),
  because: because.optional(),
});

const variable = fields({
  label: label.optional(),
  doc: doc.optional(),
  stock: unit.optional().describe('A stock, and its unit.'),
  flow: unit.optional().describe('A flow, and its unit.'),
  aux: unit.optional().describe('An auxiliary, and its unit.'),
  over: names.optional().describe('Dimensions.'),
  equation: equations.optional().describe('Of a flow or an auxiliary.'),
  initial: equations.optional().describe('Of a stock: its value at the start.'),
  inflows: listOf(expression, 'a list of flows').optional().describe('Of a stock: flows that fill it.'),
  outflows: listOf(expression, 'a list of flows').optional().describe('Of a stock: flows that drain it.'),
  non_negative: truth.optional().describe('Of a stock: cut the outflows to what there is.'),
  helper: truth.optional().describe('Made to serve another variable: tables of everything leave it out.'),
  because: because.optional(),
});

export const modelSchema = fields({
  dimensions: named(dimension).nullish().describe('What variables may run over.'),
  parameters: named(parameter).nullish().describe('Numbers that stay the same during a run.'),
  lookups: named(lookup).nullish().describe('Curves given by points.'),
  inputs: named(input).nullish().describe('Series from outside the model.'),
  variables: named(variable).nullish().describe('Stocks, flows and auxiliaries.'),
}).meta({ title: 'model.yaml of a Fissure study' });

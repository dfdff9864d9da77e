/**
 * The pieces that the definitions of all files are made of. A definition serves twice: reading validates by it, and the
 * JSON Schemas for editors are generated from it. The `error` of a piece is not a sentence but the phrase that
 * completes "expected ...", so that one message page words them all.
 */
import { z } from 'zod';

/** A map with these fields and no others. Of an unknown field the error lists the known ones, for did-you-mean. */
export function fields<Shape extends z.ZodRawShape>(shape: Shape, expected = 'a map of fields') {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? Object.keys(shape).join(',') : expected),
  });
}

/** A map from names of the author's own to something. A section that is left empty is an empty map. */
export function named<Value extends z.ZodType>(value: Value, expected = 'a map from names to their definitions') {
  return z.record(z.string(), value, { error: expected });
}

export function listOf<Item extends z.ZodType>(item: Item, expected = 'a list, in square brackets or with dashes') {
  return z.array(item, { error: expected });
}

/** Not only spaces: whoever reads it would see nothing, not even the name that stands in for a text that is left out. */
export const text = z
  .union([z.string().regex(/\S/, { error: 'a text' }), z.number(), z.boolean()], { error: 'a text' })
  .meta({ id: 'text', description: 'A text.' });

export const quantity = z
  .union([z.number(), z.string().regex(/^[-+]?\d+(\.\d+)?\s*\/\s*(?=[\d.]*[1-9])\d+(\.\d+)?$/, { abort: true })], {
    error: 'a number, such as 0.6 or 1/16',
  })
  .meta({ id: 'number', description: 'A number, or a fraction such as 1/16.' });

export const truth = z.boolean({ error: 'true or false' });

export const wholeNumber = z.number({ error: 'a whole number' }).int({ error: 'a whole number', abort: true });

export const unit = z
  .union([z.string(), z.number()], { error: 'a unit, such as person/month, or 1' })
  .meta({ id: 'unit', description: 'A unit: names joined by *, / and ^, such as person/month. 1 is dimensionless.' });

export const expression = z
  .union([z.string(), z.number()], { error: 'an equation' })
  .meta({ id: 'equation', description: 'An expression in XMILE syntax.' });

/** One expression, or one for each set of subscripts. */
export const equations = z
  .union([expression, z.record(z.string(), expression, { error: 'a map from subscripts to equations' })], {
    error: 'an equation, or a map from subscripts to equations',
  })
  .meta({
    id: 'equations',
    description:
      'One expression for all elements, or expressions by subscripts: { "foreign, *": 0.6, otherwise: 0.7 }.',
  });

export const date = z
  .union([z.string(), z.number()], { error: 'a date, such as 2014-06 or 2014-06-30' })
  .meta({ id: 'date', description: 'A date 2014-06 or 2014-06-30; a number where the study has no calendar.' });

export const name = z
  .union([z.string(), z.number()], { error: 'a name' })
  .meta({ id: 'name', description: 'The name of something defined in this study.' });

export const names = listOf(name, 'a list of names in square brackets').meta({
  id: 'names',
  description: 'A list of names.',
});

export const because = names.meta({
  id: 'because',
  description: 'Why: ids of evidence (B1.lyall-2020) or of statements of the argument (p4.2).',
});

export const confidence = z
  .enum(['high', 'medium', 'low'])
  .meta({ id: 'confidence', description: 'How much weight the source bears.' });

/** What the record says to a statement of the argument. */
export const CHECK_OUTCOMES = ['agrees', 'partly', 'differs', 'unverified'] as const;

export const label = text.meta({ id: 'label', description: 'What people read in place of the name.' });
export const doc = text.meta({ id: 'doc', description: 'What it means, for readers.' });

export const tableFile = z
  .string({ error: 'the path of a table, such as data/places.csv' })
  .meta({ id: 'table', description: 'Path of a CSV file, relative to the folder of the study.' });

export const column = z.string({ error: 'the name of a column' }).meta({ id: 'column', description: 'A column.' });

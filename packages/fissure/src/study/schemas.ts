/** The definition of every YAML file of a study. */
import { z } from 'zod';
import { modelSchema } from './model-schema.ts';
import {
  because,
  CHECK_OUTCOMES,
  confidence,
  date,
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
  text,
  truth,
  unit,
  wholeNumber,
} from './schema-parts.ts';

const time = fields({
  start: date.describe('Start of the run.'),
  stop: date.describe('End of the run.'),
  dt: quantity.describe('Length of a step in time units.'),
  unit: z.enum(['second', 'minute', 'hour', 'day', 'week', 'month', 'year']).describe('The unit that time counts.'),
  called: text
    .optional()
    .describe('What people see in place of the unit where time counts something else: quarter, round.'),
  save: quantity.optional().describe('Time between saved values; default: one unit.'),
  method: z.enum(['euler', 'rk4']).optional().describe('Method of integration; default: euler.'),
});

const unitDeclaration = z.union(
  [
    z.null(),
    fields({
      aliases: names.optional().describe('Other names of the unit.'),
      equals: unit.optional().describe('The unit as a multiple of others: 1000 USD.'),
    }),
  ],
  { error: 'a map with `aliases` or `equals`, or nothing' },
);

const studySchema = fields({
  fissure: z.literal(1, { error: 'the number 1, the only version of the format' }).describe('Version of the format.'),
  title: text,
  question: text.describe('The question in one sentence.'),
  time: time.describe('The clock.'),
  seed: wholeNumber.optional().describe('Seed of all random draws; default: 1.'),
  members: wholeNumber.optional().describe('Members of an ensemble; default: 1000.'),
  candidates: wholeNumber
    .optional()
    .describe('Members screened by the record before `members` of them are simulated in full; default: 0, none.'),
  replicates: wholeNumber.optional().describe('Members that share a point; default: 1.'),
  check_units: z
    .union([truth, z.literal('except_numbers')], { error: 'true, false or except_numbers' })
    .optional()
    .describe(
      'false: units are for people, and nothing checks them; except_numbers: a plain number takes any unit; default: true.',
    ),
  units: named(unitDeclaration).nullish().describe('Units other than those of time.'),
  conserved: named(
    fields({
      unit,
      sources: names.optional().describe('Flows that bring it in from outside.'),
      sinks: names.optional().describe('Flows that take it away.'),
    }),
  )
    .nullish()
    .describe('What must balance.'),
  outputs: named(
    fields({ show: expression.describe('A scalar expression.'), title: text.describe('What people read.'), unit }),
  )
    .nullish()
    .describe('What people see, in this order.'),
  ledger: named(
    fields({
      title: text.describe('What people read.'),
      remaining: name.describe('The output that counts who or what is there.'),
      in: named(name, 'a map from names to outputs').optional().describe('Outputs that count what came in so far.'),
      out: named(name, 'a map from names to outputs').optional().describe('Outputs that count what went out so far.'),
    }),
  )
    .nullish()
    .describe('Accounts that must balance: remaining = start + in - out.'),
  map: fields({
    places: text.describe(
      'CSV table of places, with the columns id, latitude and longitude, and name if there is one.',
    ),
    outlines: text.optional().describe('GeoJSON file of outlines to draw behind the places, data/outlines.geojson.'),
    show: names.describe('Variables by place to show over time.'),
  })
    .optional()
    .describe('Where places lie.'),
  intended_use: text.optional().describe('What the study may be used for.'),
  limits: listOf(text).optional().describe('What it cannot tell.'),
  dropped: listOf(text)
    .optional()
    .describe('What importing a model of another tool left out of it; every result repeats it.'),
}).meta({ title: 'study.yaml of a Fissure study' });

const off = named(equations, 'a map from variables to their equations').describe(
  'The terms of the mechanism, and what stands in their place when it is off.',
);

const mechanismsSchema = named(
  fields({
    label: label.optional(),
    doc: doc.optional(),
    statements: names.optional().describe('Statements of the argument that it carries.'),
    because: because.optional(),
    form: z.string().optional().describe('Why its equations have the form they have.'),
    rival: z.string().optional().describe('Another form that was thought of and is not sampled, and why not.'),
    off,
  }),
).meta({ title: 'mechanisms.yaml of a Fissure study', description: 'Mechanisms by name.' });

const structuresSchema = named(
  fields({
    label: label.optional(),
    doc: doc.optional(),
    mechanism: name.optional().describe('The mechanism whose form is in question.'),
    alternatives: named(
      fields({
        label: label.optional(),
        doc: doc.optional(),
        weight: quantity.optional().describe('Relative prior weight; default: 1.'),
        equations: off.nullish().describe('Variables whose equations are replaced.'),
        because: because.optional(),
      }),
    ).describe('Rival forms. The first one is model.yaml as written.'),
  }),
).meta({ title: 'structures.yaml of a Fissure study', description: 'Rival forms of equations by name.' });

const intervention = {
  from: date.optional().describe('From when it holds; default: from the start.'),
  set: named(quantity, 'a map from parameters to numbers').optional().describe('Parameters and their values.'),
  scale: named(quantity, 'a map from parameters to factors').optional().describe('Parameters and factors.'),
  off: names.optional().describe('Mechanisms switched off.'),
  on: names.optional().describe('Mechanisms switched on.'),
  structure: named(name, 'a map from structures to alternatives').optional().describe('Structures and alternatives.'),
  freeze: named(date, 'a map from inputs to dates').optional().describe('Inputs that keep the value of that date.'),
};

const scenariosSchema = named(fields({ label: label.optional(), doc: doc.optional(), ...intervention })).meta({
  title: 'scenarios.yaml of a Fissure study',
  description: 'Interventions by name.',
});

const arm = fields({
  label: label.optional(),
  scenario: name.optional().describe('A scenario by its name.'),
  ...intervention,
});

const defence = fields({
  measure: text.describe('Why this measure.'),
  horizon: text.describe('Why this horizon.'),
  threshold: text.describe('Why this threshold.'),
  vacuous: text.describe('What would make the test say nothing.'),
  construction: text.describe('How the claim could be true by construction, and why it is not; or that it is.'),
  turns: arm
    .optional()
    .describe(
      'A region in which the claim changes sides: changes beneath those of every arm. `fissure stress` shows whether it does.',
    ),
});

const claimsSchema = named(
  fields({
    statements: names.optional().describe('Statements of the argument that it tests.'),
    says: text.describe('The claim in one sentence.'),
    test: text.describe('Why this measure, this horizon and this threshold.'),
    over: names.optional().describe('Dimensions: one case for each member and element.'),
    arms: named(arm).optional().describe('Versions of the member that are compared; `base` always exists.'),
    measures: named(expression).describe('Numbers taken from every arm.'),
    holds: expression.describe('The test itself, over measures by arm.'),
    applies_when: expression.optional().describe('Where it is false the case says nothing.'),
    effect: expression.optional().describe('The size of the effect.'),
    effect_label: text.optional(),
    report: named(fields({ label: label.optional(), equation: expression }))
      .optional()
      .describe('More numbers.'),
    by_construction: text.optional().describe('Why the outcome follows from how the model is built.'),
    defence: defence.optional().describe('Why the test can be trusted, and where the claim changes sides.'),
    untestable: text.optional().describe('Why the model cannot test the claim.'),
  }),
).meta({ title: 'claims.yaml of a Fissure study', description: 'Claims by name.' });

const expectationsSchema = named(
  fields({
    says: text.describe('What must be so, in one sentence that is true when it holds.'),
    over: names.optional().describe('Dimensions: one case for each member and element.'),
    arms: named(arm).optional().describe('Versions of the member that are compared; `base` always exists.'),
    measures: named(expression).describe('Numbers taken from every arm.'),
    holds: expression.describe('The direction or bound that is expected, over measures by arm.'),
    applies_when: expression.optional().describe('Where it is false the case says nothing.'),
    effect: expression.optional().describe('The number of which the range is shown.'),
    effect_label: text.optional(),
  }),
).meta({
  title: 'expectations.yaml of a Fissure study',
  description: 'What must be so in every member, whatever its numbers: extreme conditions with their bounds, by name.',
});

const point = fields({
  date: date.optional().describe('The moment the value refers to.'),
  from: date.optional().describe('Start of the period the value refers to.'),
  to: date.optional().describe('End of that period.'),
  published: date.optional().describe('When it was published.'),
  value: quantity,
  low: quantity.optional(),
  high: quantity.optional(),
  because: because.optional(),
});

const historySchema = fields({
  known_by: date.describe('Nothing published later is fitted.'),
  series: named(
    fields({
      label: label.optional(),
      unit,
      observes: expression.describe('What the source would see: a scalar expression.'),
      error: fields({
        lognormal: quantity.optional().describe('Standard deviation of log(observed / model).'),
        normal: quantity.optional().describe('Standard deviation in the unit of the series.'),
        dof: quantity.optional().describe('Degrees of freedom, for Student-t tails.'),
      }),
      use: z.enum(['fit', 'test', 'show']).describe('Fitted, kept for testing, or only shown.'),
      output: name.optional().describe('The output on whose chart the points belong.'),
      continues: name
        .optional()
        .describe('The earlier series of the same source: a baseline may go on from its values.'),
      doubted_with: name
        .optional()
        .describe('Another series that the same doubt concerns: verdicts are also given without both.'),
      note: text.optional(),
      points: listOf(point),
    }),
  ).nullish(),
  windows: named(
    fields({
      label: label.optional(),
      from: date.describe('Start: baselines know what their source had published before it.'),
      to: date.describe('End.'),
    }),
  )
    .nullish()
    .describe('Periods over which points that were not fitted are scored.'),
  rivals: named(
    fields({
      without: names
        .optional()
        .describe('Series of which this rival says nothing: left out of its fit, and of what is compared.'),
    }).nullish(),
  )
    .nullish()
    .describe('Scenarios that `fissure rivals` fits each on its own and sets against the model as it stands.'),
  interaction: fields({
    first: name.describe('The scenario with the first of two causes alone.'),
    second: name.describe('The scenario with the second alone.'),
    neither: name.describe('The scenario with neither.'),
  })
    .optional()
    .describe('Rivals of which `fissure rivals` gives both - first - second + neither.'),
}).meta({ title: 'history.yaml of a Fissure study' });

const evidenceSchema = named(
  fields({
    finding: text.describe('What was found, in a sentence.'),
    reference: name.optional().describe('An id of references.yaml.'),
    locator: text.optional().describe('Page or chapter.'),
    value: quantity.optional(),
    range: listOf(quantity, 'a range [low, high]').length(2, { error: 'a range [low, high]' }).optional(),
    unit: unit.optional(),
    date: date.optional().describe('The date the figure refers to.'),
    published: date.optional(),
    confidence: confidence.optional(),
    note: text.optional(),
    checks: fields({
      statements: names.describe('Statements of the argument that it is set against.'),
      stated: text.describe('The figure or the fact as the argument has it.'),
      outcome: z
        .enum(CHECK_OUTCOMES, { error: `one of ${CHECK_OUTCOMES.join(', ')}` })
        .describe('What the record says to it.'),
      bearing: text.describe('What that means for the claims.'),
    })
      .optional()
      .describe('Where the argument and the record are set side by side.'),
  }),
).meta({ title: 'evidence.yaml of a Fissure study', description: 'Findings and figures by id.' });

const reference = z
  .looseObject(
    { id: z.union([z.string(), z.number()], { error: 'an id' }).describe('The id by which evidence refers to it.') },
    { error: 'a CSL item: a map with `id`, `type` and `title`' },
  )
  .describe('A CSL item.');

const referencesSchema = z
  .union([listOf(reference), z.looseObject({ references: listOf(reference) }, { error: 'a list of CSL items' })], {
    error: 'a list of CSL items',
  })
  .meta({ title: 'references.yaml of a Fissure study', description: 'Bibliography as CSL-YAML.' });

const notesSchema = listOf(
  fields({
    about: names.describe(
      'What it is about: variables, parameters, claims, statements, evidence, anything with a name.',
    ),
    date: date.optional().describe('When it was noted.'),
    by: text.optional().describe('Who noted it.'),
    text: text.describe('What was found; Markdown.'),
  }),
  'a list of notes, each after a dash',
).meta({ title: 'notes.yaml of a Fissure study', description: 'Findings, noted on what they are about.' });

/** By the name of the file without `.yaml`. */
export const STUDY_SCHEMAS = {
  study: studySchema,
  model: modelSchema,
  references: referencesSchema,
  evidence: evidenceSchema,
  mechanisms: mechanismsSchema,
  structures: structuresSchema,
  scenarios: scenariosSchema,
  claims: claimsSchema,
  expectations: expectationsSchema,
  history: historySchema,
  notes: notesSchema,
} as const;

export type StudyFileName = keyof typeof STUDY_SCHEMAS;

/** The draft-07 JSON Schema of one file, for editors. */
export function jsonSchemaOf(file: StudyFileName): unknown {
  return z.toJSONSchema(STUDY_SCHEMAS[file], { target: 'draft-7', io: 'input' });
}

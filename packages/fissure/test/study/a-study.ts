import { Problems } from '../../src/diagnostics/problems.ts';
import { readStudy } from '../../src/study/read-study.ts';
import type { Study, StudyFiles } from '../../src/study/study.ts';

const encoder = new TextEncoder();

const STUDY_YAML = `fissure: 1
title: A small study
question: Does it read?
time: { start: 2014-06, stop: 2015-06, dt: 1/16, unit: month }
units:
  person: { aliases: [people] }
  USD:
  kUSD: { equals: 1000 USD }
conserved:
  persons: { unit: person, sources: [recruitment] }
outputs:
  strength: { show: "SUM(fighters[*])", title: Fighters, unit: person }
intended_use: >
  Testing.
limits:
  - None.
`;

const MODEL_YAML = `dimensions:
  origin: [foreign, local]
  country: [iraq, syria]
  place: { from: data/places.csv, column: id, label: name, maps: { country: country } }
  neighbour: { same_as: place }
  north: { part_of: place, elements: [raqqa] }
parameters:
  envy:
    unit: 1
    value: 0.6
    prior: { triangular: [0.2, 0.6, 1.2] }
    because: [B1.study]
    confidence: low
    doc: A doc.
  pay:
    unit: USD/(person*month)
    over: [origin]
    value: { foreign: 800, local: 400 }
    prior: { foreign: { triangular: [400, 800, 1200] }, local: { uniform: [200, 600] } }
  population:
    unit: person
    over: [place]
    value: { from: data/places.csv, column: population }
    prior: { multiply: { lognormal: [1, 0.1] } }
  adjacency:
    unit: 1
    over: [place, neighbour]
    value: { from: data/adjacency.csv, column: weight, keys: [a, b], symmetric: true, otherwise: 0 }
lookups:
  restraint:
    x: 1
    y: 1
    points: [[0, 1], [0.5, 0.6], [1, 0.2]]
inputs:
  strikes:
    unit: 1/month
    over: [country]
    series: data/strikes.csv
    time: month
    columns: { iraq: iraq, syria: syria }
    between: step
    before: 0
variables:
  fighters:
    stock: person
    over: [origin]
    initial: 100
    inflows: [recruitment]
    non_negative: true
  recruitment:
    flow: person/month
    over: [origin]
    equation: { foreign: 10 * envy, otherwise: 5 * envy }
`;

export const FILES: Readonly<Record<string, string>> = {
  'study.yaml': STUDY_YAML,
  'model.yaml': MODEL_YAML,
  'argument.md': `# The argument

Whose it is.

## p1 Pay

- \`p1.1\` **modelled** M1: Foreigners are paid
  more than locals.
- \`p1.2\` **claim** C1: Envy makes locals leave.
- \`p1.3\` **out of scope** (a matter of style: see above): It is told with irony.
`,
  'references.yaml': '- id: study\n  type: book\n  title: A study\n  issued: { date-parts: [[2014, 6]] }\n',
  'evidence.yaml': `B1.study:
  finding: Envy matters.
  reference: study
  value: 2
  range: [1, 3]
  unit: 1
  date: 2014
  published: 2014-09-11
  confidence: medium
`,
  'mechanisms.yaml': 'M1:\n  label: Envy\n  statements: [p1.1]\n  off:\n    recruitment: { foreign: 0, local: 0 }\n',
  'structures.yaml': `form:
  mechanism: M1
  alternatives:
    plain: { label: Plain }
    rival: { weight: 1/2, equations: { recruitment: 7 } }
`,
  'scenarios.yaml': `quiet:
  label: Quiet
  from: 2014-12-16
  set: { envy: 0, "pay[local]": 800 }
  scale: { pay: 0.5 }
  off: [M1]
  structure: { form: rival }
  freeze: { strikes: 2014-09 }
`,
  'claims.yaml': `C1:
  statements: [p1.2]
  says: Envy matters.
  test: Because.
  arms:
    calm: { scenario: quiet }
    equal: { label: Equal pay, set: { envy: 0 } }
  measures: { n: "at(SUM(fighters[*]), 2015-03)" }
  holds: n[equal] < n[base]
  report: { gap: { label: gap, equation: "n[base] - n[calm]" } }
`,
  'history.yaml': `known_by: 2015-03-31
series:
  estimates:
    unit: person
    observes: SUM(fighters[*])
    error: { lognormal: 0.25, dof: 4 }
    use: fit
    output: strength
    points:
      - { date: 2014-09, published: 2014-09-11, value: 250, low: 200, high: 315, because: [B1.study] }
      - { from: 2014-06-16, to: 2014-12, published: 2015-03, value: 120 }
`,
  'data/places.csv': 'id,name,country,population\nraqqa,Raqqa,syria,900\nMosul,"Mosul, city",iraq,1500\n',
  'data/adjacency.csv': 'a,b,weight\nraqqa,mosul,0.4\n',
  'data/strikes.csv': 'month,iraq,syria\n2014-06,0,0\n2014-09,12,3.5\n',
};

/** The files above, some of them changed: a text in place of another, or undefined for no such file. */
export function files(changes: Readonly<Record<string, string | Uint8Array | undefined>> = {}): StudyFiles {
  const result = new Map<string, Uint8Array>();
  for (const [path, content] of Object.entries({ ...FILES, ...changes }))
    if (content !== undefined) result.set(path, typeof content === 'string' ? encoder.encode(content) : content);
  return result;
}

export function read(changes: Readonly<Record<string, string | Uint8Array | undefined>> = {}): {
  study: Study | undefined;
  problems: Problems;
} {
  const problems = new Problems();
  return { study: readStudy(files(changes), problems), problems };
}

/** One file with a piece of its text exchanged; throws where the piece is not there. */
export function edited(file: string, from: string, to: string): Record<string, string> {
  const text = FILES[file]!;
  if (!text.includes(from)) throw new Error(`${file} has no "${from}"`);
  return { [file]: text.replace(from, to) };
}

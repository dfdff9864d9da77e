/** The small study that `fissure init` writes: invented, complete, and using one of everything. */

/** Files by path inside the folder. `schemas` is the way from the folder to the JSON Schemas, for editors. */
export function studySkeleton(schemas: string): ReadonlyMap<string, string> {
  const modeline = (file: string) => `# yaml-language-server: $schema=${schemas}/${file}.schema.json\n`;
  const yaml = Object.entries(YAML_FILES).map(([file, text]): [string, string] => [
    `${file}.yaml`,
    modeline(file) + text,
  ]);
  return new Map([...yaml, ['argument.md', ARGUMENT], ['README.md', README]]);
}

const YAML_FILES = {
  study: `fissure: 1
title: Late pay in a small garrison
question: Does late pay make an armed group shrink?
time: { start: 2020-01, stop: 2022-01, dt: 1/8, unit: month }
seed: 1
members: 300
units:
  person: { aliases: [people, persons] }
conserved:
  persons: { unit: person, sources: [recruitment], sinks: [departures] }
outputs:
  strength: { show: fighters, title: Members of the garrison, unit: person }
  exits: { show: departures, title: Departures, unit: person/month }
intended_use: >
  An invented example to start from. It speaks of no real group.
limits:
  - One group in one place, without an enemy.
  - Every number is invented.
`,
  model: `parameters:
  fighters_at_start:
    unit: person
    value: 5000
    prior: { triangular: [3500, 5000, 7000] }
    because: [E1.count]
  recruits:
    unit: person/month
    value: 150
    prior: { triangular: [50, 150, 300] }
  calm_exit_rate:
    unit: 1/month
    value: 0.02
    prior: { lognormal: [0.02, 0.4] }
    doc: Departures per member and month where pay comes on time.
  arrears:
    unit: month
    value: 2
    prior: { uniform: [0, 4] }
    doc: Months for which nobody has been paid.
  patience:
    unit: month
    value: 3
    prior: { triangular: [1, 3, 8] }
    doc: Arrears that double the wish to leave.
variables:
  fighters:
    stock: person
    initial: fighters_at_start
    inflows: [recruitment]
    outflows: [departures]
  recruitment:
    flow: person/month
    equation: recruits
  departures:
    flow: person/month
    equation: fighters * exit_rate
  exit_rate:
    aux: 1/month
    equation: calm_exit_rate * (1 + anger)
    because: [p1.1]
  anger:
    aux: 1
    equation: arrears / patience
    doc: How much late pay adds to the wish to leave.
`,
  mechanisms: `M1:
  label: Late pay angers
  statements: [p1.1]
  off:
    anger: 0
`,
  structures: `anger_form:
  mechanism: M1
  label: How anger grows with arrears
  alternatives:
    straight: { label: In step with the arrears }
    levelling:
      label: Less and less with every month
      equations:
        anger: arrears / (arrears + patience)
`,
  scenarios: `paid_in_full:
  label: All arrears are paid in mid-2020
  from: 2020-07
  set: { arrears: 0 }
`,
  claims: `C1:
  statements: [p1.2]
  says: Late pay makes more people leave.
  test: >
    The rate per member, so that a garrison that has shrunk is not counted as one that people stay in.
    A fall by a fifth is the least that commanders would notice.
  arms:
    paid: { scenario: paid_in_full }
  measures:
    exits: mean(exit_rate, 2020-07, 2022-01)
  holds: exits[paid] < 0.8 * exits[base]
  effect: 1 - exits[paid] / exits[base]
  effect_label: fall of departures per member
C2:
  statements: [p1.3]
  says: If everybody were paid, the garrison would stop shrinking.
  test: Applies where it shrinks as things stand.
  arms:
    paid: { scenario: paid_in_full }
  measures:
    growth: change(fighters, 2020-07, 2022-01)
  applies_when: growth[base] < 0
  holds: growth[paid] >= 0
  effect: growth[paid] - growth[base]
  effect_label: people kept
`,
  references: `- id: example-2020
  type: report
  title: A head count that was never made
  author: [{ literal: The authors of this example }]
  issued: { date-parts: [[2020]] }
`,
  evidence: `E1.count:
  finding: The garrison numbered about five thousand at the turn of the year.
  reference: example-2020
  value: 5000
  range: [4000, 6500]
  unit: person
  date: 2020-01
  published: 2020-03-01
  confidence: medium
`,
  history: `known_by: 2020-06-30
series:
  head_counts:
    label: Head counts
    unit: person
    observes: fighters
    error: { lognormal: 0.15 }
    use: fit
    output: strength
    points:
      - { date: 2020-03, published: 2020-04-10, value: 5100, low: 4300, high: 6000 }
      - { date: 2020-06, published: 2020-06-20, value: 4900 }
  later_counts:
    label: Head counts made later
    unit: person
    observes: fighters
    error: { lognormal: 0.15 }
    use: test
    output: strength
    points:
      - { date: 2021-06, published: 2021-07-05, value: 4300 }
`,
};

const ARGUMENT = `# Late pay in a small garrison

An invented argument in one paragraph.

## p1 Pay and staying

- \`p1.1\` **modelled** M1: Fighters who are not paid on time think of leaving.
- \`p1.2\` **claim** C1: Late pay is a main reason why people leave.
- \`p1.3\` **claim** C2: If the arrears were paid, the garrison would stop shrinking.
- \`p1.4\` **context** (no number is given): Pay came on time in earlier years.
- \`p1.5\` **out of scope** (one sentence about one person): The paymaster is said to be corrupt.
`;

const README = `# Late pay in a small garrison

A study for Fissure, to be changed into your own:

    fissure check .        read it and check names, dimensions and units
    fissure run .          simulate it once
    fissure test .         judge its claims
    fissure start .        all of it, and a report as one HTML page

Begin with \`argument.md\`: one line for each statement of your argument. Then write what carries it: variables and parameters
in \`model.yaml\`, a switch per mechanism in \`mechanisms.yaml\`, a test per claim in \`claims.yaml\`.
`;

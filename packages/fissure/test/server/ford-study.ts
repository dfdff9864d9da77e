/** What the analyst of `analyst.test.ts` writes: an invented argument, and the files of its study in their first form. */

export const ARGUMENT = `The town on the ford

The town lives by the toll of its ford. When the river stands high, few carts cross. The watch is paid out of the toll.

A watchman who is not paid goes home. The fewer stand watch, the more carts are robbed on the road. Robbed merchants choose another road, and the toll falls further.

High water alone would have cost the town half of its watch. A loan of grain would have kept the watch together. The abbey had lent to other towns before.
`;

const STUDY = `fissure: 1
title: The town on the ford
question: "What cost the town its watch: the river, or the robbers?"
time: { start: 0, stop: 24, dt: 1/8, unit: month }
seed: 11
members: 200
units:
  person: { aliases: [people, persons] }
  coin: { aliases: [coins] }
conserved:
  people: { unit: person }
outputs:
  watch: { show: watch, title: Watchmen at the ford, unit: person }
  toll: { show: toll, title: Toll taken each month, unit: coin/month }
intended_use: Teaching.
limits: [The town and every figure are invented.]
`;

/** Whoever is not paid goes home: but not yet in the equation. */
const MODEL = `# Figures of the toll book and the rolls; the rest is guessed.
parameters:
  watch_at_start: { unit: person, value: 60, because: [roll.first], confidence: high, doc: Names on the first roll. }
  usual_toll: { unit: coin/month, value: 300, because: [toll.book], doc: Taken in a month with an open ford. }
  wage: { unit: coin/(person*month), value: 4, because: [toll.book], doc: Pay of a watchman. }
  high_water: { unit: 1, value: 0.4, prior: { triangular: [0.1, 0.4, 0.8] }, doc: Share of the carts that high water stops. }
  impatience: { unit: 1/month, value: 0.2, prior: { uniform: [0.05, 0.4] }, doc: How fast the unpaid go home. }
  caution: { unit: 1/month, value: 0.3, prior: { uniform: [0.05, 0.6] }, doc: How fast merchants turn away from a road that nobody watches. }
  memory: { unit: month, value: 12, prior: { triangular: [6, 12, 24] }, doc: Time in which merchants come back. }
variables:
  # Whoever goes home stays in the count.
  watch: { stock: person, label: Watchmen, initial: watch_at_start, outflows: [going_home] }
  at_home: { stock: person, label: Gone home, initial: 0, inflows: [going_home] }
  trade: { stock: 1, label: Merchants who keep to this road, initial: 1, inflows: [coming_back], outflows: [turning_away] }
  flooded: { aux: 1, label: Carts that high water stops, equation: high_water, because: [p1.2] }
  toll:
    aux: coin/month
    label: Toll
    equation: usual_toll * trade * (1 - flooded)
    because: [p1.1]
  unpaid: { aux: 1, label: Part of the pay that is owed, equation: "MAX(0, 1 - toll / (wage * watch))", because: [p1.3] }
  going_home:
    flow: person/month
    label: Watchmen who go home
    equation: watch * impatience
    because: [p2.1]
  robbery: { aux: 1, label: Robbery on the road, equation: 1 - watch / watch_at_start, because: [p2.2] }
  turning_away: { flow: 1/month, label: Merchants who turn away, equation: trade * caution * robbery, because: [p2.3] }
  coming_back: { flow: 1/month, label: Merchants who come back, equation: (1 - trade) / memory }
`;

const EVIDENCE = `roll.first: { finding: Sixty names stand on the first roll., reference: rolls, value: 60, unit: person, date: "0", confidence: high }
roll.year: { finding: After a year 36 answered., reference: rolls, value: 36, unit: person, date: "12", confidence: high }
toll.book:
  finding: The toll book shows some 300 coins a month, and 4 to each watchman.
  reference: toll-book
  value: 300
  unit: coin/month
  confidence: medium
`;

const REFERENCES = `- { id: rolls, type: document, title: Rolls of the watch (invented), issued: { date-parts: [[1300]] } }
- { id: toll-book, type: document, title: Toll book of the town (invented), issued: { date-parts: [[1301]] } }
`;

const MECHANISMS = `high_water_comes: { label: High water stops carts, statements: [p1.2], off: { flooded: 0 } }
wages: { label: Whoever is not paid goes home, statements: [p1.3, p2.1], off: { unpaid: 0 } }
robbers: { label: Robbed merchants choose another road, statements: [p2.2, p2.3], off: { turning_away: 0 } }
`;

const CLAIMS = `C1:
  statements: [p3.1]
  says: High water alone would have cost the town half of its watch.
  test: Nobody turns away from the road. If high water alone is enough, at most half of the watch is left after two years.
  arms: { alone: { label: High water alone, off: [robbers] } }
  measures: { left: "at(watch, 24)", had: "at(watch, 0)" }
  holds: left[alone] <= 0.5 * had[alone]
  effect: left[alone]
  effect_label: watchmen left with high water alone
C2:
  statements: [p3.2]
  says: A loan of grain would have kept the watch together.
  test: Grain stands for half of the pay from the third month. Together means that three of four are there after two years.
  arms: { loan: { label: The abbey lends grain, from: 3, scale: { wage: 0.5 } } }
  measures: { left: "at(watch, 24)", had: "at(watch, 0)" }
  holds: left[loan] >= 0.75 * had[loan]
  effect: left[loan] - left[base]
  effect_label: watchmen whom the loan keeps
`;

const HISTORY = `known_by: "12"
series:
  rolls:
    label: Rolls of the watch
    unit: person
    observes: watch
    error: { lognormal: 0.05 }
    use: fit
    output: watch
    points:
      - { date: "12", published: "12", value: 36, because: [roll.year] }
`;

/** By path; the argument itself was made by `fissure init`. */
export const FILES: ReadonlyMap<string, string> = new Map([
  ['study.yaml', STUDY],
  ['model.yaml', MODEL],
  ['evidence.yaml', EVIDENCE],
  ['references.yaml', REFERENCES],
  ['mechanisms.yaml', MECHANISMS],
  ['claims.yaml', CLAIMS],
  ['history.yaml', HISTORY],
]);

/** What the literature on merchants disagrees about. */
export const STRUCTURES = `form_of_caution:
  mechanism: robbers
  label: When merchants turn away
  alternatives:
    at_once: { label: With the first robbery }
    late: { label: Only where robbery is common, equations: { turning_away: trade * caution * robbery ^ 2 } }
`;

export const SCENARIOS = `# From the third month, as the abbey offered.
loan:
  label: The abbey lends grain from the third month
  from: 3
  scale: { wage: 0.5 }
`;

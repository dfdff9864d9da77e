/** A study of a few lines, read and planned as the command line does it; `edit` replaces parts of its files. */
import { Problems } from '../../src/diagnostics/problems.ts';
import type { Experiment } from '../../src/experiment/experiment.ts';
import { type ExperimentOptions, planExperiment } from '../../src/experiment/plan-experiment.ts';
import { checkModel } from '../../src/model/check-model.ts';
import { readStudy } from '../../src/study/read-study.ts';

export const TINY_FILES: Readonly<Record<string, string>> = {
  'study.yaml': `
fissure: 1
title: Decay
question: How fast does it go?
time: { start: 2014-06, stop: 2016-02, dt: 1/16, unit: month, save: 1 }
seed: 1
members: 200
units:
  person: { aliases: [persons] }
outputs:
  left: { show: "SUM(members[*])", title: Members left, unit: person }
`,
  'model.yaml': `
dimensions:
  origin: [foreign, local]
parameters:
  loss_rate:
    unit: 1/month
    value: 0.3
    prior: { uniform: [0.1, 0.5] }
  privilege:
    unit: 1
    over: [origin]
    value: { foreign: 1, local: 1 }
    prior: { foreign: { uniform: [0.5, 1] } }
  at_start:
    unit: person
    over: [origin]
    value: { foreign: 100, local: 100 }
    prior: { multiply: { lognormal: [1, 0.2] } }
variables:
  members:
    stock: person
    over: [origin]
    initial: at_start
    outflows: [leaving]
  leaving:
    flow: person/month
    over: [origin]
    equation: members * loss_rate * privilege * pressure
  pressure:
    aux: 1
    equation: 1
`,
  'mechanisms.yaml': `
M1:
  label: Pressure
  off: { pressure: 0 }
`,
  'structures.yaml': `
form:
  label: How pressure works
  alternatives:
    full: { label: In full }
    half: { label: By half, weight: 3, equations: { pressure: 1/2 } }
`,
  'scenarios.yaml': `
calm: { label: No pressure, from: 2014-12, off: [M1] }
`,
  'claims.yaml': `
C1:
  says: Few locals are left after ten months.
  test: A tenth of those at the start.
  arms:
    calm: { scenario: calm }
    slower: { label: Half the loss, from: 2014-12, scale: { loss_rate: 0.5 } }
  measures:
    left: at(members[local], 2015-04) / at(members[local], start)
  holds: left[base] < 0.1
  effect: left[slower] - left[base]
  effect_label: share kept
  report:
    kept: { label: kept without pressure, equation: "left[calm]" }
C2:
  says: Members of each origin keep falling.
  test: Every one of them.
  over: [origin]
  measures:
    fell: always(members < 10 * at_start, start, stop) and change(members, start, stop) < 0
  holds: fell[base]
`,
  'history.yaml': `
known_by: 2015-03-31
series:
  counted:
    label: Members counted
    unit: person
    observes: SUM(members[*])
    error: { lognormal: 0.2 }
    use: fit
    output: left
    points:
      - { date: 2014-10, published: 2014-11-01, value: 90 }
      - { date: 2015-02, published: 2015-03-01, value: 50 }
  departures:
    label: Departures
    unit: person
    observes: SUM(leaving[*])
    error: { normal: 20 }
    use: test
    points:
      - { from: 2015-06, to: 2015-12, published: 2016-01-01, value: 10 }
`,
};

export interface PlannedTiny {
  readonly experiment: Experiment | undefined;
  readonly problems: Problems;
}

type Edits = Readonly<Record<string, string | readonly (readonly [string, string])[]>>;

/** `edits`: file -> [what, by what] pairs; a string takes the place of the whole file. */
export function readTiny(edits: Edits = {}, problems = new Problems()) {
  const files = new Map<string, Uint8Array>();
  for (const [file, text] of Object.entries(TINY_FILES)) {
    const edit = edits[file] ?? [];
    const edited =
      typeof edit === 'string'
        ? edit
        : edit.reduce((old, [what, by]) => {
            if (!old.includes(what)) throw new Error(`${file} has no "${what}"`);
            return old.replace(what, by);
          }, text);
    if (edited !== '') files.set(file, new TextEncoder().encode(edited));
  }
  return readStudy(files, problems);
}

export function planTiny(edits: Edits = {}, options: ExperimentOptions = {}): PlannedTiny {
  const problems = new Problems();
  const study = readTiny(edits, problems);
  if (!study) return { experiment: undefined, problems };
  const model = checkModel(study, problems);
  return { experiment: planExperiment(study, model, problems, options), problems };
}

/** The experiment of a study that must be right. */
export function tinyExperiment(...args: Parameters<typeof planTiny>): Experiment {
  const { experiment, problems } = planTiny(...args);
  const errors = problems.list.filter((problem) => problem.severity === 'error');
  if (!experiment || errors.length > 0) throw new Error(JSON.stringify(problems.list, null, 1));
  return experiment;
}

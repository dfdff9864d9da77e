/**
 * Knock-outs as one comparison: an arm for every mechanism with that mechanism off, and the mean and the end of every
 * output as measures. Planned like a claim, so that all arms of a member share its numbers and its random draws.
 */
import { standIn } from '../study/node-values.ts';
import type { ClaimDeclaration, Intervention, Study } from '../study/study.ts';

export interface KnockoutOptions {
  /** Simulated time from which the mechanism is off; undefined: from the start. */
  readonly from?: number;
}

/** Undefined where the study has no mechanism or no output. */
export function knockoutClaim(study: Study, options: KnockoutOptions = {}): ClaimDeclaration | undefined {
  const [first] = study.mechanisms;
  const { outputs, time } = study.settings;
  if (first === undefined || outputs.length === 0) return undefined;
  const place = { file: first.name.file, start: 0, end: 0 };
  const source = (text: string) => standIn(text, place);
  const intervention = (name: ClaimDeclaration['name']): Intervention => ({
    from: options.from,
    set: [],
    scale: [],
    off: [name],
    on: [],
    structure: [],
    freeze: [],
    place,
  });
  const from = options.from ?? time.start;
  return {
    name: source('knockouts'),
    statements: [],
    says: 'Each mechanism changes something.',
    test: '',
    over: [],
    arms: study.mechanisms.map(({ name, label }) => ({
      name,
      label,
      scenario: undefined,
      intervention: intervention(name),
    })),
    measures: outputs.map(({ id, show }) => ({
      name: id,
      equation: source(`mean(${show.text}, ${from}, ${time.stop})`),
    })),
    holds: source(`${outputs[0]!.id.text}[base] = ${outputs[0]!.id.text}[base]`),
    appliesWhen: undefined,
    effect: undefined,
    effectLabel: '',
    report: [],
    byConstruction: '',
    untestable: '',
    place,
  };
}

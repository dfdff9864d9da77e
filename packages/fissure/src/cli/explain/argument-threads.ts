/** Threads of what the argument holds: statements, claims, mechanisms, rival forms, scenarios, evidence, the record. */
import { dateOfTime } from '../../base/calendar.ts';
import { canonicalName } from '../../base/names.ts';
import { defenceLines } from '../../report/defence-lines.ts';
import { numberText } from '../../report/number-text.ts';
import { referenceText } from '../../report/page/references.ts';
import { namesInText } from '../../study/names-in-text.ts';
import type { ClaimDeclaration, Study } from '../../study/study.ts';
import {
  describeReason,
  equationLines,
  nonEmpty,
  restingOn,
  same,
  section,
  type statementsOf,
  type Thread,
  type ThreadSection,
} from './thread.ts';
import { claimsReading } from './uses.ts';

export function statementThread(study: Study, statement: ReturnType<typeof statementsOf>[number]): Thread {
  const carriers = statement.carriedBy.map((name) => {
    const mechanism = study.mechanisms.find((one) => one.name.text === name.text);
    if (mechanism)
      return `${name.text} ${mechanism.label}: acts through ${mechanism.off.map((term) => term.variable.text).join(', ')}`;
    const claim = study.claims.find((one) => one.name.text === name.text);
    return claim ? `${name.text} ${claim.says}` : name.text;
  });
  const resting = restingOn(study, statement.id.text);
  return {
    kind: 'statement',
    name: statement.id.text,
    title: statement.text,
    sections: nonEmpty([
      section('Status', statement.reason === '' ? statement.status : `${statement.status}: ${statement.reason}`),
      section('Carried by', ...carriers),
      section('Against the record', ...checksOf(study, statement.id.text)),
      section('Given as reason by', ...resting),
    ]),
  };
}

export function claimThread(study: Study, claim: ClaimDeclaration): Thread {
  const arms = claim.arms.map((arm) => `${arm.name.text}: ${arm.label || arm.scenario?.text || 'as the study stands'}`);
  const named = namesInText(claim.measures.map(({ equation }) => equation.text).join(' '));
  const measured = [...study.variables, ...study.parameters].filter(({ name }) => named.has(canonicalName(name.text)));
  return {
    kind: 'claim',
    name: claim.name.text,
    title: claim.says,
    sections: nonEmpty([
      section('Statements', ...claim.statements.map((name) => describeReason(study, name.text))),
      section('How it is tested', claim.test),
      section('Arms', ...arms),
      section('Measures', ...claim.measures.map(({ name, equation }) => `${name.text} = ${equation.text}`)),
      section('Applies when', claim.appliesWhen?.text ?? ''),
      section('Holds when', claim.holds.text),
      section('Effect', claim.effect === undefined ? '' : `${claim.effect.text} (${claim.effectLabel})`),
      section('By construction', claim.byConstruction),
      section('Untestable', claim.untestable),
      ...defenceLines(claim.defence).map(({ label, text }) => section(label, text)),
      section('Reads', ...measured.map((one) => `${one.name.text} (${one.unit.text})`)),
    ]),
  };
}

export function mechanismThread(study: Study, mechanism: Study['mechanisms'][number]): Thread {
  const terms = mechanism.off.flatMap((term) => {
    const variable = study.variables.find(({ name }) => same(name.text, term.variable.text));
    return [
      `${term.variable.text}${variable === undefined ? '' : ` (${variable.unit.text})`}`,
      ...equationLines(variable?.equations ?? []).map((line) => `  on:  ${line}`),
      ...equationLines(term.equations).map((line) => `  off: ${line}`),
    ];
  });
  const names = new Set(mechanism.off.map((term) => canonicalName(term.variable.text)));
  return {
    kind: 'mechanism',
    name: mechanism.name.text,
    title: mechanism.label,
    sections: nonEmpty([
      section('Statements', ...mechanism.statements.map((name) => describeReason(study, name.text))),
      section('Because', ...mechanism.because.map((name) => describeReason(study, name.text))),
      section('What it means', mechanism.doc),
      section('Terms', ...terms),
      section('Claims that feel it', ...claimsReading(study, names).map((claim) => `${claim.name.text} ${claim.says}`)),
    ]),
  };
}

export function evidenceThread(study: Study, evidence: Study['evidence'][number]): Thread {
  const reference = study.references.find(({ id }) => id.text === evidence.reference?.text);
  const range = evidence.range === undefined ? '' : ` (${evidence.range.map((end) => numberText(end)).join(' to ')})`;
  return {
    kind: 'evidence',
    name: evidence.id.text,
    title: evidence.finding,
    sections: nonEmpty([
      section('Value', evidence.value === undefined ? '' : `${numberText(evidence.value)}${range} ${evidence.unit}`),
      section('Source', reference === undefined ? '' : `${referenceText(reference)} ${evidence.locator}`.trim()),
      section('Of', evidence.date),
      section('Published', evidence.published),
      section('Confidence', evidence.confidence),
      section('Note', evidence.note),
      ...checkSections(evidence),
      section('Given as reason by', ...restingOn(study, evidence.id.text)),
    ]),
  };
}

function checkSections({ checks }: Study['evidence'][number]): readonly ThreadSection[] {
  if (checks === undefined) return [];
  return [
    section('The argument states', `${checks.statements.map((name) => name.text).join(', ')}: ${checks.stated}`),
    section('Outcome', checks.outcome),
    section('What it means for the claims', checks.bearing),
  ];
}

function checksOf(study: Study, statement: string): readonly string[] {
  return study.evidence.flatMap(({ id, finding, checks }) =>
    checks?.statements.some((name) => name.text === statement) ? [`${id.text} (${checks.outcome}): ${finding}`] : [],
  );
}

export function structureThread(_study: Study, structure: Study['structures'][number]): Thread {
  const forms = structure.alternatives.flatMap((alternative) => [
    `${alternative.name.text}: ${alternative.label}`,
    ...alternative.equations.flatMap(({ variable, equations }) =>
      equationLines(equations).map((line) => `  ${variable.text} = ${line}`),
    ),
  ]);
  return {
    kind: 'structure',
    name: structure.name.text,
    title: structure.label,
    sections: nonEmpty([section('Mechanism', structure.mechanism?.text ?? ''), section('Forms', ...forms)]),
  };
}

export function scenarioThread(
  { settings }: Study,
  { name, label, doc, intervention }: Study['scenarios'][number],
): Thread {
  return {
    kind: 'scenario',
    name: name.text,
    title: label,
    sections: nonEmpty([
      section('What it means', doc),
      section('From', intervention.from === undefined ? 'the start' : dateOfTime(intervention.from, settings.time)),
      section('Sets', ...intervention.set.map(({ target, value }) => `${target.text} = ${numberText(value)}`)),
      section(
        'Multiplies',
        ...intervention.scale.map(({ target, factor }) => `${target.text} by ${numberText(factor)}`),
      ),
      section('Switches off', intervention.off.map((one) => one.text).join(', ')),
      section('Switches on', intervention.on.map((one) => one.text).join(', ')),
      section(
        'Chooses',
        ...intervention.structure.map(({ factor, alternative }) => `${factor.text} = ${alternative.text}`),
      ),
      section(
        'Freezes',
        ...intervention.freeze.map(({ input, at }) => `${input.text} as on ${dateOfTime(at, settings.time)}`),
      ),
    ]),
  };
}

export function seriesThread(study: Study, series: Study['history']['series'][number]): Thread {
  const points = series.points.map(
    ({ date, published, value, low, high }) =>
      `${date}: ${numberText(value)}${low === undefined || high === undefined ? '' : ` (${numberText(low)} to ${numberText(high)})`}, published ${published}`,
  );
  const because = [...new Set(series.points.flatMap((point) => point.because.map((name) => name.text)))];
  return {
    kind: 'series',
    name: series.name.text,
    title: series.label,
    sections: nonEmpty([
      section('Observes', `${series.observes.text} (${series.unit})`),
      section(
        'Error',
        `${series.error.kind} ${numberText(series.error.sd)}${series.error.dof === undefined ? '' : `, ${series.error.dof} degrees of freedom`}`,
      ),
      section('Used to', series.use),
      section('Points', ...points),
      section('Because', ...because.map((id) => describeReason(study, id))),
      section('Note', series.note),
    ]),
  };
}

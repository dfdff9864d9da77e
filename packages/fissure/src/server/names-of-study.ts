/** The names that a study declares, with unit and meaning: what the editor offers to complete. */
import type { StudyName } from '../browser/edit-message.ts';
import type { Name, Study } from '../study/study.ts';

export function namesOfStudy(study: Study): readonly StudyName[] {
  return [
    ...study.variables.map((one) => named(one.name, one.kind, one.unit.text, one)),
    ...study.parameters.map((one) => named(one.name, 'parameter', one.unit.text, one)),
    ...study.inputs.map((one) => named(one.name, 'input', one.unit.text, one)),
    ...study.lookups.map((one) => named(one.name, 'lookup', one.yUnit.text, one)),
    ...study.dimensions.flatMap(elementsAnd),
    ...study.settings.units.map((one) => named(one.name, 'unit')),
    ...study.settings.outputs.map((one) => named(one.id, 'output', one.unit, { label: one.title })),
    ...study.mechanisms.map((one) => named(one.name, 'mechanism', '', one)),
    ...study.claims.map((one) => named(one.name, 'claim', '', { label: one.says })),
    ...study.structures.map((one) => named(one.name, 'structure', '', one)),
    ...study.scenarios.map((one) => named(one.name, 'scenario', '', one)),
    ...study.evidence.map((one) => named(one.id, 'evidence', one.unit, { label: one.finding })),
    ...study.references.map((one) => named(one.id, 'reference', '', { label: String(one.item.title ?? '') })),
    ...study.argument.paragraphs.flatMap(({ statements }) =>
      statements.map((one) => named(one.id, 'statement', '', { label: one.text })),
    ),
  ];
}

function elementsAnd({ name, elements, labels, sameAs, partOf }: Study['dimensions'][number]): StudyName[] {
  // A second name for elements that are there already.
  const own = sameAs || partOf ? [] : elements;
  return [
    named(name, 'dimension'),
    ...own.map((one) => named(one, 'element', '', { label: labels.get(one.text), doc: `Of ${name.text}.` })),
  ];
}

const LONGEST = 200;

function named(
  name: Name,
  kind: StudyName['kind'],
  unit = '',
  { label = '', doc = '' }: { readonly label?: string; readonly doc?: string } = {},
): StudyName {
  const about = [label.trim(), doc.trim()]
    .filter((text) => text !== '')
    .join('. ')
    .replace(/\.\. /g, '. ');
  return { name: name.text, kind, unit, about: about.length > LONGEST ? `${about.slice(0, LONGEST)}...` : about };
}

/** What the study's authors noted, under what it is about. */
import { canonicalName } from '../../base/names.ts';
import { notesOn } from '../../study/notes.ts';
import type { Name, Note } from '../../study/study.ts';
import { type Html, html, joinHtml } from './html.ts';
import { markdownBlocks, markdownLine } from './markdown.ts';
import type { ReportInput } from './report-input.ts';

/** A note on several things stands under the first of them, and names the others. */
export function notesSection(input: ReportInput): Html {
  const { notes } = input.study;
  const subjects = new Map(notes.flatMap(({ about: [first] }) => (first ? [[canonicalName(first.text), first]] : [])));
  const groups = [...subjects.values()].map((subject) => {
    const own = notesOn(notes, subject.text).filter(({ about }) => isSame(about[0]!, subject));
    return html`<h3>${nameHtml(subject, input)}</h3>${joinHtml(own.map((note) => noteHtml(note, input)))}`;
  });
  return html`<section aria-labelledby="notes"><h2 id="notes">Notes</h2><div class="text">
<p class="small soft">Findings of whoever works with the study. They change no result.</p>${joinHtml(groups, '\n')}</div></section>`;
}

function noteHtml({ about, date, by, text }: Note, input: ReportInput): Html {
  const others = about.slice(1).map((name) => nameHtml(name, input));
  const head = [
    ...[date, by].filter((part) => part !== '').map((part) => html`${part}`),
    ...(others.length === 0 ? [] : [html`also on ${joinHtml(others, '; ')}`]),
  ];
  return html`${head.length === 0 ? '' : html`<p class="small soft">${joinHtml(head, ' · ')}</p>`}${markdownBlocks(text)}`;
}

/** With what it is in words, leading to where the page tells about it if it does. */
function nameHtml(name: Name, { study, assessment }: ReportInput): Html {
  const of = <Thing>(list: readonly Thing[], nameOf: (thing: Thing) => Name) =>
    list.find((thing) => isSame(nameOf(thing), name));
  const link = (id: string, declared: Name) => html`<a href="#${id}">${declared.text}</a>`;
  const claim = of(study.claims, (one) => one.name);
  const isJudged = claim && assessment.verdicts.some((verdict) => verdict.claim === claim.name.text);
  if (claim)
    return html`${isJudged ? link(`claim-${claim.name.text}`, claim.name) : claim.name.text} ${markdownLine(claim.says)}`;
  const statement = of(
    study.argument.paragraphs.flatMap(({ statements }) => statements),
    (one) => one.id,
  );
  if (statement) return html`${link(statement.id.text, statement.id)} ${markdownLine(statement.text)}`;
  const evidence = of(study.evidence, (one) => one.id);
  if (evidence) return html`${link(`evidence-${evidence.id.text}`, evidence.id)} ${markdownLine(evidence.finding)}`;
  const mechanism = of(study.mechanisms, (one) => one.name);
  if (mechanism) return html`${link(`mechanism-${mechanism.name.text}`, mechanism.name)} ${mechanism.label}`;
  const { variables, parameters, inputs, lookups, structures, scenarios, history } = study;
  const labelled = [variables, parameters, inputs, lookups, structures, scenarios, history.series]
    .flat()
    .find((one) => isSame(one.name, name));
  const label = labelled?.label ?? of(study.settings.outputs, (one) => one.id)?.title ?? '';
  return html`<code>${name.text}</code>${label === '' ? '' : ` ${label}`}`;
}

function isSame(a: Name, b: Name): boolean {
  return canonicalName(a.text) === canonicalName(b.text);
}

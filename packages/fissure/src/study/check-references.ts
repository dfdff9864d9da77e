/** Whether what the files of a study say of each other exists: evidence, statements, mechanisms, claims, scenarios. */
import { canonicalName } from '../base/names.ts';
import { nearestName } from '../base/nearest-name.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { placeIn } from '../diagnostics/source-text.ts';
import type { Because, Name, Study } from './study.ts';

/** `broken`: files of which nothing could be read; what should stand there is not reported as missing. */
export function checkReferences(study: Study, broken: ReadonlySet<string>, problems: Problems): void {
  const check = new ReferenceCheck(study, broken, problems);
  check.evidence();
  check.statements();
  check.reasons();
  check.scenarios();
  check.outputs();
}

/** What a reference may name, and how such a thing is called in a message. */
interface Target {
  readonly what: string;
  readonly files: readonly string[];
  readonly names: ReadonlyMap<string, string>;
}

class ReferenceCheck {
  readonly #study: Study;
  readonly #broken: ReadonlySet<string>;
  readonly #problems: Problems;
  readonly #mechanisms: Target;
  readonly #claims: Target;
  readonly #scenarios: Target;
  readonly #outputs: Target;
  readonly #statements: Target;
  readonly #references: Target;
  readonly #sources: Target;

  constructor(study: Study, broken: ReadonlySet<string>, problems: Problems) {
    this.#study = study;
    this.#broken = broken;
    this.#problems = problems;
    const statements = study.argument.paragraphs.flatMap((paragraph) => paragraph.statements.map((one) => one.id));
    const evidence = study.evidence.map((one) => one.id);
    this.#mechanisms = target(
      'mechanism',
      ['mechanisms.yaml'],
      study.mechanisms.map((one) => one.name),
    );
    this.#claims = target(
      'claim',
      ['claims.yaml'],
      study.claims.map((one) => one.name),
    );
    this.#scenarios = target(
      'scenario',
      ['scenarios.yaml'],
      study.scenarios.map((one) => one.name),
    );
    this.#outputs = target(
      'output',
      ['study.yaml'],
      study.settings.outputs.map((one) => one.id),
    );
    this.#statements = target('statement', ['argument.md'], statements);
    this.#references = target(
      'reference',
      ['references.yaml'],
      study.references.map((one) => one.id),
    );
    this.#sources = target('evidence or statement', ['evidence.yaml', 'argument.md'], [...evidence, ...statements]);
  }

  evidence(): void {
    for (const { reference, checks } of this.#study.evidence) {
      if (reference) this.#exists(reference, this.#references);
      for (const name of checks?.statements ?? []) this.#exists(name, this.#statements);
    }
  }

  statements(): void {
    for (const { statements } of this.#study.argument.paragraphs)
      for (const { status, carriedBy } of statements)
        for (const name of carriedBy)
          if (status === 'modelled') this.#exists(name, this.#mechanisms);
          else if (status === 'claim') this.#exists(name, this.#claims);
    for (const { statements } of [...this.#study.mechanisms, ...this.#study.claims])
      for (const name of statements) this.#exists(name, this.#statements);
  }

  /** Every `because` of the model and of the record. */
  reasons(): void {
    const { parameters, lookups, inputs, variables, mechanisms, structures, history } = this.#study;
    const alternatives = structures.flatMap((structure) => structure.alternatives);
    const points = history.series.flatMap((series) => series.points);
    const all: { readonly because: Because }[] = [
      ...parameters,
      ...lookups,
      ...inputs,
      ...variables,
      ...mechanisms,
      ...alternatives,
      ...points,
    ];
    for (const { because } of all) for (const name of because) this.#exists(name, this.#sources);
  }

  /** What an intervention changes is checked with the model, which also meets interventions from the command line. */
  scenarios(): void {
    for (const { arms } of [...this.#study.claims, ...this.#study.expectations])
      for (const { scenario } of arms) if (scenario) this.#exists(scenario, this.#scenarios);
    for (const { defence } of this.#study.claims)
      if (defence?.turns?.scenario) this.#exists(defence.turns.scenario, this.#scenarios);
    for (const { mechanism } of this.#study.structures) if (mechanism) this.#exists(mechanism, this.#mechanisms);
  }

  outputs(): void {
    for (const { remaining, lines } of this.#study.settings.ledger ?? [])
      for (const name of [remaining, ...lines.map(({ output }) => output)]) this.#exists(name, this.#outputs);
    const { series, rivals, interaction } = this.#study.history;
    const scenarios = [
      ...(rivals ?? []).map((rival) => rival.scenario),
      ...(interaction ? Object.values(interaction) : []),
    ];
    for (const name of scenarios) this.#exists(name, this.#scenarios);
    const known = target(
      'series',
      ['history.yaml'],
      series.map((one) => one.name),
    );
    for (const { continues, doubtedWith } of series)
      for (const name of [continues, doubtedWith]) if (name) this.#exists(name, known);
    for (const { without } of rivals ?? []) for (const name of without) this.#exists(name, known);
    for (const { output } of this.#study.history.series) if (output) this.#exists(output, this.#outputs);
  }

  #exists(name: Name, { what, files, names }: Target): void {
    if (names.has(canonicalName(name.text)) || files.some((file) => this.#broken.has(file)) || this.#problems.isFull)
      return;
    const file = files.join(' or ');
    const near = nearestName(name.text, names.values());
    const none = names.size === 0 ? `${file} declares none.` : undefined;
    const help = near === undefined ? none : `Did you mean \`${near}\`?`;
    this.#problems.add('study/unknown-reference', { what, name: name.text, file }, placeIn(name), { help });
  }
}

function target(what: string, files: readonly string[], names: readonly Name[]): Target {
  return { what, files, names: new Map(names.map((name) => [canonicalName(name.text), name.text])) };
}

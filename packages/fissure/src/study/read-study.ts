/**
 * From the bytes of a study's files to a `Study`. Every mistake of the author becomes a diagnostic and reading goes on,
 * so that one run shows as many as can be shown; nothing is thrown. What is missing or wrong is replaced by something
 * later stages can live with, and `problems.hasErrors` says that the study must not be run.
 */
import type { Problems } from '../diagnostics/problems.ts';
import type { BuildContext } from './build-context.ts';
import { buildClaims, buildMechanisms, buildScenarios, buildStructures } from './build-interventions.ts';
import { buildMap } from './build-map.ts';
import { buildModel } from './build-model.ts';
import { buildSettings } from './build-settings.ts';
import { buildEvidence, buildHistory, buildReferences } from './build-sources.ts';
import { checkReferences } from './check-references.ts';
import { decodeText, largestFile } from './decode-text.ts';
import { buildNotes, checkNotes } from './notes.ts';
import { NO_ARGUMENT, readArgument } from './read-argument.ts';
import { readYaml } from './read-yaml.ts';
import type { StudyFileName } from './schemas.ts';
import { newYamlBudget } from './screen-yaml.ts';
import { type Argument, DIAGRAM_FILES, type Diagram, type Study, type StudyFiles } from './study.ts';
import { Tables } from './tables.ts';
import { validate } from './validate.ts';
import { isNothing, type YamlNode } from './yaml-node.ts';

/**
 * Undefined only where study.yaml or model.yaml is missing or nothing can be made of it. `unread`: files that are there
 * and could not be loaded, which has been reported.
 */
export function readStudy(
  files: StudyFiles,
  problems: Problems,
  unread: ReadonlySet<string> = new Set(),
): Study | undefined {
  const texts = new Map<string, string>();
  const reader = new StudyReader(files, unread, problems, texts);
  const settingsNode = reader.needed('study');
  const modelNode = reader.needed('model');
  const parts = reader.modelParts();
  if (settingsNode === undefined || modelNode === undefined) return undefined;
  const settings = buildSettings(settingsNode, problems);
  const context: BuildContext = { problems, time: settings.time, tables: new Tables(files, problems, texts, unread) };
  const study: Study = {
    settings: { ...settings, map: buildMap(settingsNode, files, context) },
    ...buildModel([modelNode, ...parts], context),
    argument: reader.argument(),
    references: buildReferences(reader.optional('references'), context),
    evidence: buildEvidence(reader.optional('evidence'), context),
    mechanisms: buildMechanisms(reader.optional('mechanisms'), context),
    structures: buildStructures(reader.optional('structures'), context),
    scenarios: buildScenarios(reader.optional('scenarios'), context),
    claims: buildClaims(reader.optional('claims'), context),
    expectations: buildClaims(reader.optional('expectations'), context),
    history: buildHistory(reader.optional('history'), context),
    notes: buildNotes(reader.optional('notes'), problems),
    diagram: diagramOf(files),
    texts,
  };
  if (study.variables.length === 0 && !problems.hasErrors)
    problems.add('study/no-variables', {}, { file: 'model.yaml', start: 0, end: 0 });
  checkReferences(study, reader.broken, problems);
  // What a file declares that could not be read is unknown, not missing.
  if (reader.broken.size === 0) checkNotes(study, problems);
  return study;
}

function diagramOf(files: StudyFiles): Diagram | undefined {
  for (const format of ['vensim', 'xmile'] as const) {
    const file = DIAGRAM_FILES[format];
    const bytes = files.get(file);
    if (bytes !== undefined && bytes.length <= largestFile(file))
      return { format, text: new TextDecoder('utf-8').decode(bytes) };
  }
  return undefined;
}

/** The text of every file as far as it can be shown, also where `readStudy` gives no study: for excerpts. */
export function textsOf(files: StudyFiles): ReadonlyMap<string, string> {
  const decoder = new TextDecoder('utf-8');
  const readable = [...files].filter(([file, bytes]) => bytes.length <= largestFile(file));
  return new Map(readable.map(([file, bytes]) => [file, decoder.decode(bytes)]));
}

class StudyReader {
  readonly #files: StudyFiles;
  readonly #problems: Problems;
  readonly #texts: Map<string, string>;
  readonly #budget = newYamlBudget();
  /** Files of which nothing could be read: what they declare is unknown, not missing. */
  readonly broken: Set<string>;

  constructor(files: StudyFiles, unread: ReadonlySet<string>, problems: Problems, texts: Map<string, string>) {
    this.#files = files;
    this.broken = new Set(unread);
    this.#problems = problems;
    this.#texts = texts;
  }

  needed(name: StudyFileName): YamlNode | undefined {
    const file = `${name}.yaml`;
    if (!this.#files.has(file)) {
      if (!this.broken.has(file)) this.#problems.add('read/missing-file', { file });
      return undefined;
    }
    const node = this.#yaml(file, name);
    // A list or a text where the fields should be: validation has said so, and nothing can be made of it.
    return node?.kind === 'map' || (node && name === 'model' && isNothing(node)) ? node : undefined;
  }

  optional(name: StudyFileName): YamlNode | undefined {
    const file = `${name}.yaml`;
    return this.#files.has(file) ? this.#yaml(file, name) : undefined;
  }

  /** model/*.yaml in order of their names. */
  modelParts(): readonly YamlNode[] {
    const paths = [...this.#files.keys()].filter((path) => /^model\/[^/]+\.yaml$/.test(path)).sort();
    return paths.flatMap((path) => this.#yaml(path, 'model') ?? []);
  }

  argument(): Argument {
    const file = 'argument.md';
    const bytes = this.#files.get(file);
    const text = bytes && decodeText(file, bytes, this.#problems, this.#texts);
    if (bytes && text === undefined) this.broken.add(file);
    return text === undefined ? NO_ARGUMENT : readArgument(file, text, this.#problems);
  }

  #yaml(file: string, name: StudyFileName): YamlNode | undefined {
    const text = decodeText(file, this.#files.get(file)!, this.#problems, this.#texts);
    const node = text === undefined ? undefined : readYaml(file, text, this.#problems, this.#budget);
    if (node === undefined) {
      this.broken.add(file);
      return undefined;
    }
    // An optional file that is still empty is as good as none.
    if (isNothing(node) && name !== 'study') return node;
    validate(name, node, this.#problems);
    return node;
  }
}

/** Small studies for tests, written as plain objects. All texts stand one below the other in one file, so places are real. */
import { canonicalName } from '../../src/base/names.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { Problems } from '../../src/diagnostics/problems.ts';
import type { SourceText } from '../../src/diagnostics/source-text.ts';
import { checkModel } from '../../src/model/check-model.ts';
import { checkObserved } from '../../src/model/check-observed.ts';
import { lowerToPlan } from '../../src/model/lower-to-plan.ts';
import type { Model } from '../../src/model/model.ts';
import type { Plan } from '../../src/model/plan.ts';
import type {
  ElementEquation,
  Intervention,
  Replacement,
  ScenarioDeclaration,
  Study,
  StudySettings,
  TimeSettings,
} from '../../src/study/study.ts';

export type EquationText = string | number | Readonly<Record<string, string | number>>;

export interface StudyText {
  readonly time?: Partial<TimeSettings>;
  readonly units?: Readonly<Record<string, string | null>>;
  readonly conserved?: Readonly<
    Record<string, { unit: string; sources?: readonly string[]; sinks?: readonly string[] }>
  >;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly dimensions?: Readonly<
    Record<
      string,
      | readonly string[]
      | {
          readonly elements?: readonly string[];
          readonly sameAs?: string;
          readonly partOf?: string;
          readonly maps?: Readonly<Record<string, readonly string[]>>;
        }
    >
  >;
  readonly parameters?: Readonly<
    Record<
      string,
      {
        readonly unit?: string;
        readonly over?: readonly string[];
        readonly value: number | Readonly<Record<string, number>>;
        readonly because?: readonly string[];
      }
    >
  >;
  readonly lookups?: Readonly<
    Record<
      string,
      { readonly x?: string; readonly y?: string; readonly points: readonly (readonly [number, number])[] }
    >
  >;
  readonly inputs?: Readonly<
    Record<
      string,
      {
        readonly unit?: string;
        readonly over?: readonly string[];
        readonly series: Readonly<Record<string, readonly (readonly [number, number])[]>>;
        readonly between?: 'interpolate' | 'step';
        readonly before?: 'hold' | number;
        readonly after?: 'hold' | number;
      }
    >
  >;
  readonly variables?: Readonly<Record<string, VariableText>>;
  readonly mechanisms?: Readonly<Record<string, Readonly<Record<string, EquationText>>>>;
  readonly structures?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, EquationText>>>>>>;
  readonly scenarios?: Readonly<Record<string, InterventionText>>;
  readonly measures?: Readonly<Record<string, string>>;
  readonly evidence?: readonly string[];
}

export interface VariableText {
  readonly stock?: string;
  readonly flow?: string;
  readonly aux?: string;
  readonly over?: readonly string[];
  readonly equation?: EquationText;
  readonly inflows?: readonly string[];
  readonly outflows?: readonly string[];
  readonly nonNegative?: boolean;
}

export interface InterventionText {
  readonly from?: number;
  readonly set?: Readonly<Record<string, number>>;
  readonly scale?: Readonly<Record<string, number>>;
  readonly off?: readonly string[];
  readonly on?: readonly string[];
  readonly structure?: Readonly<Record<string, string>>;
  readonly freeze?: Readonly<Record<string, number>>;
}

export function makeStudy(text: StudyText): Study {
  return new StudyMaker(text).study();
}

export interface Checked {
  readonly model: Model;
  readonly list: readonly Diagnostic[];
  readonly codes: readonly string[];
  /** The text at the place of a diagnostic. */
  textAt(diagnostic: Diagnostic): string;
}

/** Unused things are no news in small tests: warnings of that kind are left out unless `keepUnused`. */
export function check(text: StudyText, options: { readonly keepUnused?: boolean } = {}): Checked {
  const study = makeStudy(text);
  const problems = new Problems();
  const model = checkModel(study, problems);
  const list = problems.list.filter(({ code }) => options.keepUnused || code !== 'check/unused');
  return {
    model,
    list,
    codes: list.map(({ code }) => code),
    textAt: ({ place }) => (place === undefined ? '' : study.texts.get(place.file)!.slice(place.start, place.end)),
  };
}

/** The plan of a study that must be without errors, observing the given expressions. */
export function planOf(text: StudyText, observe: readonly string[] = []): Plan {
  const { model, list } = check(text);
  const errors = list.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ code, message }) => `${code}: ${message}`).join('\n'));
  const problems = new Problems();
  const observed = observe.map((source) => checkObserved(model, sourceText(source), problems));
  if (problems.list.length > 0) throw new Error(problems.list.map(({ message }) => message).join('\n'));
  return lowerToPlan(
    model,
    observed.map((one) => one!),
  );
}

export function sourceText(text: string): SourceText {
  return { text, file: 'observed', offsets: 0, end: text.length };
}

/** An intervention for tests of `resolveIntervention`. */
export function makeIntervention(text: InterventionText): Intervention {
  return new StudyMaker({}).intervention(text);
}

class StudyMaker {
  readonly #text: StudyText;
  #file = '';

  constructor(text: StudyText) {
    this.#text = text;
  }

  #source(text: string): SourceText {
    const start = this.#file.length;
    this.#file += `${text}\n`;
    return { text, file: 'model.yaml', offsets: start, end: start + text.length };
  }

  #sources(texts: readonly string[] = []): SourceText[] {
    return texts.map((text) => this.#source(text));
  }

  study(): Study {
    const text = this.#text;
    const parts = {
      settings: this.#settings(),
      argument: { title: '', introduction: '', paragraphs: [] },
      references: [],
      evidence: (text.evidence ?? []).map((id) => ({
        ...{
          id: this.#source(id),
          finding: '',
          reference: id.startsWith('J.') ? undefined : this.#source('book'),
          locator: '',
          value: undefined,
        },
        ...{ range: undefined, unit: '', date: '', published: '', confidence: 'low' as const, note: '' },
      })),
      dimensions: entries(text.dimensions).map(([name, given]) => this.#dimension(name, given)),
      parameters: entries(text.parameters).map(([name, { unit, over, value, because }]) => ({
        ...{ name: this.#source(name), label: '', doc: '', unit: this.#source(unit ?? '1'), over: this.#sources(over) },
        values: new Map(typeof value === 'number' ? [['', value]] : Object.entries(value)),
        ...{ priors: [], because: this.#sources(because), confidence: undefined },
      })),
      lookups: entries(text.lookups).map(([name, { x, y, points }]) => ({
        ...{
          name: this.#source(name),
          label: '',
          doc: '',
          xUnit: this.#source(x ?? '1'),
          yUnit: this.#source(y ?? '1'),
        },
        ...{ points, between: 'interpolate' as const, outside: 'hold' as const, because: [] },
      })),
      inputs: entries(text.inputs).map(([name, given]) => ({
        ...{ name: this.#source(name), label: '', doc: '', unit: this.#source(given.unit ?? '1') },
        ...{ over: this.#sources(given.over), series: new Map(Object.entries(given.series)), because: [] },
        ...{ between: given.between ?? 'step', before: given.before ?? 'hold', after: given.after ?? 'hold' },
      })),
      variables: entries(text.variables).map(([name, given]) => this.#variable(name, given)),
      mechanisms: entries(text.mechanisms).map(([name, off]) => ({
        ...{ name: this.#source(name), label: '', doc: '', statements: [], because: [], form: '', rival: '' },
        off: this.#replacements(off),
      })),
      structures: entries(text.structures).map(([name, alternatives]) => ({
        ...{ name: this.#source(name), label: '', doc: '', mechanism: undefined },
        alternatives: entries(alternatives).map(([alternative, equations]) => ({
          ...{ name: this.#source(alternative), label: '', doc: '', weight: 1, because: [] },
          equations: this.#replacements(equations),
        })),
      })),
      scenarios: entries(text.scenarios).map(
        ([name, given]): ScenarioDeclaration => ({
          ...{ name: this.#source(name), label: '', doc: '' },
          intervention: this.intervention(given),
        }),
      ),
      claims: entries(text.measures).map(([name, equation]) => ({
        ...{ name: this.#source(`C_${name}`), statements: [], says: '', test: '', over: [], arms: [] },
        measures: [{ name: this.#source(name), equation: this.#source(equation) }],
        ...{ holds: this.#source('1'), appliesWhen: undefined, effect: undefined, effectLabel: '', report: [] },
        ...{ byConstruction: '', untestable: '', place: { file: 'model.yaml', start: 0, end: 0 } },
      })),
      expectations: [],
      history: { knownBy: '', series: [] },
      notes: [],
    };
    return { ...parts, texts: new Map([['model.yaml', this.#file]]) };
  }

  #settings(): StudySettings {
    const { time, units, conserved, outputs } = this.#text;
    return {
      ...{
        title: '',
        question: '',
        seed: 1,
        memberCount: 1,
        replicateCount: 1,
        candidateCount: 0,
        intendedUse: '',
        limits: [],
      },
      time: {
        ...{ calendarStart: undefined, start: 0, stop: 10, dt: 0.5, unit: 'month', method: 'euler' },
        ...{ stepCount: 20, saveEvery: 2, place: { file: 'model.yaml', start: 0, end: 0 } },
        ...time,
      },
      units: entries(units ?? { person: null }).map(([name, equals]) => ({
        ...{ name: this.#source(name), aliases: [] },
        equals: equals === null ? undefined : this.#source(equals),
      })),
      conserved: entries(conserved).map(([name, { unit, sources, sinks }]) => ({
        ...{ name: this.#source(name), unit: this.#source(unit) },
        ...{ sources: this.#sources(sources), sinks: this.#sources(sinks) },
      })),
      outputs: entries(outputs).map(([id, show]) => ({
        ...{ id: this.#source(id), show: this.#source(show), title: id, unit: '1' },
      })),
    };
  }

  #dimension(name: string, given: NonNullable<StudyText['dimensions']>[string]): Study['dimensions'][number] {
    const all = this.#text.dimensions ?? {};
    const spec = Array.isArray(given)
      ? { elements: given as readonly string[] }
      : (given as Exclude<typeof given, readonly string[]>);
    const parent = spec.sameAs === undefined ? undefined : all[spec.sameAs];
    const inherited = Array.isArray(parent)
      ? parent
      : ((parent as { elements?: string[] } | undefined)?.elements ?? []);
    return {
      name: this.#source(name),
      elements: this.#sources(spec.elements ?? inherited),
      sameAs: spec.sameAs === undefined ? undefined : this.#source(spec.sameAs),
      partOf: spec.partOf === undefined ? undefined : this.#source(spec.partOf),
      maps: entries(spec.maps).map(([to, elements]) => ({ to: this.#source(to), elements: this.#sources(elements) })),
      labels: new Map(),
    };
  }

  #variable(name: string, given: VariableText): Study['variables'][number] {
    const kind = given.stock !== undefined ? 'stock' : given.flow !== undefined ? 'flow' : 'auxiliary';
    return {
      ...{ name: this.#source(name), kind, label: '', doc: '', over: this.#sources(given.over) },
      unit: this.#source(given.stock ?? given.flow ?? given.aux ?? '1'),
      equations: this.#equations(given.equation ?? 0),
      ...{ inflows: this.#sources(given.inflows), outflows: this.#sources(given.outflows) },
      ...{ nonNegative: given.nonNegative ?? false, because: [] },
    };
  }

  #equations(text: EquationText): ElementEquation[] {
    if (typeof text !== 'object') return [{ subscripts: undefined, equation: this.#source(String(text)) }];
    return entries(text).map(([key, equation]) => ({
      subscripts: key === 'otherwise' ? 'otherwise' : this.#source(key),
      equation: this.#source(String(equation)),
    }));
  }

  #replacements(texts: Readonly<Record<string, EquationText>>): Replacement[] {
    return entries(texts).map(([variable, text]) => ({
      variable: this.#source(variable),
      equations: this.#equations(text),
    }));
  }

  intervention(text: InterventionText): Intervention {
    return {
      from: text.from,
      set: entries(text.set).map(([target, value]) => ({ target: this.#source(target), value })),
      scale: entries(text.scale).map(([target, factor]) => ({ target: this.#source(target), factor })),
      ...{ off: this.#sources(text.off), on: this.#sources(text.on) },
      structure: entries(text.structure).map(([factor, alternative]) => ({
        ...{ factor: this.#source(factor), alternative: this.#source(alternative) },
      })),
      freeze: entries(text.freeze).map(([input, at]) => ({ input: this.#source(input), at })),
      place: { file: 'model.yaml', start: 0, end: 0 },
    };
  }
}

function entries<T>(record: Readonly<Record<string, T>> | undefined): [string, T][] {
  return Object.entries(record ?? {});
}

/** Canonical, for reading slots out of a plan. */
export function slotNamed(plan: Plan, id: string): number {
  const slot = plan.slots.findIndex((candidate) => candidate.id === id.split(',').map(canonicalName).join(','));
  if (slot < 0) throw new Error(`no slot ${id} among ${plan.slots.map((one) => one.id).join(' ')}`);
  return slot;
}

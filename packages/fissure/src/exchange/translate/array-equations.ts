/** Elements of arrays -> equations of a study: as few as say the same, and the dimensions that they name. */
import { madeFrom, type SourceText } from '../../diagnostics/source-text.ts';
import type { Expr } from '../../equations/ast.ts';
import { sourceOfExpression } from '../../equations/made-expression.ts';
import type { DimensionDeclaration, ElementEquation, Name } from '../../study/study.ts';
import { NOWHERE, type Span } from '../foreign-expression.ts';
import { type Course, commonTree } from './common-tree.ts';
import type { Dimension } from './dimensions.ts';
import { elementsOfKey, type Output } from './outputs.ts';
import { placeName } from './subscripts.ts';
import type { Translator } from './translator.ts';

/** The equation of one element. */
export interface ElementTree {
  readonly key: string;
  readonly expr: Expr;
  readonly span: Span;
}

export class ArrayEquations {
  /** Those that were named so far. */
  readonly dimensions: DimensionDeclaration[] = [];
  readonly #translator: Translator;
  /** Whether the study checks units. */
  readonly #hasUnits: boolean;
  readonly #dimensionNames = new Map<string, string>();

  constructor(translator: Translator, hasUnits: boolean) {
    this.#translator = translator;
    this.#hasUnits = hasUnits;
  }

  /** One equation for all elements where one tree says it; otherwise one for what was written as one, or for each element. */
  equations(entries: readonly ElementTree[], output: Output): readonly ElementEquation[] {
    const isComplete = entries.length === sizeOf(output.over);
    const whole = isComplete ? this.#common(entries, output) : undefined;
    if (whole !== undefined) return [{ subscripts: undefined, equation: whole }];
    const written = new Map<number, ElementTree[]>();
    for (const one of entries) {
      const group = written.get(one.span.start);
      if (group === undefined) written.set(one.span.start, [one]);
      else group.push(one);
    }
    const equations = [...written.values()].flatMap((group) => this.#equationsOfGroup(group, output));
    // Elements that no equation defines are never read: every reference to one is refused.
    return isComplete
      ? equations
      : [...equations, { subscripts: 'otherwise', equation: this.source('0', output.span) }];
  }

  #equationsOfGroup(group: readonly ElementTree[], output: Output): readonly ElementEquation[] {
    const subscripts = group.length > 1 ? this.#boxOf(group, output) : undefined;
    const common = subscripts === undefined ? undefined : this.#common(group, output);
    if (common !== undefined) return [{ subscripts: this.source(subscripts!, group[0]!.span), equation: common }];
    return group.map(({ key, expr, span }) => ({
      subscripts: this.source(this.key(key).replaceAll(',', ', '), span),
      equation: this.#text(expr, span),
    }));
  }

  /** `a1, *`: all of a dimension, one of another; undefined where elements are no such box. */
  #boxOf(group: readonly ElementTree[], { over }: Output): string | undefined {
    const keys = group.map(({ key }) => elementsOfKey(key));
    const sides = over.map((_, i) => new Set(keys.map((key) => key[i]!)));
    const isBox = sides.reduce((size, side) => size * side.size, 1) === group.length;
    if (!isBox || sides.some(({ size }, i) => size > 1 && size < over[i]!.elements.length)) return undefined;
    const { elementNames } = this.#translator;
    return sides.map((side) => (side.size === 1 ? elementNames.get([...side][0]!)! : '*')).join(', ');
  }

  /** What all elements have in common, with the names of dimensions where each names its own. */
  #common(entries: readonly ElementTree[], { over }: Output): SourceText | undefined {
    const elements = entries.map(({ key }) => elementsOfKey(key));
    const { elementNames, placesOf } = this.#translator;
    const courses = over.map((dimension, i): Course => {
      const own = placeName(dimension, over.slice(0, i));
      const name = this.#dimensionName(dimension, over.slice(0, i).filter(({ id }) => id === dimension.id).length);
      return {
        elements: elements.map((key) => elementNames.get(key[i]!)!),
        subscriptAt: (place) => (place === own ? { kind: 'name', name, span: NOWHERE } : undefined),
      };
    });
    const common = commonTree(
      entries.map(({ expr }) => expr),
      courses,
      placesOf,
    );
    return common && this.#text(common.tree, entries[0]!.span);
  }

  #text(expr: Expr, span: Span): SourceText {
    return sourceOfExpression(expr, this.#translator.model.file, span, this.#hasUnits);
  }

  /** As the study has it: its names, with commas between them. */
  key(key: string): string {
    return elementsOfKey(key)
      .map((one) => this.#translator.elementNames.get(one)!)
      .join(',');
  }

  over({ over, span }: Output): Name[] {
    return over.map((dimension, i) => {
      const twin = over.slice(0, i).filter(({ id }) => id === dimension.id).length;
      return this.source(this.#dimensionName(dimension, twin), span);
    });
  }

  #dimensionName(dimension: Dimension, twin: number): string {
    const key = `${dimension.id}#${twin}`;
    const known = this.#dimensionNames.get(key);
    if (known !== undefined) return known;
    const name = this.#translator.names.give(twin === 0 ? dimension.name : `${dimension.name} again`);
    this.#dimensionNames.set(key, name);
    const sameAs = twin === 0 ? undefined : this.source(this.#dimensionName(dimension, 0), NOWHERE);
    const { elementNames, dimensions } = this.#translator;
    this.dimensions.push({
      name: this.source(name, NOWHERE),
      elements: dimension.elements.map((one) => this.source(elementNames.get(one)!, NOWHERE)),
      ...{ sameAs, partOf: undefined, maps: [] },
      labels: new Map(dimension.elements.map((one) => [elementNames.get(one)!, dimensions.names.get(one)!])),
    });
    return name;
  }

  source(text: string, span: Span): SourceText {
    const { file } = this.#translator.model;
    return madeFrom(text, file, span);
  }
}

export function sizeOf(over: readonly Dimension[]): number {
  return over.reduce((count, { elements }) => count * elements.length, 1);
}

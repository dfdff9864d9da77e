/** The one equation for all elements of an array, with the names of its dimensions where each has its own element. */
import type { Expr, Subscript } from '../../equations/ast.ts';
import type { Model } from '../../model/model.ts';
import { type Course, commonTree } from '../translate/common-tree.ts';
import type { FlatElement, FlatModel, FlatQuantity } from './flatten-model.ts';

const NOWHERE = { start: 0, end: 0 };

export class CommonElements {
  readonly #model: Model;
  readonly #over: ReadonlyMap<string, readonly string[]>;

  constructor(model: Model, { quantities }: Pick<FlatModel, 'quantities'>) {
    this.#model = model;
    this.#over = new Map(quantities.map(({ id, over }) => [id, over]));
  }

  /** Undefined where there is none, or only one element. */
  of(one: FlatQuantity): FlatElement | undefined {
    const [first] = one.elements;
    if (first === undefined || one.elements.some(({ series }) => series !== undefined)) return undefined;
    const value = this.tree(one, ({ value }) => value);
    const flows = (which: 'inflows' | 'outflows') =>
      one.elements.every((element) => element[which].length === first[which].length)
        ? first[which].map((_, i) => this.tree(one, (element) => element[which][i]!))
        : [undefined];
    const [inflows, outflows] = [flows('inflows'), flows('outflows')];
    if (value === undefined || !isThere(inflows) || !isThere(outflows)) return undefined;
    return { subscripts: one.over, value, inflows, outflows };
  }

  tree(one: FlatQuantity, treeOf: (element: FlatElement) => Expr): Expr | undefined {
    if (one.over.length === 0 || one.elements.length < 2) return undefined;
    const courses = one.over.map(
      (dimension, i): Course => ({
        elements: one.elements.map(({ subscripts }) => subscripts[i]!),
        subscriptAt: (place) => this.#ownSubscript(dimension, place),
      }),
    );
    return commonTree(one.elements.map(treeOf), courses, (id) => this.#over.get(id) ?? [])?.tree;
  }

  /** Also where an array stands over a larger dimension, of which the own one is a part. */
  #ownSubscript(own: string, place: string): Subscript | undefined {
    const [part, whole] = [own, place].map((id) => this.#model.dimensions.get(id)!);
    const has = new Set(whole!.elements.map(({ id }) => id));
    const isPart = own === place || (part!.root === place && part!.elements.every(({ id }) => has.has(id)));
    return isPart ? { kind: 'name', name: own, span: NOWHERE } : undefined;
  }
}

function isThere(trees: readonly (Expr | undefined)[]): trees is readonly Expr[] {
  return trees.every((tree) => tree !== undefined);
}

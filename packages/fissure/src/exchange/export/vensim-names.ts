/** What everything in a study is called in a Vensim file, where one name stands for one thing in the whole model. */
import { canonicalName, spokenName } from '../../base/names.ts';
import type { Subscript } from '../../equations/ast.ts';
import type { Model } from '../../model/model.ts';
import { FUNCTIONS } from '../translate/functions/functions.ts';
import { plainName } from '../translate/names.ts';
import type { FlatModel } from './flatten-model.ts';

const CLOCK: ReadonlySet<string> = new Set(['time', 'time_step', 'initial_time', 'final_time', 'saveper', 'integ']);

export class VensimNames {
  readonly #taken = new Set<string>();
  readonly #quantities = new Map<string, string>();
  readonly #dimensions = new Map<string, string>();
  readonly #elements = new Map<string, string>();

  constructor(model: Model, flat: FlatModel) {
    const named = [...flat.quantities, ...flat.lookups];
    const ids = new Set(named.map(({ id }) => id));
    for (const { id, label } of named) {
      // `y_2` of an imported model is its `y`, which no study can have.
      const own = plainName(label);
      const isFree = label !== '' && id.replace(/_\d+$/, '') === own && !ids.has(own);
      this.#quantities.set(id, this.give(isFree ? label : written(id, label)));
    }
    const dimensions = [...model.dimensions.values()];
    for (const { id, name } of dimensions) this.#dimensions.set(id, this.give(written(id, name.text)));
    // Dimensions may share elements there, as here.
    for (const { id, label } of dimensions.flatMap(({ elements }) => elements))
      if (!this.#elements.has(id)) this.#elements.set(id, this.give(written(id, label)));
  }

  /** A name close to `wanted` that nothing has yet. */
  give(wanted: string): string {
    const isForbidden = (name: string) => {
      const id = canonicalName(name);
      return this.#taken.has(id) || CLOCK.has(id) || FUNCTIONS.has(id);
    };
    let name = wanted;
    for (let count = 2; isForbidden(name); count += 1) name = `${wanted} ${count}`;
    this.#taken.add(canonicalName(name));
    return name;
  }

  quantity(id: string): string {
    return vensimName(this.#quantities.get(id)!);
  }

  /** Without quotation marks: to make other names of. */
  plain(id: string): string {
    return this.#quantities.get(id)!;
  }

  dimension(id: string): string {
    return vensimName(this.#dimensions.get(id)!);
  }

  element(id: string): string {
    return vensimName(this.#elements.get(id)!);
  }

  /** Of an element or a dimension, or of all elements of one. */
  subscript(one: Subscript): string {
    if (one.kind === 'all') return `${this.dimension(one.of!)}!`;
    const { name } = one as Extract<Subscript, { kind: 'name' }>;
    return this.#elements.has(name) ? this.element(name) : this.dimension(name);
  }
}

/** The label where it is another spelling of the name, otherwise the name with spaces. */
function written(id: string, label: string): string {
  return label !== '' && plainName(label) === id ? label : spokenName(id);
}

/** In quotation marks where it must be. */
export function vensimName(name: string): string {
  return /^\p{L}[\p{L}\p{M}\p{Nd}_ ]*$/u.test(name) ? name : `"${name.replace(/"/g, '\\"')}"`;
}

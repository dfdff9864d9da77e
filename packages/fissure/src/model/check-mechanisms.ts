/** Mechanisms and structures: that what they replace exists, can be replaced, and is replaced by one of each only. */
import { canonicalName } from '../base/names.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { placeIn } from '../diagnostics/source-text.ts';
import type { MechanismDeclaration, Name, Replacement, StructureDeclaration } from '../study/study.ts';
import { resolveEquations, type VariableHead } from './check-variables.ts';
import { didYouMean } from './dimensions.ts';
import type { EquationSet, Mechanism, Structure } from './model.ts';
import { checkOwnNames } from './names.ts';
import type { Scope } from './resolve-expression.ts';

/** What replaces the equations of variables, by canonical name of the variable. */
export interface Replacements {
  readonly mechanisms: ReadonlyMap<string, Mechanism>;
  readonly structures: ReadonlyMap<string, Structure>;
  readonly off: ReadonlyMap<string, { readonly id: string; readonly off: EquationSet }>;
  readonly forms: ReadonlyMap<
    string,
    { readonly id: string; readonly alternatives: readonly (EquationSet | undefined)[] }
  >;
}

export function checkReplacements(
  study: { readonly mechanisms: readonly MechanismDeclaration[]; readonly structures: readonly StructureDeclaration[] },
  heads: ReadonlyMap<string, VariableHead>,
  scope: Scope,
  problems: Problems,
): Replacements {
  const checker = new ReplacementChecker(heads, scope, problems);
  const mechanisms = new Map<string, Mechanism>();
  for (const [id, declaration] of checkOwnNames('mechanism', study.mechanisms, problems))
    mechanisms.set(id, checker.mechanism(id, declaration));
  const structures = new Map<string, Structure>();
  for (const [id, declaration] of checkOwnNames('structure', study.structures, problems))
    structures.set(id, checker.structure(id, declaration));
  return { mechanisms, structures, off: checker.off, forms: checker.forms };
}

class ReplacementChecker {
  readonly off = new Map<string, { readonly id: string; readonly off: EquationSet }>();
  readonly forms = new Map<string, { readonly id: string; readonly alternatives: (EquationSet | undefined)[] }>();
  readonly #heads: ReadonlyMap<string, VariableHead>;
  readonly #scope: Scope;
  readonly #problems: Problems;
  /** Where a variable was first named as a term of a mechanism, and as replaced by a structure. */
  readonly #termPlaces = new Map<string, { readonly owner: Name; readonly name: Name }>();
  readonly #formPlaces = new Map<string, { readonly owner: Name; readonly name: Name }>();

  constructor(heads: ReadonlyMap<string, VariableHead>, scope: Scope, problems: Problems) {
    this.#heads = heads;
    this.#scope = scope;
    this.#problems = problems;
  }

  mechanism(id: string, declaration: MechanismDeclaration): Mechanism {
    const terms: string[] = [];
    for (const replacement of declaration.off) {
      const head = this.#target(replacement.variable, `mechanism ${declaration.name.text}`);
      if (head === undefined) continue;
      const first = this.#termPlaces.get(head.id);
      if (first !== undefined) {
        this.#reportTwice('mechanism/term-twice', replacement.variable, first);
        continue;
      }
      this.#termPlaces.set(head.id, { owner: declaration.name, name: replacement.variable });
      this.off.set(head.id, { id, off: this.#equations(replacement, head) });
      terms.push(head.id);
    }
    if (declaration.off.length === 0 && !this.#problems.hasErrors)
      this.#problems.add('mechanism/no-terms', { mechanism: declaration.name.text }, placeIn(declaration.name));
    return { id, name: declaration.name, declaration, terms };
  }

  structure(id: string, declaration: StructureDeclaration): Structure {
    const alternatives = checkOwnNames('alternative', declaration.alternatives, this.#problems);
    for (const [position, alternative] of [...alternatives.values()].entries()) {
      const here = new Map<string, Name>();
      for (const replacement of alternative.equations) {
        const head = this.#target(replacement.variable, `structure ${declaration.name.text}`);
        if (head === undefined) continue;
        const first = this.#formPlaces.get(head.id);
        const before = here.get(head.id);
        if (before !== undefined) {
          this.#reportTwice('mechanism/replaced-twice', replacement.variable, {
            owner: alternative.name,
            name: before,
          });
          continue;
        }
        if (first !== undefined && first.owner !== declaration.name) {
          this.#reportTwice('mechanism/replaced-twice', replacement.variable, first);
          continue;
        }
        here.set(head.id, replacement.variable);
        if (first === undefined) {
          this.#formPlaces.set(head.id, { owner: declaration.name, name: replacement.variable });
          this.forms.set(head.id, { id, alternatives: [...alternatives.keys()].map(() => undefined) });
        }
        this.forms.get(head.id)!.alternatives[position] = this.#equations(replacement, head);
      }
    }
    return { id, name: declaration.name, declaration, alternatives: [...alternatives.keys()] };
  }

  #equations(replacement: Replacement, head: VariableHead): EquationSet {
    return resolveEquations(replacement.equations, head, this.#scope, this.#problems);
  }

  /** The flow or auxiliary that is to be replaced. */
  #target(name: Name, by: string): VariableHead | undefined {
    const id = canonicalName(name.text);
    const head = this.#heads.get(id);
    if (head === undefined) {
      const thing = this.#scope.names.get(id);
      if (thing !== undefined)
        this.#problems.add('mechanism/not-replaceable', { name: name.text, kind: thing.kind, by }, placeIn(name));
      else
        this.#problems.add('mechanism/unknown-variable', { name: name.text, by }, placeIn(name), {
          help: didYouMean(
            name.text,
            [...this.#heads.values()].map(({ declaration }) => declaration.name.text),
          ),
        });
      return undefined;
    }
    if (head.declaration.kind !== 'stock') return head;
    this.#problems.add('mechanism/not-replaceable', { name: name.text, kind: 'stock', by }, placeIn(name));
    return undefined;
  }

  #reportTwice(
    code: 'mechanism/term-twice' | 'mechanism/replaced-twice',
    name: Name,
    first: { readonly owner: Name; readonly name: Name },
  ): void {
    this.#problems.add(code, { name: name.text, first: first.owner.text }, placeIn(name), {
      related: [{ message: `named by ${first.owner.text} here`, place: placeIn(first.name) }],
    });
  }
}

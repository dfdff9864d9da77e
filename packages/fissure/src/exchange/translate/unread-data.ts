/** Data to compare with, whose files came not along: where no equation reads them they change nothing. */
import { canonicalName } from '../../base/names.ts';
import { childrenOf, type ForeignExpr } from '../foreign-expression.ts';
import type { ForeignModel, ForeignVariable } from '../foreign-model.ts';
import { rowsNamed } from './external-data.ts';
import type { IndexedVariable } from './index-variables.ts';
import type { Translator } from './translator.ts';

/** Names that equations of the model and of its macros name. */
export function namesRead({ variables, macros, time }: ForeignModel): ReadonlySet<string> {
  const names = new Set<string>();
  const read = (expr: ForeignExpr | undefined): void => {
    if (expr === undefined) return;
    if (expr.kind === 'ref' || expr.kind === 'call') names.add(canonicalName(expr.name));
    for (const child of childrenOf(expr)) read(child);
  };
  const readAll = (list: readonly ForeignVariable[]) => {
    for (const { definitions } of list) for (const { value } of definitions) read(value);
  };
  readAll(variables);
  for (const macro of macros) readAll(macro.variables);
  for (const expr of [time.start, time.stop, time.dt, time.save]) read(expr);
  return names;
}

/** A data variable without an equation and without data for any of its elements. */
export function lacksData({ declaration, elements }: IndexedVariable, translator: Translator): boolean {
  const label = declaration.label || declaration.name.text;
  return (
    declaration.definitions.every(({ value }) => value === undefined) &&
    [...elements.values()].every((one) => rowsNamed(translator, label, one.elements) === undefined)
  );
}

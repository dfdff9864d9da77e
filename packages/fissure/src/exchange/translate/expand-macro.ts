/** A macro is written out where it is called: variables of its own for each call. */
import { canonicalName } from '../../base/names.ts';
import type { Expr } from '../../equations/ast.ts';
import type { ForeignExpr } from '../foreign-expression.ts';
import type { ForeignMacro, ForeignVariable } from '../foreign-model.ts';
import { elementValue } from './element-value.ts';
import type { IndexedElement } from './index-variables.ts';
import { isLookup } from './lookup-names.ts';
import * as make from './make-expression.ts';
import { keyOf, type Output } from './outputs.ts';
import type { Site, Translator } from './translator.ts';

const DEEPEST_MACRO = 20;

export function expandMacro(
  macro: ForeignMacro,
  call: Extract<ForeignExpr, { kind: 'call' }>,
  site: Site,
  translator: Translator,
): Expr {
  const least = macro.inputs.filter(({ otherwise }) => otherwise === undefined).length;
  if (call.args.length < least || call.args.length > macro.inputs.length) {
    const count = least === macro.inputs.length ? least : `${least} to ${macro.inputs.length}`;
    return translator.fail(`${macro.name.text} takes ${count} arguments`, call.span);
  }
  if (site.count.depth >= DEEPEST_MACRO) return translator.fail('macros call one another without end', call.span);
  const locals = localsOf(macro, call, site, translator);
  const value = outputNames(macro, call.output)
    .map((name) => locals.get(canonicalName(name)))
    .find((found) => found !== undefined);
  return value ?? translator.fail(`${macro.name.text} gives no value`, call.span);
}

/** Every output of a call in an equation of the model is of one and the same run of the macro, its random draws among them. */
function localsOf(
  macro: ForeignMacro,
  call: Extract<ForeignExpr, { kind: 'call' }>,
  site: Site,
  translator: Translator,
): ReadonlyMap<string, Expr> {
  const make = () => writtenOut(macro, call, site, translator);
  if (site.given !== undefined || translator.model.language === 'xmile') return make();
  // All calls of an equation stand in one place where XML holds it: what they are given tells them apart.
  const args = JSON.stringify(call.args, (key, value) => (key === 'span' ? undefined : value));
  const runs = site.bindings.map(({ dimension, element }) => `${dimension.id}=${element}`);
  return translator.once(`macro|${call.span.start}|${args}|${keyOf(site.element)}|${runs.join(',')}`, make);
}

function writtenOut(
  macro: ForeignMacro,
  call: Extract<ForeignExpr, { kind: 'call' }>,
  site: Site,
  translator: Translator,
): ReadonlyMap<string, Expr> {
  const locals = new Map<string, Expr>();
  const given = new Map<string, { readonly arg: ForeignExpr; readonly site: Site }>();
  macro.inputs.forEach((input, i) => {
    const arg = call.args[i] ?? input.otherwise!;
    // A default names the inputs before it.
    const place = call.args[i] === undefined ? { ...site, locals: new Map(locals), given: new Map(given) } : site;
    given.set(canonicalName(input.text), { arg, site: place });
    const passesLookup = arg.kind === 'ref' && isLookup(arg.name, translator);
    const value = passesLookup ? make.name(translator.lookupName(arg, place)) : translator.expression(arg, place);
    locals.set(canonicalName(input.text), passesLookup ? value : translator.helper(input.text, value, site));
  });
  const outputs = new Map<ForeignVariable, Output>();
  for (const variable of macro.variables) {
    const made = translator.newOutput(`${macro.name.text}_${variable.name.text}`, site, []);
    const output: Output = { ...made, isFlow: variable.kind === 'flow', nonNegative: variable.nonNegative };
    translator.outputs.set(output.name, output);
    outputs.set(variable, output);
    locals.set(canonicalName(variable.name.text), make.name(output.name));
  }
  for (const [variable, output] of outputs) {
    const inner: Site = {
      output,
      element: [],
      bindings: [],
      locals,
      given,
      count: { helpers: 0, depth: site.count.depth + 1 },
    };
    const definition = variable.definitions[0]!;
    const one: IndexedElement = { elements: [], definition, bindings: [], position: 0, size: 1 };
    const value = elementValue(variable, one, inner, translator);
    output.elements.set(
      '',
      value.kind === 'number' ? { kind: 'expression', expr: make.number(value.value), span: value.span } : value,
    );
  }
  return locals;
}

/** Where the value stands: under the macro's own name, or, where nothing has that, in its first output. */
function outputNames({ name, outputs }: ForeignMacro, output: number | undefined): string[] {
  const further = outputs.map(({ text }) => text);
  return output === undefined ? [name.text, ...further.slice(0, 1)] : further.slice(output, output + 1);
}

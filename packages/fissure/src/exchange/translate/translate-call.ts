/** Calls: of lookups, macros and functions. */
import { canonicalName } from '../../base/names.ts';
import type { Expr } from '../../equations/ast.ts';
import type { ForeignExpr } from '../foreign-expression.ts';
import { Unreadable } from '../token-parser.ts';
import { expandMacro } from './expand-macro.ts';
import { FUNCTIONS } from './functions/functions.ts';
import { REFUSED } from './functions/refused.ts';
import { holdsPoints } from './lookup-names.ts';
import * as make from './make-expression.ts';
import type { Site, Translator } from './translator.ts';

export function translateCall(expr: Extract<ForeignExpr, { kind: 'call' }>, site: Site, translator: Translator): Expr {
  const id = canonicalName(expr.name);
  const local = site.locals.get(id);
  if (local?.kind === 'name' && expr.args.length === 1)
    return make.call(local.name, translator.expression(expr.args[0]!, site));
  const variable = translator.variables.get(id);
  // A variable may be named as a function is: only one that holds points is meant by a call.
  if (variable !== undefined && expr.args.length === 1 && (!FUNCTIONS.has(id) || holdsPoints(expr.name, translator))) {
    const lookup = translator.lookupName(
      { kind: 'ref', name: expr.name, subscripts: expr.subscripts, span: expr.span },
      site,
    );
    return make.call(lookup, translator.expression(expr.args[0]!, site));
  }
  const macro = translator.macros.get(id);
  if (macro !== undefined) return expandMacro(macro, expr, site, translator);
  const refused = REFUSED.get(id);
  if (refused !== undefined) return translator.fail(refused, expr.span);
  const handler = FUNCTIONS.get(id);
  if (handler === undefined || (handler.only !== undefined && handler.only !== translator.model.language)) {
    translator.problems.add(
      'exchange/unknown-function',
      { name: expr.name },
      { file: translator.model.file, ...expr.span },
    );
    throw new Unreadable();
  }
  const { least, most } = handler;
  if (expr.args.length < least || expr.args.length > most)
    return translator.fail(
      `${expr.name} takes ${least === most ? least : `${least} to ${most}`} arguments, not ${expr.args.length}`,
      expr.span,
    );
  return handler.translate(expr.args, { translator, site, span: expr.span, output: expr.output });
}

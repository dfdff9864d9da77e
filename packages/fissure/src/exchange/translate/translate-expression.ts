/** Expressions of a foreign model -> those of Fissure's language, for one element. */
import { canonicalName } from '../../base/names.ts';
import type { Expr } from '../../equations/ast.ts';
import type { ForeignExpr, Span, Subscript } from '../foreign-expression.ts';
import { Unreadable } from '../token-parser.ts';
import { MODULE_MARK } from '../xmile/plain-text.ts';
import { FUNCTIONS } from './functions/functions.ts';
import { REFUSED } from './functions/refused.ts';
import type { IndexedVariable } from './index-variables.ts';
import * as make from './make-expression.ts';
import { keyOf } from './outputs.ts';
import { dimensionAsNumber, elementAsNumber, qualifiedElement } from './subscripts.ts';
import { translateCall } from './translate-call.ts';
import type { Site, Translator } from './translator.ts';

export function translateExpression(expr: ForeignExpr, site: Site, translator: Translator): Expr {
  switch (expr.kind) {
    case 'number':
      return make.number(expr.value);
    case 'ref':
      return reference(expr.name, expr.subscripts, expr.span, site, translator);
    case 'call':
      return translateCall(expr, site, translator);
    case 'unary': {
      const operand = translator.expression(expr.operand, site);
      return expr.operator === '+' ? operand : expr.operator === '-' ? make.negative(operand) : make.not(operand);
    }
    case 'binary':
      if (expr.operator === 'mod' && translator.model.vendor !== 'Fissure')
        return FUNCTIONS.get('modulo')!.translate([expr.left, expr.right], {
          translator,
          site,
          span: expr.span,
        });
      return make.binary(
        expr.operator,
        translator.expression(expr.left, site),
        translator.expression(expr.right, site),
      );
    case 'if':
      return make.choose(
        translator.expression(expr.condition, site),
        translator.expression(expr.consequent, site),
        translator.expression(expr.alternative, site),
      );
    case 'string':
      return translator.fail('text cannot stand here', expr.span);
    case 'points':
      return translator.fail('a lookup cannot stand here', expr.span);
    case 'list':
      return translator.fail('a list of values cannot stand here', expr.span);
    case 'transpose':
      return transposed(expr.operand, expr.span, site, translator);
    case 'error':
      throw new Unreadable();
  }
}

const CLOCK: ReadonlyMap<string, Expr> = new Map(
  Object.entries({
    time: make.TIME,
    time_step: make.DT,
    dt: make.DT,
    initial_time: make.name('STARTTIME'),
    starttime: make.name('STARTTIME'),
    final_time: make.name('STOPTIME'),
    stoptime: make.name('STOPTIME'),
  }),
);

/** Names without brackets that XMILE takes as functions. */
const BARE: ReadonlyMap<string, Expr> = new Map([
  ['pi', make.name('PI')],
  ['inf', make.name('INF')],
  ['self', make.name('SELF')],
  ['nan', make.number(Number.NaN)],
]);

function reference(
  text: string,
  subscripts: readonly Subscript[] | undefined,
  span: Span,
  site: Site,
  translator: Translator,
): Expr {
  const written = canonicalName(text);
  const local = site.locals.get(written);
  if (local !== undefined) return local.kind === 'name' ? ownOr(local, local.name, site.element, site) : local;
  // In a macro `Time$` is that of the model; a name may also end so by itself.
  const id = translator.variables.has(written) ? written : written.replace(/\$$/, '');
  const variable = translator.variables.get(id);
  const clock = CLOCK.get(id);
  if (clock !== undefined && (variable === undefined || translator.model.language === 'vensim')) return clock;
  if (variable === undefined) {
    if (id === 'saveper') return savingStep(span, translator);
    const bare = BARE.get(id);
    if (id === 'nan') translator.withGaps.add(site.output.name);
    if (bare !== undefined && translator.model.language === 'xmile') return bare;
    const dimension = translator.dimensions.get(id);
    if (dimension !== undefined) return dimensionAsNumber(dimension, span, site, translator);
    if (translator.dimensions.isElement(id)) return make.number(elementAsNumber(id, translator));
    const qualified = qualifiedElement(id, translator);
    if (qualified !== undefined) return make.number(qualified.position);
    const shown = translator.model.language === 'xmile' ? text.replaceAll(MODULE_MARK, '.') : text;
    return translator.fail(REFUSED.get(id) ?? `there is no variable \`${shown}\``, span);
  }
  const chosen = subscripts?.findIndex((one) => isComputed(one, translator)) ?? -1;
  if (chosen >= 0) return elementChosen(variable, text, subscripts!, chosen, span, site, translator);
  const elements = translator.elementsOf(variable, subscripts, span, site);
  if (!variable.elements.has(keyOf(elements))) {
    if (isBeyondSubrange(variable, elements, subscripts, translator)) return make.number(beyond(site, translator));
    return translator.fail(`\`${text}\` has no equation for [${elements.join(', ')}]`, span);
  }
  if (translator.model.language === 'vensim' && id === 'saveper') return savingStep(span, translator);
  const name = translator.variableNames.get(id)!;
  return ownOr(translator.at(name, elements), name, elements, site);
}

function ownOr(found: Expr, name: string, elements: readonly string[], { own, output, element }: Site): Expr {
  return own !== undefined && name === output.name && keyOf(elements) === keyOf(element) ? own : found;
}

/** An array over part of a dimension, read by all of it, is 0 elsewhere: XMILE 1.1, 3.7.1.1. An element that is named must be there. */
function isBeyondSubrange(
  { over }: IndexedVariable,
  elements: readonly string[],
  subscripts: readonly Subscript[] | undefined,
  { model, dimensions }: Translator,
): boolean {
  const isNamed = subscripts?.some(
    (one) => one.kind === 'name' && dimensions.get(canonicalName(one.name)) === undefined,
  );
  return model.language === 'xmile' && !isNamed && elements.some((one, i) => !over[i]?.indexOf.has(one));
}

/** An array with its dimensions the other way round: `m'` in an equation over [e, d] is m[@2, @1]. */
function transposed(operand: ForeignExpr, span: Span, site: Site, translator: Translator): Expr {
  const variable = operand.kind === 'ref' ? translator.variables.get(canonicalName(operand.name)) : undefined;
  if (operand.kind !== 'ref' || operand.subscripts !== undefined || variable === undefined)
    return translator.fail('only a whole array can be transposed', span);
  const count = variable.over.length;
  const subscripts = variable.over.map((_, i) => ({ kind: 'at', position: count - i, span }) as const);
  return reference(operand.name, subscripts, span, site, translator);
}

/** A number that is worked out, or a variable that is no element and no dimension. */
function isComputed(subscript: Subscript, translator: Translator): boolean {
  if (subscript.kind === 'computed') return true;
  if (subscript.kind !== 'name' || translator.model.language !== 'xmile') return false;
  const id = canonicalName(subscript.name);
  const isKnown =
    translator.dimensions.get(id) !== undefined ||
    translator.dimensions.isElement(id) ||
    qualifiedElement(id, translator) !== undefined;
  return !isKnown && (translator.variables.has(id) || CLOCK.has(id));
}

/** The element at the position that a subscript comes to; 0 where there is none, as the standard says. */
function elementChosen(
  variable: IndexedVariable,
  text: string,
  subscripts: readonly Subscript[],
  at: number,
  span: Span,
  site: Site,
  translator: Translator,
): Expr {
  const dimension = variable.over[at];
  if (dimension === undefined) return translator.fail(`\`${text}\` has ${variable.over.length} subscripts`, span);
  const subscript = subscripts[at]!;
  const value: ForeignExpr =
    subscript.kind === 'computed'
      ? subscript.value
      : { kind: 'ref', name: (subscript as { name: string }).name, subscripts: undefined, span };
  const place = translator.expression(value, site);
  const axis = `${variable.id}@${at}`;
  const elementAt = (element: string): Expr => {
    const bindings = [{ axis, dimension, element }, ...site.bindings];
    const own = subscripts.map((one, i) => (i === at ? ({ kind: 'run', axis, span } as const) : one));
    return reference(text, own, span, { ...site, bindings }, translator);
  };
  // Known before the run: that element alone is read, so that a chain of stages is no loop.
  const known = make.knownNumber(place);
  if (known !== undefined) {
    const element = dimension.elements[Math.floor(known + 0.5) - 1];
    return element === undefined ? make.number(beyond(site, translator)) : elementAt(element);
  }
  const position = translator.helper('position', make.call('INT', make.add(place, make.number(0.5))), site);
  const elements = dimension.elements.map(elementAt);
  return elements.reduceRight<Expr>(
    (rest, one, i) => make.choose(make.binary('=', position, make.number(i + 1)), one, rest),
    make.number(beyond(site, translator)),
  );
}

/** What an array gives where it has no element. */
function beyond(site: Site, { model, withGaps }: Translator): number {
  const value = model.beyondArrays ?? 0;
  if (Number.isNaN(value)) withGaps.add(site.output.name);
  return value;
}

/** How much time lies between saved values: as the model says, or every step. */
function savingStep(span: Span, translator: Translator): Expr {
  const { save, dt } = translator.model.time;
  const stated = save ?? dt;
  return stated === undefined ? make.DT : make.number(translator.constant(stated, span));
}

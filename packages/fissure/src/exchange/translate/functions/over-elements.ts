/** Functions whose arguments run over elements of arrays. */
import { canonicalName } from '../../../base/names.ts';
import type { Expr } from '../../../equations/ast.ts';
import { childrenOf, type ForeignExpr } from '../../foreign-expression.ts';
import { CONTENTS, isLine } from '../conveyors/initial-contents.ts';
import * as make from '../make-expression.ts';
import type { Site, Translator } from '../translator.ts';
import { allocateAvailable, allocateByPriority, allocateOver } from './allocation.ts';
import type { CallContext, FunctionTable } from './function-table.ts';
import { interpolate } from './interpolate.ts';
import { invertMatrix } from './invert-matrix.ts';
import { type Reducer, type Run, reduction } from './reduction.ts';
import { vectorElementMap, vectorRank, vectorReorder, vectorSelect, vectorSortOrder } from './vector-functions.ts';

const { call, divide, multiply, number, subtract } = make;

type Fold = (run: Run, context: CallContext) => Expr;

type Check = (args: readonly ForeignExpr[], context: CallContext) => void;

const MOST_ARGUMENTS = 100;

function over(table: FunctionTable, names: string, fold: Fold, check?: Check): void {
  table.special(
    names,
    1,
    MOST_ARGUMENTS,
    (args, context) => {
      const { translator, span } = context;
      if (args.length > 1 && translator.model.language === 'vensim')
        return translator.fail(`a function over elements takes 1 argument, not ${args.length}`, span);
      check?.(args, context);
      return fold(runOf(args, context), context);
    },
    true,
  );
}

/** Of one array, or of several arrays and numbers as older versions of Stella take them. */
function runOf(args: readonly ForeignExpr[], { translator, site }: CallContext): Run {
  const terms: Expr[] = [];
  for (const arg of args) assertNoWholeExtreme(arg, site, translator);
  const axes = args.map((arg) =>
    translator.forEach([arg], site, (inner) => terms.push(translator.expression(arg, inner))),
  );
  return { terms, axes: axes.length === 1 ? axes[0] : undefined };
}

/** Whether MAX within SUM is one number or one for each element is not told. */
function assertNoWholeExtreme(expr: ForeignExpr, site: Site, translator: Translator): void {
  const isExtreme = expr.kind === 'call' && /^(?:min|max)$/i.test(expr.name) && expr.args.length > 1;
  if (isExtreme && expr.args.some((arg) => translator.runsByItself(arg, site)))
    translator.fail(`${expr.name} of whole arrays within another function: give it a variable of its own`, expr.span);
  for (const child of childrenOf(expr)) assertNoWholeExtreme(child, site, translator);
}

/** What lies on each place of a conveyor, and in each batch of a queue, is kept by some of them alone; their sum is what they hold. */
function assertNoContents(args: readonly ForeignExpr[], { translator }: CallContext): void {
  for (const arg of args) {
    const variable = arg.kind === 'ref' ? translator.variables.get(canonicalName(arg.name)) : undefined;
    if (variable !== undefined && variable.over.length === 0 && isLine(variable.declaration))
      translator.fail(CONTENTS, arg.span);
  }
}

/**
 * The largest of arrays and numbers where the equation stands for no element of them: `MAX(a, 0)`, `MAX(a[*], b[*])`;
 * element by element otherwise.
 * https://blog.iseesystems.com/page/4 (Working with Array Equations in Version 10)
 */
function extremeOf(name: 'MIN' | 'MAX', args: readonly ForeignExpr[], context: CallContext): Expr {
  const { translator, site } = context;
  if (args.length === 1) assertNoContents(args, context);
  const isWhole = (arg: ForeignExpr) => translator.runsByItself(arg, site);
  if (args.length === 1) return reduction(name, runOf(args, context), translator);
  const terms = args.flatMap((arg) =>
    isWhole(arg) ? runOf([arg], context).terms : [translator.expression(arg, site)],
  );
  return reduction(name, { terms, axes: undefined }, translator);
}

/** `SIZE(SELF)`: of the array whose equation this is, or of the part of it that stands in brackets. */
function sizeOfSelf(self: Extract<ForeignExpr, { kind: 'ref' }>, { site }: CallContext): number {
  const { over } = site.output;
  const counted = over.filter((_, i) => self.subscripts === undefined || self.subscripts[i]?.kind === 'all');
  return counted.reduce((size, { elements }) => size * elements.length, 1);
}

export function defineOverElements(table: FunctionTable): void {
  const by =
    (reducer: Reducer): Fold =>
    (run, { translator }) =>
      reduction(reducer, run, translator);
  over(table, 'sum arraysum', by('SUM'));
  over(table, 'prod', by('PROD'));
  over(table, 'vmin', by('MIN'));
  over(table, 'vmax', by('MAX'));
  const mean: Fold = (run, { translator }) => divide(reduction('SUM', run, translator), number(run.terms.length));
  over(table, 'mean arraymean', mean, assertNoContents);
  const deviation: Fold = ({ terms }, { translator, site }) => {
    const values = terms.map((term) => translator.helper('deviation', term, site));
    const mean = translator.helper('mean', divide(make.sum(values), number(values.length)), site);
    const squares = values.map((value) => multiply(subtract(value, mean), subtract(value, mean)));
    return call('SQRT', divide(make.sum(squares), number(values.length)));
  };
  over(table, 'stddev arraystddev', deviation, assertNoContents);

  for (const name of ['MIN', 'MAX'] as const)
    table.special(name.toLowerCase(), 1, MOST_ARGUMENTS, (args, context) => extremeOf(name, args, context), true);

  table.special(
    'elmcount size',
    1,
    1,
    ([arg], context) => {
      const { translator, site, span } = context;
      assertNoContents([arg!], context);
      if (arg!.kind === 'ref' && canonicalName(arg!.name) === 'self') return number(sizeOfSelf(arg!, context));
      const dimension =
        arg?.kind === 'ref' && arg.subscripts === undefined
          ? translator.dimensions.get(canonicalName(arg.name))
          : undefined;
      if (dimension !== undefined) return number(dimension.elements.length);
      let count = 0;
      translator.forEach([arg!], site, () => {
        count += 1;
      });
      return count > 0 ? number(count) : translator.fail('the name of a dimension was expected', span);
    },
    true,
  );

  table.special('interpolate', 2, 10, interpolate, true);
  table.special('vector_select', 5, 5, vectorSelect, true);
  table.special('vector_sort_order', 2, 2, vectorSortOrder);
  table.special('vector_rank', 2, 2, vectorRank);
  table.special('vector_reorder', 2, 2, vectorReorder);
  table.special('vector_elm_map', 2, 2, vectorElementMap);
  table.special('invert_matrix', 2, 2, invertMatrix);
  table.special('allocate_by_priority', 5, 5, allocateByPriority);
  table.special('allocate', 5, 5, allocateOver);
  table.special('allocate_available', 3, 3, allocateAvailable);
}

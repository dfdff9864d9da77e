/** Functions whose arguments run over elements of arrays. */
import type { Expr } from '../../../equations/ast.ts';
import * as make from '../make-expression.ts';
import { allocateAvailable, allocateByPriority, allocateOver } from './allocation.ts';
import type { CallContext, FunctionTable } from './function-table.ts';
import { interpolate } from './interpolate.ts';
import { invertMatrix } from './invert-matrix.ts';
import { vectorElementMap, vectorRank, vectorReorder, vectorSelect, vectorSortOrder } from './vector-functions.ts';

const { call, divide, greatest, least, multiply, number, subtract } = make;

type Fold = (terms: readonly Expr[], context: CallContext) => Expr;

function over(table: FunctionTable, names: string, fold: Fold): void {
  table.special(
    names,
    1,
    1,
    ([arg], context) => {
      const terms: Expr[] = [];
      const { translator, site } = context;
      translator.forEach([arg!], site, (inner) => terms.push(translator.expression(arg!, inner)));
      return fold(terms, context);
    },
    true,
  );
}

export function defineOverElements(table: FunctionTable): void {
  over(table, 'sum arraysum', make.sum);
  over(table, 'prod', make.product);
  over(table, 'vmin', least);
  over(table, 'vmax', greatest);
  over(table, 'mean arraymean', (terms) => divide(make.sum(terms), number(terms.length)));
  over(table, 'stddev', (terms, { translator, site }) => {
    const values = terms.map((term) => translator.helper('deviation', term, site));
    const mean = translator.helper('mean', divide(make.sum(values), number(values.length)), site);
    const squares = values.map((value) => multiply(subtract(value, mean), subtract(value, mean)));
    return call('SQRT', divide(make.sum(squares), number(values.length)));
  });

  for (const name of ['min', 'max']) {
    table.special(
      name,
      1,
      100,
      (args, { translator, site }) => {
        if (args.length > 1) return call(name.toUpperCase(), ...args.map((arg) => translator.expression(arg, site)));
        const terms: Expr[] = [];
        translator.forEach(args, site, (inner) => terms.push(translator.expression(args[0]!, inner)));
        return name === 'min' ? least(terms) : greatest(terms);
      },
      true,
    );
  }

  table.special(
    'elmcount size',
    1,
    1,
    ([arg], { translator, site, span }) => {
      const dimension =
        arg?.kind === 'ref' && arg.subscripts === undefined
          ? translator.dimensions.get(arg.name.toLowerCase().replace(/[\s_]+/g, '_'))
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

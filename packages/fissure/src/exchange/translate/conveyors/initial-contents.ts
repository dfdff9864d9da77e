/**
 * A list in place of the initial value of a conveyor: what comes out in each unit of time, the first of them first, in equal
 * parts at each step. As many values as there are steps stand for the steps themselves; more than there are units of time are cut off.
 * https://iseesystems.com/resources/help/v3/Content/08-Reference/05-Computational_Details/InitializingDiscreteStocks.htm
 */
import { canonicalName } from '../../../base/names.ts';
import type { ForeignExpr } from '../../foreign-expression.ts';
import type { ForeignVariable } from '../../foreign-model.ts';
import { keyOf } from '../outputs.ts';
import type { Site, Translator } from '../translator.ts';

type ListOfValues = Extract<ForeignExpr, { kind: 'list' }>;

/** What lies on each slat, from the one that leaves next; undefined where one number stands for all. */
export function listedContents(stock: ForeignVariable, site: Site, translator: Translator): number[] | undefined {
  const list = listOf(stock, site.element, translator);
  const { conveyor } = stock;
  if (list === undefined || conveyor === undefined) return undefined;
  const values = list.items.map((item) => translator.constant(item));
  const step = translator.stepLength(list.span);
  const slats = Math.max(1, Math.round(translator.constant(conveyor.transit) / step));
  if (values.length === slats) return values;
  const perUnit = Math.round(1 / step);
  const units = Math.ceil(slats / perUnit);
  if (Math.abs(perUnit * step - 1) > 1e-9 || values.length < units)
    return translator.fail(
      `a list of what this conveyor holds at first needs ${units} values, one for each unit of time, or ${slats}, one for each step`,
      list.span,
    );
  return Array.from({ length: slats }, (_, at) => values[Math.floor(at / perUnit)]! / perUnit);
}

/** What a conveyor or a queue with such a list holds at first. */
export function initialTotal(
  stock: ForeignVariable,
  list: ListOfValues,
  site: Site,
  translator: Translator,
): ForeignExpr {
  const batches = () => list.items.map((item) => translator.constant(item));
  const parts = listedContents(stock, site, translator) ?? batches();
  return { kind: 'number', value: parts.reduce((total, part) => total + part, 0), span: list.span };
}

/** Why what is in one of them is not told apart. */
export const CONTENTS =
  'what lies on each place of a conveyor, or in each batch of a queue, is not known here: only SUM, which is all that it holds';

export function isLine({ conveyor, isQueue }: ForeignVariable): boolean {
  return conveyor !== undefined || isQueue === true;
}

/** Values of one element, not of the elements of an array. */
export function listOf(
  stock: ForeignVariable,
  element: readonly string[],
  translator: Translator,
): ListOfValues | undefined {
  const one = translator.variables.get(canonicalName(stock.name.text))?.elements.get(keyOf(element));
  const value = one?.definition.value;
  return value?.kind === 'list' && one?.size === 1 && value.items.length > 1 ? value : undefined;
}

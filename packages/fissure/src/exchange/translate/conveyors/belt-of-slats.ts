/**
 * A belt that may be arrested, whose time of transit changes, that lists what it holds at first, or that is loaded over its
 * whole length, as slats that move to the end step by step. What enters is
 * laid down as far from the end as the time of transit then is, so that loads may meet on a slat; what lies there already
 * keeps its way. An arrested belt neither moves nor leaks nor takes from where it can be refused.
 */
import { canonicalName } from '../../../base/names.ts';
import type { Expr } from '../../../equations/ast.ts';
import * as make from '../make-expression.ts';
import type { Site, Translator } from '../translator.ts';
import { type Belt, type BeltParts, beltParts, keptInStep, leftInZones } from './belt.ts';
import { listedContents, listOf } from './initial-contents.ts';
import { isInZone, leakZones } from './leak-zones.ts';

const { add, binary, call, choose, divide, multiply, number, subtract, sum } = make;

/** Where the time of transit is not known before the run; a longer one stops the run. */
const MOST_SLATS = 200;
const NOTHING = number(0);
const NOT_A_NUMBER = divide(NOTHING, NOTHING);

export function needsSlats({ conveyor, stock, spread, zones }: Belt, site: Site, translator: Translator): boolean {
  if (conveyor.arrest !== undefined || spread.size > 0 || listOf(stock, site.element, translator) !== undefined)
    return true;
  if (zones.some((zone) => zone !== undefined)) return true;
  return translator.constantAt(conveyor.transit, site) === undefined;
}

export function isArrested({ conveyor, stock }: Belt, site: Site, translator: Translator): Expr | undefined {
  const { arrest } = conveyor;
  if (arrest === undefined) return undefined;
  const key = `arrested ${canonicalName(stock.name.text)}[${site.element.join(',')}]`;
  return translator.once(key, () =>
    translator.helper('belt_arrested', binary('<>', translator.expression(arrest, site), NOTHING), site),
  );
}

export function endOfSlats(belt: Belt, site: Site, translator: Translator): Expr {
  const { slats, left } = slatsOf(belt, site, translator);
  return unlessArrested(divide(left(slats[0]!, 0), make.DT), belt, site, translator);
}

export function leakOfSlats(belt: Belt, id: string, site: Site, translator: Translator): Expr {
  const at = belt.leaks.indexOf(id);
  const { fractions } = beltParts(belt, site, translator);
  const { slats, sheds, leaksAt } = slatsOf(belt, site, translator);
  const inZone = (_: Expr, place: number) => leaksAt(at, place);
  if (!belt.conveyor.leaksExponentially)
    return unlessArrested(divide(sum(sheds[at]!.filter(inZone)), make.DT), belt, site, translator);
  if (belt.zones.some((zone) => zone !== undefined)) {
    const taken = slats.flatMap((slat, place) => {
      const earlier = fractions.slice(0, at).filter((_, k) => leaksAt(k, place));
      return leaksAt(at, place) ? [make.product([slat, fractions[at]!, ...earlier.map(keptInStep)])] : [];
    });
    return unlessArrested(sum(taken), belt, site, translator);
  }
  const before = fractions.slice(0, at).map(keptInStep);
  const contents = translator.sameElement(belt.stock.name.text, site);
  return unlessArrested(make.product([contents, fractions[at]!, ...before]), belt, site, translator);
}

function unlessArrested(rate: Expr, belt: Belt, site: Site, translator: Translator): Expr {
  const arrested = isArrested(belt, site, translator);
  return arrested === undefined ? rate : choose(arrested, NOTHING, rate);
}

interface Slats {
  /** From the one that leaves next. */
  readonly slats: readonly Expr[];
  /** For each linear leak what each slat sheds in a step. */
  readonly sheds: readonly (readonly Expr[])[];
  /** What a step leaves of the slat at a place. */
  readonly left: (slat: Expr, at: number) => Expr;
  /** Whether a leak takes from the slat at a place. */
  readonly leaksAt: (leak: number, at: number) => boolean;
}

function slatsOf(belt: Belt, site: Site, translator: Translator): Slats {
  const key = `slats ${canonicalName(belt.stock.name.text)}[${site.element.join(',')}]`;
  return translator.once(key, () => layOut(belt, site, translator));
}

function layOut(belt: Belt, site: Site, translator: Translator): Slats {
  const parts = beltParts(belt, site, translator);
  const { steps, fractions, entering, start } = parts;
  const transit = translator.constantAt(belt.conveyor.transit, site);
  const count =
    transit === undefined
      ? MOST_SLATS
      : translator.stepsIn({ kind: 'number', value: transit, span: belt.conveyor.transit.span }) + 1;
  const zones = leakZones(belt, site, translator);
  const leaksAt = (leak: number, at: number): boolean =>
    zones === undefined || isInZone(zones.zones[leak]!, zones.steps - 1 - at);
  if (count > 10_000) return translator.fail('this conveyor is longer than 10000 steps', belt.conveyor.transit.span);
  const isLinear = !belt.conveyor.leaksExponentially;
  const listed = listedContents(belt.stock, site, translator);
  if (listed !== undefined && isLinear && fractions.length > 0)
    translator.fail(
      'what a conveyor that leaks by parts of what enters has still to lose of a list of contents is not known here: write one number',
      listOf(belt.stock, site.element, translator)!.span,
    );
  const row = (what: string) => Array.from({ length: count }, () => translator.newOutput(what, site, []));
  const slatRow = row('slat');
  const shedRows = isLinear ? fractions.map(() => row('shed')) : [];
  const named = (outputs: readonly { readonly name: string }[]) => outputs.map(({ name }) => make.name(name));
  const [slats, sheds] = [named(slatRow), shedRows.map(named)];
  const kept = make.product(fractions.map(keptInStep));
  const left = (slat: Expr, at: number): Expr => {
    const here = fractions.flatMap((fraction, k) => (leaksAt(k, at) ? [{ fraction, k }] : []));
    if (here.length === 0) return slat;
    if (isLinear) return subtract(slat, sum(here.map(({ k }) => sheds[k]![at]!)));
    return multiply(slat, make.product(here.map(({ fraction }) => keptInStep(fraction))));
  };
  const load = parts.named('load', () => multiply(entering, make.DT));
  const onEach = parts.spread && parts.named('on_each', () => divide(multiply(parts.spread!, make.DT), steps));
  const arrested = isArrested(belt, site, translator);
  const firstLoad = parts.named('first_load', () => multiply(start, make.DT));

  /** One row of numbers that moves along: what comes from behind, and what is laid down. */
  const move = (
    outputs: typeof slatRow,
    values: readonly Expr[],
    behind: (at: number) => Expr,
    laid: (place: Expr) => Expr,
    atStart: (at: number) => Expr,
  ) => {
    for (const [at, output] of outputs.entries()) {
      const place = number(at + 1);
      const isLast = at + 1 === outputs.length;
      const coming = isLast ? NOTHING : behind(at + 1);
      const staying = arrested === undefined ? coming : choose(arrested, values[at]!, coming);
      const here = add(staying, laid(place));
      const next = isLast ? choose(binary('>', steps, place), NOT_A_NUMBER, here) : here;
      const first = choose(binary('<=', place, steps), atStart(at), NOTHING);
      const expr = call('PREVIOUS', translator.helper('next', next, site), first);
      output.elements.set('', { kind: 'expression', expr, span: site.output.span });
    }
  };
  const atBeginning = (what: Expr) => (place: Expr) => choose(binary('=', steps, place), what, NOTHING);
  const loaded = (place: Expr): Expr =>
    onEach === undefined
      ? atBeginning(load)(place)
      : add(atBeginning(load)(place), choose(binary('<=', place, steps), onEach, NOTHING));
  const way = (at: number) => subtract(steps, number(at + 1));
  const leftOnTheWay = (at: number): Expr => {
    if (zones !== undefined) return leftInZones(belt, fractions, zones, zones.steps - 1 - at);
    return isLinear ? linearlyLeft(parts, way(at)) : binary('^', kept, way(at));
  };
  move(
    slatRow,
    slats,
    (at) => left(slats[at]!, at),
    loaded,
    (at) => (listed === undefined ? multiply(firstLoad, leftOnTheWay(at)) : number(listed[at] ?? 0)),
  );
  shedRows.forEach((outputs, k) => {
    const zone = zones?.zones[k];
    const taking = zone === undefined ? steps : number(zone.to - zone.from);
    const each = (amount: Expr) => divide(multiply(fractions[k]!, amount), taking);
    move(
      outputs,
      sheds[k]!,
      (at) => sheds[k]![at]!,
      atBeginning(each(load)),
      () => each(firstLoad),
    );
  });
  return { slats, sheds, left, leaksAt };
}

/** What is left of a load of 1 after some steps of its way. */
function linearlyLeft({ fractions, steps }: BeltParts, gone: Expr): Expr {
  if (fractions.length === 0) return number(1);
  return subtract(number(1), divide(multiply(sum(fractions), gone), steps));
}

/** What every kind of belt is made of: how long it is, what enters, what part leaks, and how it is filled at the start. */
import { canonicalName } from '../../../base/names.ts';
import type { Expr } from '../../../equations/ast.ts';
import type { Conveyor, ForeignVariable, LeakZone } from '../../foreign-model.ts';
import * as make from '../make-expression.ts';
import { keyOf } from '../outputs.ts';
import type { Site, Translator } from '../translator.ts';
import { type LeakZones, leakZones, stepsInZone } from './leak-zones.ts';

const { add, binary, call, divide, greatest, least, multiply, number, subtract, sum } = make;

export interface Belt {
  readonly stock: ForeignVariable;
  readonly conveyor: Conveyor;
  /** Canonical names. */
  readonly end: string | undefined;
  readonly leaks: readonly string[];
  /** For each leak the part of the way on which it takes; undefined: all of it. */
  readonly zones: readonly (LeakZone | undefined)[];
  /** Inflows that are laid evenly over the whole belt. */
  readonly spread: ReadonlySet<string>;
}

export interface BeltParts {
  /** What enters at the beginning, per unit of time. */
  readonly entering: Expr;
  /** What is laid evenly over the whole belt, per unit of time; undefined: nothing is. */
  readonly spread: Expr | undefined;
  /** Whole steps from the start to the end, at least one. */
  readonly steps: Expr;
  /** What would have entered per unit of time, had the belt always been filled as it is at the start. */
  readonly start: Expr;
  /** For each leak the part that leaks. */
  readonly fractions: readonly Expr[];
  /** A helper variable of this belt, made once. */
  readonly named: (what: string, value: () => Expr) => Expr;
}

/** Of one element; worked out once. */
export function beltParts(belt: Belt, site: Site, translator: Translator): BeltParts {
  const { stock, conveyor } = belt;
  const key = `${canonicalName(stock.name.text)}[${site.element.join(',')}]`;
  const named = (what: string, value: () => Expr) =>
    translator.once(`${what} ${key}`, () => translator.helper(`belt_${what}`, value(), site));
  const transit = translator.constantAt(conveyor.transit, site);
  if (transit !== undefined && !(transit > 0))
    translator.fail('the time of transit must be above 0', conveyor.transit.span);
  const steps = named('steps', () => {
    const whole = call('INT', add(divide(transitTime(conveyor, site, translator), make.DT), number(0.5)));
    return greatest([number(1), whole]);
  });
  const inflow = (isSpread: boolean) => {
    const flows = stock.inflows.filter(({ text }) => belt.spread.has(canonicalName(text)) === isSpread);
    return sum(flows.flatMap((flow) => translator.elementsOfFlow(flow.text, site)));
  };
  const entering = named('entering', () => inflow(false));
  const spread = belt.spread.size === 0 ? undefined : named('spread', () => inflow(true));
  const fractions = belt.leaks.map((id, i) => named(`leaking_${i + 1}`, () => leakingPart(belt, id, site, translator)));
  const start = named('start', () => startRate(belt, fractions, steps, site, translator));
  return { entering, spread, steps, start, fractions, named };
}

/** XMILE 1.0, 4.2: a time of transit that is sampled stays what it was until it is sampled again. */
function transitTime({ transit, sample }: Conveyor, site: Site, translator: Translator): Expr {
  const now = translator.expression(transit, site);
  if (sample === undefined || translator.constantAt(transit, site) !== undefined) return now;
  const isSampled = binary('<>', translator.expression(sample, site), number(0));
  return translator.newHelper('belt_transit', (self) => make.choose(isSampled, now, call('PREVIOUS', self, now)), site);
}

function leakingPart({ stock, conveyor }: Belt, id: string, site: Site, translator: Translator): Expr {
  const value = translator.variables.get(id)?.elements.get(keyOf(site.element))?.definition.value;
  if (value === undefined) return translator.fail(`the leak \`${id}\` has no equation`, stock.name.span);
  const part = translator.expression(value, site);
  return greatest([number(0), conveyor.leaksExponentially ? part : least([number(1), part])]);
}

function startRate(belt: Belt, fractions: readonly Expr[], steps: Expr, site: Site, translator: Translator): Expr {
  const { stock, conveyor } = belt;
  const zones = leakZones(belt, site, translator);
  const contents = call('INIT', translator.sameElement(stock.name.text, site));
  const perStep = divide(contents, make.DT);
  if (zones !== undefined) {
    const left = Array.from({ length: zones.steps }, (_, gone) => leftInZones(belt, fractions, zones, gone));
    translator.spend(zones.steps, stock.name.span);
    return divide(perStep, sum(left));
  }
  if (fractions.length === 0) return divide(perStep, steps);
  if (!conveyor.leaksExponentially) {
    const shed = multiply(divide(sum(fractions), number(2)), subtract(steps, number(1)));
    return divide(perStep, subtract(steps, shed));
  }
  const lost = subtract(number(1), make.product(fractions.map(keptInStep)));
  const left = binary('^', subtract(number(1), lost), steps);
  const leaking = divide(multiply(perStep, lost), subtract(number(1), left));
  return make.choose(binary('>', lost, number(0)), leaking, divide(perStep, steps));
}

/** What is left of a load of 1 after some steps of its way, where leaks take from parts of it. */
export function leftInZones({ conveyor }: Belt, fractions: readonly Expr[], { zones }: LeakZones, gone: number): Expr {
  const behind = zones.map((zone) => stepsInZone(zone, gone));
  if (conveyor.leaksExponentially)
    return make.product(fractions.flatMap((one, k) => (behind[k] === 0 ? [] : [power(keptInStep(one), behind[k]!)])));
  const lost = fractions.flatMap((one, k) =>
    behind[k] === 0 ? [] : [multiply(one, number(behind[k]! / (zones[k]!.to - zones[k]!.from)))],
  );
  return lost.length === 0 ? number(1) : subtract(number(1), sum(lost));
}

function power(base: Expr, exponent: number): Expr {
  return exponent === 1 ? base : binary('^', base, number(exponent));
}

/** The part of a load that an exponential leak leaves in one step. */
export function keptInStep(fraction: Expr): Expr {
  return subtract(number(1), multiply(fraction, make.DT));
}

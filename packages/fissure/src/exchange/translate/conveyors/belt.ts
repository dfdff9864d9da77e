/** What every kind of belt is made of: how long it is, what enters, what part leaks, and how it is filled at the start. */
import { canonicalName } from '../../../base/names.ts';
import type { Expr } from '../../../equations/ast.ts';
import type { Conveyor, ForeignVariable } from '../../foreign-model.ts';
import { constantOf } from '../constants.ts';
import * as make from '../make-expression.ts';
import { keyOf } from '../outputs.ts';
import type { Site, Translator } from '../translator.ts';

const { add, binary, call, divide, greatest, least, multiply, number, subtract, sum } = make;

export interface Belt {
  readonly stock: ForeignVariable;
  readonly conveyor: Conveyor;
  /** Canonical names. */
  readonly end: string | undefined;
  readonly leaks: readonly string[];
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
  const transit = constantOf(conveyor.transit, translator);
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
  if (sample === undefined || constantOf(transit, translator) !== undefined) return now;
  const isSampled = binary('<>', translator.expression(sample, site), number(0));
  return translator.newHelper('belt_transit', (self) => make.choose(isSampled, now, call('PREVIOUS', self, now)), site);
}

function leakingPart({ stock, conveyor }: Belt, id: string, site: Site, translator: Translator): Expr {
  const value = translator.variables.get(id)?.elements.get(keyOf(site.element))?.definition.value;
  if (value === undefined) return translator.fail(`the leak \`${id}\` has no equation`, stock.name.span);
  const part = translator.expression(value, site);
  return greatest([number(0), conveyor.leaksExponentially ? part : least([number(1), part])]);
}

function startRate(
  { stock, conveyor }: Belt,
  fractions: readonly Expr[],
  steps: Expr,
  site: Site,
  translator: Translator,
): Expr {
  const contents = call('INIT', translator.sameElement(stock.name.text, site));
  const perStep = divide(contents, make.DT);
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

/** The part of a load that an exponential leak leaves in one step. */
export function keptInStep(fraction: Expr): Expr {
  return subtract(number(1), multiply(fraction, make.DT));
}

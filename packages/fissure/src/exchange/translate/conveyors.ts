/**
 * Conveyors of XMILE: what enters stays for a time of transit and leaves at the end, without what leaked on its way.
 *
 * With N = transit / DT whole steps (at least 1), a entering per unit of time and f the part that leaks:
 *   end   what entered N steps ago: DELAY(a - f a, N DT)
 *   leak  evenly over the way of each step's load: the sum of f a over the last N steps / N
 *   exponential leak  f of what is there, per unit of time; at the end a (1 - f DT)^N is left
 * The belt is full at the start as if the same had always entered: V / (N - f (N - 1) / 2) a step, or, leaking
 * exponentially, V f DT / (1 - (1 - f DT)^N). Sources: XMILE 1.0, 3.7.1 and 4.2; the isee manual, "Conveyors".
 */
import { canonicalName } from '../../base/names.ts';
import type { Expr } from '../../equations/ast.ts';
import type { ForeignExpr } from '../foreign-expression.ts';
import type { Conveyor, ForeignVariable } from '../foreign-model.ts';
import { constantOf } from './constants.ts';
import * as make from './make-expression.ts';
import type { Site, Translator } from './translator.ts';

const { add, binary, call, divide, greatest, least, multiply, number, subtract, sum } = make;

interface Belt {
  readonly stock: ForeignVariable;
  readonly conveyor: Conveyor;
  /** Canonical names. */
  readonly end: string | undefined;
  readonly leaks: readonly string[];
}

/** Which flow is driven, or limited, by which conveyor. */
export class Conveyors {
  readonly #translator: Translator;
  readonly #outOf = new Map<string, Belt>();
  readonly #into = new Map<string, Belt>();

  constructor(translator: Translator) {
    this.#translator = translator;
    const { variables } = translator.model;
    const leaking = new Set(variables.filter(({ leaks }) => leaks).map(({ name }) => canonicalName(name.text)));
    for (const stock of variables) {
      const { conveyor } = stock;
      if (conveyor === undefined) continue;
      const outflows = stock.outflows.map(({ text }) => canonicalName(text));
      const ends = outflows.filter((id) => !leaking.has(id));
      const belt = { stock, conveyor, end: ends[0], leaks: outflows.filter((id) => leaking.has(id)) };
      for (const id of outflows) this.#outOf.set(id, belt);
      for (const { text } of stock.inflows) this.#into.set(canonicalName(text), belt);
      if (ends.length > 1)
        translator.problems.add(
          'exchange/not-supported',
          { what: `a conveyor with two ends, \`${stock.name.text}\`` },
          { file: translator.model.file, ...stock.name.span },
        );
    }
  }

  /** The value of a flow that a conveyor drives or limits; undefined: the flow's own equation alone. */
  flow(id: string, value: ForeignExpr, site: Site): Expr | undefined {
    const belt = this.#outOf.get(id);
    if (belt !== undefined) return belt.end === id ? this.#end(belt, site) : this.#leak(belt, id, site);
    const into = this.#into.get(id);
    return into && this.#admitted(into, id, value, site);
  }

  #end(belt: Belt, site: Site): Expr {
    const { entering, length, start, parts } = this.#parts(belt, site);
    if (belt.conveyor.leaksExponentially) {
      const kept = make.product(parts.map(({ fraction }) => keptInStep(fraction)));
      const left = binary('^', kept, this.#steps(length));
      const arriving = call('DELAY', entering, length, start);
      return parts.length === 0 ? arriving : multiply(arriving, left);
    }
    const lost = parts.map(({ scheduled }) => scheduled);
    const lostAtStart = parts.map(({ fraction }) => multiply(fraction, start));
    return call('DELAY', subtract(entering, sum(lost)), length, subtract(start, sum(lostAtStart)));
  }

  #leak(belt: Belt, id: string, site: Site): Expr {
    const { length, start, parts } = this.#parts(belt, site);
    const at = belt.leaks.indexOf(id);
    const { scheduled, fraction } = parts[at]!;
    if (belt.conveyor.leaksExponentially) {
      const before = parts.slice(0, at).map((one) => keptInStep(one.fraction));
      return make.product([this.#stock(belt, site), fraction, ...before]);
    }
    const { translator } = this;
    const atStart = multiply(fraction, start);
    const waiting = translator.helperStock(
      'to_leak',
      multiply(length, atStart),
      () => subtract(scheduled, call('DELAY', scheduled, length, atStart)),
      site,
    );
    return divide(waiting, length);
  }

  get translator(): Translator {
    return this.#translator;
  }

  /** What every flow out of a belt is made of, for one element; worked out once. */
  #parts(belt: Belt, site: Site) {
    const { translator } = this;
    const { stock, conveyor } = belt;
    const key = `${canonicalName(stock.name.text)}[${site.element.join(',')}]`;
    const named = (what: string, value: () => Expr) =>
      translator.once(`${what} ${key}`, () => translator.helper(`belt_${what}`, value(), site));
    const transit = constantOf(conveyor.transit, translator, 0);
    if (transit === undefined || !(transit > 0))
      translator.fail('the time of transit must be known before the run, and above 0', conveyor.transit.span);
    const length = named('length', () => {
      const steps = call('INT', add(divide(translator.expression(conveyor.transit, site), make.DT), number(0.5)));
      return multiply(greatest([number(1), steps]), make.DT);
    });
    const entering = named('entering', () => sum(stock.inflows.map((flow) => this.#named(flow.text, site))));
    const parts = belt.leaks.map((id, i) => {
      const value = translator.variables.get(id)?.elements.get(site.element.join(','))?.definition.value;
      if (value === undefined) return translator.fail(`the leak \`${id}\` has no equation`, stock.name.span);
      if (conveyor.leaksExponentially && constantOf(value, translator, 0) === undefined)
        return translator.fail('an exponential leak must be known before the run', value.span);
      const limited = conveyor.leaksExponentially ? [] : [number(1)];
      const bounded = (expr: Expr) => greatest([number(0), limited.length === 0 ? expr : least([...limited, expr])]);
      const fraction = named(`leaking_${i + 1}`, () => bounded(translator.expression(value, site)));
      return { fraction, scheduled: named(`scheduled_${i + 1}`, () => multiply(fraction, entering)) };
    });
    const start = named('start', () =>
      this.#start(
        belt,
        parts.map(({ fraction }) => fraction),
        length,
        site,
      ),
    );
    return { entering, length, start, parts };
  }

  #steps(length: Expr): Expr {
    return divide(length, make.DT);
  }

  /** What entered per unit of time, had the belt always been filled as it is at the start. */
  #start({ stock, conveyor }: Belt, fractions: readonly Expr[], length: Expr, site: Site): Expr {
    const contents = call('INIT', this.#named(stock.name.text, site));
    if (fractions.length === 0) return divide(contents, length);
    if (!conveyor.leaksExponentially) {
      const shed = multiply(divide(sum(fractions), number(2)), subtract(this.#steps(length), number(1)));
      return divide(divide(contents, make.DT), subtract(this.#steps(length), shed));
    }
    const lost = subtract(number(1), make.product(fractions.map(keptInStep)));
    const left = binary('^', subtract(number(1), lost), this.#steps(length));
    const leaking = divide(multiply(divide(contents, make.DT), lost), subtract(number(1), left));
    return make.choose(binary('>', lost, number(0)), leaking, divide(contents, length));
  }

  /** At most what the conveyor takes, the inflows that it lists first served first. What another conveyor brings it takes. */
  #admitted(belt: Belt, id: string, value: ForeignExpr, site: Site): Expr {
    const { translator } = this;
    const { capacity, inflowLimit } = belt.conveyor;
    const wanted = greatest([number(0), translator.expression(value, site)]);
    if (capacity === undefined && inflowLimit === undefined) return wanted;
    const ids = belt.stock.inflows.map(({ text }) => canonicalName(text));
    const before = ids.slice(0, ids.indexOf(id)).filter((one) => !this.#outOf.has(one));
    const brought = ids.filter((one) => this.#outOf.has(one));
    const taken = (list: readonly string[]) => list.map((one) => this.#named(one, site));
    const limits: Expr[] = [];
    if (inflowLimit !== undefined) limits.push(subtract(translator.expression(inflowLimit, site), sum(taken(before))));
    if (capacity !== undefined) {
      const room = subtract(translator.expression(capacity, site), this.#stock(belt, site));
      const leaving = belt.end === undefined ? number(0) : this.#named(belt.end, site);
      limits.push(subtract(add(divide(room, make.DT), leaving), sum(taken([...brought, ...before]))));
    }
    return greatest([number(0), least([wanted, ...limits])]);
  }

  #stock({ stock }: Belt, site: Site): Expr {
    return this.#named(stock.name.text, site);
  }

  #named(name: string, site: Site): Expr {
    return this.#translator.sameElement(name, site);
  }
}

/** The part of a load that an exponential leak leaves in one step. */
function keptInStep(fraction: Expr): Expr {
  return subtract(number(1), multiply(fraction, make.DT));
}

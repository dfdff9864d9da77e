/**
 * A belt whose time of transit is known before the run and that is never arrested, without slats.
 *
 * With N = transit / DT whole steps (at least 1), a entering per unit of time and f the part that leaks:
 *   end   what entered N steps ago: DELAY(a - f a, N DT)
 *   leak  evenly over the way of each step's load: the sum of f a over the last N steps / N
 *   exponential leak  f of what is there, per unit of time; at the end a (1 - f DT)^N is left
 * The belt is full at the start as if the same had always entered: V / (N - f (N - 1) / 2) a step, or, leaking
 * exponentially, V f DT / (1 - (1 - f DT)^N). Sources: XMILE 1.0, 3.7.1 and 4.2; the isee manual, "Conveyors".
 */
import type { Expr } from '../../../equations/ast.ts';
import * as make from '../make-expression.ts';
import type { Site, Translator } from '../translator.ts';
import { type Belt, type BeltParts, beltParts, keptInStep } from './belt.ts';

const { binary, call, divide, multiply, subtract, sum } = make;

export function endByDelay(belt: Belt, site: Site, translator: Translator): Expr {
  const parts = beltParts(belt, site, translator);
  const { entering, steps, start, fractions } = parts;
  const length = lengthOf(parts);
  if (belt.conveyor.leaksExponentially) {
    const arriving = call('DELAY', entering, length, start);
    if (fractions.length === 0) return arriving;
    return multiply(arriving, binary('^', make.product(fractions.map(keptInStep)), steps));
  }
  const lost = fractions.map((_, i) => scheduled(parts, i));
  const lostAtStart = fractions.map((fraction) => multiply(fraction, start));
  return call('DELAY', subtract(entering, sum(lost)), length, subtract(start, sum(lostAtStart)));
}

export function leakByDelay(belt: Belt, id: string, site: Site, translator: Translator): Expr {
  const parts = beltParts(belt, site, translator);
  const at = belt.leaks.indexOf(id);
  const fraction = parts.fractions[at]!;
  if (belt.conveyor.leaksExponentially) {
    const before = parts.fractions.slice(0, at).map(keptInStep);
    return make.product([translator.sameElement(belt.stock.name.text, site), fraction, ...before]);
  }
  const length = lengthOf(parts);
  const atStart = multiply(fraction, parts.start);
  const leaving = scheduled(parts, at);
  const waiting = translator.helperStock(
    'to_leak',
    multiply(length, atStart),
    () => subtract(leaving, call('DELAY', leaving, length, atStart)),
    site,
  );
  return divide(waiting, length);
}

function lengthOf({ steps, named }: BeltParts): Expr {
  return named('length', () => multiply(steps, make.DT));
}

/** What of that which enters will leak, per unit of time. */
function scheduled({ fractions, entering, named }: BeltParts, at: number): Expr {
  return named(`scheduled_${at + 1}`, () => multiply(fractions[at]!, entering));
}

/**
 * Leaks from a part of a belt: on which steps of its way they take from a load, counted from where it enters. Only where the
 * zone begins and ends with a step: how a step is divided is told nowhere. XMILE 1.0, 4.3.
 */
import { canonicalName } from '../../../base/names.ts';
import type { Site, Translator } from '../translator.ts';
import type { Belt } from './belt.ts';

export interface ZoneSteps {
  readonly from: number;
  /** The first step that it takes nothing from any more. */
  readonly to: number;
}

export interface LeakZones {
  /** Of the whole way. */
  readonly steps: number;
  /** For each leak. */
  readonly zones: readonly ZoneSteps[];
}

/** Undefined: all leaks take from the whole way. */
export function leakZones(belt: Belt, site: Site, translator: Translator): LeakZones | undefined {
  const { conveyor, zones, stock } = belt;
  if (zones.every((zone) => zone === undefined)) return undefined;
  const { span } = stock.name;
  const transit = translator.constantAt(conveyor.transit, site);
  if (transit === undefined)
    return translator.fail(
      'a leak from a part of a conveyor needs a time of transit that is known before the run',
      span,
    );
  // Another number would move the zones.
  translator.readNow(conveyor.transit, translator.startTime());
  if (conveyor.transit.kind === 'ref') translator.readByImport.add(canonicalName(conveyor.transit.name));
  const steps = Math.max(1, Math.floor(transit / translator.stepLength(span) + 0.5));
  const whole = (share: number) => {
    const at = share * steps;
    if (Math.abs(at - Math.round(at)) > 1e-6)
      translator.fail(
        `a zone of a leak begins or ends within a step: the way over \`${stock.name.text}\` has ${steps} steps`,
        span,
      );
    return Math.round(at);
  };
  return {
    steps,
    zones: zones.map((zone) => {
      const [from, to] = [whole(zone?.start ?? 0), whole(zone?.end ?? 1)];
      if (!(from >= 0 && from < to && to <= steps)) return translator.fail('a zone of a leak has no length', span);
      return { from, to };
    }),
  };
}

export function isInZone({ from, to }: ZoneSteps, gone: number): boolean {
  return gone >= from && gone < to;
}

/** How many steps of a zone lie behind a load that has gone so many in all. */
export function stepsInZone({ from, to }: ZoneSteps, gone: number): number {
  return Math.max(0, Math.min(gone, to) - from);
}

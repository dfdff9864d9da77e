/** What all generated C programs share: numbers as text, tables of lookups, and where held cells come from. */
import { prepareLookup, SEGMENT, SEGMENT_FIELDS } from '../../packages/fissure/src/engine/lookup.ts';
import type { Plan } from '../../packages/fissure/src/model/plan.ts';

/** The held cells that the benchmark hands to C: draws, PREVIOUS and pipelines. */
export function heldSlots(plan: Plan): number[] {
  return plan.held.flatMap((entry) => (entry.kind === undefined ? [] : [entry.slot]));
}

/** With every bit. */
export function cNumber(value: number): string {
  if (Number.isNaN(value)) return 'NAN';
  if (!Number.isFinite(value)) return value > 0 ? 'INFINITY' : '-INFINITY';
  const text = Object.is(value, -0) ? '-0.0' : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

export function writeMacros(plan: Plan, keep: readonly number[], lanes: number): string[] {
  const { start, dt, stepCount, saveEvery } = plan.time;
  const macros: readonly (readonly [string, string | number])[] = [
    ['LANES', lanes],
    ['PARAMETERS', plan.parameters.length],
    ['HELD', heldSlots(plan).length],
    ['KEPT', keep.length],
    ['STEP_COUNT', stepCount],
    ['SAVE_EVERY', saveEvery],
    ['START', cNumber(start)],
    ['DT', cNumber(dt)],
  ];
  return macros.map(([name, value]) => `#define ${name} ${value}`);
}

/** See lookup.h. The segment before the first point lies on the line of the one after it. */
export function writeLookupTables(plan: Plan): string[] {
  return plan.lookups.flatMap((lookup, index) => {
    const { segments, low, high } = prepareLookup(lookup);
    const rows: string[] = [];
    for (let at = SEGMENT_FIELDS; at < segments.length; at += SEGMENT_FIELDS) {
      const fields = [SEGMENT.X, SEGMENT.Y, SEGMENT.SLOPE].map((field) => cNumber(segments[at + field]!));
      rows.push(`${fields.join(', ')}, 0`);
    }
    return [
      `static const double rows${index}[] = { ${rows.join(', ')} };`,
      `static const Lookup lookup${index} = { ${rows.length}, ${cNumber(low)}, ${cNumber(high)}, rows${index} };`,
    ];
  });
}

/** What XMILE says of a conveyor and of the leaks from it. Only what has an exact meaning in a study is read. */
import { canonicalName } from '../../base/names.ts';
import type { Problems } from '../../diagnostics/problems.ts';
import type { ForeignExpr, Span } from '../foreign-expression.ts';
import type { Conveyor, LeakZone } from '../foreign-model.ts';
import { parseXmile } from './parse-expression.ts';
import { declaredName, nameOf } from './plain-text.ts';
import { childNamed, childrenNamed, spanOf, textOf, type XmlElement } from './read-xml.ts';

export function readConveyor(stock: XmlElement, file: string, problems: Problems): Conveyor | undefined {
  const conveyor = childNamed(stock, 'conveyor');
  if (conveyor === undefined) return undefined;
  const span = spanOf(conveyor);
  const refuse = (what: string, at: Span) => problems.add('exchange/not-supported', { what }, { file, ...at });
  const expression = (name: string): ForeignExpr | undefined => {
    const text = textOf(conveyor, name);
    return text === '' ? undefined : parseXmile(text, file, spanOf(childNamed(conveyor, name)!), problems);
  };
  const isTrue = (name: string, otherwise = false) =>
    (conveyor.attributes[name]?.toLowerCase() ?? String(otherwise)) === 'true';
  const transit = expression('len') ?? { kind: 'error', span };
  if (transit.kind === 'error') refuse('a conveyor without a time of transit, <len>', span);
  return {
    ...{ transit, sample: expression('sample'), arrest: expression('arrest') },
    ...{ capacity: expression('capacity'), inflowLimit: expression('in_limit') },
    ...{ oneAtATime: isTrue('one_at_a_time', true), wholeBatches: isTrue('batch_integrity') },
    ...{ leaksExponentially: isTrue('exponential_leak'), discrete: isTrue('discrete') },
  };
}

/** Only Stella has it; a flow keeps its mark when what it enters is no conveyor any more. */
export function readSpread(flow: XmlElement): string | undefined {
  const spread = flow.attributes['isee:spreadflow']?.trim().toLowerCase() ?? '';
  return spread === '' || spread === 'beginning' ? undefined : spread;
}

/** Whether a flow is a leak. */
export function readLeak(flow: XmlElement, file: string, problems: Problems): boolean {
  const leak = childNamed(flow, 'leak');
  if (leak === undefined) return false;
  const refuse = (what: string, at: Span, help: string) =>
    problems.add('exchange/not-supported', { what }, { file, ...at }, { help });
  if (childNamed(flow, 'leak_integers') !== undefined)
    refuse(
      'a leak of whole units',
      spanOf(flow),
      'Without <leak_integers> the leak is a share, and may be less than one.',
    );
  return true;
}

export function readLeakZone(flow: XmlElement): LeakZone | undefined {
  const { leak_start = 0, leak_end = 1 } = { ...flow.attributes, ...childNamed(flow, 'leak')?.attributes };
  const [start, end] = [Number(leak_start), Number(leak_end)];
  return start === 0 && end === 1 ? undefined : { start, end };
}

/**
 * Flows out of conveyors and queues, and which of them leak: those that are marked, or, where none of a conveyor is, all but the
 * first. XMILE 1.0, 4.2.1. By canonical name.
 */
export function drivenFlows(elements: readonly XmlElement[]): ReadonlyMap<string, { readonly leaks: boolean }> {
  const marked = new Set(
    elements.filter((one) => childNamed(one, 'leak') !== undefined).map((one) => canonicalName(declaredName(one))),
  );
  const driven = new Map<string, { readonly leaks: boolean }>();
  for (const stock of elements) {
    const isBelt = childNamed(stock, 'conveyor') !== undefined;
    if (!isBelt && childNamed(stock, 'queue') === undefined) continue;
    const outflows = childrenNamed(stock, 'outflow').map(({ text }) => canonicalName(nameOf(text)));
    const byPlace = isBelt && !outflows.some((id) => marked.has(id));
    for (const [i, id] of outflows.entries()) driven.set(id, { leaks: marked.has(id) || (byPlace && i > 0) });
  }
  return driven;
}

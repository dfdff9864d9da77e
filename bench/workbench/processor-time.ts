/**
 * Processor time by thread, from a trace of the browser: what a busy machine does not change, while every wait grows with it.
 */
export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of the thread's own processor time. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

export const TRACE_CATEGORIES = ['toplevel', 'devtools.timeline'];

const TASK = 'ThreadControllerImpl::RunTask';

export interface ThreadTime {
  readonly name: string;
  readonly ms: number;
}

/** Threads that did something, busiest first. Workers have no names: they are told apart by what they did. */
export function threadTimes(events: readonly TraceEvent[]): readonly ThreadTime[] {
  const names = new Map<string, string>();
  const times = new Map<string, number>();
  for (const { name, ph, pid, tid, tdur = 0, args } of events) {
    const thread = `${pid}/${tid}`;
    if (name === 'thread_name') names.set(thread, args?.name ?? '');
    if (ph === 'X' && name === TASK) times.set(thread, (times.get(thread) ?? 0) + tdur / 1e3);
  }
  return [...times]
    .map(([thread, ms]) => ({ name: names.get(thread) ?? thread, ms }))
    .filter(({ ms }) => ms >= 1)
    .toSorted((a, b) => b.ms - a.ms);
}

/** Milliseconds of processor time of each task of the pages' main threads. */
export function mainTasks(events: readonly TraceEvent[]): readonly number[] {
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;
  const isMain = ({ name, args }: TraceEvent) => name === 'thread_name' && args?.name === 'CrRendererMain';
  const main = new Set(events.filter(isMain).map(threadOf));
  return events
    .filter((event) => event.ph === 'X' && event.name === TASK && main.has(threadOf(event)))
    .map(({ tdur = 0 }) => tdur / 1e3);
}

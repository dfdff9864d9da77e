/**
 * What runs inside a page that is measured, as text: it notes what the page and its simulating worker say to each other, when
 * an answer was painted, and how long the main thread was busy at a time.
 */
import type { Motion } from './moves.ts';

/** Something that was asked or answered; times in milliseconds of the page's own clock. */
export interface Note {
  readonly what: 'asked' | 'answered';
  readonly kind: string;
  readonly turn: number;
  readonly quality?: string;
  readonly isProvisional?: boolean;
  readonly at: number;
  /** When the frame that shows it had been painted. */
  readonly painted?: number;
}

export interface Drag {
  /** Of each position: when the input came, and the number under which it was asked about. */
  readonly inputs: readonly { readonly at: number; readonly turn: number }[];
  readonly released: number;
  readonly notes: readonly Note[];
  /** Of tasks over 50 ms, between the first input and the release. */
  readonly longTasks: readonly number[];
}

/** To be run before the page's own scripts. */
export const WATCH = `
  window.notes = [];
  window.afterPaint = (tell) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { tell(performance.now()); channel.port1.close(); };
    channel.port2.postMessage(0);
  });
  const OwnWorker = window.Worker;
  window.Worker = class extends OwnWorker {
    postMessage(message, ...more) {
      if (message?.turn) notes.push({ what: 'asked', kind: message.kind, turn: message.turn, at: performance.now() });
      return super.postMessage(message, ...more);
    }
    set onmessage(hear) {
      super.onmessage = (event) => {
        const { kind, turn, quality, isProvisional } = event.data;
        const note = { what: 'answered', kind, turn, quality, isProvisional, at: performance.now() };
        notes.push(note);
        hear(event);
        afterPaint((at) => (note.painted = at));
      };
    }
  };
`;

/** Moves the first lever, lets go, and waits for the last answer. */
export const dragScript = ({ moves, releasedAt }: Motion) => `(async () => {
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const until = async (test) => { while (!notes.some(test)) await pause(20); };
  const tasks = [];
  new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: 'longtask' });
  const input = document.querySelector('.lever input[type=range]');
  notes.length = 0;
  const inputs = [];
  const [standing, step, began] = [Number(input.value), Number(input.step), performance.now()];
  const waitFor = (at) => pause(began + at - performance.now());
  for (const { at: when, place } of ${JSON.stringify(moves)}) {
    await waitFor(when);
    input.value = String(standing + place * step);
    const at = performance.now();
    input.dispatchEvent(new Event('input', { bubbles: true }));
    inputs.push({ at, turn: notes.findLast(({ what }) => what === 'asked').turn });
  }
  await waitFor(${releasedAt});
  const released = performance.now();
  input.dispatchEvent(new Event('change', { bubbles: true }));
  await until(({ kind }) => kind === 'settle');
  const { turn } = notes.find(({ kind }) => kind === 'settle');
  await until((one) => one.turn === turn && one.kind === 'verdicts' && !one.isProvisional && one.painted);
  const longTasks = tasks.filter(({ startTime }) => startTime < released).map(({ duration }) => duration);
  return { inputs, released, notes: [...notes], longTasks };
})()`;

/**
 * The same inputs on a page that only writes the slider's position down: from input to paint, sorted; and by how much a loop
 * of fixed work was slowed down, at its 95th of 100 parts, by whatever else keeps the machine busy.
 */
export const emptyDragScript = ({
  positions,
  gap,
}: {
  readonly positions: number;
  readonly gap: number;
}) => `(async () => {
  const waits = [];
  const text = document.body.appendChild(document.createElement('p'));
  for (let i = 0; i < ${positions}; i += 1) {
    const at = performance.now();
    text.textContent = String(i);
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => { waits.push(performance.now() - at); channel.port1.close(); };
      channel.port2.postMessage(0);
    });
    await new Promise((resolve) => setTimeout(resolve, ${gap}));
  }
  await new Promise((resolve) => setTimeout(resolve, 200));
  return waits.sort((a, b) => a - b);
})()`;

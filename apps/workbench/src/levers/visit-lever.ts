import { signal } from '@preact/signals';

/** Brought up among the first, wherever its order puts it. */
export const broughtUp = signal<string | undefined>(undefined);

/** Shows a lever that may be one of hundreds, and gives it the focus. */
export function visitLever(id: string): void {
  broughtUp.value = id;
  requestAnimationFrame(() => {
    const lever = document.querySelector<HTMLElement>(`[data-lever="${CSS.escape(id)}"] input[type=range]`);
    lever?.scrollIntoView({ block: 'center' });
    lever?.focus({ preventScroll: true });
  });
}

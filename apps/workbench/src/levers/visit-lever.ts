import { signal } from '@preact/signals';

/** Brought up among the first, wherever its order puts it. */
export const broughtUp = signal<string | undefined>(undefined);

export const areSwitchesOpen = signal(false);

/** Shows a mechanism or a rival form, and gives it the focus. */
export function visitSwitch(id: string): void {
  areSwitchesOpen.value = true;
  focusOn(`[data-switch="${CSS.escape(id)}"]`);
}

/** Shows a lever that may be one of hundreds, and gives it the focus. */
export function visitLever(id: string): void {
  broughtUp.value = id;
  focusOn(`[data-lever="${CSS.escape(id)}"] input[type=range]`);
}

/** Once the page has been drawn again. */
function focusOn(selector: string): void {
  requestAnimationFrame(() => {
    const found = document.querySelector<HTMLElement>(selector);
    found?.scrollIntoView({ block: 'center' });
    found?.focus({ preventScroll: true });
  });
}

/** For so long after a key what it pressed may go: a busy page takes its time. */
const WATCHED_MS = 1500;

/**
 * Whoever presses a button by key stays where they are when it goes, or can be pressed no more: at the first thing of what
 * it stood in. Otherwise the next Tab would begin at the top of the page.
 */
export function keepFocus(): void {
  let watching: ReturnType<typeof setTimeout>;
  addEventListener('click', (event) => {
    // What was pressed before is not where they are.
    clearTimeout(watching);
    // A pointer is where it is.
    if (event.detail > 0) return;
    const path = event.composedPath();
    const pressed = document.activeElement;
    const until = performance.now() + WATCHED_MS;
    const look = () => {
      if (document.activeElement === document.body) goOnIn(path);
      else if (document.activeElement === pressed && performance.now() < until) watching = setTimeout(look, 50);
    };
    watching = setTimeout(look, 50);
  });
}

function goOnIn(path: readonly EventTarget[]): void {
  for (const place of path) {
    if (!(place instanceof Element) || !place.isConnected) continue;
    const next = place.querySelector<HTMLElement>(':is(button, input, select, textarea):enabled');
    next?.focus();
    if (next) return;
  }
}

/**
 * Whoever presses a button by key stays where they are when it goes, or can be pressed no more: at the first thing of what
 * it stood in. Otherwise the next Tab would begin at the top of the page.
 */
export function keepFocus(): void {
  addEventListener('click', (event) => {
    // A pointer is where it is.
    if (event.detail > 0) return;
    const path = event.composedPath();
    // Once the page has been drawn anew.
    setTimeout(() => {
      if (document.activeElement !== document.body) return;
      for (const place of path) {
        if (!(place instanceof Element) || !place.isConnected) continue;
        const next = place.querySelector<HTMLElement>(':is(button, input, select, textarea):enabled');
        if (next) return next.focus();
      }
    }, 50);
  });
}

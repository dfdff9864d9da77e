/** Closed at first; what is in it is fetched when it is opened. */
import { useEffect, useRef } from 'preact/hooks';
import { Lazy } from '../lazy.tsx';
import { isNarrow, isSheetOpen } from '../sheet/narrow.ts';
import { STRINGS } from '../strings.ts';
import { isDrawerOpen } from './tab.ts';

const loadWhy = () => import('../why/why.tsx');

export function Drawer() {
  const isOpen = isDrawerOpen.value;
  const drawer = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    // In a low window it stands at the foot of the page.
    drawer.current!.scrollIntoView({ block: 'nearest' });
    // What led here may be beneath it now.
    const before = document.activeElement;
    const button = drawer.current!.querySelector('button')!;
    button.focus({ preventScroll: true });
    return () => {
      const isIn = document.activeElement === document.body || document.activeElement === button;
      if (isIn && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [isOpen]);
  return (
    <section class="drawer" aria-labelledby="why" ref={drawer}>
      <h2 id="why">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => {
            isDrawerOpen.value = !isOpen;
          }}
        >
          {STRINGS.why}
        </button>
      </h2>
      {isNarrow.value && !isOpen && (
        <button
          type="button"
          class="what-if"
          aria-expanded={isSheetOpen.value}
          onClick={() => (isSheetOpen.value = !isSheetOpen.value)}
        >
          {STRINGS.levers}
        </button>
      )}
      {isOpen && <Lazy load={loadWhy} />}
    </section>
  );
}

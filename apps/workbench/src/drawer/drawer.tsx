/** Closed at first; what is in it is fetched when it is opened. */
import { Lazy } from '../lazy.tsx';
import { isDrawerOpen } from '../session.ts';
import { isNarrow, isSheetOpen } from '../sheet/narrow.ts';
import { STRINGS } from '../strings.ts';

const loadWhy = () => import('../why/why.tsx');

export function Drawer() {
  const isOpen = isDrawerOpen.value;
  return (
    <section class="drawer" aria-labelledby="why">
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

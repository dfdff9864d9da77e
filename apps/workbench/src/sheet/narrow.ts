/** Whether the page is as narrow as a phone: columns stand one below the other then, and a sheet takes their place. */
import { signal } from '@preact/signals';

const query = matchMedia('(width < 800px)');

export const isNarrow = signal(query.matches);
query.addEventListener('change', ({ matches }) => {
  isNarrow.value = matches;
});

/** The sheet with levers is open, whatever is selected. */
export const isSheetOpen = signal(false);

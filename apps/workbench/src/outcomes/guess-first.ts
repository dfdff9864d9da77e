/** While readers guess, a chart shows its result once they ask for it. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { isGuessing } from '../chosen.ts';

export function useGuessFirst(): { readonly isHidden: boolean; readonly reveal: () => void } {
  const isRevealed = useSignal(false);
  useEffect(() => {
    // Whoever guesses again begins anew.
    if (!isGuessing.value) isRevealed.value = false;
  }, [isGuessing.value]);
  return {
    isHidden: isGuessing.value && !isRevealed.value,
    reveal: () => {
      isRevealed.value = true;
    },
  };
}

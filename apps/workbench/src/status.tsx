/** A line that is read out when it changes; in place of all else, what stopped the simulation, and the way on, or what else did not work. */
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { failure, isAlone, trouble } from './known.ts';
import { startAnew } from './session.ts';
import { STRINGS } from './strings.ts';

export function Status({ children }: { readonly children?: ComponentChildren }) {
  const place = useRef<HTMLParagraphElement>(null);
  return (
    <p role="status" ref={place} tabIndex={-1}>
      {failure.value === '' ? (
        // That nothing can be fetched is told elsewhere then.
        trouble.value === '' || isAlone.value ? (
          children
        ) : (
          STRINGS.didNotWork(trouble.value)
        )
      ) : (
        <>
          {STRINGS.failed(failure.value)}{' '}
          <button
            type="button"
            onClick={() => {
              // The button goes, and whoever pressed it stays.
              place.current?.focus();
              startAnew();
            }}
          >
            {STRINGS.startAnew}
          </button>
        </>
      )}
    </p>
  );
}

/** Before there is anything to show. */
import { failure, isBroken, trouble } from '../known.ts';
import { STRINGS } from '../strings.ts';
import { Diagnostics } from './diagnostics.tsx';

export function Waiting() {
  return (
    <main class="waiting">
      <h1>Fissure</h1>
      <p role="status">
        {failure.value
          ? STRINGS.failed(failure.value)
          : trouble.value
            ? STRINGS.didNotWork(trouble.value)
            : isBroken.value
              ? STRINGS.nothing
              : STRINGS.reading}
      </p>
      <Diagnostics />
    </main>
  );
}

/** Before there is anything to show. */
import { failure, isBroken } from '../session.ts';
import { STRINGS } from '../strings.ts';
import { Diagnostics } from './diagnostics.tsx';

export function Waiting() {
  return (
    <main class="waiting">
      <h1>Fissure</h1>
      <p role="status">
        {failure.value ? STRINGS.failed(failure.value) : isBroken.value ? STRINGS.nothing : STRINGS.reading}
      </p>
      <Diagnostics />
    </main>
  );
}

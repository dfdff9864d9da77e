/** Before there is anything to show. */
import { failure, isBroken, progress } from '../session.ts';
import { STRINGS } from '../strings.ts';
import { Diagnostics } from './diagnostics.tsx';

export function Waiting() {
  const stage = STRINGS.stages[progress.value?.stage ?? 'read'];
  return (
    <main class="waiting">
      <h1>Fissure</h1>
      <p role="status">{failure.value ? STRINGS.failed(failure.value) : isBroken.value ? STRINGS.nothing : stage}</p>
      {!failure.value && !isBroken.value && <progress value={progress.value?.share} aria-label={stage} />}
      <Diagnostics />
    </main>
  );
}

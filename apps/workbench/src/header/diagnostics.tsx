import { diagnostics, isBroken } from '../session.ts';
import { STRINGS } from '../strings.ts';

export function Diagnostics() {
  if (!isBroken.value) return null;
  return (
    <section class="diagnostics" role="alert">
      <p>{STRINGS.broken}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard */}
      <pre tabIndex={0}>{diagnostics.value}</pre>
    </section>
  );
}

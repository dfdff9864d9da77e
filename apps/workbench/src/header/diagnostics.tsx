import { diagnostics, isBroken, study } from '../known.ts';
import { STRINGS } from '../strings.ts';

export function Diagnostics() {
  if (!isBroken.value) return null;
  return (
    <section class="diagnostics" role="alert">
      {/* Of a study that never could be read, the waiting page says that there is nothing yet. */}
      {study.value && <p>{STRINGS.broken}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard */}
      <pre tabIndex={0}>{diagnostics.value}</pre>
    </section>
  );
}

/** Units that disagree, what is never used: whoever brings a model wants to know. */
export function Found() {
  if (isBroken.value || diagnostics.value === '') return null;
  return (
    <details class="found">
      <summary>{STRINGS.found(diagnostics.value.match(/^(?:warning|info)\[/gm)?.length ?? 0)}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard */}
      <pre tabIndex={0}>{diagnostics.value}</pre>
    </details>
  );
}

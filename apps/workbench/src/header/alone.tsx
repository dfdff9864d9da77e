/** That the server is gone, what goes on without it, and how it is started again where this page looks for it. */
import { isAlone, study } from '../known.ts';
import { quoted } from '../share/quoted.ts';
import { STRINGS } from '../strings.ts';

export function Alone() {
  if (!isAlone.value) return null;
  const line = ['fissure', 'open', study.value!.path, '--port', location.port].map(quoted).join(' ');
  return (
    <section class="diagnostics" role="alert">
      <p>
        {STRINGS.alone} <code>{line}</code>
      </p>
    </section>
  );
}

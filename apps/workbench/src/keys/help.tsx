import { Dialog } from '../dialog.tsx';
import { isHelpOpen } from '../session.ts';
import { STRINGS } from '../strings.ts';
import { KEYS } from './keys.ts';

export function Help() {
  if (!isHelpOpen.value) return null;
  return (
    <Dialog title={STRINGS.keys} onClose={() => (isHelpOpen.value = false)}>
      <dl class="keys">
        {[...KEYS.map(({ key, name }) => [key, STRINGS.keyNames[name]] as const), ...STRINGS.leverKeys].map(
          ([key, text]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{text}</dd>
            </div>
          ),
        )}
      </dl>
    </Dialog>
  );
}

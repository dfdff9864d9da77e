import { Dialog } from '../dialog.tsx';
import { DIALOGS } from '../dialog-strings.ts';
import { STRINGS } from '../strings.ts';
import { ACTIONS } from './keys.ts';

export default function Help() {
  return (
    <Dialog title={STRINGS.keys} isText>
      <dl class="keys">
        {[...ACTIONS.map(({ key, name }) => [keyText(key!), DIALOGS.actions[name]] as const), ...DIALOGS.leverKeys].map(
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

/** The palette has two. */
function keyText(key: string): string {
  return key === '/' ? '/, Ctrl-K' : key;
}

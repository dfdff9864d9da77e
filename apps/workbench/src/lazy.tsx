/** A part of the page that is fetched when it is first wanted. */
import { useSignal } from '@preact/signals';
import { type ComponentType, h } from 'preact';
import { useEffect } from 'preact/hooks';
import { isAlone } from './known.ts';
import { STRINGS } from './strings.ts';

interface LazyProps<Props> {
  readonly load: () => Promise<{ readonly default: ComponentType<Props> }>;
  /** What the part is given. */
  readonly with?: Props;
}

export function Lazy<Props extends object>({ load, with: props }: LazyProps<Props>) {
  const part = useSignal<ComponentType<Props> | undefined>(undefined);
  const isMissing = useSignal(false);
  useEffect(() => {
    load().then(
      (module) => {
        part.value = module.default;
      },
      () => {
        isMissing.value = true;
      },
    );
  }, [load]);
  if (part.value) return h(part.value, (props ?? {}) as Props);
  return (
    <p role="status" class="fetching">
      {isMissing.value ? STRINGS.notFetched : STRINGS.loading}{' '}
      {/* Browsers do not ask again for a module that failed. Levers and all else stand in the address. */}
      {isMissing.value && !isAlone.value && (
        <button type="button" onClick={() => location.reload()}>
          {STRINGS.loadAnew}
        </button>
      )}
    </p>
  );
}

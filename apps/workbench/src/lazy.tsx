/** A part of the page that is fetched when it is first wanted. */
import { useSignal } from '@preact/signals';
import { type ComponentType, h } from 'preact';
import { useEffect } from 'preact/hooks';
import { tell } from './session.ts';
import { STRINGS } from './strings.ts';

interface LazyProps {
  readonly load: () => Promise<{ readonly default: ComponentType }>;
}

export function Lazy({ load }: LazyProps) {
  const part = useSignal<ComponentType | undefined>(undefined);
  useEffect(() => {
    load().then((module) => {
      part.value = module.default;
    }, tell);
  }, [load]);
  return part.value ? h(part.value, {}) : <p role="status">{STRINGS.loading}</p>;
}

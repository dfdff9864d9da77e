/** How far upstream a list goes. */
import type { Signal } from '@preact/signals';
import { WHY } from './strings.ts';

export type Scope = keyof typeof WHY.scopes;

export function ScopeChoice({ scope }: { readonly scope: Signal<Scope> }) {
  return (
    <label class="choice">
      {WHY.scope}{' '}
      <select
        value={scope.value}
        onChange={(event) => {
          scope.value = event.currentTarget.value as Scope;
        }}
      >
        {Object.entries(WHY.scopes).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

import type { Lever } from 'fissure/workbench';
import { drag, release, settings, tell } from '../session.ts';
import { STRINGS } from '../strings.ts';

export function Slider({ lever }: { lever: Lever }) {
  const value = settings.value.get(lever.id) ?? 1;
  return (
    <label class="lever">
      <span>
        {lever.label} <output>{STRINGS.times(value)}</output>
      </span>
      <input
        type="range"
        min="0.25"
        max="2"
        step="0.05"
        value={value}
        aria-valuetext={STRINGS.times(value)}
        onInput={(event) => void drag(lever.id, Number(event.currentTarget.value)).catch(tell)}
        onChange={() => void release().catch(tell)}
      />
    </label>
  );
}

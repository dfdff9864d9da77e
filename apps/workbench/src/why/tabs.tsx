/** Tabs as ARIA has them: arrow keys move and choose, Home and End go to the ends. */
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';

interface TabsProps<T extends string> {
  readonly label: string;
  readonly names: readonly T[];
  readonly titles: Readonly<Record<T, string>>;
  readonly chosen: T;
  readonly onChoose: (name: T) => void;
  /** The panel of the chosen tab. */
  readonly children: ComponentChildren;
}

export function Tabs<T extends string>({ label, names, titles, chosen, onChoose, children }: TabsProps<T>) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const target = targetOf(event.key, names.indexOf(chosen), names.length, isRightToLeft(list.current));
    if (target === undefined) return;
    event.preventDefault();
    onChoose(names[target]!);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[target]?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
        {names.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`why-tab-${name}`}
            aria-selected={name === chosen}
            aria-controls={name === chosen ? `why-panel-${name}` : undefined}
            tabIndex={name === chosen ? 0 : -1}
            onClick={() => onChoose(name)}
          >
            {titles[name]}
          </button>
        ))}
      </div>
      <div class="panel" role="tabpanel" id={`why-panel-${chosen}`} aria-labelledby={`why-tab-${chosen}`} tabIndex={-1}>
        {children}
      </div>
    </>
  );
}

function targetOf(key: string, current: number, count: number, isMirrored: boolean): number | undefined {
  const forward = isMirrored ? -1 : 1;
  if (key === 'ArrowRight') return (current + forward + count) % count;
  if (key === 'ArrowLeft') return (current - forward + count) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return undefined;
}

function isRightToLeft(element: Element | null): boolean {
  return element !== null && getComputedStyle(element).direction === 'rtl';
}

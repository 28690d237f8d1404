import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';

interface TabsProps<Tab extends string> {
  labels: Record<Tab, string>;
  /** Shown behind the label. */
  counts: Partial<Record<Tab, string>>;
  current: Tab;
  select(tab: Tab): void;
  children: ComponentChildren;
}

/** Tabs that the arrow keys move between. */
export function Tabs<Tab extends string>({ labels, counts, current, select, children }: TabsProps<Tab>) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const names = Object.keys(labels) as Tab[];
  const moveBy = (steps: number) => {
    const next = names[(names.indexOf(current) + steps + names.length) % names.length];
    if (next === undefined) return;
    select(next);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const forward = getComputedStyle(event.currentTarget as Element).direction === 'rtl' ? -1 : 1;
    if (event.key === 'ArrowRight') moveBy(forward);
    if (event.key === 'ArrowLeft') moveBy(-forward);
  };
  return (
    <>
      <div class="tabs" role="tablist" ref={list} onKeyDown={onKeyDown}>
        {names.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            data-tab={name}
            aria-selected={name === current}
            aria-controls={`${id}-panel`}
            tabIndex={name === current ? 0 : -1}
            onClick={() => select(name)}
          >
            {labels[name]}
            {counts[name] && <span class="tab-count">{counts[name]}</span>}
          </button>
        ))}
      </div>
      <div class="tab-panel" id={`${id}-panel`} role="tabpanel" aria-label={labels[current]}>
        {children}
      </div>
    </>
  );
}

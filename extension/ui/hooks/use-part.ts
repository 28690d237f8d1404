import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A part of a screen that is loaded when it is shown for the first time; null until it is there. */
export function usePart<Props>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> | null {
  const [part, setPart] = useState<{ Part: ComponentType<Props> } | null>(null);
  useEffect(() => {
    let left = false;
    void load().then((Part) => {
      if (!left) setPart({ Part });
    });
    return () => {
      left = true;
    };
  }, []);
  return part?.Part ?? null;
}

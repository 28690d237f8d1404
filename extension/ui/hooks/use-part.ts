import { type ComponentType, h } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { toToldError } from '../../../shared/told-error.ts';
import { ErrorNotice } from '../components/notice.tsx';

/** A part of a screen that is loaded when it is shown for the first time; null until it is there, or says why it is not. */
export function usePart<Props>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> | null {
  const [part, setPart] = useState<{ Part: ComponentType<Props> } | null>(null);
  useEffect(() => {
    let left = false;
    load()
      .catch((thrown: unknown): ComponentType<Props> => {
        const error = toToldError(thrown);
        return () => h(ErrorNotice, { error });
      })
      .then((Part) => !left && setPart({ Part }));
    return () => {
      left = true;
    };
  }, []);
  return part?.Part ?? null;
}

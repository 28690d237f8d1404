import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Hop } from '../../../shared/doctor.ts';
import { type ToldError, toToldError } from '../../../shared/told-error.ts';
import type { CompanionCare } from '../ports.ts';

/** A look at the companion, as far as it has come. */
export interface Doctor {
  hops: readonly Hop[];
  isLooking: boolean;
  /** What the browser said when it is none of the texts that are known. */
  strange: string | null;
  /** Why there could be no look at all. */
  error: ToldError | null;
  look(): void;
}

/** Looks at once, and again when asked; what comes of an earlier look is dropped. */
export function useDoctor(care: Pick<CompanionCare, 'examine'>): Doctor {
  const [hops, setHops] = useState<readonly Hop[]>([]);
  const [isLooking, setLooking] = useState(true);
  const [strange, setStrange] = useState<string | null>(null);
  const [error, setError] = useState<ToldError | null>(null);
  const latest = useRef<AbortController | null>(null);

  const look = useCallback(() => {
    latest.current?.abort();
    const own = new AbortController();
    latest.current = own;
    setHops([]);
    setStrange(null);
    setError(null);
    setLooking(true);
    care
      .examine((hop) => {
        if (!own.signal.aborted) setHops((known) => [...known.filter(({ id }) => id !== hop.id), hop]);
      }, own.signal)
      .then(
        (end) => !own.signal.aborted && setStrange(end.strange),
        (thrown: unknown) => !own.signal.aborted && setError(toToldError(thrown)),
      )
      .finally(() => !own.signal.aborted && setLooking(false));
  }, [care]);

  useEffect(() => {
    look();
    return () => latest.current?.abort();
  }, [look]);
  return { hops, isLooking, strange, error, look };
}

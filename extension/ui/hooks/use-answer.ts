import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { type ToldError, toToldError } from '../../../shared/told-error.ts';

/** A question on its way, its answer, or why there is none. */
export type Answer<Value> =
  | { phase: 'loading' }
  | { phase: 'ready'; value: Value }
  | { phase: 'failed'; error: ToldError };

/** Asks once, and again for every other key or `ask` call; null asks nothing. Late answers to old questions are dropped. */
export function useAnswer<Value>(
  key: string | null,
  read: () => Promise<Value>,
): [Answer<Value>, () => void] {
  const [answer, setAnswer] = useState<Answer<Value>>({ phase: 'loading' });
  const question = useRef(0);
  const reader = useRef(read);
  reader.current = read;
  const ask = useCallback(async () => {
    question.current += 1;
    const own = question.current;
    const take = (next: Answer<Value>) => own === question.current && setAnswer(next);
    take({ phase: 'loading' });
    try {
      take({ phase: 'ready', value: await reader.current() });
    } catch (thrown) {
      take({ phase: 'failed', error: toToldError(thrown) });
    }
  }, []);
  useEffect(() => {
    if (key !== null) void ask();
  }, [key, ask]);
  return [answer, ask];
}

import { useState } from 'preact/hooks';
import { errorCodes } from '../../../shared/error-codes.ts';
import { type ToldError, toToldError } from '../../../shared/told-error.ts';
import { useAnswer } from '../hooks/use-answer.ts';
import type { DashboardPorts, UnreadableRecord } from '../ports.ts';
import { texts } from '../texts/screen-texts.ts';
import { Icon } from './icon.tsx';
import { ErrorNotice, Notice } from './notice.tsx';

/** Records that are not understood, and how to look for them again. */
export interface Unreadable {
  found: readonly UnreadableRecord[];
  lookAgain(): void;
}

/** Looks once; what cannot be looked for is said by the list beside it. */
export function useUnreadable(
  { listUnreadable }: Pick<DashboardPorts, 'listUnreadable'>,
  what: 'jobs' | 'downloads',
): Unreadable {
  const [answer, lookAgain] = useAnswer(`unreadable ${what}`, () => listUnreadable(what));
  return { found: answer.phase === 'ready' ? answer.value : [], lookAgain };
}

interface UnreadableListProps extends Unreadable {
  remove(id: string): Promise<unknown>;
}

/** What is in the library and cannot be read, and what can be done about it. Files that are out of the browser stay. */
export function UnreadableList({ found, lookAgain, remove }: UnreadableListProps) {
  const [error, setError] = useState<ToldError | null>(null);
  const forget = async (id: string) => {
    try {
      await remove(id);
      lookAgain();
    } catch (thrown) {
      setError(toToldError(thrown));
    }
  };
  return (
    <>
      {found.map(({ id, title }) => (
        <Notice key={id} tone="bad">
          <strong dir="auto">{title}</strong>
          <p>{errorCodes['storage.unreadable'].sentence}</p>
          <button type="button" class="button" onClick={() => void forget(id)}>
            <Icon name="remove" />
            {texts.jobs.actions.remove}
          </button>
        </Notice>
      ))}
      {error && <ErrorNotice error={error} />}
    </>
  );
}

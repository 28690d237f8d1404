import { useState } from 'preact/hooks';
import { errorCodes } from '../../../shared/error-codes.ts';
import { type ToldError, toToldError } from '../../../shared/told-error.ts';
import type { ScreenPorts, UnreadableJob } from '../ports.ts';
import { texts } from '../texts/screen-texts.ts';
import { Icon } from './icon.tsx';
import { ErrorNotice, Notice } from './notice.tsx';

interface UnreadableExportsProps {
  ports: Pick<ScreenPorts, 'request'>;
  found: readonly UnreadableJob[];
  onRemoved(): void;
}

/** Exports whose records in the library cannot be read, and what can be done about them. Archives that are out of the browser stay. */
export function UnreadableExports({ ports, found, onRemoved }: UnreadableExportsProps) {
  const [error, setError] = useState<ToldError | null>(null);
  const remove = async (jobId: string) => {
    try {
      await ports.request('job.remove', { jobId, withFiles: false });
      onRemoved();
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
          <button type="button" class="button" onClick={() => void remove(id)}>
            <Icon name="remove" />
            {texts.jobs.actions.remove}
          </button>
        </Notice>
      ))}
      {error && <ErrorNotice error={error} />}
    </>
  );
}

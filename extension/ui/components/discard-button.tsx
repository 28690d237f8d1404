import { useState } from 'preact/hooks';
import type { Job } from '../../../shared/model/job.ts';
import { type ToldError, toToldError } from '../../../shared/told-error.ts';
import type { ScreenPorts } from '../ports.ts';
import { placeTexts } from '../texts/place-texts.ts';
import { Icon } from './icon.tsx';
import { ErrorNotice } from './notice.tsx';

/** Removes an export that did not end well, with what was saved of it; asks first. */
export function DiscardButton({ ports, job, title }: { ports: ScreenPorts; job: Job; title: string }) {
  const [error, setError] = useState<ToldError | null>(null);
  const { files: count } = job.counts;
  const discard = async () => {
    if (!globalThis.confirm(placeTexts.discardAsk(title, count))) return;
    try {
      await ports.request('job.remove', { jobId: job.id, withFiles: true });
    } catch (thrown) {
      setError(toToldError(thrown));
    }
  };
  return (
    <>
      <button type="button" class="button" onClick={() => void discard()}>
        <Icon name="remove" />
        {placeTexts.discard(count)}
      </button>
      {error && <ErrorNotice error={error} />}
    </>
  );
}

import { useState } from 'preact/hooks';
import type { Job } from '../../../shared/model/job.ts';
import { type ToldError, toToldError } from '../../../shared/told-error.ts';
import { toAsked } from '../../core/jobs/same-choice.ts';
import type { JobAction } from '../job-view.ts';
import type { ScreenPorts } from '../ports.ts';

/** All but those that are links. */
export type SentAction = Exclude<JobAction, 'open'>;

function sendAction(ports: ScreenPorts, action: SentAction, job: Job): Promise<unknown> {
  const { id: jobId, ref } = job;
  switch (action) {
    case 'cancel':
      return ports.request('job.cancel', { jobId });
    case 'resume':
    case 'retry':
      return ports.request('job.resume', { jobId });
    case 'reveal':
      return ports.request('archive.reveal', { jobId });
    case 'again':
      return ports.request('job.start', { ref, options: toAsked(job) });
    case 'new':
      return ports.request('job.start', { ref, options: { ...toAsked(job), onlyNew: true } });
    case 'remove':
      return ports.request('job.remove', { jobId, withFiles: false });
  }
}

/** A way to act on a job, and how the last try went. */
export interface JobActions {
  /** The action that was sent and not yet answered. */
  pending: SentAction | null;
  error: ToldError | null;
  run(action: SentAction): Promise<void>;
}

/** Sends what the user wants of a job; what went wrong stays visible until the next try. */
export function useJobActions(ports: ScreenPorts, job: Job): JobActions {
  const [pending, setPending] = useState<SentAction | null>(null);
  const [error, setError] = useState<ToldError | null>(null);
  const run = async (action: SentAction) => {
    setPending(action);
    setError(null);
    try {
      await sendAction(ports, action, job);
    } catch (thrown) {
      setError(toToldError(thrown));
    } finally {
      setPending(null);
    }
  };
  return { pending, error, run };
}

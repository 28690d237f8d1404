import type { AppError } from '../../../shared/app-error.ts';
import { toWire } from '../../../shared/app-error.ts';
import type { JobState } from '../../../shared/model/job.ts';

/** Thrown by a step that cannot go on now: the job takes `state` and keeps everything it has. */
export class JobPause extends Error {
  readonly state: JobState;

  constructor(state: JobState) {
    super(`The job pauses: ${state.status}`);
    this.name = 'JobPause';
    this.state = state;
  }
}

/** Until the user acts. */
export const pauseForUser = (error: AppError): JobPause =>
  new JobPause({ status: 'blocked', error: toWire(error) });

/** Until a time. */
export const pauseUntil = (error: AppError, untilMs: number): JobPause =>
  new JobPause({ status: 'waiting', until: new Date(untilMs).toISOString(), error: toWire(error) });

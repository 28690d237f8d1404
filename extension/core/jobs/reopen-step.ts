/** Which steps of a job that is taken up again are run once more. Pure. */
import type { Step } from '../../../shared/model/job.ts';

/** A list is walked once; only one that failed is walked again. */
export const isList = ({ kind }: Step): boolean => kind === 'resolve' || kind === 'collect';

/** Steps after the lists look at every item and do what is open, so running them again is cheap and safe. */
export const reopenStep = (step: Step): Step =>
  isList(step) && step.status !== 'failed'
    ? { ...step, error: null }
    : { ...step, status: 'pending', error: null };

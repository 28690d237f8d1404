/** A step's progress for those who look on, written no oftener than they can see. */
import type { Step } from '../../../shared/model/job.ts';
import { type StepContext, saveProgress } from './step-context.ts';

const everyMs = 250;

export interface ProgressWriter {
  /** Writes it soon, unless something newer comes first. Items are on record by themselves, so a kill loses nothing. */
  note(change: Partial<Step>): void;
  /** Writes it now, after everything noted before; throws when that could not be written either. */
  write(change: Partial<Step>): Promise<void>;
}

/** For one run of one step; the last word has to be a `write`. */
export function createProgressWriter(context: StepContext): ProgressWriter {
  let noted: Partial<Step> | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let writing = Promise.resolve();

  const writeNoted = (): void => {
    timer = null;
    const change = noted;
    noted = null;
    // Whoever ended the run has the last word on its step.
    if (!change || context.signal.aborted) return;
    writing = writing.then(() => saveProgress(context, change));
    // `write` waits for the same promise and throws what this one only keeps from being called unhandled.
    void Promise.allSettled([writing]);
  };

  return {
    note(change) {
      noted = change;
      timer ??= setTimeout(writeNoted, everyMs);
    },
    async write(change) {
      if (timer !== null) clearTimeout(timer);
      noted = change;
      writeNoted();
      await writing;
    },
  };
}

/** What the user chose last; small, so it lives in extension storage and not in the library. */
import { browser } from 'wxt/browser';
import { defaultJobOptions, type JobOptions, jobOptionsSchema } from '../../shared/model/job-options.ts';
import type { PaceLimits } from '../core/pace.ts';
import { optionsKey } from './options-key.ts';

const paceKey = 'pace-limits';

/** Two requests a second after a short burst: about what a person who browses quickly makes. */
export const defaultPaceLimits: PaceLimits = { perMinute: 120, burst: 30 };

/** The defaults when nothing was saved, or when what was saved is not understood any more. */
export async function readSavedOptions(): Promise<JobOptions> {
  const stored = await browser.storage.local.get(optionsKey);
  const parsed = jobOptionsSchema.safeParse(stored[optionsKey] ?? {});
  return parsed.success ? parsed.data : defaultJobOptions;
}

/** Keeps the user's choice for the next export. */
export async function writeSavedOptions(options: JobOptions): Promise<void> {
  await browser.storage.local.set({ [optionsKey]: options });
}

const isPositive = (value: unknown): value is number => typeof value === 'number' && value > 0;

/** Requests a platform may be asked for; changed only by people who know what they risk. */
export async function readPaceLimits(): Promise<PaceLimits> {
  const stored = (await browser.storage.local.get(paceKey))[paceKey] as Partial<PaceLimits> | undefined;
  if (!isPositive(stored?.perMinute) || !isPositive(stored.burst)) return defaultPaceLimits;
  return { perMinute: stored.perMinute, burst: stored.burst };
}

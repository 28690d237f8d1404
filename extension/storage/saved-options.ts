/** What the user chose last; small, so it lives in extension storage and not in the library. */
import { browser } from 'wxt/browser';
import { defaultJobOptions, type JobOptions, jobOptionsSchema } from '../../shared/model/job-options.ts';
import type { PlatformId } from '../../shared/model/source.ts';
import { capBudget, parseBudgetChanges, type RequestBudget } from '../core/requests/request-budget.ts';
import { optionsKey } from './options-key.ts';

/** Of all platforms. Nothing of the product writes it: it is for tests, whose stand-ins have no account to lose. */
const testBudgetKey = 'request-budget';
const toBudgetKey = (platform: PlatformId): string => `${testBudgetKey}:${platform}`;

/**
 * The defaults when nothing was saved, or when what was saved is not understood any more. Comments are chosen for one
 * export at a time; an older version kept them.
 */
export async function readSavedOptions(): Promise<JobOptions> {
  const stored = await browser.storage.local.get(optionsKey);
  const parsed = jobOptionsSchema.safeParse(stored[optionsKey] ?? {});
  return parsed.success ? { ...parsed.data, comments: false } : defaultJobOptions;
}

/** Keeps the user's choice for the next export. */
export async function writeSavedOptions(options: JobOptions): Promise<void> {
  await browser.storage.local.set({ [optionsKey]: options });
}

/**
 * What a platform's accounts may be asked for: `defaults`, with what the user has changed. However it came to be stored,
 * that is no more than the screen lets them set, and what is not understood of it changes nothing.
 */
export async function readBudget(platform: PlatformId, defaults: RequestBudget): Promise<RequestBudget> {
  const key = toBudgetKey(platform);
  const stored = await browser.storage.local.get([testBudgetKey, key]);
  return {
    ...defaults,
    ...parseBudgetChanges(stored[testBudgetKey]),
    ...capBudget(parseBudgetChanges(stored[key]), defaults),
  };
}

/** Keeps what the user changed of a platform's budget; null goes back to what it was. */
export async function writeBudgetChanges(platform: PlatformId, budget: RequestBudget | null): Promise<void> {
  if (budget) await browser.storage.local.set({ [toBudgetKey(platform)]: budget });
  else await browser.storage.local.remove(toBudgetKey(platform));
}

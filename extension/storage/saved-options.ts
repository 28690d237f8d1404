/** What the user chose last; small, so it lives in extension storage and not in the library. */
import { browser } from 'wxt/browser';
import { defaultJobOptions, type JobOptions, jobOptionsSchema } from '../../shared/model/job-options.ts';
import type { PlatformId } from '../../shared/model/source.ts';
import { type RequestBudget, requestBudgetSchema } from '../core/requests/request-budget.ts';
import { optionsKey } from './options-key.ts';

const budgetKey = 'request-budget';
const toBudgetKey = (platform: PlatformId): string => `${budgetKey}:${platform}`;

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

/** What the user changed of a platform's budget, and what was changed of all of them; people who do so know what they risk. */
export async function readBudgetChanges(platform: PlatformId): Promise<Partial<RequestBudget>> {
  const keys = [budgetKey, toBudgetKey(platform)];
  const stored = await browser.storage.local.get(keys);
  const changes = keys.map((key) => {
    const parsed = requestBudgetSchema.partial().safeParse(stored[key] ?? {});
    return parsed.success ? (parsed.data as Partial<RequestBudget>) : {};
  });
  return Object.assign({}, ...changes) as Partial<RequestBudget>;
}

/** Keeps what the user changed of a platform's budget; null goes back to what it was. */
export async function writeBudgetChanges(platform: PlatformId, budget: RequestBudget | null): Promise<void> {
  if (budget) await browser.storage.local.set({ [toBudgetKey(platform)]: budget });
  else await browser.storage.local.remove(toBudgetKey(platform));
}

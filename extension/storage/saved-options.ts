/** What the user chose last; small, so it lives in extension storage and not in the library. */
import { browser } from 'wxt/browser';
import { defaultJobOptions, type JobOptions, jobOptionsSchema } from '../../shared/model/job-options.ts';
import { type RequestBudget, requestBudgetSchema } from '../core/request-budget.ts';
import { optionsKey } from './options-key.ts';

const budgetKey = 'request-budget';

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

/** What the user changed of the budgets of all platforms; people who do so know what they risk. */
export async function readBudgetChanges(): Promise<Partial<RequestBudget>> {
  const stored = (await browser.storage.local.get(budgetKey))[budgetKey];
  const parsed = requestBudgetSchema.partial().safeParse(stored ?? {});
  return parsed.success ? (parsed.data as Partial<RequestBudget>) : {};
}

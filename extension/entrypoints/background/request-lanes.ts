import { AppError } from '../../../shared/errors.ts';
import { createRequestLanes } from '../../jobs/request-lanes.ts';
import { findPlatform } from '../../platforms/index.ts';
import { changeLedger } from '../../storage/ledger-store.ts';
import { readBudgetChanges } from '../../storage/saved-options.ts';
import { sleep } from './sleep.ts';

/** The lanes of this browser's accounts, kept in the library. */
export const requestLanes = createRequestLanes({
  changeLedger,
  async readBudget(id) {
    const platform = findPlatform(id);
    if (!platform) throw new AppError('input.not_supported');
    return { ...platform.budget, ...(await readBudgetChanges()) };
  },
  nowMs: Date.now,
  random: Math.random,
  toLocalHour: (atMs) => new Date(atMs).getHours(),
  sleep,
});

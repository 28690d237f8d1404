/** What the background does for the screens about accounts and budgets. */
import { AppError } from '../../../shared/app-error.ts';
import { findBudgetProblems } from '../../core/requests/request-budget.ts';
import { describeAccounts, estimateExport } from '../../jobs/accounts/describe-accounts.ts';
import type { AccountMessage } from '../../messaging/account-messages.ts';
import type { BackgroundServices } from '../../messaging/server.ts';
import { findPlatform } from '../../platforms/index.ts';
import { writeBudgetChanges } from '../../storage/saved-options.ts';
import { lanePorts, requestLanes } from './request-lanes.ts';

/** One function for each message of messaging/account-messages.ts. */
export const accountServices: Pick<BackgroundServices, AccountMessage> = {
  'account.list': async () => ({ platforms: await describeAccounts(lanePorts) }),
  'account.estimate': ({ source, options }) => estimateExport(lanePorts, source, options),
  'account.settle': async ({ platform }) => {
    await requestLanes.settle(platform);
    return {};
  },
  'budget.write': async ({ platform: id, budget }) => {
    const defaults = findPlatform(id)?.budget;
    if (!defaults) throw new AppError('input.not_supported');
    if (budget && Object.keys(findBudgetProblems(budget, defaults)).length > 0)
      throw new AppError('input.invalid', 'More than this platform may be asked for.');
    await writeBudgetChanges(id, budget);
    return {};
  },
};

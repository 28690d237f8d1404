/** Messages about accounts and their budgets, to the background from popup and dashboard. */
import { z } from 'zod';
import { jobOptionsSchema } from '../../shared/model/job-options.ts';
import { platformIdSchema, sourceSchema } from '../../shared/model/source.ts';
import { wireErrorSchema } from '../../shared/wire-error.ts';
import { requestBudgetSchema } from '../core/requests/request-budget.ts';

const nothing = z.strictObject({});
const countSchema = z.number().int().nonnegative();
const instantSchema = z.iso.datetime({ offset: true });

/** Why an account is not asked; `until` null: until somebody acts. */
const objectionSchema = z.strictObject({ error: wireErrorSchema, until: instantSchema.nullable() });

const accountSchema = z.strictObject({
  /** A hash, `nobody` or `default`, see core/requests/lane-name.ts. */
  account: z.string(),
  /** Whether it was asked last, of all of its platform. */
  isCurrent: z.boolean(),
  spent: z.strictObject({ minute: countSchema, hour: countSchema, day: countSchema }),
  objection: objectionSchema.nullable(),
  /** When the next request can be made, if that is not at once. */
  nextAt: instantSchema.nullable(),
});

const platformAccountsSchema = z.strictObject({
  platform: platformIdSchema,
  label: z.string(),
  budget: requestBudgetSchema,
  /** As the platform's definition has it. */
  defaults: requestBudgetSchema,
  accounts: z.array(accountSchema),
});
export type PlatformAccounts = z.infer<typeof platformAccountsSchema>;

export const accountMessages = {
  /** What was asked of every account, and what may be. */
  'account.list': {
    request: nothing,
    response: z.strictObject({ platforms: z.array(platformAccountsSchema) }),
  },
  /** What an export would take of the current account. */
  'account.estimate': {
    request: z.strictObject({ source: sourceSchema, options: jobOptionsSchema }),
    response: z.strictObject({
      /** Null where the site does not say how much there is. */
      requests: countSchema.nullable(),
      /** Lists of unknown length are among them. */
      isLeast: z.boolean(),
      perPost: countSchema,
      minutes: countSchema.nullable(),
      leftToday: countSchema,
      perDay: countSchema,
      objection: objectionSchema.nullable(),
    }),
  },
  /** The user says that what a platform objected to is settled. */
  'account.settle': { request: z.strictObject({ platform: platformIdSchema }), response: nothing },
  /** Null: back to what the platform's definition says. Refused where it is more than is let. */
  'budget.write': {
    request: z.strictObject({ platform: platformIdSchema, budget: requestBudgetSchema.nullable() }),
    response: nothing,
  },
} as const;
export type AccountMessage = keyof typeof accountMessages;

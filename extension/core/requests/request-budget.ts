/**
 * How much an account may be asked for. Defaults are conservative: people reported warnings after about 1,800 requests in
 * a quarter of an hour (gallery-dl #5626) and after 1,200 pictures over two days at six to twelve seconds each (#7745).
 */
import { z } from 'zod';

/** Counted in requests of one account on one platform, whoever causes them: a tab, a job, the companion. */
export const requestBudgetSchema = z.strictObject({
  /** In any sixty seconds. */
  perMinute: z.number().int().positive(),
  /** In any hour, to the minute. */
  perHour: z.number().int().positive(),
  /** In any twenty-four hours, to the minute. */
  perDay: z.number().int().positive(),
  /** Requests that may follow each other without a pause after a quiet minute. */
  burst: z.number().int().positive(),
  /** Hours of the local day in which nothing is asked, `from` included; null: asked around the clock. */
  night: z
    .strictObject({ fromHour: z.number().int().min(0).max(23), toHour: z.number().int().min(0).max(23) })
    .nullable(),
});
export type RequestBudget = z.infer<typeof requestBudgetSchema>;

/** Why a request has to wait. */
export type BudgetReason = 'pace' | 'minute' | 'hour' | 'day' | 'night' | 'objection';

/** True at a local hour of the night window, which may go over midnight. */
export function isNight(night: RequestBudget['night'], hour: number): boolean {
  if (!night || night.fromHour === night.toHour) return false;
  const { fromHour, toHour } = night;
  return fromHour < toHour ? hour >= fromHour && hour < toHour : hour >= fromHour || hour < toHour;
}

/** What a person can set. */
export type BudgetField = keyof RequestBudget;
/** Why it cannot be. */
export type BudgetProblem = 'too_large' | 'out_of_order';

const numberFields = ['perMinute', 'perHour', 'perDay', 'burst'] as const;

/** No account is asked for more than this many times what is known to be harmless. */
const mostTimes = 2;

/** What is wrong with a budget that somebody has set, by field. `defaults` are the platform's. */
export function findBudgetProblems(
  budget: RequestBudget,
  defaults: RequestBudget,
): Partial<Record<BudgetField, BudgetProblem>> {
  const problems: Partial<Record<BudgetField, BudgetProblem>> = {};
  if (budget.perMinute > budget.perHour) problems.perHour = 'out_of_order';
  if (budget.perHour > budget.perDay) problems.perDay = 'out_of_order';
  if (budget.burst > budget.perMinute) problems.burst = 'out_of_order';
  for (const field of numberFields)
    if (budget[field] > defaults[field] * mostTimes) problems[field] = 'too_large';
  return problems;
}

/** Whether a budget goes beyond what the platform's own allows. */
export const isRiskyBudget = (budget: RequestBudget, defaults: RequestBudget): boolean =>
  numberFields.some((field) => budget[field] > defaults[field]);

/** What is understood of a stored budget, field by field: a limit that somebody has lowered is not lost for another field. */
export function parseBudgetChanges(stored: unknown): Partial<RequestBudget> {
  const given = z.record(z.string(), z.unknown()).safeParse(stored);
  if (!given.success) return {};
  const fields = Object.entries(requestBudgetSchema.shape).flatMap(([field, schema]) => {
    const parsed = schema.safeParse(given.data[field]);
    return parsed.success ? [[field, parsed.data]] : [];
  });
  return requestBudgetSchema.partial().parse(Object.fromEntries(fields)) as Partial<RequestBudget>;
}

/** What somebody has set, at most as much as may be set; see `findBudgetProblems`. */
export function capBudget(changes: Partial<RequestBudget>, defaults: RequestBudget): Partial<RequestBudget> {
  const capped = numberFields.flatMap((field) => {
    const set = changes[field];
    return set === undefined ? [] : [[field, Math.min(set, defaults[field] * mostTimes)]];
  });
  return { ...changes, ...Object.fromEntries(capped) };
}

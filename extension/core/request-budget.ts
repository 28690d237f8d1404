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

/** A platform's budget as a form holds it: numbers are what was typed. */
import {
  type BudgetProblem,
  findBudgetProblems,
  isRiskyBudget,
  type RequestBudget,
} from '../core/requests/request-budget.ts';

export const numberFields = ['perMinute', 'perHour', 'perDay', 'burst'] as const;
type NumberField = (typeof numberFields)[number];

/** What stands in the fields. */
export type BudgetValues = Record<NumberField, string> & { night: RequestBudget['night'] };

/** A budget as it is shown. */
export const toBudgetValues = ({
  perMinute,
  perHour,
  perDay,
  burst,
  night,
}: RequestBudget): BudgetValues => ({
  perMinute: String(perMinute),
  perHour: String(perHour),
  perDay: String(perDay),
  burst: String(burst),
  night,
});

const isCount = (text: string): boolean => /^[1-9]\d{0,6}$/.test(text.trim());

/** The budget of values that are all numbers. */
export const toBudget = ({ perMinute, perHour, perDay, burst, night }: BudgetValues): RequestBudget => ({
  perMinute: Number(perMinute),
  perHour: Number(perHour),
  perDay: Number(perDay),
  burst: Number(burst),
  night,
});

/** What keeps the values from being a budget, and whether it would be more than usual. */
export function findFormProblems(
  values: BudgetValues,
  defaults: RequestBudget,
): { problems: Partial<Record<NumberField, BudgetProblem | 'not_a_number'>>; isRisky: boolean } {
  const strange = numberFields.filter((field) => !isCount(values[field]));
  if (strange.length > 0)
    return { problems: Object.fromEntries(strange.map((field) => [field, 'not_a_number'])), isRisky: false };
  const budget = toBudget(values);
  return { problems: findBudgetProblems(budget, defaults), isRisky: isRiskyBudget(budget, defaults) };
}

/** What is said about accounts and their budgets; loaded with the screens that say it. */
import type { BudgetProblem, RequestBudget } from '../../core/requests/request-budget.ts';
import type { Spending } from '../../core/requests/request-ledger.ts';
import { formatCount } from '../quantities.ts';

const counted = (count: number, one: string, many: string) =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** More than two digits of an estimate would be a lie. */
const toRound = (count: number): number => Number(count.toPrecision(2));

const problems: Record<BudgetProblem | 'not_a_number', string> = {
  too_large: 'More than twice what is known to be harmless: an account could be lost by it.',
  out_of_order:
    'Does not go with the other numbers: no more in a minute than in an hour, no more in an hour than in a day.',
  not_a_number: 'A whole number from 1.',
};

export const accountTexts = {
  title: 'Accounts',
  lead: 'Sites take haste for a machine. Whatever Star Export asks of an account, from every tab, export and download together, stays within these numbers.',
  current: 'Your account',
  currentHint: 'asked last',
  other: (account: string) => `Another account (${account.slice(0, 4)})`,
  nobody: 'Logged out',
  unknown: 'Not known whose',
  neverAsked: 'Nothing was asked so far.',
  spent: { minute: 'This minute', hour: 'This hour', day: 'This day' },
  of: (spent: number, most: number) => `${formatCount(spent)} of ${formatCount(most)}`,
  nextAt: (time: string) => `The next request can be made at ${time}.`,
  goesOnAt: (time: string) => `Goes on at ${time}.`,
  settled: 'I have done it',
  budget: 'Budget',
  fields: {
    perMinute: 'Requests a minute',
    perHour: 'Requests an hour',
    perDay: 'Requests a day',
    burst: 'At once after a pause',
    night: 'Ask nothing at night',
  },
  nightFrom: 'From',
  nightTo: 'to',
  hour: (hour: number) => `${String(hour).padStart(2, '0')}:00`,
  usual: (count: number) => `usual: ${formatCount(count)}`,
  problems,
  risky: 'More than usual. People who asked for more were warned by the site, or lost their account.',
  save: 'Save',
  reset: 'Back to the usual numbers',
  saved: 'Saved.',
  /** During an export. */
  asked: (spent: Spending, { perMinute, perDay }: Pick<RequestBudget, 'perMinute' | 'perDay'>) =>
    `Asked of the account: ${formatCount(spent.minute)} of ${formatCount(perMinute)} this minute, ${formatCount(spent.day)} of ${formatCount(perDay)} this day.`,
  /** Before an export. */
  estimate: ({ requests, isLeast, time }: { requests: number; isLeast: boolean; time: string }) =>
    `${isLeast ? 'At least' : 'About'} ${counted(toRound(requests), 'request', 'requests')}, ${time}`,
  perPost: (requests: number) =>
    `About ${counted(requests, 'request', 'requests')} a post; the site does not say how many there are`,
  left: (left: number, perDay: number) => `${formatCount(left)} of ${formatCount(perDay)} left today`,
} as const;

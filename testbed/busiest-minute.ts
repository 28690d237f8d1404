import type { LoggedRequest } from './request-log.ts';

const minuteMs = 60_000;

/** The most requests that were made within any sixty seconds, and when those began; requests may be in any order. */
export function findBusiestMinute(requests: readonly Pick<LoggedRequest, 'at'>[]): {
  count: number;
  fromMs: number;
} {
  const times = requests.map(({ at }) => at).sort((one, other) => one - other);
  let busiest = { count: 0, fromMs: 0 };
  let first = 0;
  for (const [last, at] of times.entries()) {
    while (at - (times[first] ?? at) >= minuteMs) first += 1;
    const count = last - first + 1;
    if (count > busiest.count) busiest = { count, fromMs: times[first] ?? at };
  }
  return busiest;
}

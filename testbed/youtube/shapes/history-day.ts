const dayMs = 86_400_000;

/** `Today`, `Yesterday`, the weekday within a week, then `Oct 3` or, in another year, `Oct 3, 2025`. */
export function toDayTitle(daysAgo: number, nowMs: number): string {
  if (daysAgo === 0) return 'Today';
  if (daysAgo === 1) return 'Yesterday';
  const day = new Date(nowMs - daysAgo * dayMs);
  const timeZone = 'UTC';
  if (daysAgo < 7) return day.toLocaleDateString('en-US', { weekday: 'long', timeZone });
  const isThisYear = day.getUTCFullYear() === new Date(nowMs).getUTCFullYear();
  return day.toLocaleDateString('en-US', {
    month: 'short',
    day: 'numeric',
    ...(!isThisYear && { year: 'numeric' }),
    timeZone,
  });
}

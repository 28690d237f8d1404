/** Bytes, speeds, times and counts as people read them. All pure; the locale is the browser's unless a test gives one. */

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** "4.2 MB": three digits at most, decimal units as browsers and file managers show them. */
export function formatBytes(bytes: number, locale?: string): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
  return `${number} ${byteUnits[unit]}`;
}

/** "4.2 MB/s". */
export const formatSpeed = (bytesPerSec: number, locale?: string): string =>
  `${formatBytes(bytesPerSec, locale)}/s`;

/** "45 s", "3 min", "2 h 5 min", "3 d 4 h": the two largest units that matter. */
export function formatDuration(durationSec: number): string {
  const seconds = Math.max(0, Math.round(durationSec));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return hours % 24 === 0 ? `${hours / 24} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** "just now", "5 min ago", "3 h ago", then the day. */
export function formatAge(instant: string, nowMs: number, locale?: string): string {
  const ageSec = (nowMs - Date.parse(instant)) / 1000;
  if (ageSec < 60) return 'just now';
  if (ageSec < 3600) return `${Math.floor(ageSec / 60)} min ago`;
  if (ageSec < 86_400) return `${Math.floor(ageSec / 3600)} h ago`;
  return formatDay(instant, locale);
}

/** "14:05", or with the day when it is not today. */
export function formatInstant(instant: string, nowMs: number, locale?: string): string {
  const when = new Date(instant);
  const today = when.toDateString() === new Date(nowMs).toDateString();
  return new Intl.DateTimeFormat(locale, {
    timeStyle: 'short',
    ...(today ? {} : { dateStyle: 'medium' }),
  }).format(when);
}

/** "31 Jul 2026", in the language of the browser. */
export const formatDay = (instant: string, locale?: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(new Date(instant));

/** "12,345". */
export const formatCount = (count: number, locale?: string): string =>
  new Intl.NumberFormat(locale).format(count);

/** "29%", without ever saying 100 before the end. */
export function formatPercent(fraction: number): string {
  const percent = Math.floor(Math.min(1, Math.max(0, fraction)) * 100);
  return `${percent}%`;
}

/** Progress at a time, in items, with fractions of those under way. */
export interface ProgressSample {
  atMs: number;
  done: number;
}

/** Seconds still to go at the rate between two samples; null while that would be a guess. */
export function estimateRemainingSec(
  first: ProgressSample,
  last: ProgressSample,
  total: number,
): number | null {
  const elapsedSec = (last.atMs - first.atMs) / 1000;
  const moved = last.done - first.done;
  if (elapsedSec < 3 || moved <= 0 || last.done >= total) return null;
  return ((total - last.done) / moved) * elapsedSec;
}

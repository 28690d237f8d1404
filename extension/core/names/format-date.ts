/** Dates in the words of strftime, in UTC and in English, as yt-dlp writes them into names. */

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);
const days = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

const two = (value: number): string => String(value).padStart(2, '0');

/** Day of the year, from 0. */
const toYearDay = (date: Date): number =>
  Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000);

/** Weeks of the year before which no week has begun are week 0. `first` is the day on which weeks begin. */
const toWeek = (date: Date, first: 0 | 1): number =>
  Math.floor((toYearDay(date) + 7 - ((date.getUTCDay() - first + 7) % 7)) / 7);

const toHalfHour = (date: Date): number => date.getUTCHours() % 12 || 12;

const directives: Record<string, (date: Date) => string> = {
  a: (date) => (days[date.getUTCDay()] ?? '').slice(0, 3),
  A: (date) => days[date.getUTCDay()] ?? '',
  b: (date) => (months[date.getUTCMonth()] ?? '').slice(0, 3),
  B: (date) => months[date.getUTCMonth()] ?? '',
  d: (date) => two(date.getUTCDate()),
  F: (date) => date.toISOString().slice(0, 10),
  H: (date) => two(date.getUTCHours()),
  I: (date) => two(toHalfHour(date)),
  j: (date) => String(toYearDay(date) + 1).padStart(3, '0'),
  m: (date) => two(date.getUTCMonth() + 1),
  M: (date) => two(date.getUTCMinutes()),
  p: (date) => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
  s: (date) => String(Math.floor(date.getTime() / 1000)),
  S: (date) => two(date.getUTCSeconds()),
  T: (date) => date.toISOString().slice(11, 19),
  U: (date) => two(toWeek(date, 0)),
  w: (date) => String(date.getUTCDay()),
  W: (date) => two(toWeek(date, 1)),
  y: (date) => two(date.getUTCFullYear() % 100),
  Y: (date) => String(date.getUTCFullYear()),
  '%': () => '%',
};

/** Seconds since 1970, or `YYYYMMDD`. */
function toDate(value: unknown): Date | null {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(typeof value === 'string' ? value : '') ?? [];
  const date =
    typeof value === 'number'
      ? new Date(value * 1000)
      : new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return Number.isNaN(date.getTime()) ? null : date;
}

/** Null when the value is neither a time in seconds nor a day as `YYYYMMDD`. */
export function formatDate(value: unknown, format: string): string | null {
  const date = toDate(value);
  return date && format.replaceAll(/%(.)/g, (whole, letter: string) => directives[letter]?.(date) ?? whole);
}

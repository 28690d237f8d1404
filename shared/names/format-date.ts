/** Dates in the words of strftime, in UTC and in English (its locale `C`), as yt-dlp writes them into names. */

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

/** The year and the week of ISO 8601: a week is of the year that has its Thursday. */
function toIsoWeek(date: Date): { year: number; week: number } {
  const thursday = new Date(date.getTime() + (3 - ((date.getUTCDay() + 6) % 7)) * 86_400_000);
  return { year: thursday.getUTCFullYear(), week: Math.floor(toYearDay(thursday) / 7) + 1 };
}

/** A moment, or a day, which is in no zone. */
interface Moment {
  date: Date;
  zoned: boolean;
}

const directives: Record<string, (date: Date) => string> = {
  a: (date) => (days[date.getUTCDay()] ?? '').slice(0, 3),
  A: (date) => days[date.getUTCDay()] ?? '',
  b: (date) => (months[date.getUTCMonth()] ?? '').slice(0, 3),
  B: (date) => months[date.getUTCMonth()] ?? '',
  C: (date) => two(Math.floor(date.getUTCFullYear() / 100)),
  d: (date) => two(date.getUTCDate()),
  e: (date) => String(date.getUTCDate()).padStart(2),
  f: (date) => String(date.getUTCMilliseconds() * 1000).padStart(6, '0'),
  g: (date) => two(toIsoWeek(date).year % 100),
  G: (date) => String(toIsoWeek(date).year),
  H: (date) => two(date.getUTCHours()),
  I: (date) => two(toHalfHour(date)),
  j: (date) => String(toYearDay(date) + 1).padStart(3, '0'),
  m: (date) => two(date.getUTCMonth() + 1),
  M: (date) => two(date.getUTCMinutes()),
  n: () => '\n',
  p: (date) => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
  s: (date) => String(Math.floor(date.getTime() / 1000)),
  S: (date) => two(date.getUTCSeconds()),
  t: () => '\t',
  u: (date) => String(date.getUTCDay() || 7),
  U: (date) => two(toWeek(date, 0)),
  V: (date) => two(toIsoWeek(date).week),
  w: (date) => String(date.getUTCDay()),
  W: (date) => two(toWeek(date, 1)),
  y: (date) => two(date.getUTCFullYear() % 100),
  Y: (date) => String(date.getUTCFullYear()),
  '%': () => '%',
};

/** Those that are made of others. */
const compounds: Record<string, string> = {
  ...{ c: '%a %b %e %T %Y', D: '%m/%d/%y', F: '%Y-%m-%d', h: '%b', r: '%I:%M:%S %p' },
  ...{ R: '%H:%M', T: '%H:%M:%S', x: '%m/%d/%y', X: '%H:%M:%S' },
};

/** Nothing for days. */
const zones: Record<string, string> = { z: '+0000', Z: 'UTC' };

/** With `-` numbers are not padded, as strftime of Linux and macOS has it. */
const directive = /%(-?)(.?)/gsu;
const numbers = 'CdeGgHIjmMSUVWyYuw';

/** Whether it holds letters alone that are understood; else the first that is not. */
export function findUnknownDirective(format: string): string | null {
  for (const [whole, flag, letter = ''] of format.matchAll(directive)) {
    const isKnown = flag
      ? letter !== '' && numbers.includes(letter)
      : [directives, compounds, zones].some((table) => Object.hasOwn(table, letter));
    if (!isKnown) return whole;
  }
  return null;
}

function write({ date, zoned }: Moment, format: string): string {
  return format.replaceAll(directive, (whole, flag: string, letter: string) => {
    const compound = compounds[letter];
    if (compound !== undefined) return write({ date, zoned }, compound);
    const zone = zones[letter];
    if (zone !== undefined) return zoned ? zone : '';
    const written = directives[letter]?.(date) ?? whole;
    return flag ? written.replace(/^[0 ]+(?=\d)/, '') : written;
  });
}

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
  return date && write({ date, zoned: typeof value === 'number' }, format);
}

/** Texts as the platform words them for `hl=en`. */
export function toRuns(text: string): { runs: { text: string }[] } {
  return { runs: [{ text }] };
}

export function toSimple(text: string): { simpleText: string } {
  return { simpleText: text };
}

export function toLabel(label: string) {
  return { accessibilityData: { label } };
}

export function formatNumber(value: number): string {
  return value.toLocaleString('en-US');
}

/** 999, 1.2K, 12K, 3.4M: cut, not rounded. */
export function abbreviate(value: number): string {
  for (const [size, letter] of [
    [1e9, 'B'],
    [1e6, 'M'],
    [1e3, 'K'],
  ] as const) {
    if (value < size) continue;
    const units = value / size;
    const shown = units < 10 ? Math.floor(units * 10) / 10 : Math.floor(units);
    return `${shown}${letter}`;
  }
  return String(value);
}

/** `1.2 thousand`, `3.4 million`: what a screen reader says. */
export function spellCount(value: number): string {
  const words: Record<string, string> = { K: ' thousand', M: ' million', B: ' billion' };
  return abbreviate(value).replace(/[KMB]$/, (letter) => words[letter] ?? letter);
}

export function toViewsText(views: number): string {
  if (views === 0) return 'No views';
  return views === 1 ? '1 view' : `${formatNumber(views)} views`;
}

export function toShortViewsText(views: number): string {
  if (views === 0) return 'No views';
  return views === 1 ? '1 view' : `${abbreviate(views)} views`;
}

export function toVideosText(count: number, rounded = false): string {
  if (count === 1) return '1 video';
  return count === 0 ? 'No videos' : `${rounded ? abbreviate(count) : formatNumber(count)} videos`;
}

/** 1:02:03 */
export function formatDuration(sec: number): string {
  const [hours, minutes, seconds] = [Math.floor(sec / 3600), Math.floor(sec / 60) % 60, sec % 60];
  const tail = `${hours > 0 ? String(minutes).padStart(2, '0') : minutes}:${String(seconds).padStart(2, '0')}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}

/** `1 hour, 2 minutes, 3 seconds` */
export function spellDuration(sec: number): string {
  const parts: [number, string][] = [
    [Math.floor(sec / 3600), 'hour'],
    [Math.floor(sec / 60) % 60, 'minute'],
    [sec % 60, 'second'],
  ];
  const spoken = parts
    .filter(([value]) => value > 0)
    .map(([value, unit]) => `${value} ${unit}${value === 1 ? '' : 's'}`);
  return spoken.join(', ') || '0 seconds';
}

const ageUnits: readonly (readonly [number, string])[] = [
  [365 * 86_400, 'year'],
  [30 * 86_400, 'month'],
  [7 * 86_400, 'week'],
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

/** `3 weeks ago` */
export function toAge(atMs: number, nowMs: number): string {
  const sec = Math.max(1, Math.floor((nowMs - atMs) / 1000));
  const [size, unit] = ageUnits.find(([unitSec]) => sec >= unitSec) ?? [1, 'second'];
  const count = Math.floor(sec / size);
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}

const pacific = 'America/Los_Angeles';

/** `Aug 2, 2018`, in the platform's own time zone. */
export function formatDate(atMs: number): string {
  return new Date(atMs).toLocaleDateString('en-US', { dateStyle: 'medium', timeZone: pacific });
}

const pacificParts = new Intl.DateTimeFormat('en-US', {
  timeZone: pacific,
  timeZoneName: 'longOffset',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** `2018-08-02T06:00:08-07:00`: the instant, written in the platform's own time zone. */
export function toPacificIso(atMs: number): string {
  const part = Object.fromEntries(pacificParts.formatToParts(atMs).map(({ type, value }) => [type, value]));
  const offset = (part.timeZoneName ?? '').replace('GMT', '');
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}${offset}`;
}

/** A UTC instant without milliseconds, as in feeds. */
export function toUtcIso(atMs: number): string {
  return new Date(atMs).toISOString().replace(/\.\d{3}Z$/, '+00:00');
}

/** Times within a video as people write them. */

/** Seconds of "83", "1:23", "1:23:45" or "1:23.5"; null for anything else. */
export function parseTimecode(text: string): number | null {
  const parts = text.trim().split(':');
  if (parts.length > 3 || !parts.every((part, place) => isPart(part, place, parts.length))) return null;
  return parts.reduce((seconds, part) => seconds * 60 + Number(part), 0);
}

/** Only the last part has a fraction; all but the first stay below 60. */
function isPart(part: string, place: number, count: number): boolean {
  const isLast = place === count - 1;
  return (isLast ? /^\d+(\.\d+)?$/ : /^\d+$/).test(part) && (place === 0 || Number(part) < 60);
}

/** "1:23:45", "3:07"; fractions are left out. */
export function formatTimecode(durationSec: number): string {
  const whole = Math.floor(durationSec);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, place) => (place === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

/** Holes of yt-dlp that were published, from its own changelog: why a version is refused. */

interface Hole {
  /** Its number, as one looks it up. */
  id: string;
  /** First version without it. */
  closedIn: string;
}

const knownHoles: readonly Hole[] = [
  { id: 'CVE-2026-55404', closedIn: '2026.07.04' },
  { id: 'CVE-2026-50574', closedIn: '2026.06.09' },
  { id: 'CVE-2026-50023', closedIn: '2026.06.09' },
  { id: 'CVE-2026-50019', closedIn: '2026.06.09' },
  { id: 'GHSA-69qj-pvh9-c5wg', closedIn: '2026.06.09' },
  { id: 'CVE-2026-26331', closedIn: '2026.02.21' },
  { id: 'CVE-2025-54072', closedIn: '2025.07.21' },
  { id: 'CVE-2024-38519', closedIn: '2024.07.01' },
  { id: 'CVE-2024-22423', closedIn: '2024.04.09' },
  { id: 'CVE-2023-46121', closedIn: '2023.11.14' },
  { id: 'CVE-2023-40581', closedIn: '2023.09.24' },
  { id: 'CVE-2023-35934', closedIn: '2023.07.06' },
];

/** The oldest version without any of them. */
export const safeVersion = '2026.07.04';

/** Versions are dates, with or without leading zeros, sometimes with a fourth part. */
export function isOlder(version: string, than: string): boolean {
  const toNumbers = (text: string): number[] => text.split('.').map((part) => Number.parseInt(part, 10));
  const left = toNumbers(version);
  for (const [index, right] of toNumbers(than).entries()) {
    const part = left[index] ?? 0;
    if (Number.isNaN(part)) return true;
    if (part !== right) return part < right;
  }
  return false;
}

/** The holes that a version still has, by number, newest first. */
export const listHoles = (version: string): string[] =>
  knownHoles.filter(({ closedIn }) => isOlder(version, closedIn)).map(({ id }) => id);

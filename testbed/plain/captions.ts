import type { Clip } from '../media/clip.ts';

/** Languages of the captions, as the pages name them. */
export const captionLanguages = [
  { code: 'en', label: 'English' },
  { code: 'de', label: 'Deutsch' },
] as const;

const lines: Record<string, string[]> = {
  en: ['Here it begins.', 'It goes on.', 'It is almost over.'],
  de: ['Hier beginnt es.', 'Es geht weiter.', 'Gleich ist es vorbei.'],
};

const toClock = (sec: number): string =>
  `${String(Math.floor(sec / 60)).padStart(2, '0')}:${(sec % 60).toFixed(3).padStart(6, '0')}`;

/** WebVTT with three lines over the whole clip; null for a language that there is none of. */
export function toCaptions({ durationSec }: Clip, language: string): string | null {
  const spoken = lines[language];
  if (!spoken) return null;
  const step = durationSec / spoken.length;
  const cues = spoken.map(
    (line, index) => `${toClock(index * step)} --> ${toClock((index + 1) * step)}\n${line}`,
  );
  return `WEBVTT\n\n${cues.join('\n\n')}\n`;
}

/** Chapters as a file that ffmpeg reads. Pure. */
import type { Chapter } from '../../shared/protocol/media-commands.ts';

/** https://ffmpeg.org/ffmpeg-formats.html#Metadata-1: these have a meaning of their own in it. */
const escapeText = (text: string): string => text.replace(/[=;#\\\n]/g, '\\$&').replaceAll('\r', '');

const toMs = (seconds: number): number => Math.round(seconds * 1000);

/** Text of an `ffmetadata` file, in the order of time. */
export function buildChapterText(chapters: readonly Chapter[]): string {
  const sorted = [...chapters].sort((one, other) => one.startSec - other.startSec);
  const parts = sorted.map(({ title, startSec, endSec }) =>
    [
      '[CHAPTER]',
      'TIMEBASE=1/1000',
      `START=${toMs(startSec)}`,
      `END=${toMs(endSec)}`,
      `title=${escapeText(title)}`,
      '',
    ].join('\n'),
  );
  return [';FFMETADATA1\n', ...parts].join('');
}

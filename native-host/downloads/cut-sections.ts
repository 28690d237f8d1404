/**
 * Parts of a file that has arrived, each a file of its own. The tracks are copied, so that nothing is lost and it takes
 * no time; a part of a video therefore begins with the key frame at or before its start.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import type { DownloadChoice } from '../../shared/protocol/download-commands.ts';
import { buildInput } from '../ffmpeg/probe.ts';
import { type FfmpegTask, runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';

type Section = DownloadChoice['sections'][number];

/** ffmpeg's writers, by type of file. */
const muxers: Readonly<Record<string, string>> = {
  mp4: 'mp4',
  m4v: 'mp4',
  mov: 'mov',
  m4a: 'ipod',
  mkv: 'matroska',
  webm: 'webm',
  mp3: 'mp3',
  opus: 'opus',
  ogg: 'ogg',
  flac: 'flac',
  wav: 'wav',
  aac: 'adts',
};

const pad = (value: number, length: number): string => String(value).padStart(length, '0');

/** `65.5` → `00.01.05.500`: names cannot hold colons. */
function toClock(sec: number): string {
  const totalMs = Math.round(sec * 1000);
  const ms = totalMs % 1000;
  const whole = Math.floor(totalMs / 1000);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60].map((part) =>
    pad(part, 2),
  );
  return parts.join('.') + (ms === 0 ? '' : `.${pad(ms, 3)}`);
}

/** What a part's name has more than the whole file's. */
export const toSectionName = ({ startSec, endSec }: Section): string =>
  ` [${toClock(startSec)}-${toClock(endSec)}]`;

/** Those that lie in the file, each once, cut off at its end. Throws `input.invalid` when one begins behind it. */
export function fitSections(sections: readonly Section[], durationSec: number): Section[] {
  const fitted = sections.map(({ startSec, endSec }) => {
    if (startSec >= durationSec)
      throw new AppError(
        'input.invalid',
        `A part begins at ${startSec} s, and the video has ${durationSec} s.`,
      );
    return { startSec, endSec: Math.min(endSec, durationSec) };
  });
  return [...new Map(fitted.map((section) => [toSectionName(section), section])).values()];
}

/** A file to be cut: absolute, with its type. */
interface Source {
  file: string;
  type: string;
}

/** argv of ffmpeg. */
export const buildCutArguments = ({ file, type }: Source, section: Section, target: string): string[] => [
  ...['-ss', `${section.startSec}`, '-to', `${section.endSec}`],
  ...buildInput(file, null),
  ...['-map', '0', '-ignore_unknown', '-c', 'copy', '-avoid_negative_ts', 'make_zero'],
  ...(type === 'mp4' || type === 'm4a' ? ['-movflags', '+faststart'] : []),
  ...['-f', muxers[type] ?? 'matroska', `file:${target}`],
];

/** Cuts into `folder`, as `0.mp4`, `1.mp4` …; what lay there is gone. */
export async function cutSections(
  { sections, folder, ...source }: Source & { sections: readonly Section[]; folder: string },
  task: FfmpegTask,
): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  for (const [index, section] of sections.entries())
    await runFfmpeg({
      ...task,
      args: buildCutArguments(source, section, join(folder, `${index}.${source.type}`)),
      cwd: folder,
      durationSec: section.endSec - section.startSec,
    });
}

/** The files that a job works on, looked at before anything is made of them. */
import { stat } from 'node:fs/promises';
import type { MediaProgress } from '../../shared/protocol/media-commands.ts';
import { createStageGate } from '../event-gate.ts';
import type { Ffmpeg } from '../ffmpeg/locate.ts';
import type { ProbedMedia } from '../ffmpeg/parse-probe.ts';
import { probeMedia } from '../ffmpeg/probe.ts';
import { type FfmpegProgress, toShare } from '../ffmpeg/progress.ts';
import type { Host } from '../host.ts';

/** With what a job on media works and how it is watched. */
export interface MediaControl {
  host: Host;
  signal: AbortSignal;
  emit(event: MediaProgress): void;
}

/** A file with what is in it. */
export interface Source {
  /** Absolute. */
  path: string;
  bytes: number;
  media: ProbedMedia;
  /** Equal as long as the file is the same. */
  identity: string;
}

/** Looks at a file. Throws the codes of `probeMedia`. */
export async function readSource(path: string, ffmpeg: Ffmpeg, control: MediaControl): Promise<Source> {
  const { machine } = control.host;
  const media = await probeMedia(path, { ffmpeg, machine, signal: control.signal });
  const { size, mtimeMs } = await stat(path);
  return { path, bytes: size, media, identity: `${path} ${size} ${mtimeMs}` };
}

/** How far ffmpeg is, as the event that says so. */
export const toWorking = (progress: FfmpegProgress, durationSec: number | null): MediaProgress => ({
  stage: 'working',
  ...toShare(progress, durationSec),
});

/** A stage of which no share can be told. */
export const toStage = (stage: MediaProgress['stage']): MediaProgress => ({
  stage,
  percent: null,
  speed: null,
  etaSec: null,
});

/** Tells that the work waits for its turn; returns what tells the rest of it, at most four times a second. */
export function tellStages(emit: MediaControl['emit']): MediaControl['emit'] {
  const tell = createStageGate(emit);
  tell(toStage('waiting'));
  return tell;
}

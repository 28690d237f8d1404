/** Whether a file is what a download was to give. */
import { AppError } from '../../shared/app-error.ts';
import type { CommandRequest } from '../../shared/protocol/commands.ts';
import { hashFile, type Measured } from '../archive/commit-file.ts';
import { readErrno } from '../archive/file-errors.ts';
import { resolveFile } from '../archive/folder.ts';
import { type Probe, type ProbeOptions, probeFile } from '../ffmpeg/probe.ts';
import { listResultTypes } from '../yt-dlp/arguments.ts';
import { checkMedia } from '../yt-dlp/check-media.ts';
import type { FoundVideo } from '../yt-dlp/progress.ts';
import type { Place } from './place.ts';

type Request = CommandRequest<'download'>;

const isNamed = (codec: string | null | undefined): boolean => Boolean(codec) && codec !== 'none';

/** What is known of a file. Throws `media.damaged` when it is not what was asked for. `video` is what the site says of it. */
export async function checkFile(
  file: string,
  { request, video }: { request: Request; video: FoundVideo | null },
  options: ProbeOptions,
): Promise<Probe> {
  const { choice, platform, durationSec } = request;
  // Platforms always have both tracks; other sites have silent videos, and sound alone.
  const isOpen = choice.format !== null || platform === null;
  const probe = await probeFile(file, options);
  checkMedia(probe, {
    picture: choice.quality !== 'audio' && (!isOpen || isNamed(video?.vcodec)),
    sound: choice.quality === 'audio' || (isOpen && isNamed(video?.acodec)),
    durationsSec: [durationSec, video?.duration],
  });
  return probe;
}

/** A file of an archive that an earlier run has left. */
export interface FinishedFile extends Measured {
  /** In the archive. */
  path: string;
  probe: Probe;
}

/** The file of an earlier run of an export whose answer was lost; null when there is none or it is not whole. */
export async function findFinished(
  request: Request,
  { naming, root }: Place,
  options: ProbeOptions,
): Promise<FinishedFile | null> {
  if (naming.by !== 'stem' || request.choice.sections.length > 0) return null;
  for (const type of listResultTypes(request.choice, request.platform)) {
    const path = `${naming.stem}.${type}`;
    try {
      const file = await resolveFile(root, path);
      // First, because most types are not there, and this says so without starting anything.
      const measured = await hashFile(file, options.signal);
      return { path, ...measured, probe: await checkFile(file, { request, video: null }, options) };
    } catch (error) {
      const code = error instanceof AppError ? error.code : readErrno(error);
      if (code !== 'ENOENT' && code !== 'media.damaged') throw error;
    }
  }
  return null;
}

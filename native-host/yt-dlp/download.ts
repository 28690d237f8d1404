/** From an address to a checked file under its final name. */
import { createHash } from 'node:crypto';
import { readdir, realpath, rm } from 'node:fs/promises';
import { basename, extname, join, sep } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import type { CommandEvent, CommandRequest, CommandResponse } from '../../shared/protocol/commands.ts';
import { platformHosts } from '../allowed-hosts.ts';
import { commitFile, hashFile } from '../archive/commit-file.ts';
import { readErrno } from '../archive/file-errors.ts';
import { type Archive, findArchive, openPartial, resolveFile } from '../archive/folder.ts';
import { takeLock } from '../archive/lock.ts';
import { type Ffmpeg, findFfmpeg } from '../ffmpeg/locate.ts';
import { probeFile } from '../ffmpeg/probe.ts';
import type { Host } from '../host.ts';
import { parsePageUrl } from '../net/url.ts';
import { listResultTypes } from './arguments.ts';
import { checkMedia } from './check-media.ts';
import { buildCookieText, writeCookieFile } from './cookie-file.ts';
import { findYtDlp } from './locate.ts';
import { emptyProgress } from './progress.ts';
import { createProgressGate } from './progress-gate.ts';
import { runYtDlp } from './run-yt-dlp.ts';

type Request = CommandRequest<'download'>;
type Saved = CommandResponse<'download'>;

/** With what a download works and how it is watched. */
export interface DownloadControl {
  host: Host;
  signal: AbortSignal;
  emit(event: CommandEvent<'download'>): void;
  /** Only tests wait less than a minute. */
  stallTimeoutMs?: number;
}

interface Target {
  archive: Archive;
  request: Request;
  url: URL;
  ffmpeg: Ffmpeg;
}

interface Found {
  /** Absolute. */
  file: string;
  /** Its path in the archive, now or after the rename. */
  path: string;
  /** What yt-dlp says. */
  durationSec: number | null;
}

/** Measures a file that lies in the archive or is about to: probe, expectations, length, hash. */
async function inspect(found: Found, target: Target, control: DownloadControl): Promise<Saved> {
  const { file, path, durationSec } = found;
  const { request, url, ffmpeg } = target;
  const probe = await probeFile(file, { ffmpeg, machine: control.host.machine, signal: control.signal });
  checkMedia(probe, { quality: request.quality, durationsSec: [request.durationSec, durationSec] });
  const measured = await hashFile(file, control.signal);
  return { record: { path, ...measured, source: url.href }, ...probe };
}

/** The file of an earlier run whose answer was lost; null when there is none or it is not whole. */
async function findFinished(target: Target, control: DownloadControl): Promise<Saved | null> {
  const { archive, request } = target;
  for (const type of listResultTypes(request.quality)) {
    const path = `${request.stem}.${type}`;
    try {
      return await inspect(
        { file: await resolveFile(archive, path), path, durationSec: null },
        target,
        control,
      );
    } catch (error) {
      const code = error instanceof AppError ? error.code : readErrno(error);
      if (code !== 'ENOENT' && code !== 'media.damaged') throw error;
    }
  }
  return null;
}

/** yt-dlp tells where its file is; it is only believed when that is the folder we named and a type we keep. */
async function locateResult(told: string | null | undefined, doneDirectory: string): Promise<string> {
  const names = await readdir(doneDirectory);
  const name = told ? basename(told) : '';
  if (!names.includes(name)) throw new AppError('ytdlp.failed', 'yt-dlp left no file.');
  const real = await realpath(join(doneDirectory, name));
  if (!real.startsWith(doneDirectory + sep)) throw new AppError('input.path_unsafe');
  return real;
}

async function fetchVideo(target: Target, workDirectory: string, control: DownloadControl): Promise<Saved> {
  const { archive, request, url, ffmpeg } = target;
  const { host, signal } = control;
  const ytDlp = await findYtDlp(host);
  const doneDirectory = await openPartial(archive, basename(workDirectory), 'done');
  const cookieText = request.cookies.length > 0 ? buildCookieText(request.cookies, request.platform) : null;
  const cookies = cookieText === null ? null : await writeCookieFile(host.machine, cookieText);
  const progress = createProgressGate(control.emit);
  try {
    const video = await runYtDlp({
      host,
      ytDlp,
      signal,
      onProgress: progress.push,
      ...(control.stallTimeoutMs === undefined ? {} : { stallTimeoutMs: control.stallTimeoutMs }),
      plan: {
        url,
        quality: request.quality,
        workDirectory,
        doneDirectory,
        cookieFile: cookies?.path ?? null,
        userAgent: request.userAgent,
        ffmpegPath: ffmpeg.path,
        nodePath: process.execPath,
        extractors: platformHosts[request.platform].extractors,
        systemCertificates: Boolean(host.machine.env.SSL_CERT_FILE),
      },
    });
    progress.push({ ...emptyProgress, stage: 'checking' });
    const draft = await locateResult(video.filepath, doneDirectory);
    const type = extname(draft).slice(1).toLowerCase();
    if (!listResultTypes(request.quality).includes(type))
      throw new AppError('media.wrong_type', undefined, { context: { type } });
    const path = `${request.stem}.${type}`;
    const saved = await inspect(
      { file: draft, path, durationSec: video.duration ?? null },
      target,
      control,
    ).catch(async (error: unknown) => {
      // A finished file that is not whole would be taken for whole by yt-dlp when it is asked again.
      if (error instanceof AppError && error.code === 'media.damaged')
        await rm(workDirectory, { recursive: true, force: true });
      throw error;
    });
    signal.throwIfAborted();
    await commitFile(draft, await resolveFile(archive, path));
    return saved;
  } finally {
    await cookies?.remove();
  }
}

/** A name for the unfinished files of a stem, which itself is a path. */
const toKey = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24);

const checkUserAgent = (userAgent: string | null): void => {
  if (userAgent !== null && !/^[\x20-\x7e]+$/.test(userAgent))
    throw new AppError('input.invalid', 'The user agent is not plain text.');
};

/**
 * Downloads one video into an archive. What is there and whole is only measured again. Throws the codes of its parts;
 * after any error or abort the part files stay and the next call goes on from them. `host.busy` while another runs.
 */
export async function downloadVideo(request: Request, control: DownloadControl): Promise<Saved> {
  control.signal.throwIfAborted();
  const url = parsePageUrl(request.url, request.platform);
  checkUserAgent(request.userAgent);
  const archive = await findArchive(control.host.config.root, request.folder);
  // The type is not known yet; the first one stands for all of them.
  await resolveFile(archive, `${request.stem}.${listResultTypes(request.quality)[0]}`);
  const lock = await takeLock(join(await openPartial(archive), `${toKey(request.stem)}.lock`));
  try {
    control.emit({ ...emptyProgress, stage: 'starting' });
    const target: Target = { archive, request, url, ffmpeg: await findFfmpeg(control.host) };
    const finished = await findFinished(target, control);
    if (finished) return finished;
    // A part of another quality must not be continued.
    const workDirectory = await openPartial(archive, toKey(`${request.stem}\n${request.quality}`));
    const saved = await fetchVideo(target, workDirectory, control);
    await rm(workDirectory, { recursive: true, force: true });
    return saved;
  } finally {
    await lock.release();
  }
}

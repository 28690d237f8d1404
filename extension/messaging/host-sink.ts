/** An archive that the companion writes into a folder on the user's disk. */
import { AppError } from '../../shared/app-error.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { FileRecord, Refusal } from '../../shared/model/archive.ts';
import type { Job } from '../../shared/model/job.ts';
import type { AudioFormat, JobOptions } from '../../shared/model/job-options.ts';
import type { PlatformId } from '../../shared/model/source.ts';
import type { CommandRequest } from '../../shared/protocol/commands.ts';
import { type DownloadProgress, downloadChoiceSchema } from '../../shared/protocol/download-commands.ts';
import { containerIdSchema } from '../../shared/protocol/media-commands.ts';
import type { Cookie } from '../../shared/protocol/parts.ts';
import { toPartBytes } from '../../shared/zip/plan-parts.ts';
import { hashText } from '../core/hash-text.ts';
import type { JoinRequest, SoundRequest } from '../core/items/film-requests.ts';
import type { HostPort } from './host-port.ts';
import { toTextPieces } from './text-pieces.ts';

/** See `VideoRequest` in jobs/ports.ts. */
interface VideoRequest {
  platform: PlatformId;
  itemId: string;
  url: string;
  stem: string;
  choice: Pick<JobOptions, 'quality' | 'audioFormat' | 'codec' | 'container' | 'maxBytes'>;
  durationSec: number | null;
}
type FileRequest = Pick<
  CommandRequest<'fetch'>,
  'platform' | 'path' | 'urls' | 'expect' | 'rule' | 'maxBytes' | 'replace'
>;

const unencodableCodes: readonly ErrorCode[] = ['ffmpeg.no_encoder', 'ffmpeg.failed'];

/** What ffmpeg cannot encode may still be kept as it is. */
function refuseFormat(thrown: unknown, format: AudioFormat): never {
  const isUnfit = thrown instanceof AppError && unencodableCodes.includes(thrown.code);
  if (!isUnfit) throw thrown;
  throw new AppError('media.codec_unfit', `The sound could not be made ${format}.`, { cause: thrown });
}

/** As many as one request takes. */
const filesAtOnce = 1000;

interface HostSinkOptions {
  host: HostPort;
  jobId: string;
  folder: string;
  /** Asked anew for each video, because a login may be renewed while a long export runs. */
  readCookies(platform: PlatformId): Promise<Cookie[]>;
  userAgent: string;
  /** The page that media files are shown on, where the platform's servers ask for it. */
  referer: string | null;
}

/** The companion's id for the download of an item: the same for ever, so that it goes on where it was. */
async function toDownloadId(jobId: string, itemId: string): Promise<string> {
  return `export-${await hashText(`${jobId}\n${itemId}`, 16)}`;
}

/** See `ArchiveSink` in jobs/ports.ts. */
export function createHostSink(options: HostSinkOptions) {
  const { host, jobId, folder, readCookies, userAgent, referer } = options;
  const callMux = (params: CommandRequest<'mux'>, signal: AbortSignal) =>
    host.call('mux', params, { signal });
  return {
    async writeText(path: string, chunks: AsyncIterable<string>, signal: AbortSignal): Promise<FileRecord> {
      for await (const piece of toTextPieces(chunks)) {
        const { record } = await host.call('write-file', { folder, path, ...piece }, { signal });
        if (record) return record;
      }
      throw new AppError('host.protocol', 'The companion did not confirm a file.', { context: { path } });
    },

    async fetchFile(request: FileRequest, signal: AbortSignal): Promise<FileRecord> {
      const { platform, expect } = request;
      const isPublic = expect === 'image' || expect === 'subtitle';
      // Pictures and captions need no login, and servers that ask for a referer take it from everybody.
      const lease = isPublic
        ? { cookies: [], userAgent: null, connections: 1 }
        : { cookies: await readCookies(platform), userAgent, connections: null };
      const params = { folder, ...request, ...lease, referer, bytes: null, sha256: null };
      return (await host.call('fetch', params, { signal })).record;
    },

    async join({ video, audio, path, shown }: JoinRequest, signal: AbortSignal): Promise<FileRecord> {
      const container = containerIdSchema.parse(path.slice(path.lastIndexOf('.') + 1));
      const { cover, chapters, ...metadata } = shown;
      const toRef = (place: string) => ({ in: 'archive' as const, folder, path: place });
      const take = (part: string, kind: 'video' | 'audio') => ({
        file: toRef(part),
        take: [kind],
        language: null,
      });
      const params: CommandRequest<'mux'> = {
        inputs: [take(video, 'video'), take(audio, 'audio')],
        target: { in: 'archive', folder, stem: path.slice(0, -container.length - 1) },
        container,
        metadata,
        chapters,
        cover: null,
      };
      const { record } = await callMux(
        { ...params, cover: container === 'webm' || cover === null ? null : toRef(cover) },
        signal,
      ).catch((thrown: unknown) => {
        // The picture that is to stand for a film may be one that players do not know.
        const mayBeCover = thrown instanceof AppError && thrown.code === 'media.unsupported';
        if (cover === null || !mayBeCover) throw thrown;
        return callMux(params, signal);
      });
      return { ...record, made: 'joined by ffmpeg in the companion: all tracks fit as they are' };
    },

    async takeSound({ from, path, format, shown }: SoundRequest, signal: AbortSignal): Promise<FileRecord> {
      const file = { in: 'archive' as const, folder, path: from };
      const target = { in: 'archive' as const, folder, stem: path.replace(/\.\w+$/, '') };
      if (format === null) {
        const { cover: _cover, chapters, ...metadata } = shown;
        const inputs: CommandRequest<'mux'>['inputs'] = [{ file, take: ['audio'], language: null }];
        const { record } = await callMux(
          { inputs, target, container: null, metadata, chapters, cover: null },
          signal,
        );
        return { ...record, made: 'sound taken out by ffmpeg in the companion, as it is' };
      }
      const order = { input: file, target, preset: `audio-${format}`, container: null } as const;
      const { record, copied } = await host
        .call('transcode', order, { signal })
        .catch((thrown: unknown) => refuseFormat(thrown, format));
      const how = copied.length > 0 ? 'as it is' : 'converted';
      return { ...record, made: `sound taken out by ffmpeg in the companion, ${how}` };
    },

    async dropParts(paths: string[], signal: AbortSignal): Promise<void> {
      await host.call('drop-parts', { folder, paths }, { signal });
    },

    async downloadVideo(
      request: VideoRequest,
      onProgress: (progress: DownloadProgress) => void,
      signal: AbortSignal,
    ): Promise<FileRecord> {
      const { platform, itemId, url, stem, choice, durationSec } = request;
      const params: CommandRequest<'download'> = {
        downloadId: await toDownloadId(jobId, itemId),
        url,
        entry: null,
        platform,
        durationSec,
        destination: { in: 'archive', folder, stem },
        choice: downloadChoiceSchema.parse(choice),
        cookies: await readCookies(platform),
        userAgent,
      };
      const { record } = await host.call('download', params, { onEvent: onProgress, signal });
      if (!record) throw new AppError('host.protocol', 'The companion did not confirm a file.');
      return record;
    },

    listPlaced: null,

    async verify(_files: FileRecord[], signal: AbortSignal): Promise<Refusal[]> {
      return (await host.call('verify', { folder }, { signal })).problems;
    },

    async remove(paths: readonly string[], whole: boolean): Promise<void> {
      const batches = [...Array(Math.ceil(paths.length / filesAtOnce)).keys()].map((place) =>
        paths.slice(place * filesAtOnce, (place + 1) * filesAtOnce),
      );
      try {
        for (const batch of batches)
          await host.call('remove-files', { folder, jobId, paths: batch, whole: false });
        if (whole) await host.call('remove-files', { folder, jobId, paths: [], whole });
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'storage.folder_missing') throw error;
      }
    },

    async deliver(job: Job, _files: FileRecord[], signal: AbortSignal) {
      if (!job.target) throw new AppError('bug.unexpected', 'The archive has no place.');
      const partBytes = toPartBytes(job.options.partGib);
      if (job.options.zip)
        await host.call('zip', { folder, ...(partBytes !== null && { partBytes }) }, { signal });
      return { target: job.target, notice: null };
    },

    /** The folder is the archive. */
    release: async () => {},
  };
}

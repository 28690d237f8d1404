/** An archive that the companion writes into a folder on the user's disk. */
import { AppError } from '../../shared/errors.ts';
import type { FileRecord, Refusal } from '../../shared/model/archive.ts';
import type { ArchiveTarget, Job } from '../../shared/model/job.ts';
import type { PlatformId } from '../../shared/model/source.ts';
import type { CommandRequest, DownloadProgress } from '../../shared/protocol/commands.ts';
import type { Cookie } from '../../shared/protocol/parts.ts';
import type { HostPort } from './host-port.ts';
import { toTextPieces } from './text-pieces.ts';

type VideoRequest = Omit<CommandRequest<'download'>, 'folder' | 'cookies' | 'userAgent'>;
type FileRequest = Omit<CommandRequest<'fetch'>, 'folder'>;

interface HostSinkOptions {
  host: HostPort;
  folder: string;
  /** Asked anew for each video, because a login may be renewed while a long export runs. */
  readCookies(platform: PlatformId): Promise<Cookie[]>;
  userAgent: string;
}

/** See `ArchiveSink` in jobs/ports.ts. */
export function createHostSink({ host, folder, readCookies, userAgent }: HostSinkOptions) {
  return {
    async writeText(path: string, chunks: AsyncIterable<string>, signal: AbortSignal): Promise<FileRecord> {
      for await (const piece of toTextPieces(chunks)) {
        const { record } = await host.call('write-file', { folder, path, ...piece }, { signal });
        if (record) return record;
      }
      throw new AppError('host.protocol', 'The companion did not confirm a file.', { context: { path } });
    },

    async fetchFile(request: FileRequest, signal: AbortSignal): Promise<FileRecord> {
      return (await host.call('fetch', { folder, ...request }, { signal })).record;
    },

    async downloadVideo(
      request: VideoRequest,
      onProgress: (progress: DownloadProgress) => void,
      signal: AbortSignal,
    ): Promise<FileRecord> {
      const cookies = await readCookies(request.platform);
      const params = { folder, ...request, cookies, userAgent };
      return (await host.call('download', params, { onEvent: onProgress, signal })).record;
    },

    async verify(_files: FileRecord[], signal: AbortSignal): Promise<Refusal[]> {
      return (await host.call('verify', { folder }, { signal })).problems;
    },

    async deliver(job: Job, _files: FileRecord[], signal: AbortSignal): Promise<ArchiveTarget> {
      if (!job.target) throw new AppError('bug.unexpected', 'The archive has no place.');
      if (job.options.zip) await host.call('zip', { folder }, { signal });
      return job.target;
    },
  };
}

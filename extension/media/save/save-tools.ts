import type { FileRecord } from '../../../shared/model/archive.ts';
import type { DownloadProgress } from '../../../shared/protocol/download-commands.ts';
import type { TrackWish } from '../stream/choose-tracks.ts';
import type { FetchedStream, StreamProgress } from '../stream/fetched-stream.ts';
import type { Looked } from './looked.ts';
import type { PageMedia } from './page-media.ts';

/** What saving needs: of the archive worker, whose errors are thrown here, and of the document. */
export interface SaveTools {
  readPage(html: string, base: string): PageMedia;
  look(url: string): Promise<Looked>;
  fetchFile(request: {
    path: string;
    url: string;
    kind: 'video' | 'audio';
    /** A longer file is refused with `media.over_limit`. */
    maxBytes: number | null;
    onProgress(progress: { bytes: number; totalBytes: number | null; bytesPerSec: number | null }): void;
  }): Promise<FileRecord>;
  fetchStream(request: {
    url: string;
    wish: TrackWish;
    onProgress(progress: StreamProgress): void;
  }): Promise<FetchedStream>;
}

/** How work is watched and given up. */
export interface WorkControl {
  signal: AbortSignal;
  onProgress(progress: DownloadProgress): void;
}

/** With what it works besides. */
export interface SaveControl extends WorkControl {
  tools: SaveTools;
}

/** A stage without numbers of its own. */
export const toStage = (
  stage: DownloadProgress['stage'],
  percent: number | null = null,
): DownloadProgress => ({
  stage,
  percent,
  bytes: 0,
  totalBytes: null,
  bytesPerSec: null,
  etaSec: null,
});

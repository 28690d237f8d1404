/** Downloads of invented pages, for tests of screens. */
import { type DownloadProgress, downloadChoiceSchema } from '../../../shared/protocol/download-commands.ts';
import type { DownloadRecord, DownloadState, SavedDownload } from '../../core/downloads/download-record.ts';

export const buildSaved = (change: Partial<SavedDownload> = {}): SavedDownload => ({
  outcome: 'saved',
  record: { path: 'Ana/A long way home [v1].mp4', bytes: 50_000_000, sha256: 'a'.repeat(64) },
  extras: [],
  title: 'A long way home',
  durationSec: 754,
  width: 1280,
  height: 720,
  videoCodec: 'h264',
  audioCodec: 'aac',
  ...change,
});

/** The place decides order and id. */
export const buildDownload = (
  place: number,
  state: DownloadState,
  change: Partial<DownloadRecord> = {},
): DownloadRecord => ({
  id: `d${place}`,
  place,
  url: `https://video.example/${place}`,
  entry: null,
  title: `Video ${place}`,
  author: null,
  durationSec: null,
  choice: downloadChoiceSchema.parse({ quality: '720p' }),
  template: null,
  withLogin: false,
  state,
  begun: state.status !== 'queued',
  losses: 0,
  createdAt: '2026-03-01T11:00:00Z',
  finishedAt: null,
  ...change,
});

export const buildProgress = (change: Partial<DownloadProgress> = {}): DownloadProgress => ({
  stage: 'downloading',
  percent: 42,
  bytes: 21_000_000,
  totalBytes: 50_000_000,
  bytesPerSec: 4_200_000,
  etaSec: 7,
  ...change,
});

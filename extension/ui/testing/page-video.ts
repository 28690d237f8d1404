/** What the companion says of an invented page, for tests of screens. */
import type { Format, PageVideo, Preset } from '../../../shared/protocol/download-commands.ts';

/** A format of a video with sound, with what the test cares about changed. */
export const buildFormat = (id: string, change: Partial<Format> = {}): Format => ({
  id,
  container: 'mp4',
  width: 1280,
  height: 720,
  fps: 25,
  videoCodec: 'avc1.64001f',
  audioCodec: 'mp4a.40.2',
  audioChannels: 2,
  bitrate: 2_000_000,
  bytes: 50_000_000,
  bytesEstimated: false,
  hdr: false,
  language: null,
  protocol: 'https',
  drm: false,
  note: '',
  ...change,
});

/** Sound alone. */
export const buildSound = (id: string, change: Partial<Format> = {}): Format =>
  buildFormat(id, {
    container: 'm4a',
    width: null,
    height: null,
    fps: null,
    videoCodec: null,
    bitrate: 128_000,
    bytes: 3_000_000,
    ...change,
  });

/** A preset of a page. */
export const buildPreset = (quality: Preset['quality'], change: Partial<Preset> = {}): Preset => ({
  quality,
  audioFormat: null,
  formatIds: ['18'],
  container: 'mp4',
  height: 720,
  bytes: 50_000_000,
  bytesEstimated: true,
  ...change,
});

/** A page with one video, with what the test cares about changed. */
export const buildVideo = (change: Partial<PageVideo> = {}): PageVideo => ({
  kind: 'video',
  id: 'v1',
  extractor: 'generic',
  url: 'https://video.example/1',
  title: 'A long way home',
  author: 'Ana',
  durationSec: 754,
  live: 'no',
  createdAt: null,
  description: '',
  chapters: [],
  thumbnails: [],
  subtitles: [],
  formats: [buildFormat('18')],
  presets: [
    buildPreset('original', { formatIds: ['22'], height: 1080, bytes: 90_000_000 }),
    buildPreset('medium'),
    buildPreset('audio', {
      audioFormat: 'm4a',
      container: 'm4a',
      formatIds: ['140'],
      height: null,
      bytes: 3_000_000,
    }),
  ],
  entries: [],
  entryCount: null,
  more: false,
  ...change,
});

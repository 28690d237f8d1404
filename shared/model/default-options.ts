import type { JobOptions } from './job-options.ts';
import { mediaTypes } from './quality.ts';

/** What an export does when nothing was chosen. As `jobOptionsSchema` has it, which a test sees to; without zod. */
export const defaultOptions: JobOptions = {
  include: ['videos', 'shorts', 'live', 'playlists', 'releases'],
  lists: ['posts', 'stories', 'playlists', 'collections', 'reposts', 'photos', 'videos', 'reels'],
  withMedia: true,
  mediaTypes: [...mediaTypes],
  quality: 'original',
  audioFormat: null,
  codec: null,
  container: null,
  imageQuality: 'original',
  maxBytes: null,
  from: null,
  to: null,
  maxItems: null,
  formats: ['json', 'jsonl', 'csv', 'sidecars', 'viewer'],
  exactDetails: true,
  comments: false,
  thumbnails: true,
  subtitles: true,
  subtitleLanguages: [],
  automaticSubtitles: true,
  privateItems: true,
  onlyNew: false,
  zip: false,
  preset: 'star-export',
  nameTemplate: null,
  bag: false,
  target: { kind: 'auto' },
  partGib: null,
};

import { expect, it } from 'vitest';
import { defaultOptions } from '../../shared/model/default-options.ts';
import type { JobOptions } from '../../shared/model/job-options.ts';
import type { SourceRef } from '../../shared/model/source.ts';
import { describeOptions } from './describe-options.ts';

const ref = { platform: 'youtube', kind: 'playlist', id: 'PL', url: 'https://www.youtube.com/x' } as const;
const describeWith = (change: Partial<JobOptions>, of: SourceRef = ref) =>
  describeOptions({ ...defaultOptions, ...change }, { ref: of, source: null });

it.each([
  ['facebook', 'Posts, Photos, Videos, Reels'],
  ['tiktok', 'Posts, Stories, Playlists, Reposts'],
] as const)('of a profile on %s only lists of its site are named', (platform, lists) => {
  const said = describeWith({}, { ...ref, platform, kind: 'profile' });
  expect(said.split(' · ')[0]).toBe(lists);
});

it.each([
  [{ target: { kind: 'downloads' } }, 'among the downloads'],
  [{ target: { kind: 'folder', placeId: 'p', name: 'Archive' } }, 'into Archive'],
  [{ target: { kind: 'downloads' }, partGib: 4 }, 'among the downloads · ZIPs of at most 4 GiB'],
] satisfies [Partial<JobOptions>, string][])(
  'where an export goes, and in parts of what size, is said: %j',
  (change, said) => {
    expect(describeWith(change)).toBe(`${describeWith({})} · ${said}`);
  },
);

it.each([
  [{ quality: 'audio' }, 'sound as M4A'],
  [{ quality: 'audio', audioFormat: 'opus' }, 'sound as Opus'],
  [{ preset: 'jellyfin' }, 'names for Jellyfin'],
  [{ nameTemplate: '%(title)s.%(ext)s' }, 'own names · %(title)s.%(ext)s'],
  [{ bag: true }, 'BagIt bag'],
  [{ subtitles: false }, 'no captions'],
  [{ automaticSubtitles: false }, 'no captions made by a machine'],
  [{ thumbnails: false }, 'no thumbnails'],
  [{ exactDetails: false }, 'no exact details'],
  [{ mediaTypes: [] }, 'no files of posts'],
  [{ from: '2026-01-01' }, 'from 2026-01-01 · days in UTC'],
] satisfies [Partial<JobOptions>, string][])('what is not as at first is named: %j', (change, said) => {
  expect(describeWith({})).not.toContain(said);
  expect(describeWith(change)).toContain(said);
});

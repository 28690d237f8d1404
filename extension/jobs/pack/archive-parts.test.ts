import { describe, expect, it } from 'vitest';
import type { Job } from '../../../shared/model/job.ts';
import { defaultJobOptions, type JobOptions } from '../../../shared/model/job-options.ts';
import { channelRef } from '../testing/fake-world.ts';
import { planArchiveParts } from './archive-parts.ts';

const mebibyte = 1024 ** 2;
const files = ['a', 'b', 'c'].map((name) => ({
  path: `media/videos/youtube/${name}.mp4`,
  bytes: 700 * mebibyte,
  sha256: '0'.repeat(64),
}));

const inBrowser: Job['target'] = { by: 'browser', folder: 'demo', downloadId: null };
const inCompanion: Job['target'] = { by: 'host', folder: 'demo', path: '/exports/demo' };

const buildJob = (target: Job['target'], options: Partial<JobOptions>): Job => ({
  id: 'one',
  ref: channelRef,
  source: null,
  state: { status: 'running' },
  target,
  options: { ...defaultJobOptions, ...options },
  createdAt: '2026-11-21T12:00:00Z',
  updatedAt: '2026-11-21T12:00:00Z',
  finishedAt: null,
  waits: 0,
  notices: [],
  completeness: null,
  versions: {},
  counts: { seen: 0, saved: 0, refused: 0, files: 0, bytes: 0 },
});

describe('an archive in parts', () => {
  it('is told by its manifest, and by a file that says what is in which', async () => {
    const parts = planArchiveParts(buildJob(inBrowser, { partGib: 1 }), files);
    expect(parts?.head.parts).toEqual([
      { name: 'demo.part1of3.zip', files: 1 },
      { name: 'demo.part2of3.zip', files: 1 },
      { name: 'demo.part3of3.zip', files: 1 },
    ]);
    const text = (await Array.fromAsync(parts?.file.chunks ?? [])).join('');
    expect(JSON.parse(text)[1]).toEqual({ name: 'demo.part2of3.zip', files: [files[1]?.path] });
  });

  it.each<[string, Job['target'], Partial<JobOptions>]>([
    ['fits into one ZIP', inBrowser, { partGib: 4 }],
    ['is wanted as one ZIP', inBrowser, { partGib: null }],
    ['is the companion’s folder', inCompanion, { partGib: 1 }],
    [
      'goes into a picked folder',
      { ...inBrowser, place: { kind: 'folder', placeId: 'p', name: 'Backups' } },
      { partGib: 1 },
    ],
  ])('is none where it %s', (_, target, options) => {
    expect(planArchiveParts(buildJob(target, options), files)).toBeNull();
  });

  it('is that of the companion’s ZIPs too', () => {
    expect(
      planArchiveParts(buildJob(inCompanion, { partGib: 1, zip: true }), files)?.head.parts,
    ).toHaveLength(3);
  });
});

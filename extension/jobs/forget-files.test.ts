import { beforeEach, expect, it } from 'vitest';
import { AppError } from '../../shared/app-error.ts';
import { freshLibrary } from '../storage/testing/fresh-library.ts';
import { resumeJob } from './change-job.ts';
import { repairJob } from './repair-job.ts';
import { runJob } from './run/run-job.ts';
import { createWorld, makeItem, videosPart } from './testing/fake-world.ts';
import { finishExport, listPaths, never, readManifest, watchFetches } from './testing/run-export.ts';

beforeEach(freshLibrary);

/** A post of two pictures and a sound, as it is on TikTok. */
async function finishPhotos() {
  const media = [
    { id: '1', kind: 'image' as const, variants: [{ url: 'https://p.test/1.jpg' }] },
    { id: '2', kind: 'image' as const, variants: [{ url: 'https://p.test/2.jpg' }] },
    { id: 'sound', kind: 'audio' as const, variants: [{ url: 'https://p.test/sound.m4a' }] },
  ];
  const world = createWorld({ [videosPart.id]: [[makeItem('p', { kind: 'photo_post', media })]] });
  return { world, jobId: await finishExport(world, { thumbnails: false }) };
}

it('fetches the pictures of a post whose sound is whole', async () => {
  const { world, jobId } = await finishPhotos();
  const before = listPaths(world);
  const lost = before.filter((path) => path.endsWith('.jpg'));
  expect(lost).toHaveLength(2);
  for (const path of lost) world.disk.delete(path);
  const asked = watchFetches(world);
  await repairJob(world.ports, jobId, { kind: 'lost', paths: lost });
  await runJob(world.ports, jobId, never);
  expect(asked.sort()).toEqual(lost);
  expect(listPaths(world)).toEqual(before);
});

it('names what nothing brings back, and does not count its post as saved until something does', async () => {
  const { world, jobId } = await finishPhotos();
  const [first = '', second = ''] = listPaths(world).filter((path) => path.endsWith('.jpg'));
  const [post] = await Array.fromAsync(world.ports.store.iterateItems(jobId));
  const { key = '', item: { media = [] } = {} } = post ?? {};
  const setMedia = (now: typeof media) =>
    world.ports.store.changeItem({
      jobId,
      key,
      change: (record) => ({ ...record, item: { ...record.item, media: now } }),
    });
  for (const path of [first, second]) world.disk.delete(path);
  await setMedia(media.filter(({ id }) => id !== '2'));
  await repairJob(world.ports, jobId, { kind: 'lost', paths: [first, second] });
  await runJob(world.ports, jobId, never);
  expect(world.disk.has(first)).toBe(true);
  expect(readManifest(world).completeness).toMatchObject({
    saved: 0,
    refused: [{ code: 'archive.missing_file', message: `Lost, and not to be had any more: ${second}` }],
  });
  await setMedia(media);
  await resumeJob(world.ports, jobId);
  await runJob(world.ports, jobId, never);
  expect(world.disk.has(second)).toBe(true);
  expect(readManifest(world).completeness).toMatchObject({ saved: 1, refused: [] });
});

it('fetches what was damaged of a post of which something else is refused', async () => {
  const photos = ['1', '2'].map((id) => ({
    id,
    kind: 'image' as const,
    variants: [{ url: `https://p.test/${id}.jpg` }],
  }));
  const world = createWorld({ [videosPart.id]: [[makeItem('p', { kind: 'photo_post', media: photos })]] });
  let looks = 0;
  world.before = async (effect) => {
    if (/^fetch .*_2\.jpg/.test(effect)) throw new AppError('platform.not_found', 'gone');
    if (effect !== 'verify') return;
    looks += 1;
    if (looks === 1)
      for (const path of listPaths(world)) if (path.endsWith('_1.jpg')) world.disk.set(path, 'rotten');
  };
  await finishExport(world, { thumbnails: false });
  const picture = listPaths(world).find((path) => path.endsWith('_1.jpg')) ?? '';
  expect(world.disk.get(picture)).toMatch('1.jpg');
  expect(readManifest(world).completeness.refused).toEqual([
    expect.objectContaining({ code: 'platform.not_found', message: expect.stringContaining('_2.jpg') }),
  ]);
});

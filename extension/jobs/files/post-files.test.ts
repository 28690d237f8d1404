import { beforeEach, expect, it } from 'vitest';
import { AppError, toWire } from '../../../shared/app-error.ts';
import type { Item } from '../../../shared/model/item.ts';
import { freshLibrary } from '../../storage/testing/fresh-library.ts';
import { resumeJob } from '../change-job.ts';
import { createWorld, makeItem, videosPart, type World } from '../testing/fake-world.ts';
import { exportPosts, goOn } from '../testing/run-export.ts';

beforeEach(freshLibrary);

const picture = (id: string, size: 'small' | 'full'): Item['media'][number] => ({
  id,
  kind: 'image',
  ...(size === 'small' && { scaled: true }),
  variants: [{ url: `https://${size}.test/${id}.jpg` }],
});

/** A post of pictures that a list shows scaled. */
const post = (id: string, pictures: string[]): Item =>
  makeItem(id, {
    text: '',
    createdAt: { precision: 'exact', at: '2026-03-04T05:06:07Z' },
    media: pictures.map((name) => picture(name, 'small')),
  });

function createPictureWorld(items: Item[]): World {
  const world = createWorld({ [videosPart.id]: [items] });
  for (const { media } of items)
    for (const { id } of media) world.replies.set(`medium ${id}`, [{ medium: picture(id, 'full') }]);
  return world;
}

const bytesOf = ({ disk }: World) => [...disk.values()].filter((text) => text.startsWith('bytes of '));
const mediaAsked = ({ asked }: World) => asked.filter((question) => question.startsWith('medium'));

it('pictures that are only known scaled are asked for and saved in full size', async () => {
  const world = createPictureWorld([post('p', ['a', 'b'])]);
  expect((await exportPosts(world)).completeness).toMatchObject({ saved: 1, refused: [] });
  expect(bytesOf(world)).toEqual(['bytes of https://full.test/a.jpg', 'bytes of https://full.test/b.jpg']);
});

it('nobody is asked for pictures that the user wants smaller than that', async () => {
  const world = createPictureWorld([post('p', ['a'])]);
  await exportPosts(world, { imageQuality: 'medium' });
  expect(bytesOf(world)).toEqual(['bytes of https://small.test/a.jpg']);
  expect(mediaAsked(world)).toEqual([]);
});

it('nobody is asked for a photo of a post that was asked for as a photo by itself', async () => {
  const photo = makeItem('a', {
    kind: 'photo',
    text: '',
    createdAt: { precision: 'exact', at: '2026-03-04T05:06:07Z' },
    media: [picture('a', 'full')],
  });
  const world = createPictureWorld([post('p', ['a', 'b']), photo]);
  expect((await exportPosts(world)).completeness).toMatchObject({ saved: 2, refused: [] });
  expect(mediaAsked(world)).toEqual(['medium b']);
  expect(bytesOf(world)).toHaveLength(3);
  expect(bytesOf(world)).not.toContain('bytes of https://small.test/a.jpg');
});

it('what is not shown by itself is saved scaled, and the archive says that it is', async () => {
  const world = createPictureWorld([post('p', ['a', 'b'])]);
  const error = toWire(new AppError('platform.unavailable'));
  world.replies.set('medium a', [{ error, retryAfterSec: null }]);
  const job = await exportPosts(world);
  expect(job.completeness).toMatchObject({ saved: 1, refused: [] });
  expect(bytesOf(world)).toEqual(['bytes of https://small.test/a.jpg', 'bytes of https://full.test/b.jpg']);
  const [item] = JSON.parse(world.disk.get('items.json') ?? '[]');
  expect(item.media.map(({ scaled }: { scaled?: boolean }) => scaled ?? false)).toEqual([true, false]);
  const { files } = JSON.parse(world.disk.get('manifest.json') ?? '{}') as { files: { made?: string }[] };
  expect(files.flatMap(({ made }) => made ?? [])).toEqual([
    expect.stringMatching(/^scaled by the site; .*platform\./),
  ]);
});

it('what was saved scaled is counted, and larger after another try where the site gives it then', async () => {
  const world = createPictureWorld([post('p', ['a', 'b']), post('q', ['c'])]);
  const full = world.replies.get('medium a') ?? [];
  const error = toWire(new AppError('platform.unavailable'));
  world.replies.set('medium a', [{ error, retryAfterSec: null }, { error, retryAfterSec: null }, ...full]);
  const job = await exportPosts(world);
  expect(job.completeness).toMatchObject({
    saved: 2,
    refused: [],
    reduced: [{ id: 'p', pictures: 1, videos: 0 }],
  });
  const tryAgain = async () => {
    await resumeJob(world.ports, job.id);
    return (await goOn(world, job.id)).completeness;
  };
  expect(await tryAgain()).toMatchObject({
    saved: 2,
    refused: [],
    reduced: [{ id: 'p', pictures: 1, videos: 0 }],
  });
  expect(bytesOf(world)).toContain('bytes of https://small.test/a.jpg');
  expect(await tryAgain()).not.toHaveProperty('reduced');
  expect(bytesOf(world)).toContain('bytes of https://full.test/a.jpg');
  expect(bytesOf(world)).toHaveLength(3);
  const asked = ['medium a', 'medium a', 'medium a', 'medium b', 'medium c'];
  expect(mediaAsked(world).toSorted()).toEqual(asked);
  const { files } = JSON.parse(world.disk.get('manifest.json') ?? '{}') as { files: { made?: string }[] };
  expect(files.flatMap(({ made }) => made ?? [])).toEqual([]);
});

it('after a pause in the middle nothing is asked for that was there', async () => {
  const world = createPictureWorld([post('p', ['a', 'b', 'c'])]);
  const error = toWire(new AppError('platform.checkpoint'));
  const full = world.replies.get('medium b') ?? [];
  world.replies.set('medium b', [{ error, retryAfterSec: null }, ...full]);
  const blocked = await exportPosts(world);
  expect(blocked.state).toMatchObject({ status: 'blocked', error: { code: 'platform.checkpoint' } });
  await resumeJob(world.ports, blocked.id);
  expect((await goOn(world, blocked.id)).completeness).toMatchObject({ saved: 1, refused: [] });
  expect(mediaAsked(world)).toEqual(['medium a', 'medium b', 'medium b', 'medium c']);
  expect(bytesOf(world)).toHaveLength(3);
});

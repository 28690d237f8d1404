/** What pages hold, by the real yt-dlp over the wire. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Companion } from '../__fixtures__/companion-client.ts';
import { createTestbedMachine, type TestbedMachine } from '../__fixtures__/testbed-machine.ts';

let machine: TestbedMachine;
let companion: Companion;

beforeAll(async () => {
  machine = await createTestbedMachine({ scale: { videos: 40, shorts: 8 } });
  companion = machine.start();
});
afterAll(() => machine.stop());

const info = (url: string, more: Record<string, unknown> = {}): Promise<Answer> =>
  companion.call('info', { url, platform: null, cookies: [], userAgent: null, ...more });

const plainUrl = (name: string): string => `https://video.example.net/watch/${name}`;

describe.concurrent('of an ordinary page', () => {
  test('files, captions and the poster are told', async () => {
    const { result } = await info(plainUrl('files'));
    expect(result).toMatchObject({
      kind: 'video',
      live: 'no',
      title: expect.stringContaining('A walk along the canal'),
      subtitles: [
        { language: 'en', name: 'en', automatic: false },
        { language: 'de', name: 'de', automatic: false },
      ],
      thumbnails: [{ url: expect.stringContaining('poster.jpg') }],
    });
    expect(result?.formats).toHaveLength(2);
    expect(result?.presets).toContainEqual(expect.objectContaining({ quality: 'original' }));
  });

  test('what is described is told, with length and day', async () => {
    expect((await info(plainUrl('described'))).result).toMatchObject({
      durationSec: 20,
      createdAt: expect.stringMatching(/^2026-03-14/),
      description: expect.stringContaining('Flour'),
    });
  });

  test('HLS comes as a table with a preset for each height', async () => {
    const { result } = await info(plainUrl('hls'));
    const presets = result?.presets as { quality: string; height: number | null; formatIds: string[] }[];
    expect(presets.map(({ quality, height }) => [quality, height])).toEqual([
      ['original', 1080],
      ['high', 1080],
      ['medium', 720],
      ['low', 360],
      ['smallest', 144],
      ['audio', null],
      ['audio', null],
      ['audio', null],
    ]);
    for (const { formatIds, quality } of presets) expect(formatIds).toHaveLength(quality === 'audio' ? 1 : 2);
  });

  test('several videos are a list, each to be asked for by its number', async () => {
    const { result } = await info(plainUrl('several'));
    expect(result).toMatchObject({ kind: 'playlist', more: false });
    expect(result?.entries).toEqual(
      [1, 2, 3].map((entry) => expect.objectContaining({ entry, url: plainUrl('several') })),
    );
  });

  test('a list is told in parts', async () => {
    const { result } = await info(plainUrl('several'), { entries: { from: 2, count: 1 } });
    expect(result).toMatchObject({ more: true, entries: [{ entry: 2 }] });
  });

  test('a stream that is on is told as such', async () => {
    expect((await info(plainUrl('live'))).result).toMatchObject({ live: 'live' });
  });

  test.each([
    ['nothing', 'input.not_supported'],
    ['no-such-page', 'platform.not_found'],
    ['redirect', 'net.private_address', '127.0.0.1'],
  ])('%s ends with %s', async (name, code, named = '') => {
    expect((await info(plainUrl(name))).error).toMatchObject({
      code,
      message: expect.stringContaining(named),
    });
  });
});

test('nothing of a video is fetched', async () => {
  machine.testbed.requests.clear();
  expect((await info(plainUrl('hls'))).result).toMatchObject({ kind: 'video' });
  const paths = machine.testbed.requests.list().map(({ path }) => path);
  expect(paths.filter((path) => path.endsWith('.m3u8'))).not.toEqual([]);
  expect(paths.filter((path) => path.endsWith('.mp4'))).toEqual([]);
});

describe.concurrent('of YouTube', () => {
  const videos = () => Object.values(machine.testbed.sites.youtube.truth().videos);

  test('a video has its formats, presets and captions', async () => {
    const video = videos().find(
      ({ restriction, privacy, kind }) => restriction === 'none' && privacy === 'public' && kind === 'video',
    );
    const { result } = await info(video?.url ?? '', { platform: 'youtube' });
    expect(result).toMatchObject({ kind: 'video', id: video?.id, title: video?.title, live: 'no' });
    expect(result).toHaveProperty(['formats', '5', 'protocol'], 'https');
    expect(result?.presets).toContainEqual(expect.objectContaining({ quality: 'audio', audioFormat: 'm4a' }));
  });

  test('a list gives its entries with pages of their own, and says that there are more', async () => {
    const { url, ids } = machine.testbed.sites.youtube.truth().sources.channel_videos ?? { url: '', ids: [] };
    const { result } = await info(url, { platform: 'youtube', entries: { from: 1, count: 10 } });
    expect(result).toMatchObject({ kind: 'playlist', more: true });
    expect(result?.entries).toEqual(
      ids
        .slice(0, 10)
        .map((id) =>
          expect.objectContaining({ id, entry: null, url: `https://www.youtube.com/watch?v=${id}` }),
        ),
    );
  });

  test.each([
    ['age', 'platform.age_gate'],
    ['members', 'platform.members_only'],
  ])('one that is restricted by %s ends with %s', async (restriction, code) => {
    const url = videos().find((video) => video.restriction === restriction)?.url ?? '';
    expect((await info(url, { platform: 'youtube' })).error?.code).toBe(code);
  });
});

test('a reel of Facebook has its own title and author, and not the line that is made for sharing', async () => {
  const { videos, owner } = machine.testbed.sites.facebook.truth();
  const reel = Object.values(videos).find(
    ({ kind, privacy, ownerId }) => kind === 'reel' && privacy === 'EVERYONE' && ownerId === owner.id,
  );
  const { result } = await info(reel?.url ?? '');
  expect(result).toMatchObject({ kind: 'video', author: owner.name });
  expect(result?.title).not.toMatch(/views|\||&/);
});

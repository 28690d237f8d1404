import { afterEach, expect, it, vi } from 'vitest';
import { createSpeedLimit } from '../../../shared/net/speed-limit.ts';
import { createPartWindow, fetchHeads } from './part-heads.ts';
import type { TrackKind } from './track-kind.ts';

const control = {
  signal: new AbortController().signal,
  timing: { stallTimeoutMs: 1000, pace: 0, saveEveryMs: 1000 },
  speed: createSpeedLimit(null),
  cookieDomains: [],
};
const heads = { first: null, strange: null, canRead: () => true, findTracks: () => null };
const segment = {
  ...{ url: 'https://cdn.test/1.aac', range: null, key: null, init: null },
  ...{ durationSec: 2, startSec: 4, run: 0, isAbsent: false },
};
const mebibyte = 2 ** 20;
const frame = [0xff, 0xf1, 0x4c, 0x80, 0x01, 0x7f, 0xfc, 0x21, 0x10, 0x04, 0x60];
afterEach(() => vi.unstubAllGlobals());

it.each<[TrackKind, number | undefined]>([
  ['ts', undefined],
  ['aac', 4 * frame.length],
])('sound for a gap that does not tell its time can be put into %s as %s bytes', async (kind, bytes) => {
  vi.stubGlobal('fetch', async () => new Response(new Uint8Array([...frame, ...frame, ...frame, ...frame])));
  const window = createPartWindow([segment], { heads, kind: () => kind, areApart: true }, control);
  expect((await window.take(0))?.length).toBe(bytes);
});

it('heads that would fill the memory are refused before all of them are there', async () => {
  const head = Buffer.alloc(16 * mebibyte);
  head.writeUInt32BE(head.length);
  head.write('ftyp', 4, 'latin1');
  const fetchHead = vi.fn(async () => new Response(head));
  vi.stubGlobal('fetch', fetchHead);
  const inits = Array.from({ length: 100 }, (_, place) => ({
    ...segment,
    url: `https://cdn.test/${place}.mp4`,
  }));
  await expect(fetchHeads({ inits, segments: [segment] }, null, control)).rejects.toMatchObject({
    code: 'media.too_large',
  });
  expect(fetchHead.mock.calls.length).toBeLessThan(20);
});

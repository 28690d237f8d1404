import { beforeEach, expect, it, vi } from 'vitest';
import { buildJob } from '../ui/testing/screen-world.ts';
import type { OffscreenRequest } from './protocol.ts';

const verbs: string[] = [];
/** What lies in the picked file, whenever it is looked at. */
let held: object[];
vi.mock('wxt/browser', () => ({
  browser: {
    downloads: {
      download: async () => 7,
      search: async () => [{ id: 7, state: 'complete', fileSize: 500 }],
    },
  },
}));
vi.mock('./offscreen-port.ts', () => ({
  askOffscreen: async ({ verb }: OffscreenRequest) => {
    verbs.push(verb);
    if (verb === 'place.look') return held.length > 1 ? held.shift() : held[0];
    return verb === 'zip.close' ? { zipUrl: 'blob:a', zipBytes: 500 } : { done: true };
  },
}));

const { createOffscreenSink } = await import('./offscreen-sink.ts');
const isFree = { isEmpty: true, head: null, losses: null };
const isTaken = { ...isFree, isEmpty: false };
const files = [{ path: 'a.txt', bytes: 400, sha256: '0'.repeat(64) }];

const deliver = (sink: ReturnType<typeof createOffscreenSink>) =>
  sink.deliver(buildJob({ status: 'running' }), files, new AbortController().signal);

beforeEach(() => {
  verbs.length = 0;
  held = [isFree];
});

it.each([
  ['the downloads', {}, 7],
  ['a file', { place: { kind: 'file', placeId: 'p', name: 'a.zip' } as const }, null],
  ['a folder', { place: { kind: 'folder', placeId: 'p', name: 'Films' } as const }, null],
])('what was handed over to %s stays here until it is released', async (_, where, downloadId) => {
  const target = { by: 'browser' as const, folder: 'a', downloadId: null, ...where };
  const sink = createOffscreenSink('job', target, async () => {});
  const { target: after, notice } = await deliver(sink);
  expect(after).toMatchObject({ isDelivered: true, downloadId });
  expect(notice).toBeNull();
  expect(verbs).not.toContain('release');
  await sink.release();
  expect(verbs.at(-1)).toBe('release');
});

const place = { kind: 'file', placeId: 'p', name: 'a.zip' } as const;
const inFile = { by: 'browser' as const, folder: 'a', downloadId: null, place };

it.each([
  ['before this one', [isTaken], ['place.look']],
  [
    'while this one was packed',
    [isFree, isTaken],
    ['place.look', 'zip.open', 'zip.add', 'place.look', 'zip.drop'],
  ],
])(
  'a picked file into which another export came %s stays as it is, and this one is among the downloads',
  async (_, looks, asked) => {
    held = [...looks];
    const sink = createOffscreenSink('job', inFile, async () => {});
    const { target: after, notice } = await deliver(sink);
    expect(notice).toMatchObject({ code: 'storage.place_taken' });
    expect(verbs.slice(0, asked.length)).toEqual(asked);
    expect(after).toMatchObject({ isDelivered: true, downloadId: 7 });
    expect(after).not.toHaveProperty('place');
  },
);

it('of two exports that want into a picked file at once the second looks when the first is in it', async () => {
  const sinks = ['one', 'two'].map((id) => createOffscreenSink(id, inFile, async () => {}));
  await Promise.all(sinks.map(deliver));
  const packing = ['place.look', 'zip.open', 'zip.add', 'place.look', 'zip.close'];
  expect(verbs).toEqual([...packing, ...packing]);
});

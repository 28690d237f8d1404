import { beforeEach, expect, it, vi } from 'vitest';
import { buildJob } from '../ui/testing/screen-world.ts';
import type { OffscreenRequest } from './protocol.ts';

const verbs: string[] = [];
/** What lies in the picked file. */
let held: object;
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
    if (verb === 'place.look') return held;
    return verb === 'zip.close' ? { zipUrl: 'blob:a', zipBytes: 500 } : { done: true };
  },
}));

const { createOffscreenSink } = await import('./offscreen-sink.ts');
const files = [{ path: 'a.txt', bytes: 400, sha256: '0'.repeat(64) }];

beforeEach(() => {
  verbs.length = 0;
  held = { isEmpty: true, head: null };
});

it.each([
  ['the downloads', {}, 7],
  ['a file', { place: { kind: 'file', placeId: 'p', name: 'a.zip' } as const }, null],
  ['a folder', { place: { kind: 'folder', placeId: 'p', name: 'Films' } as const }, null],
])('what was handed over to %s stays here until it is released', async (_, where, downloadId) => {
  const target = { by: 'browser' as const, folder: 'a', downloadId: null, ...where };
  const sink = createOffscreenSink('job', target, async () => {});
  const after = await sink.deliver(buildJob({ status: 'running' }), files, new AbortController().signal);
  expect(after).toMatchObject({ isDelivered: true, downloadId });
  expect(verbs).not.toContain('release');
  await sink.release();
  expect(verbs.at(-1)).toBe('release');
});

it('a picked file into which another export came first stays as it is: this one is among the downloads', async () => {
  held = { isEmpty: false, head: null };
  const place = { kind: 'file', placeId: 'p', name: 'a.zip' } as const;
  const target = { by: 'browser' as const, folder: 'a', downloadId: null, place };
  const sink = createOffscreenSink('job', target, async () => {});
  const after = await sink.deliver(buildJob({ status: 'running' }), files, new AbortController().signal);
  expect(after).toMatchObject({ isDelivered: true, downloadId: 7 });
  expect(after).not.toHaveProperty('place');
});

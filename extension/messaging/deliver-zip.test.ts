import { beforeEach, expect, it, vi } from 'vitest';
import { buildJob } from '../ui/testing/screen-world.ts';

const zipBytes = 500;
let ending: { state: string; error?: string; fileSize: number };
const verbs: string[] = [];
vi.mock('wxt/browser', () => ({
  browser: {
    downloads: { download: async () => 7, cancel: async () => undefined, search: async () => [ending] },
  },
}));
vi.mock('./offscreen-port.ts', () => ({
  askOffscreen: async ({ verb }: { verb: string }) => {
    verbs.push(verb);
    return verb === 'zip.close' ? { zipUrl: 'blob:a', zipBytes } : { done: true };
  },
}));

const { deliverDownloads } = await import('./deliver-zip.ts');
const deliver = () =>
  deliverDownloads(buildJob({ status: 'running' }), {
    folder: 'a',
    files: [{ path: 'a.txt', bytes: 400, sha256: '0'.repeat(64) }],
    signal: new AbortController().signal,
  });

beforeEach(() => {
  verbs.length = 0;
  ending = { state: 'complete', fileSize: zipBytes };
});

it('a ZIP that the browser has saved is not kept a second time', async () => {
  expect(await deliver()).toBe(7);
  expect(verbs).toEqual(['zip.open', 'zip.add', 'zip.close', 'zip.drop']);
});

it.each([
  ['a disk that is full at the last byte', { state: 'interrupted', error: 'FILE_NO_SPACE' }, 'storage.full'],
  ['a download that somebody ended', { state: 'interrupted', error: 'USER_CANCELED' }, 'media.incomplete'],
  ['a ZIP that came out shorter', { state: 'complete' }, 'media.incomplete'],
])('%s leaves no copy behind that would fill the disk', async (_, given, code) => {
  ending = { ...given, fileSize: zipBytes - 1 };
  await expect(deliver()).rejects.toMatchObject({ code });
  expect(verbs.at(-1)).toBe('zip.drop');
});

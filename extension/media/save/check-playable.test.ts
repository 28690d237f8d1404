import { beforeEach, expect, it, vi } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import type { MediaProbe } from '../mux/media-probe.ts';

let found: MediaProbe | AppError;
const removed: string[] = [];
vi.mock('../files/opfs-folder.ts', () => ({
  openJobFolder: async () => ({}),
  openFile: async () => ({}),
  removeFile: async (_folder: object, path: string) => void removed.push(path),
}));
vi.mock('../mux/bunny.ts', () => ({ startBunny: () => ({ end: () => undefined }) }));
vi.mock('../mux/mux-files.ts', () => ({
  readMedia: async () => {
    if (found instanceof AppError) throw found;
    return { probe: found, readBy: 'mediabunny' };
  },
}));
const { checkPlayable } = await import('./check-playable.ts');

const film: MediaProbe = { container: 'mp4', bytes: 900, durationSec: 60, tracks: [] };
const check = () =>
  checkPlayable('d', 'target/a.mp4', {
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
beforeEach(() => {
  removed.length = 0;
});

it('a file that can be played to its end stays', async () => {
  found = film;
  await check();
  expect(removed).toEqual([]);
});

it.each([
  ['ends long before it says that it does', { ...film, durationSec: null, cutFromSec: 60 }, 'ends before'],
  ['nothing can read', new AppError('media.unsupported'), 'nothing can play it'],
])('a file that %s is refused and removed', async (_what, read, message) => {
  found = read;
  await expect(check()).rejects.toMatchObject({
    code: 'media.damaged',
    message: expect.stringContaining(message),
  });
  expect(removed).toEqual(['target/a.mp4']);
});

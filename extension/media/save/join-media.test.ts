import { beforeEach, expect, it, vi } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import { downloadChoiceSchema } from '../../../shared/protocol/download-commands.ts';
import type { MuxOrder } from '../mux/mux-order.ts';

/** What was to be joined, in order. */
let asked: MuxOrder[] = [];
beforeEach(() => {
  asked = [];
});
vi.mock('../files/opfs-folder.ts', () => ({
  openJobFolder: async () => ({}),
  openFile: async () => ({ getFile: async () => new Blob() }),
  removeFile: async () => undefined,
}));
vi.mock('../hash/hash-file.ts', () => ({
  hashFile: async (_file: Blob, path: string) => ({ path, bytes: 1, sha256: '' }),
}));
vi.mock('../mux/bunny.ts', () => ({}));
vi.mock('../mux/mux-files.ts', () => ({
  async muxFiles(order: MuxOrder) {
    asked.push(order);
    if (order.container === 'mp4') throw new AppError('media.codec_unfit');
    return { bytes: 1, probe: { durationSec: 6, tracks: [] }, lacksCaptions: true, made: 'joined' };
  },
}));
const { joinMedia } = await import('./join-media.ts');

const join = (choice: object, audio: string | null, more: object = {}) => {
  const order = {
    ...{ downloadId: 'd', url: 'https://site.test/film', title: 'Rain', author: null },
    choice: downloadChoiceSchema.parse({ quality: 'original', ...choice }),
  };
  const wish = {
    stem: 'target/Rain',
    video: { path: 'film' },
    audio: audio === null ? null : { path: audio, ...more },
  };
  const control = { signal: new AbortController().signal, onProgress: () => undefined };
  return joinMedia(order, { ...wish, captions: [] }, control);
};

it('captions that are in a film stay in it, and those that could not are told', async () => {
  expect(await join({ container: 'mkv' }, null)).toMatchObject({ container: 'mkv', lacksCaptions: true });
  await join({ container: 'mkv' }, 'sound');
  expect(asked.map(({ inputs }) => inputs.map(({ take }) => take))).toEqual([
    [['video', 'audio', 'subtitle']],
    [['video', 'subtitle'], ['audio']],
  ]);
});

it('a track that comes by itself keeps its language, and the time at which it begins', async () => {
  await join({ container: 'mkv' }, 'sound', { language: 'de-AT', startSec: 0.66, hasClock: true });
  const [picture, sound] = asked[0]?.inputs ?? [];
  expect(picture).toMatchObject({ delaySec: 0, hasClock: false, language: null });
  expect(sound).toMatchObject({ delaySec: 0.66, hasClock: true, language: 'deu' });
});

it('of sound alone there are none', async () => {
  await join({ quality: 'audio', audioFormat: 'm4a' }, null);
  expect(asked[0]?.inputs.map(({ take }) => take)).toEqual([['audio']]);
});

it('a kind of file that does not hold the tracks is followed by the next', async () => {
  expect(await join({}, null)).toMatchObject({ container: 'webm', record: { path: 'target/Rain.webm' } });
  expect(asked.map(({ container }) => container)).toEqual(['mp4', 'webm']);
});

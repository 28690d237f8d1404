import { expect, it, vi } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { downloadChoiceSchema } from '../../../shared/protocol/download-commands.ts';
import type { Stream } from '../stream/stream.ts';

/** The files of the part folder, by name. */
const files = new Map<string, string>();
vi.mock('../download/part-place.ts', () => ({
  openPartFolder: async () => ({
    async getFileHandle(name: string, { create = false } = {}) {
      const text = files.get(name);
      if (text === undefined && !create) throw new DOMException('none', 'NotFoundError');
      return {
        getFile: async () => ({ text: async () => text ?? '' }),
        createWritable: async () => ({
          write: async (written: string) => void files.set(name, written),
          close: async () => undefined,
        }),
      };
    },
  }),
}));
vi.mock('../files/opfs-folder.ts', () => ({
  openJobFolder: async () => ({}),
  isMissing: (error: unknown) => error instanceof DOMException && error.name === 'NotFoundError',
}));
vi.mock('../mux/bunny.ts', () => ({}));
const joinMedia = vi.fn();
vi.mock('./join-media.ts', () => ({ joinMedia }));
vi.mock('./save-captions.ts', () => ({
  toCaptionInputs: async (_id: string, captions: readonly unknown[]) => captions,
  nameCaptions: async (_id: string, captions: readonly unknown[], stem: string) =>
    captions.map(() => ({ path: `${stem}.de.vtt`, bytes: 9, sha256: 'b' })),
}));
const { saveMedia } = await import('./save-media.ts');

const stream: Stream = { type: 'hls', durationSec: 60, videos: [], audios: [], subtitles: [] };
const sizes: Record<string, number> = { '1080p': 900, '720p': 300 };

/** Saves a stream until its second quality breaks off; returns which qualities were asked for. */
async function save(maxBytes: number): Promise<string[]> {
  const asked: string[] = [];
  const order = {
    downloadId: 'd',
    url: 'https://site.test/a.m3u8',
    title: 'Rain',
    author: null,
    template: null,
    createdAt: '2026-11-21T12:00:00Z',
    choice: downloadChoiceSchema.parse({ quality: 'best', maxBytes }),
  };
  const saving = saveMedia(order, {
    signal: new AbortController().signal,
    onProgress: () => undefined,
    tools: {
      readPage: () => ({ addresses: [], title: '', thumbnail: null }),
      look: async (address) => ({ type: 'stream', address, stream, hosts: [] }),
      fetchFile: () => Promise.reject(new Error('There is no file.')),
      async fetchStream({ wish }) {
        const videoId = Object.keys(sizes).find((id) => !wish.tooLarge.includes(id)) ?? '';
        asked.push(videoId);
        if ((sizes[videoId] ?? 0) > maxBytes)
          throw new AppError('media.over_limit', undefined, { context: { videoId } });
        throw new AppError('net.offline');
      },
    },
  });
  await expect(saving).rejects.toMatchObject({ code: 'net.offline' });
  return asked;
}

it('goes on with the quality that fits, without the one that turned out too large before it was ended', async () => {
  expect(await save(500)).toEqual(['1080p', '720p']);
  expect(await save(500)).toEqual(['720p']);
  expect(await save(1000)).toEqual(['1080p']);
});

it.each(['file', 'stream'] as const)(
  'fetches nothing of a %s once it was given up, though it was being looked at',
  async (type) => {
    const ending = new AbortController();
    const order = {
      downloadId: 'd',
      url: 'https://site.test/a.mp4',
      title: 'Rain',
      author: null,
      template: null,
      createdAt: '2026-11-21T12:00:00Z',
      choice: downloadChoiceSchema.parse({ quality: 'best' }),
    };
    const asked: string[] = [];
    const refuse = (): Promise<never> => {
      asked.push(type);
      return Promise.reject(new AppError('net.failed'));
    };
    const saving = saveMedia(order, {
      signal: ending.signal,
      onProgress: () => undefined,
      tools: {
        readPage: () => ({ addresses: [], title: '', thumbnail: null }),
        async look(address) {
          ending.abort(new AppError('job.cancelled'));
          return type === 'file'
            ? { type, address, kind: 'video', bytes: 5, extension: 'mp4' }
            : { type, address, stream, hosts: [] };
        },
        fetchFile: refuse,
        fetchStream: refuse,
      },
    });
    await expect(saving).rejects.toMatchObject({ code: 'job.cancelled' });
    expect(asked).toEqual([]);
  },
);

/** Saves what a page names, with a new address at each look; each file that is asked for ends with the next code. */
async function saveOfPage(type: 'file' | 'stream', codes: ErrorCode[], ending = new AbortController()) {
  const asked: string[] = [];
  let looks = 0;
  const fail = async ({ url }: { url: string }): Promise<never> => {
    const code = codes[asked.length] ?? 'bug.unexpected';
    asked.push(new URL(url).search);
    if (code === 'job.cancelled') ending.abort(new AppError(code));
    throw new AppError(code === 'job.cancelled' ? 'media.expired' : code);
  };
  const order = {
    downloadId: 'd',
    url: 'https://site.test/watch',
    title: 'Rain',
    author: null,
    template: null,
    createdAt: '2026-11-21T12:00:00Z',
    choice: downloadChoiceSchema.parse({ quality: 'best' }),
  };
  const saving = saveMedia(order, {
    signal: ending.signal,
    onProgress: () => undefined,
    tools: {
      readPage() {
        looks += 1;
        return { addresses: [`https://media.test/a?signed=${looks}`], title: '', thumbnail: null };
      },
      async look(address) {
        if (address === order.url) return { type: 'page', address, html: '' };
        return type === 'file'
          ? { type, address, kind: 'video', bytes: 5, extension: 'mp4' }
          : { type, address, stream, hosts: [] };
      },
      fetchFile: fail,
      fetchStream: fail,
    },
  });
  const code = await saving.catch((error: AppError) => error.code);
  return { asked, code };
}

it.each(['file', 'stream'] as const)(
  'an address of a %s that works no more is asked for once again, and no more than once',
  async (type) => {
    const [first, second] = ['?signed=1', '?signed=2'];
    expect(await saveOfPage(type, ['media.expired', 'net.offline'])).toEqual({
      asked: [first, second],
      code: 'net.offline',
    });
    expect(await saveOfPage(type, ['media.expired', 'media.expired'])).toEqual({
      asked: [first, second],
      code: 'media.expired',
    });
    expect(await saveOfPage(type, ['net.failed'])).toEqual({ asked: [first], code: 'net.failed' });
    expect(await saveOfPage(type, ['job.cancelled'])).toEqual({ asked: [first], code: 'job.cancelled' });
  },
);

it.each([
  ['ffmpeg.failed', ['target/Rain.de.vtt']],
  [null, []],
] as const)('captions that cannot go into the film (%s) lie beside it', async (code, beside) => {
  const record = { path: 'target/Rain.mp4', bytes: 900, sha256: 'a' };
  joinMedia.mockImplementation(async (_order: unknown, { captions }: { captions: readonly unknown[] }) => {
    if (code !== null && captions.length > 0) throw new AppError(code);
    return { record, container: 'mp4', lacksCaptions: false };
  });
  const saving = saveMedia(
    {
      downloadId: 'd',
      url: 'https://site.test/a.m3u8',
      title: 'Rain',
      author: null,
      template: null,
      createdAt: '2026-11-21T12:00:00Z',
      choice: downloadChoiceSchema.parse({
        quality: 'best',
        subtitles: { languages: ['de'], automatic: false, embed: true },
      }),
    },
    {
      signal: new AbortController().signal,
      onProgress: () => undefined,
      tools: {
        readPage: () => ({ addresses: [], title: '', thumbnail: null }),
        look: async (address) => ({ type: 'stream', address, stream, hosts: [] }),
        fetchFile: () => Promise.reject(new Error('There is no file.')),
        fetchStream: async () => ({
          video: null,
          audio: null,
          videoId: null,
          hasOtherSounds: false,
          hasInnerCaptions: true,
          subtitles: [{ path: 'captions.vtt', language: 'de', name: null }],
          refused: [],
        }),
      },
    },
  );
  const { extras, left } = await saving;
  expect(left).toEqual(['innerCaptions']);
  expect(extras.map(({ path }) => path)).toEqual(beside);
});

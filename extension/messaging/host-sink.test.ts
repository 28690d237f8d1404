import { describe, expect, it } from 'vitest';
import { AppError } from '../../shared/app-error.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import { mediaCommands } from '../../shared/protocol/media-commands.ts';
import type { FilmTags } from '../core/items/film-tags.ts';
import type { HostPort } from './host-port.ts';
import { createHostSink } from './host-sink.ts';

const shown: FilmTags = {
  title: 'A day out',
  author: null,
  date: '2026-03-04',
  description: null,
  comment: 'https://video.example/7',
  cover: 'media/images/a.jpg',
  chapters: [{ title: 'There', startSec: 0, endSec: 9 }],
};
const record = { path: 'media/a.mp4', bytes: 1, sha256: 'x' };

const createSink = (host: HostPort) =>
  createHostSink({
    host,
    jobId: 'job',
    folder: 'archive',
    userAgent: '',
    referer: null,
    readCookies: async () => [],
  });

/** Joins with a companion that answers as it is told, and returns what that was asked. */
async function join(path: string, fail: (cover: unknown) => AppError | null = () => null) {
  const asked: ReturnType<typeof mediaCommands.mux.request.parse>[] = [];
  const host = {
    async call(_command: string, params: unknown) {
      const request = mediaCommands.mux.request.parse(params);
      asked.push(request);
      const error = fail(request.cover);
      if (error) throw error;
      return { record };
    },
  } as unknown as HostPort;
  const sink = createSink(host);
  const parts = { video: 'parts/a.video.mp4', audio: 'parts/a.audio.m4a', path, durationSec: 10, shown };
  const made = await sink.join(parts, new AbortController().signal);
  return { asked, made };
}

describe('a film that the companion joins', () => {
  it('is told what players show of it, with the picture in the archive', async () => {
    const { cover, chapters, ...metadata } = shown;
    const { asked } = await join('media/a.mp4');
    expect(asked).toMatchObject([
      { metadata, chapters, container: 'mp4', cover: { in: 'archive', folder: 'archive', path: cover } },
    ]);
  });

  it('has no picture where its kind holds none', async () => {
    const { asked } = await join('media/a.webm');
    expect(asked).toMatchObject([{ container: 'webm', cover: null, chapters: shown.chapters }]);
  });

  it('is joined without a picture that is none', async () => {
    const { asked, made } = await join('media/a.mp4', (cover) =>
      cover ? new AppError('media.unsupported') : null,
    );
    expect(asked.map(({ cover }) => cover !== null)).toEqual([true, false]);
    expect(made).toMatchObject(record);
  });

  it('fails as the companion says where the picture is not the reason', async () => {
    await expect(join('media/a.mp4', () => new AppError('media.unsupported'))).rejects.toThrow(
      expect.objectContaining({ code: 'media.unsupported' }),
    );
    await expect(join('media/a.mp4', () => new AppError('storage.full'))).rejects.toThrow(
      expect.objectContaining({ code: 'storage.full' }),
    );
  });
});

/** Takes sound out with a companion that answers as it is told, and returns what that was asked. */
async function takeSound(format: 'mp3' | null, answer: object | AppError) {
  const asked: [string, unknown][] = [];
  const host = {
    async call(command: 'mux' | 'transcode', params: unknown) {
      asked.push([command, mediaCommands[command].request.parse(params)]);
      if (answer instanceof AppError) throw answer;
      return answer;
    },
  } as unknown as HostPort;
  const order = { from: 'parts/a.whole.mp4', path: 'media/audio/a.mp3', format, shown };
  const made = await createSink(host).takeSound(order, new AbortController().signal);
  return { asked, made };
}

describe('sound that the companion takes out of a film', () => {
  it('is converted where another kind was chosen', async () => {
    const { asked, made } = await takeSound('mp3', { record, copied: [] });
    expect(asked).toMatchObject([['transcode', { preset: 'audio-mp3', target: { stem: 'media/audio/a' } }]]);
    expect(made).toMatchObject({ ...record, made: expect.stringContaining('converted') });
  });

  it('stays as it is where none was, and gets what players show', async () => {
    const { asked } = await takeSound(null, { record });
    expect(asked).toMatchObject([
      ['mux', { inputs: [{ take: ['audio'] }], container: null, metadata: { title: shown.title } }],
    ]);
  });

  it('that ffmpeg cannot encode may be kept, and silence is told as such', async () => {
    const fail = (code: ErrorCode) => takeSound('mp3', new AppError(code));
    for (const code of ['ffmpeg.failed', 'ffmpeg.no_encoder'] as const)
      await expect(fail(code)).rejects.toMatchObject({ code: 'media.codec_unfit' });
    for (const code of ['media.unsupported', 'ffmpeg.missing', 'ffmpeg.stalled', 'ffmpeg.memory'] as const)
      await expect(fail(code)).rejects.toMatchObject({ code });
  });
});

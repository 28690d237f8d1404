import { describe, expect, it } from 'vitest';
import { AppError } from '../../shared/app-error.ts';
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
  const sink = createHostSink({
    host,
    jobId: 'job',
    folder: 'archive',
    userAgent: '',
    referer: null,
    readCookies: async () => [],
  });
  const parts = { video: 'parts/a.video.mp4', audio: 'parts/a.audio.m4a', path, shown };
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

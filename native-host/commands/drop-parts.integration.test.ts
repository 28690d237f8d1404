/** Parts of a video in an archive: joined there, and gone afterwards. */
import { copyFileSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMediaPlace, type MediaPlace } from '../__fixtures__/media-place.ts';

let media: MediaPlace;
let archive: string;

beforeAll(async () => {
  media = createMediaPlace();
  await media.companion.call('open-archive', { jobId: 'job', name: 'mine' });
  archive = join(media.place.root, 'mine');
});
afterAll(() => media.close());

const drop = (...paths: string[]) => media.companion.call('drop-parts', { folder: 'mine', paths });

test('two parts of an archive become a file of it, and nothing is left of them', async () => {
  const parts = { video: 'parts/v/x.mp4.video.mp4', audio: 'parts/v/x.mp4.audio.m4a' };
  mkdirSync(join(archive, 'parts/v'), { recursive: true });
  for (const [name, part] of [
    ['picture.mp4', parts.video],
    ['sound.m4a', parts.audio],
  ] as const) {
    media.ref(name);
    copyFileSync(join(media.folder, name), join(archive, part));
  }
  const input = (path: string, kind: string) => ({
    file: { in: 'archive', folder: 'mine', path },
    take: [kind],
    language: null,
  });
  const { result } = await media.companion.call('mux', {
    inputs: [input(parts.video, 'video'), input(parts.audio, 'audio')],
    target: { in: 'archive', folder: 'mine', stem: 'media/videos/v/x' },
    container: 'mp4',
    chapters: null,
    cover: null,
    metadata: { title: null, author: null, date: null, description: null, comment: null },
  });
  expect(result).toMatchObject({ record: { path: 'media/videos/v/x.mp4' }, copied: [0, 1] });
  expect(await drop(parts.video, parts.audio)).toMatchObject({ result: {} });
  expect(existsSync(join(archive, 'parts'))).toBe(false);
  expect((await drop(parts.video)).result).toEqual({});
});

test.each(['media/videos/v/x.mp4', 'parts/../media/x', '../parts/x', 'parts'])(
  '%s is no part',
  async (path) => {
    expect((await drop(path)).error?.code).toMatch(/^input\./);
  },
);

test('a link among the parts is not followed', async () => {
  mkdirSync(join(archive, 'parts'), { recursive: true });
  mkdirSync(join(archive, 'kept'));
  writeFileSync(join(archive, 'kept/x.mp4'), 'x');
  symlinkSync(join(archive, 'kept'), join(archive, 'parts/away'));
  expect((await drop('parts/away/x.mp4')).error?.code).toBe('input.path_unsafe');
  expect(existsSync(join(archive, 'kept/x.mp4'))).toBe(true);
});

/** transcode and thumbnails over the wire, with the real ffmpeg: what comes out, and what is left when they are ended. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, startCompanion } from '../__fixtures__/companion-client.ts';
import { createMediaPlace, type MediaPlace } from '../__fixtures__/media-place.ts';
import { until } from '../__fixtures__/test-machine.ts';

let media: MediaPlace;

beforeAll(() => {
  media = createMediaPlace();
});

afterAll(() => media.close());

interface Wish {
  name: string;
  preset: string;
  stem: string;
  container?: string;
}

const buildTranscode = ({ name, preset, stem, container }: Wish) => ({
  input: media.ref(name),
  target: { in: 'downloads', stem },
  preset,
  container: container ?? null,
});

const transcode = (wish: Wish): Promise<Answer> => media.companion.call('transcode', buildTranscode(wish));

const thumbnails = (stem: string, picture: object, name = 'both.mp4'): Promise<Answer> =>
  media.companion.call('thumbnails', { input: media.ref(name), target: { in: 'downloads', stem }, picture });

/** Ids of the ffmpegs that work below the folder for downloads. */
function listEncoders(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(media.folder);
      } catch (error) {
        // It has ended in the meantime.
        return !(error instanceof Error);
      }
    })
    .map(Number);
}

describe('transcode', () => {
  test('makes a picture smaller and takes the sound over', async () => {
    const { result, events } = await transcode({ name: 'large.mp4', preset: '480p', stem: 'small' });
    expect(result).toMatchObject({
      record: { path: 'small.mp4' },
      tracks: [{ codec: 'h264', width: 854, height: 480, pixelFormat: 'yuv420p' }, { codec: 'aac' }],
      copied: [1],
    });
    expect(events.some(({ percent }) => typeof percent === 'number' && percent > 0)).toBe(true);
  });

  test('encodes nothing that already is as it is wanted', async () => {
    expect((await transcode({ name: 'both.mp4', preset: '720p', stem: 'same' })).result).toMatchObject({
      copied: [0, 1],
    });
    expect(
      (await transcode({ name: 'web.webm', preset: '720p', stem: 'same web', container: 'webm' })).result,
    ).toMatchObject({
      container: 'webm',
      copied: [0, 1],
    });
  });

  test('turns an upright picture where the container cannot say it', async () => {
    const { result } = await transcode({
      name: 'upright.mp4',
      preset: '480p',
      stem: 'upright',
      container: 'webm',
    });
    expect(result).toMatchObject({
      tracks: [{ codec: 'vp9', width: 180, height: 320, rotation: 0 }, { codec: 'opus' }],
      copied: [],
    });
  });

  test.each([
    ['both.mp4', 'audio-m4a', 'm4a', 'aac', [0]],
    ['both.mp4', 'audio-mp3', 'mp3', 'mp3', []],
    ['web.webm', 'audio-opus', 'opus', 'opus', [0]],
  ] as const)('gives the sound of %s as %s', async (...[name, preset, container, codec, copied]) => {
    const { result } = await transcode({ name, preset, stem: `${preset} of ${name}` });
    expect(result).toMatchObject({
      container,
      tracks: [{ kind: 'audio', codec }],
      copied,
      leftOut: [{ kind: 'video' }],
    });
  });

  test('mixes sound that is laid out as in a cinema into what every player knows', async () => {
    const { result } = await transcode({ name: 'surround.mkv', preset: 'audio-opus', stem: 'surround' });
    expect(result).toMatchObject({ tracks: [{ codec: 'opus', channels: 6 }], copied: [] });
  });

  test('tells when the source is cut off, and keeps nothing', async () => {
    expect((await transcode({ name: 'cut-off.mp4', preset: '480p', stem: 'cut' })).error?.code).toBe(
      'media.damaged',
    );
    expect(media.listFiles()).not.toContain('cut.mp4');
  });
});

describe('ended in the middle', () => {
  const start = (id: string): Promise<Answer> =>
    media.companion.call(
      'transcode',
      buildTranscode({ name: 'long.mp4', preset: '480p', stem: id, container: 'webm' }),
      id,
    );

  test('by the user, it leaves neither process nor file', async () => {
    const running = start('cancelled');
    await media.companion.firstEvent('cancelled', ({ stage }) => stage === 'working');
    expect(listEncoders()).not.toEqual([]);
    await media.companion.call('cancel', { target: 'cancelled' });
    expect((await running).error?.code).toBe('job.cancelled');
    expect(listEncoders()).toEqual([]);
    expect(media.listWork()).toEqual([]);
    expect(media.listFiles()).not.toContain('cancelled.webm');
  });

  test('by a full disk, it says so and leaves room', async () => {
    const id = String(media.companion.child.pid);
    execFileSync('prlimit', ['--pid', id, '--fsize=65536:unlimited']);
    const answers = [
      await transcode({ name: 'large.mp4', preset: '480p', stem: 'too large', container: 'mkv' }),
      await thumbnails(
        'too large',
        {
          kind: 'frame',
          atSec: 0,
          width: null,
          format: 'png',
        },
        'large.mp4',
      ),
    ];
    execFileSync('prlimit', ['--pid', id, '--fsize=unlimited:unlimited']);
    expect(answers.map(({ error }) => error?.code)).toEqual(['storage.full', 'storage.full']);
    expect(media.listWork()).toEqual([]);
    expect(
      (await transcode({ name: 'large.mp4', preset: '480p', stem: 'too large', container: 'mkv' })).result,
    ).toMatchObject({
      container: 'mkv',
    });
  });

  test('by the death of the companion, it takes its processes along, and the next one clears up', async () => {
    const second = startCompanion(media.place);
    void second.call(
      'transcode',
      buildTranscode({ name: 'long.mp4', preset: '480p', stem: 'killed', container: 'webm' }),
      'killed',
    );
    await second.firstEvent('killed', ({ stage }) => stage === 'working');
    second.child.kill('SIGKILL');
    await until(() => listEncoders().length === 0);
    expect(media.listFiles()).not.toContain('killed.webm');
    expect(media.listWork()).not.toEqual([]);
    await transcode({ name: 'both.mp4', preset: '1080p', stem: 'after the death' });
    expect(media.listWork()).toEqual([]);
  });
});

describe('thumbnails', () => {
  test.each([
    [
      'at a moment',
      { kind: 'frame', atSec: 1, width: 100, format: 'jpg' },
      { width: 100, height: 56, atSec: [1] },
    ],
    [
      'at the very end',
      { kind: 'frame', atSec: 3.999, width: null, format: 'webp' },
      { width: 320, height: 180 },
    ],
    [
      'that shows most',
      { kind: 'frame', atSec: null, width: 5000, format: 'png' },
      { width: 320, height: 180 },
    ],
    [
      'as a sheet',
      { kind: 'sheet', columns: 3, rows: 2, width: 160, format: 'jpg' },
      { width: 496, height: 192 },
    ],
    [
      'that moves, as WebP',
      { kind: 'animation', pieces: 3, pieceSec: 0.5, fps: 8, width: 160, format: 'webp' },
      { width: 160, height: 90 },
    ],
    [
      'that moves, as GIF',
      { kind: 'animation', pieces: 2, pieceSec: 0.5, fps: 8, width: 160, format: 'gif' },
      { width: 160, height: 90 },
    ],
  ] as const)('a picture %s', async (name, picture, expected) => {
    const { result } = await thumbnails(`100%d ${name}`, picture);
    expect(result).toMatchObject({ ...expected, record: { path: `100%d ${name}.${picture.format}` } });
  });

  test('pictures of one second are those of that second', async () => {
    await thumbnails('one', { kind: 'frame', atSec: 2, width: null, format: 'png' });
    const hash = (...args: string[]): string =>
      execFileSync(
        'ffmpeg',
        ['-v', 'error', ...args, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'gray', '-'],
        { encoding: 'latin1' },
      );
    const [made, expected] = [
      hash('-i', join(media.folder, 'one.png')),
      hash('-i', join(media.folder, 'both.mp4'), '-vf', 'select=eq(n\\,50)'),
    ];
    const differences = [...made].filter(
      (char, index) => Math.abs(char.charCodeAt(0) - expected.charCodeAt(index)) > 24,
    );
    expect(made.length).toBe(expected.length);
    expect(differences.length / made.length).toBeLessThan(0.01);
  });

  test('a moment behind the end and a file without a picture are refused', async () => {
    const late = { kind: 'frame', atSec: 9, width: null, format: 'jpg' };
    expect((await thumbnails('late', late)).error?.code).toBe('input.invalid');
    expect((await thumbnails('blind', { ...late, atSec: 0 }, 'sound.m4a')).error?.code).toBe(
      'media.unsupported',
    );
  });
});

test('nothing unfinished is left', () => {
  expect(media.listWork()).toEqual([]);
});

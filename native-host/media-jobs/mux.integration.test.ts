/** probe and mux over the wire, with the real ffmpeg. */
import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../__fixtures__/companion-client.ts';
import { createMediaPlace, type MediaPlace } from '../__fixtures__/media-place.ts';

let media: MediaPlace;

beforeAll(() => {
  media = createMediaPlace();
});

afterAll(() => media.close());

const noMetadata = { title: null, author: null, date: null, description: null, comment: null };
type Input = [name: string, take: string[], language?: string];

const mux = (inputs: Input[], stem: string, more: object = {}): Promise<Answer> =>
  media.companion.call('mux', {
    inputs: inputs.map(([name, take, language]) => ({
      file: media.ref(name),
      take,
      language: language ?? null,
    })),
    target: { in: 'downloads', stem },
    container: null,
    metadata: noMetadata,
    chapters: null,
    cover: null,
    ...more,
  });

const picture: Input = ['picture.mp4', ['video']];
const sound: Input = ['sound.m4a', ['audio'], 'de'];

/** What is in the packets of a track, without the container around them. */
const readPackets = (name: string, track: string): string =>
  execFileSync(
    'ffmpeg',
    [
      '-v',
      'error',
      '-i',
      join(media.folder, name),
      '-map',
      `0:${track}`,
      '-c',
      'copy',
      '-f',
      'streamhash',
      '-',
    ],
    {
      encoding: 'utf8',
    },
  );

test('a file is told as its bytes say, whatever its name is', async () => {
  media.ref('web.webm');
  symlinkSync('web.webm', join(media.folder, 'named.mp4'));
  const { result } = await media.probe('named.mp4');
  expect(result).toMatchObject({
    container: 'webm',
    tracks: [
      { kind: 'video', codec: 'vp9', width: 320, height: 180, fps: 25 },
      { kind: 'audio', codec: 'opus', channels: 1 },
    ],
  });
  expect(result).not.toHaveProperty('demuxer');
});

test('picture and sound become one file, bit by bit the same, playable from its first bytes', async () => {
  const { result, events } = await mux([picture, sound], 'joined');
  expect(result).toMatchObject({
    record: { path: 'joined.mp4' },
    container: 'mp4',
    tracks: [{ codec: 'h264' }, { codec: 'aac', language: 'deu' }],
    copied: [0, 1],
    leftOut: [],
  });
  expect(Math.abs(Number(result?.offsetSec))).toBeLessThan(0.05);
  expect(Math.abs(Number(result?.durationSec) - 4)).toBeLessThan(0.1);
  expect(events.map(({ stage }) => stage)).toEqual(
    expect.arrayContaining(['waiting', 'reading', 'working', 'checking']),
  );
  expect(readPackets('joined.mp4', 'v')).toBe(readPackets('picture.mp4', 'v'));
  expect(readPackets('joined.mp4', 'a')).toBe(readPackets('sound.m4a', 'a'));
  const bytes = readFileSync(join(media.folder, 'joined.mp4')).toString('latin1');
  expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
});

test('captions, chapters, cover and text go into the file as they were given', async () => {
  const text = 'A; "title" = #1\nand a second line';
  const { result } = await mux([picture, sound, ['captions.srt', ['subtitle'], 'en']], 'rich', {
    cover: media.ref('cover.webp'),
    chapters: [
      { title: 'One = #1; \\ x', startSec: 0, endSec: 2 },
      { title: 'Two', startSec: 2, endSec: 4 },
    ],
    metadata: { ...noMetadata, title: text, author: '-y' },
  });
  expect(result).toMatchObject({ container: 'mp4', copied: [0, 1] });
  expect((await media.probe('rich.mp4')).result).toMatchObject({
    title: text,
    chapters: [{ title: 'One = #1; \\ x', startSec: 0, endSec: 2 }, { title: 'Two' }],
    tracks: expect.arrayContaining([
      expect.objectContaining({ kind: 'subtitle', codec: 'mov_text', language: 'eng' }),
      expect.objectContaining({ kind: 'cover', codec: 'mjpeg', width: 64 }),
    ]),
  });
});

const readCaptionTexts = (name: string): string =>
  execFileSync('ffmpeg', ['-v', 'error', '-i', join(media.folder, name), '-map', '0:s', '-f', 'srt', '-'], {
    encoding: 'utf8',
  });

test.each(['styled.vtt', 'windows.srt'])('%s keeps its cues and letters', async (name) => {
  const stem = `with ${name}`;
  expect((await mux([picture, [name, ['subtitle']]], stem)).error).toBeUndefined();
  expect(readCaptionTexts(`${stem}.mp4`)).toContain('Grüße');
});

test.each([
  ['mp4', [picture, sound]],
  ['mkv', [picture, sound]],
  ['webm', [['web.webm', ['video', 'audio']]]],
  ['m4a', [sound]],
] satisfies [string, Input[]][])(
  'what is said of a film is in %s where players look',
  async (container, inputs) => {
    const metadata = {
      title: 'A day out',
      author: 'Somebody',
      date: '2026-03-04',
      description: 'How it went.\nTwo lines.',
      comment: 'https://video.example/7',
    };
    const hasCover = container !== 'webm';
    const { error } = await mux(inputs, `told in ${container}`, {
      container,
      metadata,
      cover: hasCover ? media.ref('cover.webp') : null,
      chapters: [
        { title: 'There', startSec: 0, endSec: 1 },
        { title: 'Back', startSec: 1, endSec: 2 },
      ],
    });
    expect(error).toBeUndefined();
    const shown = ['-show_format', '-show_streams', '-show_chapters', '-of', 'json'];
    const path = join(media.folder, `told in ${container}.${container}`);
    const file = JSON.parse(execFileSync('ffprobe', ['-v', 'error', ...shown, path], { encoding: 'utf8' }));
    const tags = Object.fromEntries(
      Object.entries(file.format.tags).map(([tag, value]) => [tag.toLowerCase(), value]),
    );
    const { author: artist, ...rest } = metadata;
    expect(tags).toMatchObject({ artist, ...rest });
    expect(file.chapters).toMatchObject([{ tags: { title: 'There' } }, { tags: { title: 'Back' } }]);
    const covers = file.streams.filter(
      (stream: { disposition: { attached_pic: number } }) => stream.disposition.attached_pic === 1,
    );
    expect(covers).toHaveLength(hasCover ? 1 : 0);
  },
);

describe('the kind of file', () => {
  test('is the one that holds what is in it', async () => {
    expect((await mux([['web.webm', ['video', 'audio']]], 'web again')).result).toMatchObject({
      container: 'webm',
    });
    expect(
      (await mux([['both.mp4', ['audio']]], 'sound alone', { cover: media.ref('cover.jpg') })).result,
    ).toMatchObject({
      record: { path: 'sound alone.m4a' },
      offsetSec: null,
    });
  });

  test('keeps by how much the picture is turned', async () => {
    const { result } = await mux([['upright.mp4', ['video', 'audio']]], 'upright again');
    expect(result).toMatchObject({
      container: 'mp4',
      tracks: [{ width: 180, height: 320, rotation: 90 }, {}],
    });
  });

  test('can be Matroska with everything', async () => {
    const inputs: Input[] = [picture, ['sound.opus', ['audio']], ['captions.srt', ['subtitle'], 'en']];
    const { result } = await mux(inputs, 'everything', { container: 'mkv', cover: media.ref('cover.webp') });
    expect(result).toMatchObject({ tracks: [{}, {}, { codec: 'subrip' }, { kind: 'cover' }] });
  });

  test('is refused when it cannot hold a track', async () => {
    expect((await mux([picture], 'no', { container: 'webm' })).error?.code).toBe('media.codec_unfit');
    expect((await mux([['old.mkv', ['video']]], 'no', { container: 'mp4' })).error?.code).toBe(
      'media.codec_unfit',
    );
    expect(media.listFiles().filter((name) => name.startsWith('no.'))).toEqual([]);
  });
});

test('from the downloads into an archive, and from there on', async () => {
  await media.companion.call('open-archive', { jobId: 'job', name: 'mine' });
  const target = { in: 'archive', folder: 'mine', stem: 'media/videos/2026-01-31_x' };
  const { result } = await mux([picture, sound], '', { target });
  expect(result).toMatchObject({ record: { path: 'media/videos/2026-01-31_x.mp4' } });
  const file = { in: 'archive', folder: 'mine', path: 'media/videos/2026-01-31_x.mp4' };
  expect((await media.companion.call('probe', { file })).result).toMatchObject({ container: 'mp4' });
  const desktop = { ...target, stem: 'media/x.desktop/../y' };
  expect((await mux([picture], '', { target: desktop })).error?.code).toBe('input.path_unsafe');
});

describe('a name that is taken', () => {
  test('is refused to another job, and the file stays', async () => {
    await mux([picture, sound], 'mine');
    const before = readFileSync(join(media.folder, 'mine.mp4'));
    expect((await mux([picture], 'mine')).error?.code).toBe('input.name_taken');
    expect(readFileSync(join(media.folder, 'mine.mp4'))).toEqual(before);
  });

  test('is answered to the same job, whose answer may have been lost', async () => {
    const first = await mux([picture, sound], 'twice');
    const again = await mux([picture, sound], 'twice');
    expect(again.result).toEqual(first.result);
    expect(again.events.map(({ stage }) => stage)).not.toContain('working');
  });

  test.each(['../out', '/tmp/out', '.hidden', 'a/.partial/x'])('%s is no name', async (stem) => {
    expect((await mux([picture], stem)).error?.code).toBe('input.path_unsafe');
  });
});

describe('files that lead elsewhere, or are not whole', () => {
  test.each([
    ['playlist.mp4', 'media.unsupported'],
    ['list.mp4', 'media.unsupported'],
    ['captions-inside.avi', 'media.unsupported'],
    ['many.mkv', 'media.unsupported'],
    ['empty.mp4', 'media.damaged'],
    ['text.mp4', 'media.damaged'],
    ['no-index.mp4', 'media.damaged'],
    ['huge-claim.mp4', 'media.damaged'],
  ])('%s is refused with %s, by every command', async (name, code) => {
    const target = { in: 'downloads', stem: 'from hostile' };
    const file = media.ref(name);
    const answers = await Promise.all([
      media.probe(name),
      mux([[name, ['video', 'audio', 'subtitle']]], 'from hostile'),
      media.companion.call('transcode', { input: file, target, preset: '480p', container: null }),
      media.companion.call('thumbnails', {
        input: file,
        target,
        picture: { kind: 'frame', atSec: 0, width: null, format: 'jpg' },
      }),
    ]);
    expect(answers.map(({ error }) => error?.code)).toEqual([code, code, code, code]);
    // Whatever was named inside has not been read.
    expect(JSON.stringify(answers)).not.toContain('root:');
    expect(media.listFiles().filter((file) => file.startsWith('from hostile'))).toEqual([]);
  });

  test('a file that is shorter than it says is found out after all', async () => {
    expect((await mux([['cut-off.mp4', ['video', 'audio']]], 'from cut off')).error?.code).toBe(
      'media.damaged',
    );
    expect(media.listFiles()).not.toContain('from cut off.mp4');
  });

  test('a cover that is no picture is refused', async () => {
    expect((await mux([picture], 'bad cover', { cover: media.ref('text.mp4') })).error?.code).toBe(
      'media.unsupported',
    );
  });

  test('a file that is not there is told as missing', async () => {
    expect((await media.probe('gone.mp4')).error?.code).toBe('input.file_missing');
  });
});

test('nothing unfinished is left', () => {
  expect(media.listWork()).toEqual([]);
});

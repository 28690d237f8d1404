/** Tracks put together in a real Chromium, looked at by ffprobe and decoded by ffmpeg. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MediaLab, openLab } from '../testing/lab.ts';
import type { LabOrder } from '../testing/lab-page/main.ts';
import {
  clipSec,
  decodeFile,
  findMarks,
  listPackets,
  makeSamples,
  markSec,
  pictureSamples,
  probeFile,
  type SeenFile,
  soundSamples,
} from '../testing/samples.ts';

let lab: MediaLab;

beforeAll(async () => {
  lab = await openLab(await makeSamples());
}, 180_000);
afterAll(() => lab?.close());

type Container = LabOrder['container'];
type Picture = keyof typeof pictureSamples;
type Sound = keyof typeof soundSamples;

const mux = (order: Partial<LabOrder>) =>
  lab.run('mux', { container: 'mp4', inputs: [], result: null, ...order });

const inputsOf = (picture: Picture, sound: Sound): LabOrder['inputs'] => [
  { name: pictureSamples[picture].file, take: ['video'] },
  { name: soundSamples[sound].file, take: ['audio'] },
];

const startOf = (file: SeenFile, type: string): number =>
  Number(file.streams.find((stream) => stream.codec_type === type)?.start_time ?? Number.NaN);

/** What a file of two tracks has to be, whoever looks at it: by what it says, and by what is to be seen and heard. */
async function expectSound(name: string, codecs: readonly string[]): Promise<void> {
  const path = join(lab.results, name);
  const [file, marks] = await Promise.all([probeFile(path), findMarks(path)]);
  expect(marks.complaints, name).toBe('');
  expect(file.streams.map(({ codec_name: codec }) => codec).sort(), name).toEqual([...codecs].sort());
  expect(Math.abs(Number(file.format.duration) - clipSec), name).toBeLessThan(0.15);
  for (const { duration } of file.streams)
    if (duration !== undefined) expect(Math.abs(Number(duration) - clipSec), name).toBeLessThan(0.15);
  expect(Math.abs(startOf(file, 'video') - startOf(file, 'audio')), name).toBeLessThan(0.04);
  // Seen and heard at the same time, and when it was.
  const { pictureSec, soundSec } = marks;
  expect(Math.abs(Number(pictureSec) - Number(soundSec)), name).toBeLessThan(0.04);
  expect(Math.abs(Number(soundSec) - markSec), name).toBeLessThan(0.1);
}

const pictures: Picture[] = ['h264', 'hevc', 'vp9', 'av1'];
const sounds: Sound[] = ['aac', 'opus', 'mp3'];
const containers: Container[] = ['mp4', 'fragmented-mp4', 'webm', 'mkv', 'ts'];

/** What each kind of file can hold, written down apart from the product's own table. */
const holds = (container: Container, picture: Picture, sound: Sound): boolean => {
  if (container === 'webm') return (picture === 'vp9' || picture === 'av1') && sound === 'opus';
  if (container === 'ts') return picture === 'h264' || picture === 'hevc';
  return true;
};

/** Kinds of sound that the file can hold beside such a picture. */
const soundsFor = (container: Container, picture: Picture): Sound[] =>
  sounds.filter((sound) => holds(container, picture, sound));

describe.each(containers)('%s', (container) => {
  it.each(pictures)('with %s and every kind of sound is whole, or is refused', async (picture) => {
    const checks: Promise<void>[] = [];
    for (const sound of sounds) {
      const name = `${picture}-${sound}.${container}`;
      const result = await mux({ inputs: inputsOf(picture, sound), container, result: name });
      if (holds(container, picture, sound)) {
        expect(result, name).toMatchObject({ made: expect.stringContaining('joined by') });
        checks.push(expectSound(name, [picture, sound]));
      } else {
        expect(result, name).toMatchObject({ error: { code: 'media.codec_unfit', context: { container } } });
      }
    }
    await Promise.all(checks);
  });

  it.each(pictures.filter((picture) => soundsFor(container, picture).length > 0))(
    'that was made here of %s and every kind of sound is read again as it is',
    async (picture) => {
      const checks: Promise<void>[] = [];
      for (const sound of soundsFor(container, picture)) {
        const from = `${picture}-${sound}.${container}`;
        const other = container === 'mkv' ? 'mp4' : 'mkv';
        const inputs = [{ name: from, take: ['video', 'audio'] }] as const;
        const name = `again-${from}.${other}`;
        // It does not know Opus in MPEG-TS.
        const tool = container === 'ts' && sound === 'opus' ? 'ffmpeg' : 'mediabunny';
        expect(await mux({ inputs, container: other, result: name }), name).toMatchObject({ tool });
        checks.push(expectSound(name, [picture, sound]));
      }
      await Promise.all(checks);
    },
  );
});

it('picture and sound lie side by side in the file, however many pieces each of them has', async () => {
  const inputs = [
    { name: 'slow.mp4', take: ['video'] },
    { name: 'slow.m4a', take: ['audio'] },
  ] as const;
  expect(await mux({ inputs, result: 'side-by-side.mp4' })).toMatchObject({ tool: 'mediabunny' });
  const reached: Record<string, number> = { video: 0, audio: 0 };
  const apartSec: number[] = [];
  for (const { kind, startSec } of await listPackets(join(lab.results, 'side-by-side.mp4'))) {
    reached[kind] = startSec;
    apartSec.push(Math.abs((reached.video ?? 0) - (reached.audio ?? 0)));
  }
  expect(apartSec.length).toBeGreaterThan(1000);
  expect(Math.max(...apartSec)).toBeLessThan(2.5);
});

describe('the tool', () => {
  it('is the one that copies packets, and ffmpeg where that cannot; each says why', async () => {
    expect(await mux({ inputs: inputsOf('h264', 'aac') })).toMatchObject({
      tool: 'mediabunny',
      made: 'joined by mediabunny: all tracks fit as they are',
    });
    expect(await mux({ inputs: inputsOf('h264', 'opus'), container: 'ts' })).toMatchObject({
      tool: 'ffmpeg',
      made: 'joined by ffmpeg in the browser: only ffmpeg puts opus into ts',
    });
  });

  it('is ffmpeg for files that only it reads', async () => {
    const order = {
      inputs: [{ name: 'old.avi', take: ['video', 'audio'] }],
      container: 'mkv',
      result: 'old.mkv',
    } as const;
    expect(await mux(order)).toMatchObject({
      tool: 'ffmpeg',
      made: expect.stringContaining('only ffmpeg reads avi'),
    });
    await expectSound('old.mkv', ['mpeg4', 'mp3']);
  });

  it('loads the core of ffmpeg only when it is needed', async () => {
    const before = lab.asked.filter((path) => path.endsWith('.wasm')).length;
    await mux({ inputs: inputsOf('h264', 'aac') });
    expect(lab.asked.filter((path) => path.endsWith('.wasm'))).toHaveLength(before);
    await mux({ inputs: inputsOf('h264', 'opus'), container: 'ts' });
    expect(lab.asked.some((path) => path.includes('ffmpeg-core'))).toBe(true);
  });

  it('reads files that the user picked as well as those of our own storage', async () => {
    const inputs = inputsOf('h264', 'aac').map((input) => ({ ...input, as: 'file' as const }));
    expect(await mux({ inputs, result: 'picked.mp4' })).toMatchObject({ tool: 'mediabunny' });
    await expectSound('picked.mp4', ['h264', 'aac']);
    expect(await mux({ inputs, container: 'ts', result: 'picked.ts' })).toMatchObject({ tool: 'mediabunny' });
  });
});

const rich = {
  chapters: [
    { title: 'One = #1; \\ x', startSec: 0, endSec: 1 },
    { title: 'Zwei – 二', startSec: 1, endSec: 2 },
  ],
  tags: {
    title: 'A "title"; = #1',
    artist: 'Somebody',
    date: '2026-01-31',
    description: null,
    comment: 'https://video.example/7',
  },
  cover: { name: 'cover.jpg', mimeType: 'image/jpeg' },
} as const;
const captions = [
  { text: 'WEBVTT\n\n00:00.500 --> 00:01.500\nHello\n', format: 'vtt', language: 'eng' },
] as const;

describe('what players show', () => {
  it.each([
    ['mp4', 'mediabunny'],
    ['mkv', 'ffmpeg'],
  ] as const)('is in %s: title, author, date, address, cover, chapters (by %s)', async (container, tool) => {
    const name = `rich.${container}`;
    expect(await mux({ ...rich, inputs: inputsOf('h264', 'aac'), container, result: name })).toMatchObject({
      tool,
    });
    const file = await probeFile(join(lab.results, name));
    const tags = Object.fromEntries(
      Object.entries(file.format.tags ?? {}).map(([tag, value]) => [tag.toLowerCase(), value]),
    );
    expect(tags).toMatchObject({ title: rich.tags.title, artist: 'Somebody', comment: rich.tags.comment });
    expect(tags.date).toContain('2026-01-31');
    expect(file.chapters.map((chapter) => chapter.tags?.title)).toEqual(
      rich.chapters.map(({ title }) => title),
    );
    expect(file.chapters.map((chapter) => Number(chapter.start_time))).toEqual([0, 1]);
    expect(file.streams.some(({ disposition }) => disposition?.attached_pic === 1)).toBe(true);
    expect(await decodeFile(join(lab.results, name))).toBe('');
  });

  it('is in sound alone too, with a cover of a kind that players do not know drawn anew', async () => {
    const inputs = [{ name: 'aac.m4a', take: ['audio'] }] as const;
    const cover = { name: 'cover.webp', mimeType: 'image/webp' } as const;
    expect(await mux({ ...rich, cover, inputs, container: 'm4a', result: 'rich.m4a' })).toMatchObject({
      tool: 'mediabunny',
    });
    const file = await probeFile(join(lab.results, 'rich.m4a'));
    expect(file.streams.map(({ codec_name: codec }) => codec)).toEqual(['aac', 'mjpeg']);
    expect(file.chapters).toHaveLength(2);
  });

  it.each([
    ['mp4', 'mov_text'],
    ['mkv', 'subrip'],
    ['webm', 'webvtt'],
  ] as const)('are captions in %s, as %s', async (container, codec) => {
    const [picture, sound] = container === 'webm' ? (['vp9', 'opus'] as const) : (['h264', 'aac'] as const);
    const name = `captions.${container}`;
    await mux({ inputs: inputsOf(picture, sound), captions, container, result: name });
    const file = await probeFile(join(lab.results, name));
    expect(file.streams.map(({ codec_name: seen }) => seen)).toEqual([picture, sound, codec]);
    expect(file.streams[2]?.tags?.language).toBe('eng');
    expect(await decodeFile(join(lab.results, name))).toBe('');
  });

  it('are captions that are in a film already, whatever they become', async () => {
    await mux({ inputs: inputsOf('h264', 'aac'), captions, container: 'mkv', result: 'with.mkv' });
    const take = ['video', 'audio', 'subtitle'] as const;
    for (const [from, container, codec] of [
      ['with.mkv', 'mp4', 'mov_text'],
      ['kept.mp4', 'mkv', 'subrip'],
    ] as const) {
      const result = `kept.${container}`;
      expect(await mux({ inputs: [{ name: from, take }], container, result })).toMatchObject({
        made: 'joined by ffmpeg in the browser: only ffmpeg takes captions over',
      });
      const file = await probeFile(join(lab.results, result));
      expect(file.streams.map(({ codec_name: seen }) => seen)).toEqual(['h264', 'aac', codec]);
      expect(file.streams[2]?.tags?.language).toBe('eng');
    }
  });

  it.each(['mp4', 'mkv'] as const)(
    'is the language of sound that comes by itself (%s)',
    async (container) => {
      const [picture, sound] = inputsOf('h264', 'aac');
      if (!picture || !sound) throw new Error('There are two.');
      const inputs = [picture, { ...sound, language: 'deu' }];
      const result = `german.${container}`;
      expect(await mux({ inputs, container, result })).toMatchObject({ tool: 'mediabunny' });
      const { streams } = await probeFile(join(lab.results, result));
      expect(streams.map(({ tags }) => tags?.language === 'deu')).toEqual([false, true]);
    },
  );

  it('is the cover that a film has, also where captions are taken over', async () => {
    await mux({
      ...rich,
      inputs: inputsOf('h264', 'aac'),
      captions,
      container: 'mp4',
      result: 'covered.mp4',
    });
    const take = ['video', 'audio', 'subtitle'] as const;
    for (const [from, container] of [
      ['covered.mp4', 'mkv'],
      ['covered.mkv', 'mp4'],
    ] as const) {
      const result = `covered.${container}`;
      expect(await mux({ inputs: [{ name: from, take }], container, result })).toMatchObject({
        tool: 'ffmpeg',
      });
      const { streams } = await probeFile(join(lab.results, result));
      const covers = streams.filter(({ disposition }) => disposition?.attached_pic === 1);
      expect(covers.map(({ codec_name: codec, width }) => [codec, width])).toEqual([['mjpeg', 64]]);
    }
  });

  it('is by how much the picture is turned, where the file can say so', async () => {
    const inputs = [{ name: 'upright.mp4', take: ['video'] }] as const;
    await mux({ inputs, container: 'mp4', result: 'upright.mp4' });
    expect(JSON.stringify(await probeFile(join(lab.results, 'upright.mp4')))).toMatch(/"rotation":-?90/);
    expect(await mux({ inputs, container: 'mkv' })).toMatchObject({ error: { code: 'media.codec_unfit' } });
  });
});

describe('what is not whole, or not media', () => {
  it('is refused, and leaves no file behind that looks like one', async () => {
    const text = { name: 'cover.jpg', take: ['video'] } as const;
    const result = await mux({ inputs: [text], container: 'mp4' });
    expect(result.error?.code).toMatch(/^media\./);
    const soundless = await mux({ inputs: [{ name: 'h264.mp4', take: ['audio'] }], container: 'mp4' });
    expect(soundless.error?.code).toBe('media.unsupported');
  });

  it('ends when it is cancelled, and the next one is not in its way', async () => {
    const cancelled = await mux({ inputs: inputsOf('h264', 'opus'), container: 'ts', cancelAfterMs: 150 });
    expect(cancelled.error?.code).toBe('job.cancelled');
    expect(await mux({ inputs: inputsOf('h264', 'aac') })).toMatchObject({ tool: 'mediabunny' });
  });
});

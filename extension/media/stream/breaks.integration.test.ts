/** Streams with breaks, made by ffmpeg, in a real browser; what comes of them is joined and decoded by ffmpeg. */
import { execa } from 'execa';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  expectTogether,
  h264,
  openPartStage,
  type Part,
  type PartStage,
  type PartsResult,
  type PartType,
  readMarks,
} from '../testing/film-parts.ts';
import { ffmpegPath } from '../testing/samples.ts';

let films: PartStage;

beforeAll(async () => {
  films = await openPartStage();
}, 120_000);
afterAll(() => films?.stop());
beforeEach(() => films.refuse(404));

async function fetchParts(type: PartType, parts: readonly Part[]): Promise<PartsResult> {
  for (const part of parts) await films.makePart(type, part);
  const names = parts.map(({ name }) => name);
  await films.joinLists(names.join('+'), names);
  return films.get(`/${names.join('+')}.m3u8`);
}

/** Times at which packets of a track are shown, in order. */
async function readShown(file: string, track: 'v' | 'a'): Promise<number[]> {
  const ffprobe = ffmpegPath.replace(/ffmpeg([^/\\]*)$/, 'ffprobe$1');
  const shown = ['-show_entries', 'packet=pts_time', '-of', 'csv=p=0'];
  const { stdout } = await execa(ffprobe, ['-v', 'error', '-select_streams', track, ...shown, file]);
  return stdout
    .split('\n')
    .map((line) => Number.parseFloat(line))
    .filter((sec) => !Number.isNaN(sec))
    .sort((one, other) => one - other);
}

const sumSec = (parts: readonly Part[]): number => parts.reduce((sum, { sec }) => sum + sec, 0);

/** A film of such parts: no fault in decoding, no step in time, sound with its picture at each second of it. */
async function expectFilm(result: PartsResult, parts: readonly Part[]): Promise<string> {
  if ('error' in result) throw new Error(`${result.error.code}: ${JSON.stringify(result.error)}`);
  const { video } = result.stream;
  expect(video?.breaks).toHaveLength(parts.length - 1);
  expect(video?.missing).toEqual([]);
  const raw = await films.takeOut(video?.path ?? '');
  const file = `${raw}.mp4`;
  expect((await films.make('-v', 'warning', '-i', raw, '-c', 'copy', file)).stderr).toBe('');
  const { flashes, beeps, warnings } = await readMarks(file);
  expect(warnings).toBe('');
  expectTogether(flashes, beeps, sumSec(parts));
  for (const track of ['v', 'a'] as const) {
    const shown = await readShown(file, track);
    const steps = shown.slice(1).map((time, place) => time - (shown[place] ?? 0));
    expect(Math.min(...steps)).toBeGreaterThan(0);
    // Sound ends in whole frames, and pictures that are held back longer need to be decoded earlier.
    expect(Math.max(...steps)).toBeLessThan(0.15);
    const pausesSec = (shown.at(-1) ?? 0) - (shown[0] ?? 0) - sumSec(parts);
    expect(Math.abs(pausesSec)).toBeLessThan(0.05 * parts.length);
    expect(Math.abs(shown[0] ?? 1)).toBeLessThan(0.04);
  }
  return file;
}

describe('a film with an advertisement in the middle', () => {
  it.each(['mpegts', 'fmp4'] as const)('goes on in time (%s)', async (type) => {
    const parts = ['film', 'ad', 'rest'].map((name, place) => ({ name: `${type}-${name}`, sec: 4 - place }));
    await expectFilm(await fetchParts(type, parts), parts);
  });

  it('goes on where its tracks have other numbers', async () => {
    const parts = [
      { name: 'numbers-film', sec: 3 },
      { name: 'numbers-ad', sec: 2, first: 300 },
      { name: 'numbers-rest', sec: 2 },
    ];
    await expectFilm(await fetchParts('mpegts', parts), parts);
  });

  it('goes on where its clock ticks otherwise', async () => {
    const parts = [
      { name: 'ticks-film', sec: 3 },
      { name: 'ticks-ad', sec: 2, rate: 50 },
    ];
    await expectFilm(await fetchParts('fmp4', parts), parts);
  });

  it.each(['mpegts', 'fmp4'] as const)('goes on in time after it was broken off (%s)', async (type) => {
    const parts = ['one', 'two', 'three'].map((name) => ({ name: `off-${type}-${name}`, sec: 2 }));
    films.refuse(403, `off-${type}-two-0`);
    expect(await fetchParts(type, parts)).toMatchObject({ error: { code: 'media.expired' } });
    films.refuse(404);
    await expectFilm(await fetchParts(type, parts), parts);
  });

  it.each(['mpegts', 'fmp4'] as const)(
    'keeps sound with its picture wherever its clock jumps to (%s)',
    async (type) => {
      // The clock of TS begins anew at 95,443.7 s.
      const begins = type === 'mpegts' ? [95_442.2, 5000, 95_442.4, 10, 95_443.7] : [50_000, 10, 5000];
      const parts = begins.map((beginSec, place) => ({ name: `jump-${type}-${place}`, sec: 2, beginSec }));
      await expectFilm(await fetchParts(type, parts), parts);
    },
  );

  it('keeps sound with its picture where the parts hold their pictures back by other times', async () => {
    const plain = ['libx264', '-preset', 'ultrafast', '-bf', '0', '-g', '25', '-pix_fmt', 'yuv420p'];
    const parts = [
      { name: 'back-film', sec: 2 },
      { name: 'back-ad', sec: 2, codec: plain },
      { name: 'back-rest', sec: 2 },
    ];
    await expectFilm(await fetchParts('fmp4', parts), parts);
  });

  it.each([
    { name: 'h264', codec: h264 },
    {
      name: 'hevc',
      codec: ['libx265', '-preset', 'ultrafast', '-tag:v', 'hvc1', '-x265-params', 'log-level=none'],
    },
    { name: 'av1', codec: ['libaom-av1', '-cpu-used', '8', '-usage', 'realtime', '-g', '25'] },
  ])(
    'goes on where its pictures are of another size, also from its middle ($name)',
    async ({ name, codec }) => {
      const sizes = ['192x108', '128x72', '192x108'];
      const parts = sizes.map((size, place) => ({ name: `size-${name}-${place}`, sec: 2, size, codec }));
      const file = await expectFilm(await fetchParts('fmp4', parts), parts);
      for (const [place, size] of sizes.entries()) {
        const from = ['-ss', String(place * 2 + 1), '-i', file, '-frames:v', '1'];
        const { stderr } = await films.make('-v', 'info', ...from, '-f', 'null', '-');
        expect(stderr).not.toMatch(/error/i);
        expect(stderr).toMatch(new RegExp(`Video: wrapped_avframe.*${size}`));
      }
    },
  );

  it.each(['mpegts', 'fmp4'] as const)('goes on where one has no sound (%s)', async (type) => {
    const parts = [
      { name: `mute-${type}-film`, sec: 2 },
      { name: `mute-${type}-ad`, sec: 2, tracks: 'picture' as const },
      { name: `mute-${type}-rest`, sec: 2 },
    ];
    const result = await fetchParts(type, parts);
    const { video } = 'stream' in result ? result.stream : { video: null };
    const { flashes, beeps, warnings } = await readMarks(await films.takeOut(video?.path ?? ''));
    expect([flashes.length, beeps.length, warnings]).toEqual([6, 4, '']);
    for (const [place, beep] of beeps.entries())
      expect(Math.abs(beep - (flashes[place < 2 ? place : place + 2] ?? 0))).toBeLessThan(0.04);
  });

  it.each([
    { what: 'picture', change: { codec: ['mpeg2video'] }, type: 'mpegts' },
    { what: 'picture', change: { codec: ['libx265', '-x265-params', 'log-level=none'] }, type: 'fmp4' },
    { what: 'sound', change: { sound: ['aac', '-ar', '44100'] }, type: 'mpegts' },
    { what: 'sound', change: { sound: ['aac', '-ar', '44100'] }, type: 'fmp4' },
  ] as const)(
    'is refused where its $what is of another kind, and where is said ($type)',
    async ({ what, change, type }) => {
      const film = `other-${what}-${type}`;
      const parts = [
        { name: `${film}-film`, sec: 2 },
        { name: `${film}-ad`, sec: 2, ...change },
      ];
      const message = `At 0:02 the stream changes to another kind of ${what}`;
      expect(await fetchParts(type, parts)).toMatchObject({
        error: { code: 'media.parts_differ', message: expect.stringContaining(message) },
      });
    },
  );
});

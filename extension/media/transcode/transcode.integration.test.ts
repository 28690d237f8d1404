/** Smaller files and sound made in a real Chromium, looked at by ffprobe and decoded by ffmpeg. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MediaLab, openLab } from '../testing/lab.ts';
import { clipSec, decodeFile, findMarks, makeSamples, markSec, probeFile } from '../testing/samples.ts';

let lab: MediaLab;

beforeAll(async () => {
  lab = await openLab(await makeSamples());
}, 180_000);
afterAll(() => lab?.close());

/** What has sound of the wanted kind already. */
const copied = ['audio-m4a-of-hevc-film.mp4', 'audio-mp3-of-broadcast.ts'];

it.each([
  // The picture by the browser's own codecs; this Chromium encodes no AAC.
  { name: 'film.webm', preset: '480p', tool: 'webcodecs', codecs: ['h264', 'aac'], size: '854x480' },
  // Chromium here has no decoder for HEVC.
  { name: 'hevc-film.mp4', preset: '720p', tool: 'ffmpeg', codecs: ['h264', 'aac'], size: '320x180' },
  { name: 'hevc-film.mp4', preset: 'audio-m4a', tool: 'webcodecs', codecs: ['aac'], size: null },
  { name: 'hevc-film.mp4', preset: 'audio-opus', tool: 'webcodecs', codecs: ['opus'], size: null },
  { name: 'film.webm', preset: 'audio-mp3', tool: 'ffmpeg', codecs: ['mp3'], size: null },
  { name: 'broadcast.ts', preset: '480p', tool: 'webcodecs', codecs: ['h264', 'aac'], size: '320x180' },
  { name: 'small.mkv', preset: '720p', tool: 'webcodecs', codecs: ['h264', 'aac'], size: '320x180' },
  { name: 'odd.mp4', preset: '480p', tool: 'webcodecs', codecs: ['h264', 'aac'], size: '320x180' },
  { name: 'pieces.mp4', preset: '480p', tool: 'webcodecs', codecs: ['h264', 'aac'], size: '320x180' },
  { name: 'broadcast.ts', preset: 'audio-mp3', tool: 'webcodecs', codecs: ['mp3'], size: null },
  { name: 'small.mkv', preset: 'audio-opus', tool: 'webcodecs', codecs: ['opus'], size: null },
  { name: 'film.webm', preset: 'audio-m4a', tool: 'ffmpeg', codecs: ['aac'], size: null },
  // Two channels take more of the core's small stack than one, and six are not taken at all.
  { name: 'stereo.avi', preset: 'audio-opus', tool: 'ffmpeg', codecs: ['opus'], size: null },
  { name: 'surround.avi', preset: 'audio-opus', tool: 'ffmpeg', codecs: ['opus'], size: null },
] as const)('$name becomes $preset by $tool', async ({ name, preset, tool, codecs, size }) => {
  const result = `${preset}-of-${name}`;
  const made = await lab.run('transcode', { name, preset, result });
  const how = copied.includes(result) ? 'copied as it is' : 'converted by';
  expect(made).toMatchObject({ tool, made: expect.stringContaining(how) });
  const path = join(lab.results, result);
  const [file, marks] = await Promise.all([probeFile(path), findMarks(path)]);
  expect(marks.complaints).toBe('');
  expect(file.streams.map(({ codec_name: codec }) => codec)).toEqual(codecs);
  expect(Math.abs(Number(file.format.duration) - clipSec)).toBeLessThan(0.15);
  const [picture] = file.streams;
  if (size !== null) expect(`${picture?.width}x${picture?.height}`).toBe(size);
  const starts = file.streams.map(({ start_time: start }) => Number(start));
  expect(Math.max(...starts) - Math.min(...starts)).toBeLessThan(0.04);
  // Seen and heard at the same time, and when it was.
  const { pictureSec, soundSec } = marks;
  if (size !== null) expect(Math.abs(Number(pictureSec) - Number(soundSec))).toBeLessThan(0.04);
  expect(Math.abs(Number(soundSec) - markSec)).toBeLessThan(0.1);
});

it('what has no picture cannot become a smaller video', async () => {
  const made = await lab.run('transcode', { name: 'aac.m4a', preset: '720p', result: 'none' });
  expect(made).toMatchObject({ error: { code: 'media.unsupported' } });
});

it('sound that a download wants in another kind than the site has is made so, with its title', async () => {
  const made = await lab.run('saveSound', { name: 'film.webm', format: 'mp3' });
  expect(made).toMatchObject({ made: expect.stringMatching(/^converted by .*; /) });
  const path = join(lab.results, 'film.webm.mp3');
  expect(await decodeFile(path)).toBe('');
  const file = await probeFile(path);
  expect(file.streams.map(({ codec_name: codec }) => codec)).toEqual(['mp3']);
  expect(Math.abs(Number(file.format.duration) - clipSec)).toBeLessThan(0.15);
  expect(file.format).toMatchObject({ tags: { title: 'A film', artist: 'Ana' } });
});

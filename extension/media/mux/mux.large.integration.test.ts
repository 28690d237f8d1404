/** A gibibyte put together in a real Chromium. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MediaLab, openLab } from '../testing/lab.ts';
import { decodeFile, makeLongSample, probeFile } from '../testing/samples.ts';

const gibibyte = 1024 ** 3;

let lab: MediaLab;
let sample: Awaited<ReturnType<typeof makeLongSample>>;

beforeAll(async () => {
  sample = await makeLongSample(gibibyte);
  lab = await openLab(sample.folder);
}, 600_000);
afterAll(() => lab?.close());

const inputs = () =>
  [
    { name: sample.video, take: ['video'] },
    { name: sample.audio, take: ['audio'] },
  ] as const;

it.each([
  ['mp4', undefined],
  ['mkv', undefined],
  ['ts', undefined],
  // What is tried after ffmpeg.
  ['mkv', 'mediabunny'],
] as const)(
  'a gibibyte of picture and its sound become one %s, whole to its last second (by %s)',
  async (container, tool) => {
    const name = `joined.${container}`;
    const order = { inputs: inputs(), container, result: name, ...(tool && { tool }) };
    expect(await lab.run('mux', order)).toMatchObject({ tool: tool ?? 'ffmpeg' });
    const path = join(lab.results, name);
    const file = await probeFile(path);
    expect(file.streams.map(({ codec_name: codec }) => codec)).toEqual(['h264', 'aac']);
    expect(Math.abs(Number(file.format.duration) - sample.durationSec)).toBeLessThan(0.5);
    for (const { duration } of file.streams)
      if (duration !== undefined) expect(Math.abs(Number(duration) - sample.durationSec)).toBeLessThan(0.5);
    expect(await decodeFile(path, ['-ss', `${sample.durationSec - 5}`])).toBe('');
  },
  900_000,
);

it('the same with captions', async () => {
  const captions = [
    { text: 'WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n', format: 'vtt', language: null },
  ] as const;
  const result = await lab.run('mux', { inputs: inputs(), captions, container: 'mp4', result: null });
  expect(result).toMatchObject({ tool: 'ffmpeg' });
}, 900_000);

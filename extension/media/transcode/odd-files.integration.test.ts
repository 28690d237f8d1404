/** Files that are not whole, or not alike, in a real Chromium: what is said of them, and what is made of them. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MediaLab, openLab } from '../testing/lab.ts';
import type { LabResult } from '../testing/lab-page/main.ts';
import { decodeFile, ffmpegPath, makeSamples, probeFile } from '../testing/samples.ts';

let lab: MediaLab;

beforeAll(async () => {
  lab = await openLab(await makeSamples());
}, 180_000);
afterAll(() => lab?.close());

const make = (name: string, ...args: string[]) =>
  execa(ffmpegPath, ['-v', 'error', '-y', ...args, join(lab.results, name)]);

/** The beginning of a file. */
async function cut(name: string, part: number): Promise<string> {
  const bytes = await readFile(join(lab.results, name));
  const cutName = `cut-${name}`;
  await writeFile(join(lab.results, cutName), bytes.subarray(0, Math.round(bytes.length * part)));
  return cutName;
}

const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast'];
const noise = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=25:duration=6,noise=alls=30:allf=t'];
const tone = (sec: number) => ['-f', 'lavfi', '-i', `sine=duration=${sec}:sample_rate=48000`];

it('of a file that was not saved to its end it is said how long it was to be, and what is there is saved', async () => {
  await make('long.mkv', ...noise, ...tone(6), ...h264, '-c:a', 'aac');
  const name = await cut('long.mkv', 0.4);
  const probe = await lab.run('look', name);
  expect(probe).toMatchObject({ durationSec: null, tracks: [{ kind: 'video' }, { kind: 'audio' }] });
  expect('cutFromSec' in probe && Math.abs(Number(probe.cutFromSec) - 6)).toBeLessThan(0.2);
  const made = await lab.run('transcode', { name, preset: 'audio-mp3', result: 'cut.mp3' });
  expect(made).not.toHaveProperty('error');
  expect(await decodeFile(join(lab.results, 'cut.mp3'))).toBe('');
  expect(await lab.run('look', 'long.mkv')).not.toHaveProperty('cutFromSec');
});

it('one whose index is there and whose pictures are not is said to be cut too, and what is there is saved', async () => {
  await make('fast.mp4', ...noise, ...h264, '-movflags', '+faststart');
  const name = await cut('fast.mp4', 0.4);
  expect(await lab.run('look', name)).toMatchObject({ durationSec: null, cutFromSec: expect.closeTo(6, 1) });
  expect(await lab.run('transcode', { name, preset: '480p', result: 'cut.mp4' })).not.toHaveProperty('error');
  expect(await decodeFile(join(lab.results, 'cut.mp4'))).toBe('');
  const { format } = await probeFile(join(lab.results, 'cut.mp4'));
  expect(Number(format.duration)).toBeGreaterThan(1.5);
  expect(Number(format.duration)).toBeLessThan(3);
});

it('a clip that was cut between two key frames is as long as it is shown', async () => {
  await make('whole.mp4', ...noise, ...tone(6), ...h264, '-c:a', 'aac');
  await make('clip.mp4', '-ss', '2.5', '-i', join(lab.results, 'whole.mp4'), '-c', 'copy');
  const made = await lab.run('transcode', { name: 'clip.mp4', preset: '480p', result: 'clip-480p.mp4' });
  expect(made).not.toHaveProperty('error');
  const { format } = await probeFile(join(lab.results, 'clip-480p.mp4'));
  expect(Number(format.duration)).toBeCloseTo(3.5, 0);
});

it('a recording whose clock begins at ten hours is as long as it is, and becomes as good as one from 0', async () => {
  await make('near.mp4', ...noise, ...tone(6), ...h264, '-c:a', 'aac');
  await make('far.ts', '-i', join(lab.results, 'near.mp4'), '-c', 'copy', '-output_ts_offset', '36000');
  const sizes: number[] = [];
  for (const name of ['near.mp4', 'far.ts']) {
    expect(await lab.run('look', name)).toMatchObject({ durationSec: expect.closeTo(6, 0) });
    const made = await lab.run('transcode', { name, preset: '480p', result: `480p-${name}` });
    expect(made.estimated?.timeSec).toBeLessThan(60);
    expect(Math.abs(Number(made.estimated?.bytes) / Number(made.bytes) - 1)).toBeLessThan(0.5);
    sizes.push(Number(made.bytes));
  }
  expect(Math.abs(Number(sizes[1]) / Number(sizes[0]) - 1)).toBeLessThan(0.1);
});

it('one whose index is missing is no file of which anything could be made', async () => {
  await make('late.mp4', ...noise, '-c:v', 'libx264');
  expect(await lab.run('look', await cut('late.mp4', 0.5))).toMatchObject({
    error: { code: 'media.damaged', message: expect.stringContaining('Neither picture nor sound') },
  });
});

it('a film is put together with sound that is shorter than its picture', async () => {
  await make('film.avi', ...noise, ...tone(6), '-c:v', 'mpeg4', '-c:a', 'libmp3lame');
  await make('song.ogg', ...tone(4), '-c:a', 'libopus');
  const made = await lab.run('mux', {
    container: 'mkv',
    inputs: [
      { name: 'film.avi', take: ['video'] },
      { name: 'song.ogg', take: ['audio'] },
    ],
    result: 'both.mkv',
  });
  expect(made).toMatchObject({ tool: 'ffmpeg' });
  const { streams } = await probeFile(join(lab.results, 'both.mkv'));
  expect(streams.map(({ codec_name: codec }) => codec)).toEqual(['mpeg4', 'opus']);
  expect(await decodeFile(join(lab.results, 'both.mkv'))).toBe('');
});

it('a file that cannot hold the tracks is refused before anything is made, and another kind is named', async () => {
  const order = { inputs: [{ name: 'odd.mp4', take: ['video', 'audio'] as const }], result: null };
  expect(await lab.run('mux', { ...order, container: 'webm' })).toMatchObject({
    error: {
      code: 'media.codec_unfit',
      message: 'The sound (mp3) does not fit into WebM without being converted, but into MP4.',
    },
  });
});

it('sound that is what is wanted already is copied out of its film, which is said before', async () => {
  await make('copied-film.mp4', ...noise, ...tone(6), ...h264, '-c:a', 'aac', '-b:a', '96k');
  const made: LabResult = await lab.run('transcode', {
    name: 'copied-film.mp4',
    preset: 'audio-m4a',
    result: 'film.m4a',
  });
  expect(made.made).toBe('copied as it is: its sound is AAC already');
  expect(made.estimated).toMatchObject({ isCopied: true });
  expect(Math.abs(Number(made.estimated?.bytes) / Number(made.bytes) - 1)).toBeLessThan(0.2);
});

it('what long sound takes is told from its making, not from the start of ffmpeg, and whatever it takes it is made', async () => {
  const minutes = 2;
  await make('talk.mp3', ...tone(minutes * 60), '-ar', '22050', '-c:a', 'libmp3lame', '-b:a', '32k');
  const copied: LabResult = await lab.run('transcode', {
    name: 'talk.mp3',
    preset: 'audio-mp3',
    result: 'copy.mp3',
  });
  const made: LabResult = await lab.run('transcode', {
    name: 'talk.mp3',
    preset: 'audio-m4a',
    result: 'talk.m4a',
  });
  expect(copied.made).toBe('copied as it is: its sound is MP3 already');
  for (const { bytes, estimated } of [copied, made]) {
    expect(Math.abs(Number(estimated?.bytes) / Number(bytes) - 1)).toBeLessThan(0.2);
    // The start of ffmpeg alone, for each of so many pieces, would take longer than the sound itself.
    expect(Number(estimated?.timeSec)).toBeLessThan((minutes * 60) / 4);
  }
});

it('a smaller film has all sounds, captions and chapters', async () => {
  const words = { captions: '1\n00:00:01,000 --> 00:00:02,000\nHello\n', chapters: ';FFMETADATA1\n' };
  for (const [title, start] of [
    ['One', 0],
    ['Two', 3],
  ])
    words.chapters += `[CHAPTER]\nTIMEBASE=1/1\nSTART=${start}\nEND=${Number(start) + 3}\ntitle=${title}\n`;
  await writeFile(join(lab.results, 'words.srt'), words.captions);
  await writeFile(join(lab.results, 'words.txt'), words.chapters);
  const inputs = [
    ...noise,
    ...tone(6),
    '-i',
    join(lab.results, 'words.srt'),
    '-i',
    join(lab.results, 'words.txt'),
  ];
  const maps = ['0:v', '1:a', '1:a', '2:s'].flatMap((map) => ['-map', map]);
  const codecs = [...h264, '-c:a', 'aac', '-c:s', 'srt'];
  const languages = ['a:0', 'a:1', 's:0'].flatMap((at) => [
    `-metadata:s:${at}`,
    `language=${at === 'a:1' ? 'deu' : 'eng'}`,
  ]);
  await make('rich.mkv', ...inputs, ...maps, '-map_chapters', '3', ...codecs, ...languages);
  const made = await lab.run('transcode', { name: 'rich.mkv', preset: '480p', result: 'rich.mp4' });
  expect(made).toMatchObject({ tool: 'webcodecs', made: expect.not.stringContaining('without') });
  const { streams, chapters, format } = await probeFile(join(lab.results, 'rich.mp4'));
  const seen = streams.filter(({ codec_type: type }) => type !== 'data');
  expect(seen.map(({ codec_name: codec, tags }) => [codec, tags?.language])).toEqual([
    ['h264', 'und'],
    ['aac', 'eng'],
    ['aac', 'deu'],
    ['mov_text', 'eng'],
  ]);
  expect(chapters.map(({ tags }) => tags?.title)).toEqual(['One', 'Two']);
  expect(Number(format.duration)).toBeCloseTo(6, 0);
  expect(await decodeFile(join(lab.results, 'rich.mp4'))).toBe('');
});

it('a picture that begins later than its sound does so in a smaller film, whatever makes which', async () => {
  const late = ['-itsoffset', '0.6', ...noise, ...tone(6), ...h264, '-c:a', 'libopus'];
  await make('late-picture.mkv', ...late);
  const made = await lab.run('transcode', { name: 'late-picture.mkv', preset: '480p', result: 'late.mp4' });
  expect(made).toMatchObject({ tool: 'webcodecs', made: expect.stringContaining('its sound by ffmpeg') });
  const { streams } = await probeFile(join(lab.results, 'late.mp4'));
  const [picture, sound] = streams.map(({ start_time: start }) => Number(start));
  expect(Number(picture) - Number(sound)).toBeCloseTo(0.6, 1);
});

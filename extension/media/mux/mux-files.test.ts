import { expect, it, vi } from 'vitest';
import type { Bunny } from './bunny.ts';
import type { MediaProbe, ProbedTrack } from './media-probe.ts';
import { noTags, type TrackKind } from './mux-order.ts';

let byFfmpeg: MediaProbe | null;
let asked: number;
vi.mock('../ffmpeg/run-ffmpeg.ts', () => ({
  async probeByFfmpeg() {
    asked += 1;
    return byFfmpeg;
  },
  runFfmpeg: async () => ({ bytes: 1000 }),
}));
vi.mock('./bunny.ts', () => ({}));
const { readMedia, runTool } = await import('./mux-files.ts');

const toProbe = (container: string, codecs: Record<string, ProbedTrack['kind']>): MediaProbe => ({
  container,
  bytes: 1000,
  durationSec: 6,
  tracks: Object.entries(codecs).map(([codec, kind]) => {
    return { kind, codec, startSec: 0, durationSec: 6, width: null, height: null, rotation: 0 };
  }),
});

/** What is read, by which tool, and how often ffmpeg was asked. */
async function read(seen: MediaProbe, other: MediaProbe | null, wanted: readonly TrackKind[] = []) {
  byFfmpeg = other;
  asked = 0;
  const copier = { ask: async () => seen } as unknown as Bunny;
  const { probe, readBy } = await readMedia(new Blob(['film']), {
    copier,
    signal: new AbortController().signal,
    wanted,
  });
  return [readBy, probe.tracks.map(({ codec }) => codec).join(' '), asked];
}

const television = toProbe('ts', { mpeg2video: 'video', mp2: 'audio' });

it('tracks of MPEG-TS that only ffmpeg knows are seen', async () => {
  expect(await read(toProbe('ts', { mp3: 'audio' }), television)).toEqual(['ffmpeg', 'mpeg2video mp2', 1]);
  expect(await read(toProbe('ts', { mp3: 'audio' }), television, ['audio'])).toEqual([
    'ffmpeg',
    'mpeg2video mp2',
    1,
  ]);
  const film = toProbe('ts', { h264: 'video', aac_latm: 'audio' });
  const seen = { ...toProbe('ts', { h264: 'video' }), hidesTracks: true };
  expect(await read(seen, film)).toEqual(['ffmpeg', 'h264 aac_latm', 1]);
  expect(await read(seen, film, ['video'])).toEqual(['ffmpeg', 'h264 aac_latm', 1]);
});

it('sound alone, and sound that is MP3, stay with the library, also where ffmpeg reads nothing', async () => {
  const sound = { ...toProbe('ts', { aac: 'audio' }), hidesTracks: true };
  expect(await read(sound, sound)).toEqual(['mediabunny', 'aac', 1]);
  expect(await read(sound, null)).toEqual(['mediabunny', 'aac', 1]);
  const mp3 = toProbe('ts', { h264: 'video', mp3: 'audio' });
  expect(await read(mp3, mp3)).toEqual(['mediabunny', 'h264 mp3', 1]);
});

it('an empty file is said to be empty', async () => {
  const copier = { ask: async () => null } as unknown as Bunny;
  const control = { copier, signal: new AbortController().signal, wanted: [] };
  await expect(readMedia(new Blob(), control)).rejects.toThrow('The file is empty.');
});

it('a picture is no film, whatever it is called', async () => {
  const picture = toProbe('jpeg_pipe', { mjpeg: 'video' });
  await expect(read(toProbe('unknown', {}), picture)).rejects.toThrow('The file is a picture');
});

it('captions in a film are told by ffmpeg, where they are wanted, and picture and sound stay with the library', async () => {
  const film = { ...toProbe('mp4', { h264: 'video', aac: 'audio' }), hasCaptions: true };
  const other = toProbe('mov', { h264: 'video', aac: 'audio', mov_text: 'subtitle' });
  expect(await read(film, other)).toEqual(['mediabunny', 'h264 aac mov_text', 1]);
  expect(await read(film, other, ['video', 'subtitle'])).toEqual(['mediabunny', 'h264 aac mov_text', 1]);
  expect(await read(film, null)).toEqual(['mediabunny', 'h264 aac', 1]);
  expect(await read(film, other, ['video', 'audio'])).toEqual(['mediabunny', 'h264 aac', 0]);
});

it.each([
  ['ffmpeg', 'subrip', 'mov_text'],
  ['ffmpeg', 'dvd_subtitle', null],
  ['mediabunny', 'subrip', null],
] as const)('a film that %s makes of one with %s has %s', async (tool, codec, made) => {
  const film = { h264: 'video', aac: 'audio' } as const;
  const seen = toProbe('mp4', { ...film, ...(made && { [made]: 'subtitle' as const }) });
  const answers = [...(tool === 'mediabunny' ? [{ bytes: 1000 }] : []), seen];
  const copier = { ask: async () => answers.shift() } as unknown as Bunny;
  const target = new Blob(['film']) as unknown as FileSystemFileHandle;
  const inputs = [
    { source: new Blob(['film']), take: ['video', 'audio', 'subtitle'], language: null },
  ] as const;
  const order = {
    inputs,
    captions: [],
    tags: noTags,
    chapters: [],
    cover: null,
    container: 'mp4',
    target,
  } as const;
  const probe = toProbe('mkv', { ...film, [codec]: 'subtitle' });
  const work = { order, inputs: [{ probe, readBy: 'mediabunny' as const }], copier };
  const control = { signal: new AbortController().signal };
  expect(await runTool({ tool, why: 'it can' }, { ...work, control })).toMatchObject({
    lacksCaptions: made === null,
  });
});

it('ffmpeg is not loaded for what the library knows', async () => {
  expect(await read(toProbe('ts', { aac: 'audio' }), null, ['audio'])).toEqual(['mediabunny', 'aac', 0]);
  expect(await read(toProbe('ts', { h264: 'video', aac: 'audio' }), null)).toEqual([
    'mediabunny',
    'h264 aac',
    0,
  ]);
  expect(await read(toProbe('mp4', { mp3: 'audio' }), null)).toEqual(['mediabunny', 'mp3', 0]);
});

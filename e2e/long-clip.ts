/** A clip as long as a film and of any number of bytes, as two tracks: made by ffmpeg from seconds of noise, without encoding all of it. */
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clip, ClipStream } from '../testbed/media/clip.ts';
import { readHead } from '../testbed/media/describe-clip.ts';
import { indexedMp4, runFfmpeg } from '../testbed/media/encode-clip.ts';
import { readMp4Layout } from '../testbed/media/mp4-layout.ts';

const fps = 25;
const bitsPerSec = 8_000_000;
const pieceSec = 20;
const size = { width: 1280, height: 720 };

async function describeTrack(track: Pick<ClipStream, 'itag' | 'kind' | 'file'>, durationSec: number) {
  const { size: sizeBytes } = await stat(track.file);
  const { codecs, ...ranges } = readMp4Layout(await readHead(track.file));
  const [codec = ''] = codecs;
  const mimeType = `${track.kind}/mp4; codecs="${codec}"`;
  const rate = Math.round((sizeBytes * 8) / durationSec);
  return {
    ...track,
    sizeBytes,
    container: 'mp4' as const,
    codecs: codec,
    mimeType,
    bitsPerSec: rate,
    durationMs: durationSec * 1000,
    ...ranges,
  };
}

/** Noise cannot be made smaller, so that every second of the picture has its full rate. */
async function makePicture(folder: string, durationSec: number): Promise<string> {
  const piece = join(folder, 'piece.mp4');
  const file = join(folder, 'video.mp4');
  const source = `testsrc2=size=${size.width}x${size.height}:rate=${fps}:duration=${pieceSec},noise=alls=40:allf=t,format=yuv420p`;
  const rate = ['-b:v', bitsPerSec, '-minrate', bitsPerSec, '-maxrate', bitsPerSec, '-bufsize', bitsPerSec];
  const filled = [...rate.map(String), '-x264-params', 'nal-hrd=cbr:filler=1'];
  const encoder = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', String(2 * fps), ...filled];
  await runFfmpeg(['-f', 'lavfi', '-i', source, ...encoder, piece]);
  const loops = durationSec / pieceSec - 1;
  await runFfmpeg(['-stream_loop', String(loops), '-i', piece, '-c', 'copy', ...indexedMp4, file]);
  await rm(piece);
  return file;
}

/**
 * Frames of AAC can be put one after the other as they are. A fragmented file would be begun before ffmpeg has seen what kind
 * of AAC they are, so that a plain one is made first.
 */
async function makeSound(folder: string, durationSec: number): Promise<string> {
  const at = (name: string): string => join(folder, name);
  const [piece, all, plain, file] = [
    at('piece.aac'),
    at('all.aac'),
    at('plain.m4a'),
    at('audio.mp4'),
  ] as const;
  const tone = `sine=frequency=440:sample_rate=48000:duration=${pieceSec}`;
  await runFfmpeg(['-f', 'lavfi', '-i', tone, '-c:a', 'aac', '-b:a', '128k', piece]);
  await writeFile(all, Array<Buffer>(durationSec / pieceSec).fill(await readFile(piece)));
  await runFfmpeg(['-i', all, '-c', 'copy', '-t', String(durationSec), plain]);
  await runFfmpeg(['-i', plain, '-c', 'copy', '-frag_duration', '2000000', ...indexedMp4, file]);
  await Promise.all([rm(piece), rm(all), rm(plain)]);
  return file;
}

/**
 * Makes the clip in `folder`: a picture of at least so many bytes and its sound. `like` gives the small file with both,
 * which a site has of every video.
 */
export async function makeLongClip(folder: string, bytes: number, like: Clip): Promise<Clip> {
  // A piece is some promille smaller than its rate says.
  const durationSec = Math.ceil((bytes * 8 * 1.01) / bitsPerSec / pieceSec) * pieceSec;
  const video = await makePicture(folder, durationSec);
  const audio = await makeSound(folder, durationSec);
  const picture = await describeTrack({ itag: 136, kind: 'video', file: video }, durationSec);
  const sound = await describeTrack({ itag: 140, kind: 'audio', file: audio }, durationSec);
  return {
    id: 'long',
    durationSec,
    isPortrait: false,
    streams: [
      ...like.streams.filter(({ itag }) => itag === 18),
      { ...picture, ...size, fps },
      { ...sound, sampleRateHz: 48_000, channels: 1 },
    ],
  };
}

import { execFile } from 'node:child_process';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Clip, ClipStream, Rendition } from './clip.ts';
import { type ClipPlan, type StreamPlan, toPictureSize } from './clip-plan.ts';
import { toStreamFile } from './encode-clip.ts';
import { toRenditionFile } from './encode-renditions.ts';
import { readMp4Layout } from './mp4-layout.ts';
import { planRenditions, type RenditionPlan } from './rendition-plan.ts';
import { readWebmLayout } from './webm-layout.ts';

const HEADER_BYTES = 256 * 1024;

/** Describes an encoded clip from its files, with paths relative to `root`. */
export async function describeClip(plan: ClipPlan, root: string): Promise<Clip> {
  const { id, durationSec, isPortrait, hasSegments } = plan;
  const streams: ClipStream[] = [await describeMuxed(plan, root)];
  for (const stream of plan.streams) streams.push(await describeTrack(plan, stream, root));
  const renditions: Rendition[] = [];
  for (const rendition of planRenditions(plan))
    renditions.push(await describeRendition(plan, rendition, root));
  const folders = hasSegments ? { hlsDir: join(id, 'hls'), dashDir: join(id, 'dash') } : {};
  const others = renditions.length > 0 ? { renditions } : {};
  return { id, durationSec, isPortrait, streams, ...others, ...folders };
}

async function describeRendition(plan: ClipPlan, rendition: RenditionPlan, root: string): Promise<Rendition> {
  const { name, kind, heightClass } = rendition;
  const file = join(plan.id, toRenditionFile(rendition));
  const { codecs, ...ranges } = readMp4Layout(await readHead(join(root, file)));
  return {
    name,
    kind,
    container: 'mp4',
    ...toNames('video/mp4', codecs.join(', ')),
    ...(await measure(root, file)),
    ...toPictureSize(plan, heightClass),
    fps: plan.fps,
    ...(kind === 'muxed' && { sampleRateHz: 48_000, channels: 2 }),
    ...ranges,
  };
}

async function describeMuxed(plan: ClipPlan, root: string): Promise<ClipStream> {
  const file = join(plan.id, '18.mp4');
  const { codecs } = readMp4Layout(await readHead(join(root, file)));
  return {
    itag: 18,
    kind: 'muxed',
    container: 'mp4',
    ...toNames('video/mp4', codecs.join(', ')),
    ...(await measure(root, file)),
    ...toPictureSize(plan, 360),
    fps: plan.fps,
    sampleRateHz: 48_000,
    channels: 2,
  };
}

async function describeTrack(plan: ClipPlan, stream: StreamPlan, root: string): Promise<ClipStream> {
  const { itag, kind, container } = stream;
  const file = join(plan.id, toStreamFile(stream));
  const head = await readHead(join(root, file));
  const { codecs, ...ranges } = readLayout(stream, head);
  const details =
    kind === 'audio'
      ? { sampleRateHz: 48_000, channels: 2 }
      : { ...toPictureSize(plan, stream.heightClass), fps: plan.fps };
  return {
    itag,
    kind,
    container,
    ...toNames(`${kind}/${container}`, codecs),
    ...(await measure(root, file)),
    ...details,
    ...ranges,
  };
}

function readLayout(stream: StreamPlan, head: Buffer) {
  if (stream.container === 'webm') {
    return { codecs: stream.kind === 'audio' ? 'opus' : 'vp9', ...readWebmLayout(head) };
  }
  const { codecs, ...ranges } = readMp4Layout(head);
  return { codecs: codecs.join(', '), ...ranges };
}

function toNames(type: string, codecs: string) {
  return { codecs, mimeType: `${type}; codecs="${codecs}"` };
}

async function measure(root: string, file: string) {
  const path = join(root, file);
  const { size } = await stat(path);
  const durationSec = await readDurationSec(path);
  return {
    file,
    sizeBytes: size,
    bitsPerSec: Math.round((size * 8) / durationSec),
    durationMs: Math.round(durationSec * 1000),
  };
}

async function readDurationSec(path: string): Promise<number> {
  const { stdout } = await promisify(execFile)('ffprobe', [
    '-v',
    'error',
    '-show_entries',
    'format=duration',
    '-of',
    'csv=p=0',
    path,
  ]);
  const durationSec = Number.parseFloat(stdout);
  if (!(durationSec > 0)) throw new Error(`ffprobe gives no duration for ${path}`);
  return durationSec;
}

/** The beginning of a file, with room for everything before its media. */
export async function readHead(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

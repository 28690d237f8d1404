import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clip } from './clip.ts';
import { clipPlans } from './clip-plan.ts';
import { describeClip } from './describe-clip.ts';
import { encodeClip } from './encode-clip.ts';
import { encodeRenditions } from './encode-renditions.ts';
import { takeLock } from './lock.ts';

/** Changes whenever what is made changes, so that an old library is not taken for a new one. */
const VERSION = 'v2';
const ENCODERS_AT_ONCE = 2;

/** Real media for the sites to serve. */
export interface MediaLibrary {
  clips: readonly Clip[];
}

/** Where the library is kept, and who hears of its making. */
export interface MediaLibraryOptions {
  /** @default .cache/testbed in the project */
  cacheDir?: string;
  /** Called while the library is being made, not when it is only read. */
  onProgress?(done: number, total: number): void;
}

/** Reads the library of media, making it first if this machine has none (about a minute; needs ffmpeg). It appears whole or not at all. */
export async function createMediaLibrary(options: MediaLibraryOptions = {}): Promise<MediaLibrary> {
  const cacheDir = options.cacheDir ?? defaultCacheDir;
  const dir = join(cacheDir, `media-${VERSION}`);
  const cached = await readLibrary(dir);
  if (cached) return cached;
  await mkdir(cacheDir, { recursive: true });
  const release = await takeLock(`${dir}.lock`);
  try {
    const made = (await readLibrary(dir)) ?? (await makeLibrary(dir, options));
    return made;
  } finally {
    await release();
  }
}

async function makeLibrary(dir: string, { onProgress }: MediaLibraryOptions): Promise<MediaLibrary> {
  const unfinished = `${dir}.part`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished);
  // The longest first, so that the two encoders end together.
  const waiting = clipPlans.toReversed();
  const clips = new Map<string, Clip>();
  const encodeNext = async (): Promise<void> => {
    for (let plan = waiting.shift(); plan; plan = waiting.shift()) {
      await encodeClip(plan, join(unfinished, plan.id));
      await encodeRenditions(plan, join(unfinished, plan.id));
      clips.set(plan.id, await describeClip(plan, unfinished));
      onProgress?.(clips.size, clipPlans.length);
    }
  };
  await Promise.all(Array.from({ length: ENCODERS_AT_ONCE }, encodeNext));
  const ordered = clipPlans.map(({ id }) => clips.get(id));
  await writeFile(join(unfinished, 'library.json'), `${JSON.stringify(ordered, null, 1)}\n`);
  await rename(unfinished, dir);
  const made = await readLibrary(dir);
  if (!made) throw new Error(`The media in ${dir} vanished while they were being made`);
  return made;
}

async function readLibrary(dir: string): Promise<MediaLibrary | undefined> {
  const text = await readFile(join(dir, 'library.json'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const clips: Clip[] = JSON.parse(text);
  return { clips: clips.map((clip) => toAbsolute(clip, dir)) };
}

function toAbsolute({ hlsDir, dashDir, ...clip }: Clip, dir: string): Clip {
  const place = <T extends { file: string }>(media: T): T => ({ ...media, file: join(dir, media.file) });
  return {
    ...clip,
    streams: clip.streams.map(place),
    ...(clip.renditions && { renditions: clip.renditions.map(place) }),
    ...(hlsDir !== undefined && { hlsDir: join(dir, hlsDir) }),
    ...(dashDir !== undefined && { dashDir: join(dir, dashDir) }),
  };
}

const defaultCacheDir = join(import.meta.dirname, '..', '..', '.cache', 'testbed');

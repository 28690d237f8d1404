import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Clip } from './clip.ts';
import { createMediaLibrary } from './media-library.ts';

const run = promisify(execFile);
let clips: readonly Clip[];

beforeAll(async () => {
  ({ clips } = await createMediaLibrary());
});

/** Codec names of the tracks and the duration, as ffprobe sees them. */
async function probe(file: string): Promise<{ codecs: string[]; durationSec: number }> {
  const wanted = ['-show_entries', 'stream=codec_name:format=duration', '-of', 'json'];
  const { stdout } = await run('ffprobe', ['-v', 'error', ...wanted, file]);
  const { streams, format }: { streams: { codec_name: string }[]; format: { duration: string } } =
    JSON.parse(stdout);
  return { codecs: streams.map(({ codec_name }) => codec_name).sort(), durationSec: Number(format.duration) };
}

function findStream(clip: Clip, itag: number) {
  const stream = clip.streams.find((each) => each.itag === itag);
  if (!stream) throw new Error(`${clip.id} has no ${itag}`);
  return stream;
}

describe('the media library', () => {
  it('has clips from one second to five minutes, no two of the same length', () => {
    const lengths = clips.map(({ durationSec }) => durationSec);
    expect([lengths.length, new Set(lengths).size, Math.min(...lengths), Math.max(...lengths)]).toEqual([
      24, 24, 1, 300,
    ]);
  });

  it('offers every clip in the formats the platform always has, and more for some', () => {
    for (const clip of clips) {
      expect(clip.streams.map(({ itag }) => itag)).toEqual(
        expect.arrayContaining([18, 160, 134, 278, 243, 140, 251]),
      );
    }
    const all = new Set(clips.flatMap(({ streams }) => streams.map(({ itag }) => itag)));
    expect([...all]).toEqual(expect.arrayContaining([136, 137, 247, 394, 396]));
  });

  it('holds files whose length, in bytes and in time, is what is said', async () => {
    for (const { durationSec, streams } of clips) {
      for (const stream of streams) {
        expect((await stat(stream.file)).size).toBe(stream.sizeBytes);
        expect(Math.abs(stream.durationMs / 1000 - durationSec), stream.file).toBeLessThan(0.1);
      }
    }
  });

  it.each([
    [18, ['aac', 'h264']],
    [134, ['h264']],
    [243, ['vp9']],
    [396, ['av1']],
    [140, ['aac']],
    [251, ['opus']],
  ])('itag %i holds %j, which decode without an error', async (itag, codecs) => {
    const clip = clips.find(({ durationSec }) => durationSec === 8);
    const { file } = findStream(clip ?? expect.fail('no clip of 8 s'), itag);
    expect((await probe(file)).codecs).toEqual(codecs);
    const { stderr } = await run('ffmpeg', ['-v', 'error', '-xerror', '-i', file, '-f', 'null', '-']);
    expect(stderr).toBe('');
  });

  it('names codecs as the platform does', () => {
    const types = clips.flatMap(({ streams }) => streams).map(({ itag, mimeType }) => `${itag} ${mimeType}`);
    const known = [
      /^18 video\/mp4; codecs="avc1\.[0-9a-f]{6}, mp4a\.40\.2"$/,
      /^(160|134|136|137) video\/mp4; codecs="avc1\.[0-9a-f]{6}"$/,
      /^(278|243|247) video\/webm; codecs="vp9"$/,
      /^(394|396) video\/mp4; codecs="av01\.0\.\d\dM\.08"$/,
      /^140 audio\/mp4; codecs="mp4a\.40\.2"$/,
      /^251 audio\/webm; codecs="opus"$/,
    ];
    expect(types.filter((type) => !known.some((pattern) => pattern.test(type)))).toEqual([]);
  });

  it('says where header and index of separate tracks are', async () => {
    for (const itag of [134, 140]) {
      const { file, initRange, indexRange } = findStream(clips[5] ?? expect.fail('no clip'), itag);
      const bytes = await readFile(file);
      expect(bytes.toString('latin1', 4, 8)).toBe('ftyp');
      expect(indexRange?.start).toBe((initRange?.end ?? 0) + 1);
      const index = indexRange?.start ?? 0;
      expect(bytes.toString('latin1', index + 4, index + 8)).toBe('sidx');
      expect(bytes.toString('latin1', (indexRange?.end ?? 0) + 5, (indexRange?.end ?? 0) + 9)).toBe('moof');
    }
    const { file, indexRange } = findStream(clips[5] ?? expect.fail('no clip'), 243);
    const bytes = await readFile(file);
    expect(bytes.toString('hex', indexRange?.start, (indexRange?.start ?? 0) + 4)).toBe('1c53bb6b');
    expect(bytes.toString('hex', (indexRange?.end ?? 0) + 1, (indexRange?.end ?? 0) + 5)).toMatch(
      /^(1f43b675|ec)/,
    );
  });

  it('has some clips upright, for shorts', () => {
    const upright = clips.filter(({ isPortrait }) => isPortrait);
    expect(upright.length).toBeGreaterThan(3);
    expect(findStream(upright[0] ?? expect.fail('none'), 134)).toMatchObject({ width: 360, height: 640 });
  });

  it('has three clips in segments, with playlists that play to the end', async () => {
    const segmented = clips.filter(({ hlsDir, dashDir }) => hlsDir && dashDir);
    expect(segmented).toHaveLength(3);
    for (const { hlsDir = '', dashDir = '', durationSec } of segmented) {
      expect(await readFile(join(hlsDir, 'master.m3u8'), 'utf8')).toContain('RESOLUTION=640x360');
      const parts = [join(hlsDir, '360p.m3u8'), join(hlsDir, 'sound.m3u8'), join(dashDir, 'manifest.mpd')];
      for (const part of parts) {
        expect(Math.abs((await probe(part)).durationSec - durationSec), part).toBeLessThan(0.1);
      }
    }
  });

  it('has upright files with sound, in H.264 and some in HEVC of 1080 by 1920', async () => {
    for (const { isPortrait, renditions = [], durationSec } of clips) {
      const muxed = renditions.filter(({ kind, name }) => kind === 'muxed' && name !== 'h264_720');
      expect(muxed.length >= 2, String(durationSec)).toBe(isPortrait);
    }
    const { renditions } =
      clips.find(({ durationSec }) => durationSec === 5) ?? expect.fail('no clip of 5 s');
    expect(renditions?.map(({ name, width, height, codecs }) => [name, width, height, codecs])).toEqual([
      ['h264_540', 576, 1024, expect.stringMatching(/^avc1\.[0-9a-f]{6}, mp4a\.40\.2$/)],
      ['h264_540_marked', 576, 1024, expect.stringMatching(/^avc1/)],
      ['hevc_1080', 1080, 1920, expect.stringMatching(/^hvc1\.1\.6\.L\d+\.\w+, mp4a\.40\.2$/)],
      ['av1_1080', 1080, 1920, expect.stringMatching(/^av01\.0\.\d\dM\.08$/)],
      ['vp9_360', 360, 640, expect.stringMatching(/^vp09\.00\.\d\d\.08$/)],
    ]);
    for (const { file, durationMs, sizeBytes, kind, indexRange } of renditions ?? []) {
      expect((await stat(file)).size).toBe(sizeBytes);
      expect(Math.abs(durationMs - 5000), file).toBeLessThan(100);
      expect(indexRange !== undefined, file).toBe(kind === 'video');
    }
  });

  it('marks a file for keeping in its picture', async () => {
    const { renditions = [] } = clips.find(({ durationSec }) => durationSec === 5) ?? expect.fail('none');
    const files = renditions.filter(({ name }) => name.startsWith('h264_540')).map(({ file }) => file);
    const frames = files.map((file) =>
      run('ffmpeg', ['-v', 'error', '-i', file, '-frames:v', '1', '-f', 'md5', '-']).then(
        ({ stdout }) => stdout,
      ),
    );
    expect(new Set(await Promise.all(frames)).size).toBe(2);
  });

  it('is made once', async () => {
    let isMade = false;
    const again = await createMediaLibrary({
      onProgress: () => {
        isMade = true;
      },
    });
    expect([isMade, again.clips]).toEqual([false, clips]);
  });
});

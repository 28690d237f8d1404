import { describe, expect, test } from 'vitest';
import type { MediaTrack, TranscodePreset } from '../../shared/protocol/media-commands.ts';
import type { Abilities } from './abilities.ts';
import type { ProbedMedia } from './parse-probe.ts';
import { fitShortSide, fitWidth } from './picture-filters.ts';
import { buildTranscodeArguments } from './transcode-arguments.ts';
import { planTranscode } from './transcode-plan.ts';

const track = (kind: MediaTrack['kind'], codec: string, more: Partial<MediaTrack> = {}): MediaTrack => ({
  index: 0,
  kind,
  codec,
  language: null,
  title: null,
  isDefault: false,
  startSec: 0,
  durationSec: 10,
  bitrate: null,
  width: kind === 'video' ? 1920 : null,
  height: kind === 'video' ? 1080 : null,
  rotation: 0,
  fps: kind === 'video' ? 25 : null,
  pixelFormat: kind === 'video' ? 'yuv420p' : null,
  hdr: false,
  interlaced: false,
  channels: kind === 'audio' ? 2 : null,
  sampleRate: kind === 'audio' ? 48_000 : null,
  ...more,
});

const media = (...tracks: MediaTrack[]): ProbedMedia => ({
  demuxer: 'mov',
  container: 'mp4',
  durationSec: 10,
  bitrate: null,
  title: null,
  tracks: tracks.map((one, index) => ({ ...one, index })),
  chapters: [],
});

const abilities: Abilities = {
  encoders: new Set(['libx264', 'libvpx-vp9', 'aac', 'libopus', 'libmp3lame']),
  filters: new Set(['zscale', 'tonemap']),
};

const plan = (preset: TranscodePreset, container: 'mp4' | 'webm' | 'mkv' | null, ...tracks: MediaTrack[]) =>
  planTranscode(media(...tracks), { preset, container });
const listHow = (found: ReturnType<typeof planTranscode>): string[] =>
  found.tracks.map((one) => ('codec' in one ? `${one.how} ${one.codec}` : one.how));
const listArguments = (
  preset: TranscodePreset,
  container: 'mp4' | 'webm' | 'mkv' | null,
  ...tracks: MediaTrack[]
) => {
  const file = media(...tracks);
  const files = { input: '/in/a.mp4', media: file, draft: '/out/draft.mp4' };
  return buildTranscodeArguments(planTranscode(file, { preset, container }), files, abilities).join(' ');
};

describe('what already is as it is wanted is taken over', () => {
  test.each([
    ['h264', 'aac', '1080p', 'mp4', ['copy', 'copy']],
    ['h264', 'aac', '720p', 'mp4', ['picture h264', 'copy']],
    ['h264', 'vorbis', '1080p', 'mp4', ['copy', 'sound aac']],
    ['vp9', 'opus', '1080p', 'webm', ['copy', 'copy']],
    ['h264', 'aac', '1080p', 'webm', ['picture vp9', 'sound opus']],
    ['vp9', 'opus', '1080p', 'mp4', ['copy', 'copy']],
    ['mpeg2video', 'pcm_s16le', '1080p', 'mp4', ['picture h264', 'sound aac']],
    ['mpeg2video', 'pcm_s16le', '1080p', 'mkv', ['picture h264', 'copy']],
  ] as const)('%s and %s at %s', (...[video, audio, preset, container, how]) => {
    expect(listHow(plan(preset, container, track('video', video), track('audio', audio)))).toEqual(how);
  });

  test('H.264 of a kind that browsers do not decode is encoded anew', () => {
    expect(listHow(plan('1080p', 'mp4', track('video', 'h264', { pixelFormat: 'yuv420p10le' })))).toEqual([
      'picture h264',
    ]);
  });

  test('a turned picture is taken over only where that is kept', () => {
    const turned = track('video', 'vp9', { rotation: 90, width: 1080, height: 1920 });
    expect(listHow(plan('1080p', 'mp4', turned))).toEqual(['copy']);
    expect(listHow(plan('1080p', 'webm', turned))).toEqual(['picture vp9']);
  });

  test.each([
    ['audio-m4a', 'aac', ['copy']],
    ['audio-m4a', 'opus', ['sound aac']],
    ['audio-mp3', 'aac', ['sound mp3']],
    ['audio-mp3', 'mp3', ['copy']],
    ['audio-opus', 'opus', ['copy']],
  ] as const)('%s of %s', (preset, codec, how) => {
    expect(listHow(plan(preset, null, track('video', 'h264'), track('audio', codec)))).toEqual(how);
  });
});

describe('sizes', () => {
  test.each([
    [{ width: 3840, height: 2160 }, 1080, { width: 1920, height: 1080 }],
    [{ width: 1080, height: 1920 }, 720, { width: 720, height: 1280 }],
    [{ width: 640, height: 360 }, 1080, { width: 640, height: 360 }],
    [{ width: 853, height: 480 }, 480, { width: 854, height: 480 }],
    [{ width: 1920, height: 800 }, 480, { width: 1152, height: 480 }],
  ])('%j at %i lines becomes %j, and is never made larger', (size, lines, expected) => {
    expect(fitShortSide(size, lines)).toEqual(expected);
  });

  test('pictures are as wide as asked for, and never wider than they were', () => {
    const size = { width: 1920, height: 1080 };
    expect([fitWidth(size, 320), fitWidth(size, 4000), fitWidth(size, null)]).toEqual([
      { width: 320, height: 180 },
      size,
      size,
    ]);
  });
});

describe('what is left out is told', () => {
  test('captions that are pictures do not go into MP4', () => {
    const found = plan(
      '1080p',
      null,
      track('video', 'h264'),
      track('subtitle', 'dvd_subtitle'),
      track('subtitle', 'subrip'),
    );
    expect(listHow(found)).toEqual(['copy', 'captions mov_text']);
    expect(found.leftOut).toEqual([{ kind: 'subtitle', codec: 'dvd_subtitle' }]);
  });

  test('a film keeps its cover where the new file can have one', () => {
    const film = [track('video', 'h264'), track('cover', 'mjpeg'), track('audio', 'aac')];
    expect(listArguments('720p', 'mp4', ...film)).toContain(
      '-map 0:1 -c:v:1 copy -disposition:v:1 attached_pic',
    );
    for (const found of [
      plan('720p', 'webm', ...film),
      plan('720p', 'mkv', ...film),
      plan('720p', 'mp4', track('video', 'h264'), track('cover', 'webp')),
    ])
      expect(found.leftOut).toMatchObject([{ kind: 'cover' }]);
  });

  test('of several sounds a file for one keeps the default, and its cover', () => {
    const found = plan(
      'audio-m4a',
      null,
      track('audio', 'aac', { language: 'en' }),
      track('audio', 'aac', { isDefault: true, language: 'de' }),
      track('cover', 'mjpeg'),
    );
    expect(found.tracks.map((one) => one.track.language ?? one.track.kind)).toEqual(['de', 'cover']);
    expect(found.leftOut).toEqual([{ kind: 'audio', codec: 'aac' }]);
  });
});

test.each([
  ['720p', track('audio', 'aac')],
  ['audio-mp3', track('video', 'h264')],
] as const)('%s needs a track that it is for', (preset, only) => {
  expect(() => plan(preset, null, only)).toThrow(expect.objectContaining({ code: 'media.unsupported' }));
});

describe('the command line', () => {
  test('opens one local file by its probed kind, and names the writer', () => {
    const line = listArguments('720p', null, track('video', 'h264'), track('audio', 'aac'));
    expect(line).toContain(
      '-protocol_whitelist file,pipe -format_whitelist mov -max_streams 100 -f mov -i file:/in/a.mp4',
    );
    expect(line).toContain('-map 0:0 -c:v:0 libx264 -filter:v:0 scale=1280:720,setsar=1');
    expect(line).toContain('-map 0:1 -c:a:0 copy');
    expect(line).toMatch(/-movflags \+faststart -f mp4 file:\/out\/draft\.mp4$/);
  });

  test('HDR is mapped, interlaced pictures are woven, and more than 60 pictures a second are thinned out', () => {
    expect(listArguments('720p', null, track('video', 'hevc', { hdr: true }))).toContain('tonemap=');
    expect(listArguments('720p', null, track('video', 'h264', { interlaced: true }))).toContain('bwdif');
    expect(listArguments('720p', null, track('video', 'h264', { fps: 120 }))).toContain('fps=60,');
  });

  test('sound of more channels than an encoder bears is mixed down', () => {
    const flac = track('audio', 'flac', { channels: 6 });
    expect(listArguments('audio-mp3', null, flac)).toContain(
      '-filter:a:0 aformat=channel_layouts=mono|stereo ',
    );
    expect(listArguments('audio-m4a', null, flac)).toContain('-b:a:0 480000');
  });

  test('HEVC has the name that Apple knows in MP4, and none in Matroska', () => {
    const hevc = track('video', 'hevc');
    expect(listArguments('1080p', 'mp4', hevc)).toContain('-tag:v:0 hvc1');
    expect(listArguments('1080p', 'mkv', hevc)).not.toContain('hvc1');
  });

  test('a build of ffmpeg without the encoder is told as such', () => {
    const bare = { encoders: new Set<string>(), filters: new Set<string>() };
    const file = media(track('video', 'h264'));
    const found = planTranscode(file, { preset: '480p', container: null });
    expect(() => buildTranscodeArguments(found, { input: 'a', media: file, draft: 'b' }, bare)).toThrow(
      expect.objectContaining({ code: 'ffmpeg.no_encoder' }),
    );
  });
});

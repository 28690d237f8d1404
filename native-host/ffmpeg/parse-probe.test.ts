import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '../../shared/app-error.ts';
import { parseProbe } from './parse-probe.ts';
import { toImageDemuxer, toSummary } from './probe.ts';

const video = {
  index: 0,
  codec_type: 'video',
  codec_name: 'h264',
  width: 1920,
  height: 1080,
  sample_aspect_ratio: '1:1',
  pix_fmt: 'yuv420p',
  field_order: 'progressive',
  avg_frame_rate: '30000/1001',
  start_time: '0.000000',
  duration: '12.500000',
  bit_rate: '33586',
  disposition: { default: 1, attached_pic: 0 },
  tags: { language: 'und' },
};
const audio = {
  index: 1,
  codec_type: 'audio',
  codec_name: 'aac',
  start_time: '0.021000',
  duration: '12.400000',
  channels: 2,
  sample_rate: '44100',
  disposition: { default: 1 },
  tags: { language: 'deu' },
};
const mov = {
  format_name: 'mov,mp4,m4a,3gp,3g2,mj2',
  duration: '12.5',
  bit_rate: '103160',
  tags: { title: 'Mine' },
};

const parse = (streams: object[], format: object = mov, more: object = {}) =>
  parseProbe(JSON.stringify({ format, streams, ...more }));

test('a file is its container, its length and its tracks', () => {
  const found = parse([video, audio]);
  expect(found).toMatchObject({
    demuxer: 'mov',
    container: 'mp4',
    durationSec: 12.5,
    bitrate: 103160,
    title: 'Mine',
    tracks: [
      {
        kind: 'video',
        codec: 'h264',
        width: 1920,
        height: 1080,
        rotation: 0,
        language: null,
        isDefault: true,
      },
      {
        kind: 'audio',
        codec: 'aac',
        startSec: 0.021,
        channels: 2,
        sampleRate: 44100,
        language: 'deu',
        width: null,
      },
    ],
  });
  expect(found.tracks[0]?.fps).toBeCloseTo(29.97, 2);
});

test('width and height are as they are shown: turned, and with square pixels', () => {
  const turned = parse([{ ...video, side_data_list: [{ side_data_type: 'Display Matrix', rotation: -90 }] }]);
  expect(turned.tracks[0]).toMatchObject({ width: 1080, height: 1920, rotation: -90 });
  const wide = parse([{ ...video, width: 720, height: 576, sample_aspect_ratio: '64:45' }]);
  expect(wide.tracks[0]).toMatchObject({ width: 1024, height: 576 });
  const old = parse([{ ...video, tags: { rotate: '180' } }]);
  expect(old.tracks[0]).toMatchObject({ width: 1920, height: 1080, rotation: 180 });
});

test('a cover picture is not a video track', () => {
  const found = parse([{ ...video, codec_name: 'mjpeg', disposition: { attached_pic: 1 } }, audio]);
  expect(found.tracks.map(({ kind }) => kind)).toEqual(['cover', 'audio']);
  expect(found.container).toBe('m4a');
  expect(toSummary(found)).toEqual({
    durationSec: 12.5,
    width: null,
    height: null,
    videoCodec: null,
    audioCodec: 'aac',
  });
});

test.each(['smpte2084', 'arib-std-b67'])('%s is HDR', (color_transfer) => {
  expect(parse([{ ...video, color_transfer }]).tracks[0]?.hdr).toBe(true);
});

test('lengths of tracks in Matroska are tags, and unknown numbers are null', () => {
  const found = parse(
    [
      {
        ...video,
        duration: undefined,
        bit_rate: 'N/A',
        avg_frame_rate: '0/0',
        tags: { DURATION: '00:01:03.023000000' },
      },
    ],
    { format_name: 'matroska,webm', duration: 'N/A' },
  );
  expect(found).toMatchObject({ container: 'mkv', durationSec: null, bitrate: null });
  expect(found.tracks[0]).toMatchObject({ durationSec: 63.023, bitrate: null, fps: null });
});

test('of a late track that tag is its end where ffmpeg wrote it, and its length where mkvmerge did', () => {
  const lengthOf = (tags: Record<string, string>) =>
    parse([
      {
        ...video,
        start_time: '0.600',
        duration: undefined,
        tags: { DURATION: '00:00:12.600000000', ...tags },
      },
    ]).tracks[0]?.durationSec;
  expect(lengthOf({})).toBeCloseTo(12, 5);
  expect(lengthOf({ _STATISTICS_TAGS: 'BPS DURATION' })).toBe(12.6);
});

const movBrand = { ...mov, tags: { major_brand: 'qt  ' } };

test.each([
  ['webm', { format_name: 'matroska,webm' }, ['vp9', 'opus']],
  ['mkv', { format_name: 'matroska,webm' }, ['vp9', 'aac']],
  ['mov', movBrand, ['h264', 'aac']],
  ['ts', { format_name: 'mpegts' }, ['h264', 'aac']],
] as const)('the container of %s is named as people do', (container, format, [picture, sound]) => {
  const streams = [
    { ...video, codec_name: picture },
    { ...audio, codec_name: sound },
  ];
  expect(parse(streams, format).container).toBe(container);
});

test.each([
  ['opus', 'ogg', 'opus'],
  ['ogg', 'ogg', 'vorbis'],
  ['jpeg', 'jpeg_pipe', null],
])('so is that of %s without a picture', (container, format_name, codec) => {
  const streams = codec === null ? [{ ...video, codec_name: 'mjpeg' }] : [{ ...audio, codec_name: codec }];
  expect(parse(streams, { format_name }).container).toBe(container);
});

test('chapters that make no sense are left out', () => {
  const chapters = [
    { start_time: '0.0', end_time: '5.0', tags: { title: 'One' } },
    { start_time: '5.0', end_time: '5.0', tags: { title: 'Empty' } },
    { start_time: '5.0', end_time: '12.5' },
  ];
  expect(parse([video], mov, { chapters }).chapters).toEqual([
    { title: 'One', startSec: 0, endSec: 5 },
    { title: '', startSec: 5, endSec: 12.5 },
  ]);
});

test.each(['', 'not json', '{}', '{"format":{}}', '{"format":{"format_name":"mov"},"streams":[]}'])(
  '%j is no media file',
  (text) => {
    expect(() => parseProbe(text)).toThrow(expect.objectContaining({ code: 'media.damaged' }));
  },
);

test('more tracks than any real file has are refused', () => {
  const streams = Array.from({ length: 101 }, (_, index) => ({ ...audio, index }));
  expect(() => parse(streams)).toThrow(expect.objectContaining({ code: 'media.unsupported' }));
});

test('whatever texts are in a file, what is told of it fits into a frame', () => {
  const long = '\u{1f600}\u0001'.repeat(20_000);
  const stream = { codec_type: 'audio', codec_name: 'opus', tags: { title: long, language: long } };
  const told = parseProbe(
    JSON.stringify({
      format: { format_name: 'matroska,webm', duration: '4', tags: { title: long } },
      streams: Array.from({ length: 100 }, (_, index) => ({ ...stream, index })),
      chapters: Array.from({ length: 900 }, (_, index) => ({
        start_time: `${index}`,
        end_time: `${index + 1}`,
        tags: { title: long.slice(0, 900) },
      })),
    }),
  );
  expect([told.tracks.length, told.chapters.length > 50]).toEqual([100, true]);
  expect(Buffer.byteLength(JSON.stringify(told))).toBeLessThan(512 * 1024);
});

test('whatever ffprobe might write is read or refused by code', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...Object.keys(video)), fc.jsonValue()),
      fc.jsonValue(),
      (stream, format) => {
        try {
          parse([{ index: 0, ...stream }], { format_name: 'mov', duration: format });
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      },
    ),
    { seed: 1, numRuns: 500 },
  );
});

test.each([
  ['jpeg_pipe', 'ffd8ffe000104a46494600'],
  ['png_pipe', '89504e470d0a1a0a0000000d'],
  ['webp_pipe', '524946460a00000057454250'],
  [null, '524946460a00000041564920'],
  [null, '0000001c6674797069736f6d'],
  [null, ''],
])('a picture is known by its first bytes: %s', (demuxer, hex) => {
  expect(toImageDemuxer(Buffer.from(hex, 'hex'))).toBe(demuxer);
});

import { expect, test } from 'vitest';
import { readFfmpegFailure } from './failures.ts';

const read = (...errorLines: string[]) => readFfmpegFailure({ exitCode: 1, signal: null, errorLines });

test.each([
  [
    'storage.full',
    [
      'av_interleaved_write_frame(): No space left on device',
      'Error writing trailer of file:x.mp4: No space left on device',
    ],
  ],
  ['storage.full', ['[out#0/mp4 @ 0x5] Error writing trailer: File too large']],
  ['storage.read_only', ['file:/x/out.mp4: Permission denied']],
  [
    'media.unsupported',
    ["[hls @ 0x55ea] Format not on whitelist 'mov,matroska'", 'file:hls.mp4: Invalid argument'],
  ],
  [
    'media.unsupported',
    [
      "[file @ 0x1] Protocol 'http' not on whitelist 'file,pipe'!",
      'x: Invalid data found when processing input',
    ],
  ],
  [
    'media.unsupported',
    [
      'Number of streams exceeds max_streams parameter (100), see the documentation if you wish to increase it',
      'many.mp4: Cannot allocate memory',
    ],
  ],
  [
    'ffmpeg.memory',
    ['x264 [error]: malloc of size 10982272 failed', 'Error submitting video frame to the encoder'],
  ],
  ['ffmpeg.memory', ['file:x.mkv: Cannot allocate memory']],
  ['ffmpeg.no_encoder', ["Unknown encoder 'libx264'"]],
  ['ffmpeg.no_encoder', ["No such filter: 'zscale'"]],
  [
    'media.codec_unfit',
    [
      '[mp4 @ 0x1] Could not find tag for codec pcm_s16le in stream #0, codec not currently supported in container',
    ],
  ],
  [
    'media.codec_unfit',
    [
      '[webm @ 0x1] Only VP8 or VP9 or AV1 video and Vorbis or Opus audio and WebVTT subtitles are supported for WebM.',
    ],
  ],
  [
    'media.damaged',
    [
      '[mov,mp4,m4a,3gp,3g2,mj2 @ 0x5] moov atom not found',
      'file:x.mp4: Invalid data found when processing input',
    ],
  ],
  ['ffmpeg.failed', ['Conversion failed!']],
  ['ffmpeg.failed', []],
] as const)('%s is what %j means', (code, lines) => {
  expect(read(...lines).code).toBe(code);
});

test('a program that its file limit has ended says that the disk is full', () => {
  expect(readFfmpegFailure({ exitCode: null, signal: 'SIGXFSZ', errorLines: [] }).code).toBe('storage.full');
});

test.each(['No space left on device', 'moov atom not found', 'Conversion failed!'])(
  'asking again does not help by itself against %s',
  (line) => {
    expect(read(line).retryable).toBe(false);
  },
);

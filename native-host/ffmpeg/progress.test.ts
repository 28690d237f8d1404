import { expect, test } from 'vitest';
import { createProgressReader, type FfmpegProgress, toShare } from './progress.ts';

const readAll = (text: string): FfmpegProgress[] => {
  const read = createProgressReader();
  return text.split('\n').flatMap((line) => read(line) ?? []);
};

const first = `frame=1
fps=0.00
stream_0_0_q=-1.0
bitrate=N/A
total_size=48
out_time_us=0
out_time_ms=0
out_time=00:00:00.000000
dup_frames=0
drop_frames=0
speed=N/A
progress=continue`;

const last = `frame=75
fps=0.00
bitrate= 113.5kbits/s
total_size=42835
out_time_us=3018594
out_time=00:00:03.018594
speed=5.23e+03x
progress=end`;

test('each block is one answer, and nothing is said before it is whole', () => {
  expect(readAll(`${first}\n${last}`)).toEqual([
    { outSec: 0, bytes: 48, speed: null },
    { outSec: 3.018594, bytes: 42835, speed: 5230 },
  ]);
  expect(readAll(first.replace('progress=continue', ''))).toEqual([]);
});

test.each([
  ['ffmpeg 4.4 before its first packet', 'out_time_us=-9223372036854775808\nspeed=N/A\nprogress=continue'],
  ['ffmpeg 7', 'out_time_us=N/A\ntotal_size=N/A\nspeed=N/A\nprogress=continue'],
  ['an empty block', 'progress=continue'],
])('what %s does not know is null', (_name, text) => {
  expect(readAll(text)).toEqual([{ outSec: null, bytes: null, speed: null }]);
});

test('a block that never ends fills no memory, and lines that are none of it are passed over', () => {
  const noise = Array.from({ length: 10_000 }, (_, index) => `key${index}=1`).join('\n');
  expect(readAll(`${noise}\nnonsense\n=1\n\nprogress=continue`)).toHaveLength(1);
});

test('share and time left follow from length and speed', () => {
  expect(toShare({ outSec: 25, bytes: 0, speed: 2.5 }, 100)).toEqual({ percent: 25, speed: 2.5, etaSec: 30 });
  expect(toShare({ outSec: 101, bytes: 0, speed: 1 }, 100)).toEqual({ percent: 100, speed: 1, etaSec: 0 });
});

test.each([
  [null, 100],
  [5, null],
  [5, 0],
])('without a length there is no share (%s of %s)', (outSec, durationSec) => {
  expect(toShare({ outSec, bytes: null, speed: 0 }, durationSec)).toEqual({
    percent: null,
    speed: 0,
    etaSec: null,
  });
});

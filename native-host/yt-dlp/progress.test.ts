import { expect, test } from 'vitest';
import { parseLine } from './progress.ts';

test('a line of progress is read, with an estimate where the length is not known', () => {
  const line =
    'star-export-progress:{"status":"downloading","downloaded_bytes":50,"total_bytes":null,"total_bytes_estimate":200.5,"speed":10.5,"eta":15,"_percent_str":"25%"}';
  expect(parseLine(line)).toEqual({
    kind: 'progress',
    progress: {
      stage: 'downloading',
      percent: (50 / 200.5) * 100,
      bytes: 50,
      totalBytes: 200.5,
      bytesPerSec: 10.5,
      etaSec: 15,
    },
  });
});

test('a line with nothing but a state is progress without numbers', () => {
  expect(parseLine('star-export-progress:{"status":"downloading"}')).toMatchObject({
    progress: { percent: null, bytes: 0, totalBytes: null, bytesPerSec: null, etaSec: null },
  });
});

test('more than was estimated is still a hundred per cent, and no time left below zero is told', () => {
  const line = 'star-export-progress:{"downloaded_bytes":300,"total_bytes_estimate":200,"eta":-3}';
  expect(parseLine(line)).toMatchObject({ progress: { percent: 100, etaSec: null } });
});

test('a file that has come is named, before it is joined with another', () => {
  const line = 'star-export-progress:{"status":"finished","filename":"done/../video.18.mp4","total_bytes":9}';
  expect(parseLine(line)).toMatchObject({
    kind: 'arrived',
    path: 'done/../video.18.mp4',
    progress: { totalBytes: 9 },
  });
});

test('the end of a download names its file', () => {
  expect(parseLine('star-export-result:{"id":"a","duration":12.5,"filepath":"/x/a.mp4"}')).toEqual({
    kind: 'finished',
    video: { id: 'a', duration: 12.5, filepath: '/x/a.mp4' },
  });
});

test.each([
  '[youtube] abc: Downloading webpage',
  'star-export-progress:{"downloaded_by',
  'star-export-result:[]',
  '',
])('other lines are text: %j', (line) => {
  expect(parseLine(line)).toEqual({ kind: 'text', text: line });
});

import { describe, expect, test } from 'vitest';
import type { MediaTrack } from '../../shared/protocol/media-commands.ts';
import { buildChapterText } from './chapters.ts';
import { findContainer } from './containers.ts';
import { toLongLanguage } from './language-codes.ts';
import { buildMuxArguments, type MuxInput, type MuxPlan } from './mux-arguments.ts';

const track = (index: number, kind: MediaTrack['kind'], codec: string): MediaTrack => ({
  index,
  kind,
  codec,
  language: null,
  title: null,
  isDefault: false,
  startSec: 0,
  durationSec: 1,
  bitrate: null,
  width: null,
  height: null,
  rotation: 0,
  fps: null,
  pixelFormat: null,
  hdr: false,
  interlaced: false,
  channels: null,
  sampleRate: null,
});

const input = (path: string, demuxer: string, one: MediaTrack): MuxInput => ({
  path,
  tracks: [one],
  language: one.language,
  media: {
    demuxer,
    container: demuxer,
    durationSec: 1,
    bitrate: null,
    title: null,
    tracks: [],
    chapters: [],
  },
});

const noMetadata = { title: null, author: null, date: null, description: null, comment: null };
const plan: MuxPlan = {
  inputs: [
    input('/a/v.mp4', 'mov', track(0, 'video', 'hevc')),
    input('/a/-s.m4a', 'mov', { ...track(1, 'audio', 'aac'), language: 'de-AT' }),
    input('/a/c.srt', 'srt', { ...track(0, 'subtitle', 'subrip'), language: 'en' }),
  ],
  container: findContainer('mp4'),
  metadata: { ...noMetadata, title: '-y; "x"\nsecond', author: 'Me' },
  chapters: { from: 'file', path: '/w/chapters.txt' },
  cover: { path: '/a/cover.jpg', demuxer: 'jpeg_pipe' },
};

test('every input is a local file, opened by its kind alone', () => {
  const args = buildMuxArguments(plan, '/w/draft.mp4');
  const opened = args.flatMap((arg, index) =>
    arg === '-i' ? [args.slice(index - 8, index + 2).join(' ')] : [],
  );
  expect(opened).toEqual(
    [
      ['mov', '/a/v.mp4'],
      ['mov', '/a/-s.m4a'],
      ['srt', '/a/c.srt'],
      ['ffmetadata', '/w/chapters.txt'],
      ['jpeg_pipe', '/a/cover.jpg'],
    ].map(
      ([kind, path]) =>
        `-protocol_whitelist file,pipe -format_whitelist ${kind} -max_streams 100 -f ${kind} -i file:${path}`,
    ),
  );
  expect(args.at(-1)).toBe('file:/w/draft.mp4');
});

test('tracks are taken over, captions are written as the container has them, and each has its language', () => {
  const line = buildMuxArguments(plan, '/w/draft.mp4').join(' ');
  expect(line).toContain('-map 0:0 -c:v:0 copy -tag:v:0 hvc1');
  expect(line).toContain('-map 1:1 -c:a:0 copy -metadata:s:a:0 language=deu -disposition:a:0 default');
  expect(line).toContain('-map 2:0 -c:s:0 mov_text -metadata:s:s:0 language=eng -disposition:s:0 0');
  expect(line).toContain('-map 4:0 -c:v:1 copy -disposition:v:1 attached_pic');
  expect(line).toContain('-map_chapters 3');
  expect(line).toContain('-movflags +faststart -f mp4');
});

test('text of the user is one argument each, whatever is in it', () => {
  const args = buildMuxArguments(plan, '/w/draft.mp4');
  expect(args).toContain('title=-y; "x"\nsecond');
  expect(args).toContain('artist=Me');
  expect(args.filter((arg) => arg.startsWith('comment='))).toEqual([]);
});

test('Matroska has its cover attached', () => {
  const line = buildMuxArguments({ ...plan, container: findContainer('mkv') }, '/w/draft.mkv').join(' ');
  expect(line).toContain('-attach file:/a/cover.jpg -metadata:s:t mimetype=image/jpeg');
  expect(line).not.toContain('-f jpeg_pipe');
});

test.each([
  [{ from: 'first' }, '-map_chapters 0'],
  [{ from: 'nowhere' }, '-map_chapters -1'],
] as const)('chapters are those %j', (chapters, expected) => {
  expect(buildMuxArguments({ ...plan, chapters, cover: null }, '/w/d.mp4').join(' ')).toContain(expected);
});

describe('chapters as text', () => {
  test('lie in the order of time, in milliseconds', () => {
    const text = buildChapterText([
      { title: 'Second', startSec: 1.5, endSec: 3 },
      { title: 'First', startSec: 0, endSec: 1.5 },
    ]);
    expect(text).toBe(
      ';FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1500\ntitle=First\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=1500\nEND=3000\ntitle=Second\n',
    );
  });

  test('have no line of their own in a title', () => {
    const text = buildChapterText([{ title: 'a=b;#c\\d\r\n[CHAPTER]', startSec: 0, endSec: 1 }]);
    expect(text).toContain('title=a\\=b\\;\\#c\\\\d\\\n[CHAPTER]\n');
  });
});

test.each([
  ['de', 'deu'],
  ['en-US', 'eng'],
  ['zh-Hant', 'zho'],
  ['FIL', 'fil'],
  ['xx', 'und'],
])('the language %s is %s in a file', (tag, expected) => {
  expect(toLongLanguage(tag)).toBe(expected);
});

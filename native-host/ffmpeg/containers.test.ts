import { describe, expect, test } from 'vitest';
import { containerIdSchema } from '../../shared/protocol/media-commands.ts';
import {
  chooseContainer,
  findContainer,
  listMisfits,
  type TrackKind,
  toSubtitleCodec,
} from './containers.ts';

const track = (kind: TrackKind['kind'], codec: string, rotation = 0): TrackKind => ({
  kind,
  codec,
  rotation,
});
const toTracks = (text: string): TrackKind[] =>
  text.split(' ').map((word) => {
    const [kind = '', codec = ''] = word.split(':');
    return track(kind as TrackKind['kind'], codec);
  });

test('every kind of file that can be asked for is known', () => {
  for (const id of containerIdSchema.options) expect(findContainer(id).id).toBe(id);
});

describe('the kind of file is chosen by what is in it', () => {
  test.each([
    ['video:vp9 audio:opus', 'webm'],
    ['video:av1 audio:opus', 'webm'],
    ['video:av1 audio:aac', 'mp4'],
    ['video:h264 audio:aac', 'mp4'],
    ['video:vp9 audio:aac', 'mp4'],
    ['video:vp9 audio:opus cover:mjpeg', 'mp4'],
    ['video:h264 audio:aac subtitle:subrip', 'mp4'],
    ['video:h264 audio:vorbis', 'mkv'],
    ['video:h264 audio:aac subtitle:hdmv_pgs_subtitle', 'mkv'],
    ['video:h264', 'mp4'],
    ['audio:aac', 'm4a'],
    ['audio:aac audio:aac', 'm4a'],
    ['audio:mp3', 'mp3'],
    ['audio:opus', 'opus'],
    ['audio:vorbis', 'ogg'],
    ['audio:flac', 'flac'],
    ['audio:opus audio:opus', 'mkv'],
    ['audio:aac subtitle:subrip', 'mkv'],
  ])('%s goes into %s', (text, id) => {
    expect(chooseContainer(toTracks(text), null).id).toBe(id);
  });

  test('a picture that has to be turned goes where that is kept', () => {
    expect(chooseContainer([track('video', 'vp9', 90), track('audio', 'opus')], null).id).toBe('mp4');
  });

  test('what fits nowhere is told by its codec', () => {
    expect(() => chooseContainer(toTracks('video:wmv3 audio:wmav2'), null)).toThrow(
      expect.objectContaining({
        code: 'media.codec_unfit',
        context: { codec: 'wmv3', kind: 'video', container: 'mkv' },
      }),
    );
  });

  test('what does not fit into the kind that is wanted is told as well', () => {
    expect(() => chooseContainer(toTracks('video:h264 audio:aac'), 'webm')).toThrow(
      expect.objectContaining({ code: 'media.codec_unfit' }),
    );
    expect(chooseContainer(toTracks('video:vp9 audio:opus'), 'mkv').id).toBe('mkv');
  });
});

test('kinds for one sound take no second one', () => {
  expect(listMisfits(toTracks('audio:mp3 audio:mp3'), findContainer('mp3'))).toEqual([track('audio', 'mp3')]);
});

test.each([
  ['subrip', 'mp4', 'mov_text'],
  ['mov_text', 'mp4', 'copy'],
  ['subrip', 'webm', 'webvtt'],
  ['ass', 'mkv', 'copy'],
  ['mov_text', 'mkv', 'subrip'],
  ['dvd_subtitle', 'mkv', 'copy'],
  ['dvd_subtitle', 'mp4', null],
  ['subrip', 'm4a', null],
] as const)('captions in %s go into %s as %s', (codec, id, expected) => {
  expect(toSubtitleCodec(codec, findContainer(id))).toBe(expected);
});

import { describe, expect, it } from 'vitest';
import { bestTracks } from '../testing/best-tracks.ts';
import { chooseTracks, hasOtherSounds, type TrackWish } from './choose-tracks.ts';
import { joinCaptions } from './join-captions.ts';
import type { Stream, StreamTrack } from './stream.ts';
import { findTrackKind } from './track-kind.ts';

const track = (change: Partial<StreamTrack>): StreamTrack => ({
  id: '',
  language: null,
  name: null,
  width: null,
  height: null,
  fps: null,
  codecs: null,
  bitrate: null,
  isDefault: false,
  audioGroup: null,
  subtitleGroup: null,
  group: null,
  source: { type: 'file', url: 'https://cdn.test/a.mp4', indexed: null },
  ...change,
});

describe('of a stream', () => {
  const stream: Stream = {
    type: 'hls',
    durationSec: null,
    videos: [360, 1080, 720].map((height) =>
      track({ id: `${height}p`, height, audioGroup: 'a', subtitleGroup: 's' }),
    ),
    audios: [
      track({ id: 'en', group: 'a', language: 'en' }),
      track({ id: 'de', group: 'a', language: 'de', isDefault: true }),
      track({ id: 'other', group: 'b', isDefault: true }),
    ],
    subtitles: [
      track({ id: 'pt', group: 's', language: 'pt-BR' }),
      track({ id: 'fr', group: 's', language: 'fr' }),
    ],
  };
  const choose = (wish: Partial<TrackWish>, of = stream) => {
    const { video, audio, subtitles } = chooseTracks(of, { ...bestTracks, ...wish });
    return [video?.id ?? null, audio?.id ?? null, ...subtitles.map(({ id }) => id)];
  };

  it('the best video is chosen with the sound of its group', () => {
    expect(choose({})).toEqual(['1080p', 'de']);
  });

  it('sounds of other languages beside the one that is taken are known, and its other qualities are none', () => {
    const [deep, high, french] = [
      ['de', 1],
      ['de', 2],
      ['fr', 1],
    ].map(([language, bitrate]) =>
      track({ language: String(language), bitrate: Number(bitrate), group: 'a' }),
    );
    if (!deep || !high || !french) throw new Error('There are three.');
    const isOther = (...audios: StreamTrack[]): boolean => hasOtherSounds({ ...stream, audios }, deep);
    expect([isOther(deep), isOther(deep, high), isOther(deep, high, french)]).toEqual([false, false, true]);
    expect(isOther(deep, { ...french, group: 'b' })).toBe(false);
  });

  it('of upright films the shorter side counts, as everywhere', () => {
    const videos = [1080, 720, 360].map((width) =>
      track({ id: `${width}p`, width, height: Math.round((width * 16) / 9) }),
    );
    const upright = { ...stream, videos, audios: [] };
    const sides = [1080, 720, 480].map((maxSide) => choose({ maxSide }, upright)[0]);
    expect(sides).toEqual(['1080p', '720p', '360p']);
    expect(choose({}, upright)).toEqual(['1080p', null]);
    expect(choose({ isSmallest: true }, upright)).toEqual(['360p', null]);
  });

  it('what turned out to be too large is not chosen again, and nothing where all did', () => {
    expect(choose({ tooLarge: ['1080p'] })).toEqual(['720p', 'de']);
    const all = ['1080p', '720p', '360p'];
    expect(() => choose({ tooLarge: all })).toThrow(expect.objectContaining({ code: 'media.over_limit' }));
    expect(() => choose({ id: '720p', tooLarge: ['720p'] })).toThrow(
      expect.objectContaining({ code: 'media.over_limit' }),
    );
  });

  it('none is above the size that is wanted, unless all are', () => {
    expect(choose({ maxSide: 800 })).toEqual(['720p', 'de']);
    expect(choose({ maxSide: 100 })).toEqual(['360p', 'de']);
    expect(choose({ id: '360p' })).toEqual(['360p', 'de']);
    expect(choose({ isSmallest: true })).toEqual(['360p', 'de']);
  });

  it('of the same height the wanted codec is taken, and what would be too large is not', () => {
    const sizes = (['avc1.64001f', 'vp09.00.31.08'] as const).map((codecs, place) =>
      track({ id: codecs.slice(0, 4), codecs, height: 720, bitrate: 3_000_000 - place }),
    );
    const videos = [...sizes, track({ id: 'small', height: 144, bitrate: 80_000 })];
    const several = { ...stream, durationSec: 10, videos, audios: [] };
    expect(choose({}, several)).toEqual(['avc1', null]);
    expect(choose({ codec: 'vp9' }, several)).toEqual(['vp09', null]);
    expect(choose({ maxBytes: 1_000_000 }, several)).toEqual(['small', null]);
  });

  it('captions are those of the languages that are wanted', () => {
    expect(choose({ subtitleLanguages: ['pt'] })).toEqual(['1080p', 'de', 'pt']);
    expect(choose({ subtitleLanguages: [] })).toEqual(['1080p', 'de', 'pt', 'fr']);
    const subtitles = ['EN-us', 'eng', 'ger', 'English'].map((language) =>
      track({ id: language, group: 's', language }),
    );
    expect(choose({ subtitleLanguages: ['en'] }, { ...stream, subtitles }).slice(2)).toEqual([
      'EN-us',
      'eng',
    ]);
    expect(choose({ subtitleLanguages: ['de', 'english'] }, { ...stream, subtitles }).slice(2)).toEqual([
      'ger',
      'English',
    ]);
  });

  it('sound alone is fetched alone where it is by itself, else with its video', () => {
    expect(choose({ audioOnly: true })).toEqual([null, 'de']);
    const inOne = { ...stream, videos: [track({ id: 'all' })], audios: [] };
    expect(choose({ audioOnly: true }, inOne)).toEqual(['all', null]);
  });

  it('nothing is chosen of nothing', () => {
    expect(() => choose({}, { ...stream, videos: [], audios: [] })).toThrow(/no track/);
  });
});

describe('captions in pieces', () => {
  const toPieces = (...texts: string[]) =>
    texts.map((text, place) => ({ text, run: 0, startSec: place * 6, fromSec: 0 }));

  it('are one text, with a cue over an end once', () => {
    const one =
      'WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000\n\nSTYLE\n::cue{}\n\n00:01.000 --> 00:02.000\nHi\n\n00:03.000 --> 00:05.000\nOver\n';
    const two =
      '\ufeffWEBVTT\r\n\r\nSTYLE\n::cue{}\n\r\n00:03.000 --> 00:05.000\nOver\r\n\r\n2\n00:06.000 --> 00:07.000\nBye\n';
    expect(joinCaptions(toPieces(one, two), null)).toBe(
      'WEBVTT\n\nSTYLE\n::cue{}\n\n00:01.000 --> 00:02.000\nHi\n\n00:03.000 --> 00:05.000\nOver\n\n2\n00:06.000 --> 00:07.000\nBye\n',
    );
  });

  it('of another kind are none', () => {
    expect(joinCaptions(toPieces('\0\0\0\x18styp'), null)).toBe(null);
  });

  const toCue = (ticks: number, local: string, from = '00:01.500') =>
    `WEBVTT\nX-TIMESTAMP-MAP=LOCAL:${local},MPEGTS:${ticks}\n\n${from} --> 00:09.000 line:0\nHi\n`;
  const listTimes = (text: string | null): string[] => text?.match(/^[\d:.]+(?= -->)/gm) ?? [];

  it('each with a time of its own are brought to the time of the film', () => {
    const pieces = toPieces(toCue(900_000, '00:00:00.000'), toCue(900_000 + 6 * 90_000, '00:00:00.000'));
    expect(listTimes(joinCaptions(pieces, null))).toEqual(['00:01.500', '00:00:07.500']);
    const local = toPieces(toCue(900_000, '00:00:00.000'), toCue(900_000, '00:00:00.500'));
    expect(listTimes(joinCaptions(local, null))).toEqual(['00:01.500', '00:00:01.000']);
  });

  it('go on where the clock of the film begins again, or the film does', () => {
    const wrapped = toPieces(toCue(2 ** 33 - 90_000, '00:00:00.000'), toCue(5 * 90_000, '00:00:00.000'));
    expect(listTimes(joinCaptions(wrapped, null))).toEqual(['00:01.500', '00:00:07.500']);
    const [film, ad] = toPieces(toCue(900_000, '00:00:00.000'), toCue(20 * 90_000, '00:00:00.000'));
    const clock = { offsets: { 0: 0, 1: -4 }, baseSec: 10 };
    const pieces = [film, ad].flatMap((piece, run) => (piece ? [{ ...piece, run }] : []));
    expect(listTimes(joinCaptions(pieces, clock))).toEqual(['00:01.500', '00:00:07.500']);
  });
});

it.each([
  ['ts', [0x47, ...Array(187).fill(0), 0x47]],
  ['mp4', [0, 0, 0, 24, ...Buffer.from('stypmsdh')]],
  ['mp4', [0, 0, 0, 8, ...Buffer.from('wide')]],
  ['mp4', [0, 0, 4, 0, ...Buffer.from('mdat')]],
  ['webm', [0x1a, 0x45, 0xdf, 0xa3]],
  ['aac', [0xff, 0xf1, 0x50, 0x80]],
  ['aac', [...Buffer.from('ID3'), 4, 0, 0, 0, 0, 0, 2, 0, 0, 0xff, 0xf1]],
  ['mp3', [...Buffer.from('ID3'), 4, 0, 0, 0, 0, 0, 0, 0xff, 0xfb]],
  [null, [0x1f, 0x43, 0xb6, 0x75, 1]],
  [null, [...Buffer.from('<!doctype html>')]],
  [null, [...Buffer.from('\r\n\r<meta charset="utf-8">')]],
])('a track is %s by its first bytes', (kind, bytes) => {
  expect(findTrackKind(new Uint8Array(bytes as number[]))).toBe(kind);
});

import { expect, it } from 'vitest';
import { downloadCommands } from '../../../shared/protocol/download-commands.ts';
import type { StreamTrack } from '../stream/stream.ts';
import { buildOffer } from './build-offer.ts';
import type { Looked } from './looked.ts';

const page = {
  url: 'https://site.test/1',
  address: 'https://cdn.test/a%20film.webm',
  title: '',
  thumbnail: null,
};
const track = (height: number): StreamTrack => ({
  id: `${height}p`,
  language: null,
  name: null,
  width: null,
  height,
  fps: null,
  bitrate: 1000,
  codecs: 'avc1.64001f,mp4a.40.2',
  isDefault: false,
  audioGroup: null,
  subtitleGroup: null,
  group: null,
  source: { type: 'playlist', url: 'https://cdn.test/v.m3u8' },
});

it('a file is offered as it is, and its sound alone in every kind', () => {
  const offer = buildOffer({ type: 'file', kind: 'video', bytes: 5, extension: 'webm' }, page);
  expect(downloadCommands.info.response.parse(offer)).toEqual(offer);
  expect(offer).toMatchObject({
    title: 'a film',
    extractor: 'browser',
    formats: [{ container: 'webm', bytes: 5 }],
  });
  expect(
    offer.presets.map(({ quality, audioFormat, formatIds }) => [quality, audioFormat, ...formatIds]),
  ).toEqual([
    ['original', null, 'file'],
    ['audio', 'm4a', 'audio'],
    ['audio', 'mp3', 'audio'],
    ['audio', 'opus', 'audio'],
  ]);
});

it('an upright stream is offered by its shorter side', () => {
  const videos = [360, 720, 1080].map((width) => ({ ...track((width * 16) / 9), width }));
  const stream = { type: 'hls' as const, durationSec: 12, audios: [], videos, subtitles: [] };
  const { presets } = buildOffer({ type: 'stream', stream, hosts: [] }, page);
  const sizes = presets.slice(0, 5).map(({ quality, height }) => [quality, height]);
  expect(sizes).toEqual([
    ['original', 1080],
    ['high', 1080],
    ['medium', 720],
    ['low', 360],
    ['smallest', 360],
  ]);
});

it('a stream is offered in its sizes, and as sound', () => {
  const stream: Extract<Looked, { type: 'stream' }>['stream'] = {
    type: 'hls',
    durationSec: 12,
    audios: [],
    videos: [360, 1080].map(track),
    subtitles: [{ ...track(0), language: 'de', name: 'Deutsch' }],
  };
  const offer = buildOffer({ type: 'stream', stream, hosts: [] }, { ...page, title: 'Named' });
  expect(downloadCommands.info.response.parse(offer)).toEqual(offer);
  expect(offer.presets.map(({ quality, formatIds }) => [quality, ...formatIds])).toEqual([
    ['original', '1080p'],
    ['high', '1080p'],
    ['medium', '360p'],
    ['low', '360p'],
    ['smallest', '360p'],
    ['audio', 'audio'],
    ['audio', 'audio'],
    ['audio', 'audio'],
  ]);
  expect(offer.formats[0]).toMatchObject({
    videoCodec: 'avc1.64001f',
    audioCodec: 'mp4a.40.2',
    protocol: 'm3u8_native',
  });
  expect(offer.subtitles).toEqual([{ language: 'de', name: 'Deutsch', automatic: false }]);
});

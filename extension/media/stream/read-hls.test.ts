import { describe, expect, it } from 'vitest';
import { bestTracks } from '../testing/best-tracks.ts';
import { chooseTracks } from './choose-tracks.ts';
import { readHls, readHlsList } from './read-hls.ts';

const base = 'https://cdn.test/film/list.m3u8?token=1';
const list = (...lines: string[]): string =>
  ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-TARGETDURATION:4', ...lines, '#EXT-X-ENDLIST'].join('\n');
const codeOf = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'nothing was thrown';
};

describe('a media playlist', () => {
  it('is a list of segments with whole addresses', () => {
    const { segments, inits } = readHlsList(list('#EXTINF:4,', 'a.ts', '#EXTINF:2.5,', '/b.ts?x=1'), base);
    expect(inits).toEqual([]);
    expect(segments.map(({ url, durationSec, run }) => [url, durationSec, run])).toEqual([
      ['https://cdn.test/film/a.ts', 4, 0],
      ['https://cdn.test/b.ts?x=1', 2.5, 0],
    ]);
  });

  it('N14: has stretches of one file, one after the other', () => {
    const text = list(
      '#EXT-X-BYTERANGE:100@50',
      '#EXTINF:4,',
      'all.ts',
      '#EXT-X-BYTERANGE:10',
      '#EXTINF:4,',
      'all.ts',
    );
    expect(readHlsList(text, base).segments.map(({ range }) => range)).toEqual([
      [50, 150],
      [150, 160],
    ]);
  });

  it('N14: has keys that change, and numbers its segments where no IV is given', () => {
    const text = list(
      '#EXT-X-MEDIA-SEQUENCE:258',
      '#EXT-X-KEY:METHOD=AES-128,URI="one.key"',
      ...['#EXTINF:4,', 'a.ts'],
      '#EXT-X-KEY:METHOD=AES-128,URI="two.key",IV=0x000102030405060708090a0b0c0d0e0f',
      ...['#EXTINF:4,', 'b.ts'],
      '#EXT-X-KEY:METHOD=NONE',
      ...['#EXTINF:4,', 'c.ts'],
    );
    const keys = readHlsList(text, base).segments.map(({ key }) => key && [key.url, [...key.iv]]);
    expect(keys).toEqual([
      ['https://cdn.test/film/one.key', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2]],
      ['https://cdn.test/film/two.key', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]],
      null,
    ]);
  });

  it('N14: has numbers that are times in milliseconds', () => {
    const text = list(
      '#EXT-X-MEDIA-SEQUENCE:1700000000000',
      ...['#EXT-X-KEY:METHOD=AES-128,URI="one.key"', '#EXTINF:4,', 'a.ts'],
    );
    const [segment] = readHlsList(text, base).segments;
    expect(Buffer.from(segment?.key?.iv ?? []).toString('hex')).toBe('00000000000000000000018bcfe56800');
  });

  it('N14: says where it begins anew, and what has to stand before its segments', () => {
    const text = list(
      ...['#EXT-X-MAP:URI="i.mp4",BYTERANGE="20@0"', '#EXTINF:4,', 'a.m4s', '#EXTINF:4,', 'b.m4s'],
      ...['#EXT-X-DISCONTINUITY', '#EXT-X-MAP:URI="j.mp4"', '#EXTINF:4,', 'c.m4s'],
    );
    const { inits, segments } = readHlsList(text, base);
    expect(inits.map(({ url, range }) => [url, range])).toEqual([
      ['https://cdn.test/film/i.mp4', [0, 20]],
      ['https://cdn.test/film/j.mp4', null],
    ]);
    expect(segments.map(({ init, run }) => [init, run])).toEqual([
      [0, 0],
      [0, 0],
      [1, 1],
    ]);
  });

  it.each([
    ['file:///etc/passwd', 'input.url_refused'],
    ['http://cdn.test/a.ts', 'input.url_refused'],
    ['concat:a.ts|b.ts', 'input.url_refused'],
    ['https://169.254.169.254/meta', 'net.private_address'],
    ['data:video/mp2t;base64,AAAA', 'input.url_refused'],
  ])('N14: that names %s is refused', (address, code) => {
    expect(codeOf(() => readHlsList(list('#EXTINF:4,', 'a.ts', '#EXTINF:4,', address), base))).toBe(code);
  });

  it.each([
    '#EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://x",KEYFORMAT="com.apple.streamingkeydelivery"',
    '#EXT-X-KEY:METHOD=SAMPLE-AES,URI="a.key"',
    '#EXT-X-KEY:METHOD=SAMPLE-AES-CTR,KEYFORMAT="urn:uuid:edef8ba9-79d6-4ace-a3c8-27dcd51d21ed",URI="data:x"',
    '#EXT-X-KEY:METHOD=AES-128,KEYFORMAT="com.microsoft.playready",URI="x"',
    '#EXT-X-SESSION-KEY:METHOD=SAMPLE-AES,URI="skd://x"',
  ])('N14: that is under DRM is refused: %s', (tag) => {
    expect(codeOf(() => readHls(list(tag, '#EXTINF:4,', 'a.ts'), base))).toBe('media.drm');
  });

  it('of a stream that is still on is refused', () => {
    const text = '#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\na.ts\n';
    expect(codeOf(() => readHls(text, base))).toBe('platform.not_finished');
  });

  it('that is said to be complete is over, also without a mark at its end', () => {
    const text = '#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXTINF:4,\na.ts\n';
    expect(readHlsList(text, base).segments).toHaveLength(1);
    expect(codeOf(() => readHls(text.replace('VOD', 'EVENT'), base))).toBe('platform.not_finished');
  });

  it('whose keys begin with a short number is opened by that number', () => {
    const short = readHlsList(list('#EXT-X-KEY:METHOD=AES-128,URI="k",IV=0x1f', '#EXTINF:4,', 'a.ts'), base);
    expect([...(short.segments[0]?.key?.iv ?? [])]).toEqual([...Array(15).fill(0), 0x1f]);
  });

  it('whose sounds have one name, or none, has all of them', () => {
    const lines = [
      '#EXTM3U',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="Audio",LANGUAGE="en",DEFAULT=YES,URI="en.m3u8"',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",LANGUAGE="fr",URI="fr.m3u8",NAME="Audio"',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",LANGUAGE="de",URI="de.m3u8"',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="b",NAME="Audio",URI="b.m3u8"',
      '#EXT-X-STREAM-INF:BANDWIDTH=9,RESOLUTION=wide,FRAME-RATE=film,AUDIO="a"',
      'film.m3u8',
    ];
    const { videos, audios } = readHls(lines.join('\n'), base);
    expect(audios.map(({ name, language, isDefault }) => [name, language, isDefault])).toEqual([
      ['Audio', 'en', true],
      ['Audio 2', 'fr', false],
      ['de', 'de', false],
      ['Audio', null, false],
    ]);
    expect(videos).toMatchObject([{ width: null, fps: null, bitrate: 9 }]);
  });

  it('that names a quality again elsewhere offers it once', () => {
    const variant = '#EXT-X-STREAM-INF:BANDWIDTH=9,RESOLUTION=640x360';
    const other = '#EXT-X-STREAM-INF:BANDWIDTH=9,RESOLUTION=640x360,AUDIO="b"';
    const text = ['#EXTM3U', variant, 'one.m3u8', other, 'b.m3u8', variant, 'https://two.test/one.m3u8'];
    expect(readHls(text.join('\n'), base).videos.map(({ source }) => source)).toEqual([
      { type: 'playlist', url: new URL('one.m3u8', base).href, spares: ['https://two.test/one.m3u8'] },
      { type: 'playlist', url: new URL('b.m3u8', base).href },
    ]);
  });

  it('N14: that leads to playlists again, or has nothing, is refused', () => {
    const loop = '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nlist.m3u8\n';
    expect(codeOf(() => readHlsList(loop, base))).toBe('media.unsupported');
    expect(codeOf(() => readHlsList(list(), base))).toBe('media.incomplete');
    expect(codeOf(() => readHls('<html>', base))).toBe('media.wrong_type');
  });

  it('N14: of 10,000 segments is read', () => {
    const lines = Array.from({ length: 10_000 }, (_, n) => `#EXTINF:2,\ns${n}.ts`);
    const { segments } = readHlsList(list(...lines), base);
    expect(segments).toHaveLength(10_000);
    expect(segments.at(-1)?.url).toBe('https://cdn.test/film/s9999.ts');
  });
});

it('a master playlist offers its videos, the sound beside them and the captions', () => {
  const stream = readHls(
    [
      '#EXTM3U',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="English",LANGUAGE="en",DEFAULT=YES,URI="en.m3u8"',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="In it",LANGUAGE="de"',
      '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="s",NAME="Deutsch",LANGUAGE="de",URI="de.m3u8"',
      '#EXT-X-STREAM-INF:BANDWIDTH=900000,AVERAGE-BANDWIDTH=700000,RESOLUTION=1280x720,FRAME-RATE=25,CODECS="avc1.64001f,mp4a.40.2",AUDIO="a",SUBTITLES="s"',
      '720.m3u8',
      '#EXT-X-STREAM-INF:BANDWIDTH=60000,CODECS="mp4a.40.2"',
      'sound.m3u8',
    ].join('\n'),
    base,
  );
  expect(stream.videos).toMatchObject([
    {
      id: '720p-900000',
      width: 1280,
      height: 720,
      fps: 25,
      bitrate: 700_000,
      audioGroup: 'a',
      subtitleGroup: 's',
    },
  ]);
  expect(stream.audios.map(({ group, language, isDefault }) => [group, language, isDefault])).toEqual([
    ['a', 'en', true],
    [null, null, false],
  ]);
  expect(stream.subtitles).toMatchObject([
    { language: 'de', name: 'Deutsch', source: { type: 'playlist', url: 'https://cdn.test/film/de.m3u8' } },
  ]);
});

describe('sound that is in the video itself', () => {
  const inner = (more: string): string =>
    `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="English",LANGUAGE="en"${more}`;
  const apart = (more: string): string =>
    `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="French",LANGUAGE="fr",URI="fr.m3u8"${more}`;
  const film = '#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=640x360,CODECS="avc1.42e00a,mp4a.40.2",AUDIO="a"';
  const choose = (renditions: readonly string[], audioOnly = false): (string | null)[] => {
    const master = readHls(['#EXTM3U', ...renditions, film, 'v.m3u8', ''].join('\n'), base);
    const { video, audio } = chooseTracks(master, { ...bestTracks, audioOnly });
    return [video?.id ?? null, audio?.language ?? null];
  };

  it.each([
    ['is the default', [apart(''), inner(',DEFAULT=YES')]],
    ['has no other before it', [apart(''), inner('')]],
  ])('is taken where it %s', (_name, renditions) => {
    expect(choose(renditions)).toEqual(['360p-1', null]);
    expect(choose(renditions, true)).toEqual(['360p-1', null]);
  });

  it('is left where another is the default', () => {
    expect(choose([inner(''), apart(',DEFAULT=YES')])).toEqual(['360p-1', 'fr']);
    expect(choose([inner(''), apart(',DEFAULT=YES')], true)).toEqual([null, 'fr']);
  });
});

it.each([
  ['#EXT-X-MEDIA:TYPE=CLOSED-CAPTIONS,GROUP-ID="cc",NAME="English",INSTREAM-ID="CC1"', true],
  ['#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="s",NAME="English",URI="en.m3u8"', false],
])('captions in the pictures are no track, and are known: %s', (media, hasInnerCaptions) => {
  const stream = readHls(['#EXTM3U', media, '#EXT-X-STREAM-INF:BANDWIDTH=9', 'a.m3u8'].join('\n'), base);
  expect(stream).toMatchObject({
    hasInnerCaptions,
    subtitles: hasInnerCaptions ? [] : [{ name: 'English' }],
  });
});

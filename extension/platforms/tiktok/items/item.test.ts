import { describe, expect, it } from 'vitest';
import { itemSchema } from '../../../../shared/model/item.ts';
import { author, gear, music, oldPost, photoPost, post, toId, video } from '../__fixtures__/pages.ts';
import { isItem, isPost, readItem } from './item.ts';

function read(json: Record<string, unknown>) {
  const counts = new Map<string, number>();
  const item = readItem(JSON.parse(JSON.stringify(json)), counts);
  expect(itemSchema.safeParse(item).error?.issues[0]).toBeUndefined();
  return { item, unknown: Object.fromEntries(counts) };
}

const findMedia = (json: Record<string, unknown>, kind: string) =>
  read(json).item.media.filter((media) => media.kind === kind);

describe('a post', () => {
  it('has everything that the page says of it', () => {
    const { item, unknown } = read(post(1, { diversificationLabels: ['Boats', 'Travel'] }));
    expect(item).toMatchObject({
      platform: 'tiktok',
      id: toId(1),
      kind: 'video',
      url: `https://www.tiktok.com/@quay.side/video/${toId(1)}`,
      author: {
        id: '6800000000000000001',
        name: 'Quay Side',
        handle: '@quay.side',
        url: 'https://www.tiktok.com/@quay.side',
      },
      title: 'The old crane at dawn #harbour with @harbour.master',
      text: 'The old crane at dawn #harbour with @harbour.master',
      createdAt: { precision: 'exact', at: '2025-10-09T08:53:21Z' },
      durationSec: 21,
      tags: ['harbour'],
      mentions: ['harbour.master'],
      category: 'Boats, Travel',
      privacy: 'public',
      unavailable: null,
      music: {
        id: '7000000000000000009',
        title: 'original sound',
        author: 'Quay Side',
        durationSec: 21,
        original: true,
      },
    });
    expect(item.media.map(({ id }) => id)).toEqual(['thumbnail', 'video', 'subtitle-en-US-auto']);
    expect(item.partial).toBeUndefined();
    expect(unknown).toEqual({});
  });

  it('has its counts from statsV2, which is exact', () => {
    expect(read(post(1)).item.stats).toEqual({
      views: { precision: 'exact', value: 123_456 },
      likes: { precision: 'exact', value: 9876 },
      comments: { precision: 'exact', value: 12 },
      shares: { precision: 'exact', value: 3 },
      saves: { precision: 'exact', value: 44 },
      reposts: { precision: 'exact', value: 5 },
    });
  });

  it('takes the time from digits as from a number', () => {
    for (const createTime of ['1760000001', 1_760_000_001])
      expect(read(post(1, { createTime })).item.createdAt).toMatchObject({ at: '2025-10-09T08:53:21Z' });
  });

  it('of 2021 to 2023 has its author as a handle, and sizes by the names of its files', () => {
    const { item, unknown } = read(oldPost(1));
    expect(item.author).toMatchObject({ id: '6800000000000000001', name: 'Quay Side', handle: '@quay.side' });
    expect(item.stats.views).toEqual({ precision: 'rounded', text: '101.5K', approximate: 101_500 });
    expect(item.stats.saves).toBeUndefined();
    expect(item.media[1]?.variants[0]).toMatchObject({ width: 720, height: 1280, codec: 'h264' });
    expect([item.partial, unknown]).toEqual([undefined, {}]);
  });

  it('is a photo post when it has pictures, although it has a video too', () => {
    const { item } = read(photoPost(1));
    expect(item).toMatchObject({
      kind: 'photo_post',
      url: `https://www.tiktok.com/@quay.side/photo/${toId(1)}`,
      title: 'Two boats',
      durationSec: 63,
    });
    expect(item.partial).toBeUndefined();
    expect(item.media.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      'thumbnail thumbnail',
      'image-1 image',
      'image-2 image',
      'sound audio',
    ]);
    expect(
      item.media[2]?.variants.map(({ url, width, height }) => [url.slice(8, 11), width, height]),
    ).toEqual([
      ['p16', 3024, 4032],
      ['p19', 3024, 4032],
    ]);
    expect(item.media[3]?.variants).toMatchObject([{ mimeType: 'audio/mpeg' }]);
  });

  it('has no sound where TikTok muted it', () => {
    expect(findMedia(photoPost(1, { music: music({ playUrl: '' }) }), 'audio')).toEqual([]);
  });

  it.each([
    [{}, 'public'],
    [{ privateItem: true }, 'private'],
    [{ secret: true, forFriend: true }, 'private'],
    [{ forFriend: true }, 'friends'],
    [{ author: author({ privateAccount: true }) }, 'custom'],
    [{ privateItem: undefined, secret: undefined, forFriend: undefined }, 'unknown'],
  ])('with %j is %s', (changes, privacy) => expect(read(post(1, changes)).item.privacy).toBe(privacy));

  it('names the post that it is a duet with', () => {
    expect(read(post(1, { duetInfo: { duetFromId: '0' } })).item.sharedPost).toBeUndefined();
    expect(read(post(1, { duetInfo: { duetFromId: toId(9) } })).item.sharedPost).toMatchObject({
      id: toId(9),
      url: `https://www.tiktok.com/@_/video/${toId(9)}`,
    });
  });

  it('has tags of its text and of its challenges, each once', () => {
    const textExtra = [
      { type: 1, hashtagName: 'Tide' },
      { type: 1, hashtagName: 'crane' },
    ];
    const challenges = [{ title: 'tide' }, { title: '港' }];
    expect(read(post(1, { textExtra, challenges })).item.tags).toEqual(['Tide', 'crane', '港']);
  });

  it('with a tag in its text and none in its marks is incomplete', () => {
    const changes = { textExtra: undefined, challenges: undefined };
    expect(read(post(1, changes)).item.partial).toEqual(['tags']);
    expect(read(post(1, { ...changes, desc: 'Berth # 5' })).item.partial).toBeUndefined();
  });
});

describe('the files of a video', () => {
  const codecs = (json: Record<string, unknown>) =>
    findMedia(json, 'video')[0]?.variants.map(({ width, codec }) => `${width} ${codec}`);

  it('are the best first, each with its mirror, and without the broken and the watermarked one', () => {
    const [media] = findMedia(post(1), 'video');
    expect(media?.variants.map(({ width, url }) => `${width} ${url.slice(8, 11)}`)).toEqual([
      '1080 v16',
      '1080 v19',
      '720 v16',
      '720 v19',
      '576 v16',
      '576 v19',
    ]);
    expect(media?.variants[0]).toEqual({
      url: expect.stringContaining('bytevc1_1080p'),
      width: 1080,
      height: 1920,
      bitrate: 1_080_000,
      codec: 'h265',
      bytes: 2_160_000,
      mimeType: 'video/mp4',
      expiresAt: '2027-01-15T08:00:00Z',
    });
    expect(JSON.stringify(media)).not.toMatch(/www\.tiktok\.com|marked/);
  });

  it('are never those that nothing plays', () => {
    const strange = gear('bytevc2', 1080, { UrlKey: 'v14_bytevc2_1080p_1' });
    expect(codecs(post(1, { video: video({ bitrateInfo: [strange, gear('h264', 576)] }) }))).toEqual([
      '576 h264',
      '576 h264',
    ]);
  });

  it('without sound come last, and say so', () => {
    const UrlList = ['https://v16-webapp-prime.tiktok.com/video/tos/x/media-video-hvc1/?expire=1800000000'];
    const silent = gear('h265_hvc1', 1080, { UrlList });
    const [media] = findMedia(
      post(1, { video: video({ bitrateInfo: [silent, gear('h264', 576)] }) }),
      'video',
    );
    expect(media?.variants.map(({ width, tracks }) => `${width} ${tracks}`)).toEqual([
      '576 undefined',
      '576 undefined',
      '1080 video',
    ]);
  });

  it('are the default one where there is no list of qualities, and that is told', () => {
    const { PlayAddr } = gear('h264', 576);
    const plain = video({ bitrateInfo: undefined, PlayAddrStruct: PlayAddr, bitrate: 9, codecType: 'h264' });
    const { item, unknown } = read(post(1, { video: plain }));
    expect(item.media[1]?.variants[0]).toMatchObject({
      width: 576,
      bitrate: 9,
      codec: 'h264',
      bytes: 1_152_000,
    });
    expect(item.partial).toEqual(['media.video']);
    expect(unknown).toEqual({ 'item.video.bitrateInfo': 1 });
    const bare = video({ bitrateInfo: [], playAddr: [{ src: '//v16.tiktok.com/a' }] });
    expect(findMedia(post(1, { video: bare }), 'video')[0]?.variants).toEqual([
      { url: 'https://v16.tiktok.com/a', width: 576, height: 1024 },
    ]);
  });

  it('that lie on their side keep their shape when only the name says how large they are', () => {
    const none = { Width: undefined, Height: undefined };
    const wide = video({
      width: 1024,
      height: 576,
      bitrateInfo: [gear('h264', 1080, none), gear('h264', 576, none)],
    });
    const sizes = findMedia(post(1, { video: wide }), 'video')[0]?.variants.map(({ width, height }) => [
      width,
      height,
    ]);
    expect(sizes?.[0]).toEqual([1920, 1080]);
    expect(sizes?.at(-1)).toEqual([1024, 576]);
  });
});

describe('covers and subtitles', () => {
  it('are without TikTok’s logo, where there is one without', () => {
    const marked = 'https://p16-sign.tiktokcdn.com/tos/a~tplv-dmt-logom:tos/b.image?x-expires=1800000000';
    const [cover] = findMedia(post(1, { video: video({ cover: marked }) }), 'thumbnail');
    expect(cover?.variants.map(({ url }) => /\/a~|origin~/.exec(url)?.[0])).toEqual(['origin~', '/a~']);
    expect(cover?.variants[1]?.expiresAt).toBe('2027-01-15T08:00:00Z');
  });

  it('are one for each language and maker, with languages as the web writes them', () => {
    const info = (LanguageCodeName: string, Source: string, Format = 'webvtt') => ({
      LanguageCodeName,
      Source,
      Format,
      Url: `https://v16.tiktokcdn.com/${LanguageCodeName}${Source}`,
      UrlExpire: 1_800_000_000,
      Size: 7,
    });
    const subtitleInfos = [
      info('cmn-Hans-CN', 'MT'),
      info('deu-DE', 'ASR'),
      info('deu-DE', 'MT'),
      info('deu-DE', 'LC', 'creator_caption'),
      info('not a language', 'ASR'),
    ];
    const found = findMedia(post(1, { video: video({ subtitleInfos }) }), 'subtitle');
    expect(found.map(({ id, automatic }) => `${id} ${automatic}`)).toEqual([
      'subtitle-zh-Hans-CN-auto true',
      'subtitle-de-DE-auto true',
      'subtitle-de-DE-auto-2 true',
      'subtitle-de-DE false',
      'subtitle-und-auto true',
    ]);
    expect(found[0]?.variants).toEqual([
      {
        url: 'https://v16.tiktokcdn.com/cmn-Hans-CNMT',
        mimeType: 'text/vtt',
        bytes: 7,
        expiresAt: '2027-01-15T08:00:00Z',
      },
    ]);
    expect(found[3]?.variants[0]?.mimeType).toBe('application/json');
  });

  it('are those of the player where the list of them is missing', () => {
    const captionInfos = [
      {
        language: 'eng-US',
        isAutoGen: true,
        captionFormat: 'webvtt',
        url: 'https://v16.tiktokcdn.com/c',
        expire: '1800000000',
      },
    ];
    const found = findMedia(
      post(1, { video: video({ subtitleInfos: undefined, claInfo: { captionInfos } }) }),
      'subtitle',
    );
    expect(found).toMatchObject([
      { id: 'subtitle-en-US-auto', automatic: true, variants: [{ expiresAt: '2027-01-15T08:00:00Z' }] },
    ]);
  });

  it('tell when they end by their path where the query does not', () => {
    const plain = video({
      subtitleInfos: [
        { Url: 'https://v16.tiktokcdn.com/0123456789abcdef0123456789abcdef/6b49d200/video/x/' },
      ],
    });
    const { item } = read(post(1, { video: plain }));
    expect(item.media[2]?.variants[0]?.expiresAt).toBe('2027-01-15T08:00:00Z');
    expect(item.partial).toEqual(['media.subtitle']);
  });
});

describe('a field of another type than is known', () => {
  it.each([
    [{ desc: 7 }, 'text', 'item.desc'],
    [{ createTime: 'yesterday' }, 'createdAt', 'item.createTime'],
    [{ author: [] }, 'author', 'item.author'],
    [{ author: author({ nickname: {} }) }, 'author', 'item.author.nickname'],
    [{ statsV2: { playCount: 'many' }, stats: {} }, 'stats.views', 'item.statsV2.playCount'],
    [{ music: 'none' }, 'music', 'item.music'],
    [{ music: music({ duration: -1 }) }, 'music', 'item.music.duration'],
    [{ video: video({ duration: '21s' }) }, 'durationSec', 'item.video.duration'],
    [{ video: video({ cover: 'no address' }) }, 'media.thumbnail', 'item.video.cover'],
    [{ video: video({ bitrateInfo: {} }) }, 'media.video', 'item.video.bitrateInfo'],
    [{ video: video({ subtitleInfos: 'none' }) }, 'media.subtitle', 'item.video.subtitleInfos'],
    [{ textExtra: 'none' }, 'tags', 'item.textExtra'],
    [{ isPinnedItem: 1 }, 'pinned', 'item.isPinnedItem'],
    [{ privateItem: 0 }, 'privacy', 'item.privateItem'],
    [{ imagePost: { images: 'none' } }, 'media.image', 'item.imagePost.images'],
  ])('%j is left out, named, and counted', (changes, field, name) => {
    const { item, unknown } = read(post(1, changes));
    expect(item.id).toBe(toId(1));
    expect(item.partial).toContain(field);
    expect(unknown[name]).toBeGreaterThan(0);
  });

  it('leaves the others as they are', () => {
    const whole = read(post(1)).item;
    const { item } = read(post(1, { createTime: {} }));
    expect(item).toEqual({ ...whole, createdAt: { precision: 'unknown' }, partial: ['createdAt'] });
  });

  it('is the id at most, which the video has too', () => {
    const { item } = read(post(1, { id: 7.4e18 }));
    expect(item).toMatchObject({ id: toId(1), partial: ['id'] });
  });
});

describe('what is a post', () => {
  it('is told by its id and one more trait, and elsewhere than in lists by its video or pictures', () => {
    expect([post(1), photoPost(1), oldPost(1), { id: '7', author: 'x' }].map(isItem)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect([null, [], 'text', {}, { id: 7 }, { id: '7' }, { id: 'x', video: {} }].some(isItem)).toBe(false);
    expect(
      [
        { id: '7', author: {} },
        { id: '5', title: 'tag', stats: {} },
      ].some(isPost),
    ).toBe(false);
  });
});

/** Reads every recorded TikTok page there is at hand, and compares with what its JSON holds, field by field. */
import { describe, expect, it } from 'vitest';
import type { Count, Item } from '../../../shared/model/item.ts';
import type { Media } from '../../../shared/model/media.ts';
import { type PageRead, pageReadSchema } from '../../core/pages/page-read.ts';
import { capturesTitle, findRaw, hasCaptures, type Raw, readCaptures } from './__fixtures__/captures.ts';
import { readPage } from './read-page.ts';

interface Expected {
  page: PageRead['page'];
  posts: number;
  comments?: number;
  users?: number;
  /** The endpoint that the list goes on at. */
  next?: string;
  error?: string;
}

const photoPage: Expected = { page: 'photo_post', posts: 1, comments: 13, next: 'comment/list' };

const expected: Record<string, Expected> = {
  'Dash-zorvak-scrap/tiktok_page.html': { page: 'profile', posts: 0, users: 1, next: 'post/item_list' },
  'Minta1234-Tiktok-Downloader/api-data_photo.json': photoPage,
  'Minta1234-Tiktok-Downloader/tiktok_mobile_photo.html': photoPage,
  'Minta1234-Tiktok-Downloader/universal_data_desktop_photo_no_detail.json': {
    page: 'photo_post',
    posts: 0,
    error: 'platform.page_changed',
  },
  'NeoVolkov-tiktok-apis/post_item_list_excerpt_2025-10-20.json': {
    page: 'posts',
    posts: 1,
    next: 'post/item_list',
  },
  'NeoVolkov-tiktok-apis/user_list_followers_excerpt_2025-10-20.json': {
    page: 'followers',
    posts: 0,
    users: 2,
    next: 'user/list',
  },
  'ai-non-profit-sn-tools/search_general_full_2025-05-21.json': {
    page: 'search',
    posts: 12,
    users: 1,
    next: 'search/general/full',
  },
  'aladynjr-tiktok-account-v2-backend/itemList_2022-12.json': { page: 'posts', posts: 34 },
  'aladynjr-tiktok-stats-backend/tiktok_profile.html': {
    page: 'profile',
    posts: 30,
    users: 1,
    next: 'post/item_list',
  },
  'camillebrown-mealplanner/tiktok_debug.html': { page: 'video', posts: 1 },
};

/** The object that says how the list of a recording goes on; other tabs of a page have empty lists. */
function findList(value: unknown): Raw | null {
  if (typeof value !== 'object' || value === null) return null;
  const raw = value as Raw;
  const isShown = !Array.isArray(raw.list) || raw.list.length > 0;
  if (isShown && (raw.hasMore === true || raw.has_more === 1)) return raw;
  return Object.values(raw).reduce<Raw | null>((found, inner) => found ?? findList(inner), null);
}

/** Every language in them, by TikTok's code and by that of BCP 47. */
const languages: Record<string, string> = Object.fromEntries(
  'ara:ar cmn:zh deu:de eng:en fra:fr ind:id ita:it jpn:ja kor:ko por:pt rus:ru spa:es vie:vi'
    .split(' ')
    .map((pair) => pair.split(':')),
);

const asRaw = (value: unknown): Raw => (value ?? {}) as Raw;
const asList = (value: unknown): Raw[] => (value ?? []) as Raw[];
const toAt = (seconds: unknown) => new Date(Number(seconds) * 1000).getTime();
const toNumber = (count: Count | undefined) =>
  count === undefined ? undefined : count.precision === 'exact' ? count.value : count.approximate;
const findMedia = (item: Item, kind: Media['kind']) => item.media.filter((media) => media.kind === kind);

/** Every address in a list that is not the broken one of the site itself. */
const toUsable = (list: unknown) =>
  (list as string[]).filter((url) => !url.startsWith('https://www.tiktok.com/'));

function compareText(item: Item, raw: Raw): void {
  expect(item.text).toBe(raw.desc);
  expect(item.createdAt.precision === 'exact' && Date.parse(item.createdAt.at)).toBe(toAt(raw.createTime));
  const marks = asList(raw.textExtra);
  const tags = [
    ...marks.map(({ hashtagName }) => hashtagName),
    ...asList(raw.challenges).map(({ title }) => title),
  ];
  const fold = (names: unknown[]) => new Set(names.filter(Boolean).map((name) => String(name).toLowerCase()));
  expect(fold(item.tags)).toEqual(fold(tags));
  const mentions = marks.map(({ userUniqueId }) => userUniqueId).filter(Boolean);
  expect(item.mentions ?? []).toEqual([...new Set(mentions)]);
}

function compareAuthor(item: Item, raw: Raw): void {
  const isOld = typeof raw.author === 'string';
  const author = isOld
    ? { id: raw.authorId, uniqueId: raw.author, nickname: raw.nickname }
    : asRaw(raw.author);
  expect(item.author).toEqual({
    id: author.id,
    name: author.nickname,
    handle: `@${author.uniqueId}`,
    url: `https://www.tiktok.com/@${author.uniqueId}`,
  });
  const word = raw.imagePost ? 'photo' : 'video';
  expect(item.url).toBe(`https://www.tiktok.com/@${author.uniqueId}/${word}/${raw.id}`);
}

function compareStats(item: Item, raw: Raw): void {
  const { views, likes, comments, shares, saves, reposts } = item.stats;
  const exact = raw.statsV2 as Raw | undefined;
  const counts = exact ?? asRaw(raw.stats);
  const found = { views, likes, comments, shares, saves, reposts };
  const keys = ['playCount', 'diggCount', 'commentCount', 'shareCount', 'collectCount', 'repostCount'];
  Object.values(found).forEach((count, place) => {
    const value = counts[keys[place] ?? ''];
    expect(toNumber(count), keys[place]).toBe(value === undefined ? undefined : Number(value));
    // Nobody rounds 1,502 to 1,502.
    if (Number(value) < 10_000 || Number(value) % 100 !== 0)
      expect(count?.precision ?? 'exact').toBe('exact');
  });
}

function compareMusic(item: Item, raw: Raw): void {
  const music = asRaw(raw.music);
  expect(item.music).toEqual({
    id: music.id,
    title: music.title,
    author: music.authorName || null,
    durationSec: music.duration || null,
    original: music.original ?? null,
  });
}

function compareVideo(item: Item, raw: Raw): void {
  const video = asRaw(raw.video);
  expect(item.kind).toBe('video');
  expect(item.durationSec).toBe(video.duration);
  const [media] = findMedia(item, 'video');
  const variants = media?.variants ?? [];
  const gears = asList(video.bitrateInfo);
  const addresses = gears.flatMap((gear) => toUsable(asRaw(gear.PlayAddr).UrlList));
  expect(new Set(variants.map(({ url }) => url))).toEqual(new Set(addresses));
  expect(variants).toHaveLength(addresses.length);
  // Until 2023 it was the same file as the others.
  if (video.downloadAddr !== video.playAddr) expect(addresses).not.toContain(video.downloadAddr);
  const pixels = (gear: Raw) => Number(asRaw(gear.PlayAddr).Width) * Number(asRaw(gear.PlayAddr).Height);
  const best = gears.toSorted(
    (a, b) => pixels(b) - pixels(a) || String(b.CodecType).localeCompare(String(a.CodecType)),
  );
  const play = asRaw(best[0]?.PlayAddr);
  expect(toUsable(play.UrlList)).toContain(variants[0]?.url);
  expect(variants[0]).toMatchObject({ bytes: Number(play.DataSize), bitrate: best[0]?.Bitrate });
  if (play.Width !== undefined) expect(variants[0]).toMatchObject({ width: play.Width, height: play.Height });
  expect(variants[0]?.codec).toBe(String(best[0]?.CodecType).split('_')[0]);
  for (const { url, expiresAt } of variants)
    expect(Date.parse(expiresAt ?? '')).toBe(toAt(/[?&]expire=(\d+)/.exec(url)?.[1]));
  compareSubtitles(item, asList(video.subtitleInfos));
}

function compareSubtitles(item: Item, infos: Raw[]): void {
  const subtitles = findMedia(item, 'subtitle');
  expect(subtitles.map(({ variants }) => variants[0]?.url)).toEqual(infos.map(({ Url }) => Url));
  subtitles.forEach(({ language, automatic, variants }, place) => {
    const info = asRaw(infos[place]);
    const [code = '', ...rest] = String(info.LanguageCodeName).split('-');
    expect(language).toBe([languages[code], ...rest].join('-'));
    expect(automatic).toBe(['ASR', 'MT'].includes(String(info.Source)));
    expect(variants[0]).toMatchObject({ mimeType: 'text/vtt', bytes: Number(info.Size) });
    expect(Date.parse(variants[0]?.expiresAt ?? '')).toBe(toAt(info.UrlExpire));
  });
  expect(new Set(subtitles.map(({ id }) => id)).size).toBe(infos.length);
}

function comparePhotos(item: Item, raw: Raw): void {
  const images = asList(asRaw(raw.imagePost).images);
  expect(item.kind).toBe('photo_post');
  expect(item.title).toBe(asRaw(raw.imagePost).title);
  expect(item.durationSec).toBe(asRaw(raw.music).duration);
  const found = findMedia(item, 'image').map(({ id, variants }) => ({
    id,
    size: [variants[0]?.width, variants[0]?.height],
    urls: variants.map(({ url }) => url),
  }));
  expect(found).toEqual(
    images.map((image, place) => ({
      id: `image-${place + 1}`,
      size: [image.imageWidth, image.imageHeight],
      urls: asRaw(image.imageURL).urlList,
    })),
  );
  expect(findMedia(item, 'audio')[0]?.variants[0]?.url).toBe(asRaw(raw.music).playUrl);
}

function compareUser(item: Item, raw: Raw): void {
  const user = asRaw(raw.user);
  const counts = (raw.statsV2 ?? raw.stats ?? { followerCount: user.follower_count }) as Raw;
  const handle = user.uniqueId ?? user.unique_id;
  expect(item).toMatchObject({
    kind: 'profile',
    id: user.id ?? user.uid,
    url: `https://www.tiktok.com/@${handle}`,
    title: user.nickname,
    text: user.signature,
    author: { id: user.id ?? user.uid, name: user.nickname, handle: `@${handle}` },
  });
  const picture = user.avatarLarger ?? asRaw(user.avatar_thumb).url_list;
  expect([picture].flat()).toContain(item.media[0]?.variants[0]?.url);
  const { followers, likes, items } = item.stats;
  expect([followers, likes, items].map(toNumber)).toEqual(
    ['followerCount', 'heartCount', 'videoCount'].map((key) =>
      counts[key] === undefined ? undefined : Number(counts[key]),
    ),
  );
}

function compareComment(comment: PageRead['comments'][number] | undefined, raw: Raw): void {
  const user = asRaw(raw.user);
  expect(comment).toMatchObject({
    id: raw.cid,
    itemId: raw.aweme_id,
    parentId: raw.reply_id === '0' ? null : raw.reply_id,
    author: { id: user.uid, name: user.nickname, handle: `@${user.unique_id}` },
    text: raw.text,
    likes: { value: raw.digg_count },
    pinned: raw.author_pin ?? false,
  });
  expect(comment?.createdAt).toMatchObject({
    at: expect.stringContaining(new Date(toAt(raw.create_time)).toISOString().slice(0, 19)),
  });
  if (raw.reply_id === '0') expect(comment?.replies).toMatchObject({ value: raw.reply_comment_total });
  const pictures = asList(raw.image_list).map(({ origin_url }) => asRaw(origin_url));
  expect((comment?.media ?? []).map(({ variants }) => variants.map(({ url }) => url))).toEqual(
    pictures.map(({ url_list }) => url_list),
  );
}

describe.skipIf(!hasCaptures)(capturesTitle, () => {
  const captures = readCaptures();

  it('are all here, and hold what they are known to hold', () => {
    expect(captures.map(({ file }) => file)).toEqual(Object.keys(expected));
    const found = captures.map(({ docs }) => findRaw(docs));
    expect(found.flatMap(({ posts }) => posts)).toHaveLength(80);
    expect(found.flatMap(({ comments }) => comments)).toHaveLength(26);
    expect(found.flatMap(({ users }) => users)).toHaveLength(5);
  });

  describe.each(captures)('$file', ({ file, body, docs }) => {
    const read = readPage({ url: null, status: null, body });
    const raw = findRaw(docs);
    const wanted = expected[file];
    const posts = read.items.filter(({ kind }) => kind !== 'profile');
    const users = read.items.filter(({ kind }) => kind === 'profile');

    it('is of the right kind, and is refused when it should be', () => {
      expect(read.page).toBe(wanted?.page);
      expect(read.error?.code).toBe(wanted?.error);
    });

    it('goes on where the page says, and claims what it claims', () => {
      const list = findList(docs) ?? { cursor: '0' };
      const [path, query] = read.continuation?.split('?') ?? [];
      const next = new URLSearchParams(query);
      expect(path).toBe(wanted?.next);
      const cursor = next.get('cursor') ?? next.get('offset') ?? next.get('minCursor');
      if (path) expect(cursor).toBe(String(list.cursor ?? list.minCursor));
      const [owner] = wanted?.page === 'profile' ? raw.users : [];
      if (owner) expect(next.get('secUid')).toBe(asRaw(owner.user).secUid);
      // The number of comments is not that of what the page of a post shows.
      const total = wanted?.page === 'followers' ? list.total : undefined;
      const claimed = owner ? asRaw(owner.statsV2 ?? owner.stats).videoCount : total;
      expect(read.claimed).toEqual(claimed === undefined ? null : { count: Number(claimed), exact: true });
    });

    it('gives up every post, comment and user in it, in order, each once', () => {
      expect(posts.map(({ id }) => id)).toEqual(raw.posts.map(({ id }) => id));
      expect(posts).toHaveLength(wanted?.posts ?? 0);
      expect(read.comments.map(({ id }) => id)).toEqual(raw.comments.map(({ cid }) => cid));
      expect(read.comments).toHaveLength(wanted?.comments ?? 0);
      expect(users).toHaveLength(wanted?.users ?? 0);
    });

    it('has the fields of each post as the page has them', () => {
      posts.forEach((item, place) => {
        const post = asRaw(raw.posts[place]);
        compareText(item, post);
        compareAuthor(item, post);
        compareStats(item, post);
        compareMusic(item, post);
        if (post.imagePost) comparePhotos(item, post);
        else compareVideo(item, post);
        const covers = findMedia(item, 'thumbnail')[0]?.variants.map(({ url }) => url) ?? [];
        expect(new Set(covers)).toEqual(new Set([asRaw(post.video).cover, asRaw(post.video).originCover]));
        expect(item.pinned ?? false).toBe(post.isPinnedItem ?? false);
        expect(item.privacy).toBe(post.privateItem === undefined ? 'unknown' : 'public');
      });
      expect(posts).toHaveLength(raw.posts.length);
    });

    it('has the fields of each user and comment', () => {
      users.forEach((item, place) => void compareUser(item, asRaw(raw.users[place])));
      raw.comments.forEach((comment, place) => void compareComment(read.comments[place], comment));
      expect(users).toHaveLength(raw.users.length);
    });

    it('is understood in all its parts', () => {
      expect(read.unknown).toEqual({});
      expect(read.items.flatMap(({ partial }) => partial ?? [])).toEqual([]);
    });

    it('is valid, and holds nothing of the one who asked', () => {
      expect(pageReadSchema.safeParse(read).error).toBeUndefined();
      expect(JSON.stringify(read)).not.toMatch(/csrfToken|odinId|192\.0\.2\.1|comment_author_id|geoCity/);
    });
  });

  it('has exact counts where the page does, and says where they are rounded', () => {
    const stats = (file: string) => {
      const { body = '' } = captures.find((capture) => capture.file.endsWith(file)) ?? {};
      return readPage({ url: null, status: null, body }).items.flatMap((item) =>
        item.kind === 'profile' ? [] : [item.stats],
      );
    };
    const searched = stats('search_general_full_2025-05-21.json');
    expect(
      searched.flatMap((counts) => Object.values(counts)).every((count) => count.precision === 'exact'),
    ).toBe(true);
    for (const file of [
      'tiktok_debug.html',
      'post_item_list_excerpt_2025-10-20.json',
      'itemList_2022-12.json',
    ]) {
      expect(
        stats(file).every(({ views }) => views?.precision === 'rounded'),
        file,
      ).toBe(true);
    }
  });
});

/** Invented TikTok pages and answers, small, in the shapes that the site has used. */

type Json = Record<string, unknown>;

/** A long id that ends in a number. */
export const toId = (number: number): string => `74000000000000${String(number).padStart(5, '0')}`;

const signed = (host: string, path: string) =>
  `https://${host}/${path}?a=1988&mime_type=video_mp4&expire=1800000000&signature=5161&tk=tt_chain_token`;

const picture = (name: string) =>
  `https://p16-common-sign.tiktokcdn.com/tos-x-p-0037/${name}~tplv-tiktokx-origin.image?x-expires=1800000000`;

export const author = (changes: Json = {}): Json => ({
  id: '6800000000000000001',
  uniqueId: 'quay.side',
  nickname: 'Quay Side',
  avatarLarger: picture('avatar-l'),
  avatarMedium: picture('avatar-m'),
  avatarThumb: picture('avatar-s'),
  signature: 'Boats, mostly.',
  secUid: 'MS4wLjABAAAAinvented0invented0invented0',
  verified: false,
  privateAccount: false,
  ...changes,
});

/** One quality of a video: `gear('h265_hvc1', 1080)` is 1080 wide and 1920 high. */
export function gear(codec: string, width: number, changes: Json = {}): Json {
  const name = `${codec.startsWith('h265') ? 'bytevc1' : codec}_${width === 576 ? 540 : width}p`;
  return {
    GearName: `adapt_${width}`,
    Bitrate: width * 1000,
    CodecType: codec,
    Format: 'mp4',
    PlayAddr: {
      DataSize: String(width * 2000),
      Width: width,
      Height: Math.floor((width * 16) / 9),
      UrlKey: `v14044g50000invented_${name}_${width * 1000}`,
      UrlList: [
        signed('v16-webapp-prime.tiktok.com', `video/tos/${name}/`),
        signed('v19-webapp-prime.tiktok.com', `video/tos/${name}/`),
        `https://www.tiktok.com/aweme/v1/play/?item_id=1&file=${name}`,
      ],
      ...changes,
    },
  };
}

export const video = (changes: Json = {}): Json => ({
  id: '1',
  width: 576,
  height: 1024,
  duration: 21,
  ratio: '540p',
  cover: picture('cover'),
  originCover: picture('origin'),
  dynamicCover: picture('dynamic'),
  playAddr: signed('v16-webapp-prime.tiktok.com', 'video/tos/h264_540p/'),
  downloadAddr: signed('v16-webapp-prime.tiktok.com', 'video/tos/marked/'),
  bitrateInfo: [gear('h264', 576), gear('h265_hvc1', 1080), gear('h265_hvc1', 720)],
  subtitleInfos: [
    {
      LanguageCodeName: 'eng-US',
      Url: 'https://v16-webapp.tiktokcdn.com/0123456789abcdef0123456789abcdef/6b49d200/video/tos/caption/',
      UrlExpire: '1800000000',
      Format: 'webvtt',
      Source: 'ASR',
      Size: '812',
    },
  ],
  ...changes,
});

export const music = (changes: Json = {}): Json => ({
  id: '7000000000000000009',
  title: 'original sound',
  authorName: 'Quay Side',
  playUrl: 'https://sf16-ies-music.tiktokcdn.com/obj/invented.mp3',
  duration: 21,
  original: true,
  ...changes,
});

/** A post as lists have it in 2026. */
export const post = (number = 1, changes: Json = {}): Json => ({
  id: toId(number),
  desc: 'The old crane at dawn #harbour with @harbour.master',
  createTime: 1_760_000_000 + number,
  author: author(),
  stats: { playCount: 123_500, diggCount: 9_876, commentCount: 12, shareCount: 3, collectCount: 44 },
  statsV2: {
    playCount: '123456',
    diggCount: '9876',
    commentCount: '12',
    shareCount: '3',
    collectCount: '44',
    repostCount: '5',
  },
  video: video({ id: toId(number) }),
  music: music(),
  textExtra: [
    { type: 1, hashtagName: 'harbour', start: 22, end: 30 },
    { type: 0, hashtagName: '', userUniqueId: 'harbour.master', start: 36, end: 51 },
  ],
  challenges: [{ id: '5', title: 'harbour' }],
  privateItem: false,
  secret: false,
  forFriend: false,
  ...changes,
});

const image = (name: string, imageWidth: number, imageHeight: number): Json => ({
  imageURL: {
    urlList: ['p16', 'p19'].map(
      (host) => `https://${host}-common-sign.tiktokcdn.com/tos/${name}.jpeg?x-expires=1800000000`,
    ),
  },
  imageWidth,
  imageHeight,
});

/** A post of two pictures with a sound; its `video` is there and empty. */
export const photoPost = (number = 1, changes: Json = {}): Json =>
  post(number, {
    imagePost: { title: 'Two boats', images: [image('one', 1080, 1440), image('two', 3024, 4032)] },
    video: { id: toId(number), width: 0, height: 0, duration: 0, cover: picture('one'), originCover: picture('one'), playAddr: '', downloadAddr: '' },
    music: music({ duration: 63 }),
    ...changes,
  });

/** An entry of a list of users, or the head of a profile. */
export const userInfo = (changes: Json = {}): Json => ({
  user: author(),
  stats: { followerCount: 12_300, heartCount: 4_500_000, videoCount: 931, followingCount: 7 },
  statsV2: { followerCount: '12345', heartCount: '4512345', videoCount: '931', followingCount: '7' },
  ...changes,
});

export const comment = (number: number, changes: Json = {}): Json => ({
  cid: `75000000000000${String(number).padStart(5, '0')}`,
  aweme_id: toId(1),
  text: `Comment ${number}`,
  create_time: 1_761_000_000 + number,
  digg_count: number,
  reply_comment_total: 0,
  reply_id: '0',
  reply_comment: null,
  image_list: null,
  author_pin: false,
  user: {
    uid: `66000000000000${String(number).padStart(5, '0')}`,
    unique_id: `visitor.${number}`,
    nickname: `Visitor ${number}`,
    sec_uid: 'MS4wLjABAAAAvisitor0visitor0visitor0',
  },
  share_info: { desc: 'Visitor says', url: 'https://m.tiktok.com/v/1.html?comment_author_id=99' },
  ...changes,
});

const toScript = (id: string, data: unknown) =>
  `<script id="${id}" type="application/json">${JSON.stringify(data)}</script>`;

const toHtml = (scripts: string) =>
  `<!DOCTYPE html><html lang="en"><head><title>TikTok</title></head><body>${scripts}</body></html>`;

/** A page of 2023 or later with these parts. */
export const scopePage = (parts: Json): string =>
  toHtml(
    toScript('__UNIVERSAL_DATA_FOR_REHYDRATION__', {
      __DEFAULT_SCOPE__: {
        'webapp.app-context': { language: 'en', csrfToken: 'secret', odinId: '1' },
        'webapp.biz-context': { os: 'linux', geoCity: { City: 'Nowhere' } },
        ...parts,
      },
    }),
  );

export const canonical = (path: string): Json => ({
  'seo.abtest': { canonical: `https://www.tiktok.com${path}` },
});

/** The page of a photo post that phones are given. */
export const phonePage = (item: Json, comments: Json[]): string =>
  toHtml(
    toScript('__UNIVERSAL_DATA_FOR_REHYDRATION__', {
      __DEFAULT_SCOPE__: { 'webapp.reflow.video.strategy': { status_code: 0 } },
    }) +
      toScript('api-data', {
        videoDetail: { statusCode: 0, itemInfo: { itemStruct: item } },
        commentList: { comments, cursor: comments.length, has_more: 1, total: 54, status_code: 0 },
      }),
  );

/** A page of 2021 to 2023. */
export const oldPage = (state: Json): string =>
  toHtml(`<script id="SIGI_STATE" type="application/json">${JSON.stringify(state)}</script>`);

/** A post as pages had it until 2023: the author is a handle, and sizes are only in the names of files. */
export const oldPost = (number = 1): Json => ({
  ...post(number, {
    author: 'quay.side',
    nickname: 'Quay Side',
    authorId: '6800000000000000001',
    authorSecId: 'MS4wLjABAAAAinvented0invented0invented0',
    createTime: String(1_660_000_000 + number),
    stats: { playCount: 101_500, diggCount: 15_500, commentCount: 64, shareCount: 16 },
    statsV2: undefined,
    video: video({ bitrateInfo: [gear('h264', 720, { Width: undefined, Height: undefined })] }),
  }),
});

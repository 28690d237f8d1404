/** Reads every recorded Facebook page there is at hand, and compares with the raw data. */
import { describe, expect, it } from 'vitest';
import { type PageKind, type PageRead, pageReadSchema } from '../../core/pages/page-read.ts';
import {
  captureTitle,
  findAll,
  hasCaptures,
  listCaptures,
  openRaw,
  type Raw,
  readCapture,
  toBaseUrls,
  toJsonLines,
} from './__fixtures__/raw-pages.ts';
import { readPersona } from './pages/persona.ts';
import { readPage } from './read-page.ts';

const kinds: [name: string, page: PageKind, code?: string][] = [
  ['CommentsListComponentsPaginationQuery', 'comments'],
  ['ProfileCometTopAppSectionQuery', 'photos'],
  ['facebook_listing.html', 'login', 'platform.login_required'],
  ['facebook_page.html', 'login', 'platform.login_required'],
  ['fb_plugin_debug.html', 'embed'],
  ['jhesrka-backatucucho/fb_reel.html', 'login', 'platform.login_required'],
  ['test5.html', 'login', 'platform.login_required'],
  ['CurrentUserInitialData', 'unknown', 'input.unreadable'],
  ['FBAPIManagePosts1', 'timeline'],
  ['FBAPIManagePosts2', 'profile'],
  ['FBAPIManagePosts4', 'timeline'],
  ['FBAPIManagePosts5', 'timeline'],
  ['facebook_posts.json', 'unknown'],
  ['fb_reel.html', 'reel'],
  ['reel_responses.txt', 'reel'],
  ['facebook_post.html', 'post'],
];

const read = (text: string): PageRead => readPage({ url: null, status: null, body: text });
const exact = (value: unknown) => ({ precision: 'exact', value });
const instant = (seconds: unknown) => ({
  precision: 'exact',
  at: new Date((seconds as number) * 1000).toISOString(),
});
const bare = (id: string) => id.replace(/^shared-/, '');
const str = (value: unknown) => value as string;

/** What was read of a picture or video, wherever it stands. */
const findMedia = (page: PageRead, id: unknown) =>
  [...page.items, ...page.comments]
    .flatMap(({ media }) => media ?? [])
    .find((media) => bare(media.id) === id);
const urlsOf = (page: PageRead, id: unknown) => findMedia(page, id)?.variants.map(({ url }) => url) ?? [];

/** Every file that a video offers, in any form of its delivery. */
function listFiles(video: Raw): string[] {
  const legacy = (video.videoDeliveryLegacyFields ?? video) as Raw;
  const result = (video.videoDeliveryResponseFragment?.videoDeliveryResponseResult ?? {}) as Raw;
  const xmls = [
    legacy.dash_manifest_xml_string,
    legacy.dash_manifest,
    ...findAll(result, (o) => 'manifest_xml' in o).map((o) => o.manifest_xml),
  ];
  const plain = [legacy.browser_native_hd_url, legacy.browser_native_sd_url, legacy.hd_src, legacy.sd_src];
  const progressive = findAll(result, (o) => 'progressive_url' in o).map((o) => o.progressive_url);
  return [...plain, ...progressive, ...xmls.filter(Boolean).flatMap((xml) => toBaseUrls(str(xml)))]
    .filter(Boolean)
    .map(str);
}

const isFull = (video: Raw) => 'playable_duration_in_ms' in video && 'drm_info' in video;

describe.skipIf(!hasCaptures)(captureTitle, () => {
  describe.each(listCaptures())('%s', (file) => {
    const text = readCapture(file);
    const page = read(text);
    const raws: unknown[] = openRaw(text);
    const values = raws.length > 0 ? raws : file.endsWith('facebook_posts.json') ? toJsonLines(text) : [];

    it('is of the right kind, with the right code or none', () => {
      const [, kind, code] = kinds.find(([name]) => file.includes(name)) ?? [];
      expect([page.page, page.error?.code]).toEqual([kind, code]);
    });

    it('is valid, whole, and holds nothing that is not known', () => {
      expect(pageReadSchema.safeParse(page).error).toBeUndefined();
      expect(page.unknown).toEqual({});
      expect(page.items.filter(({ partial }) => partial)).toEqual([]);
    });

    it('gives away no token, and no cursor but its own', () => {
      const { continuation: _cursor, ...rest } = page;
      expect(JSON.stringify(rest)).not.toMatch(
        /fb_dtsg|lsd|encrypted|tracking|__cft__|privacy_write|expansion_token/,
      );
    });

    it('gives up every picture, with its largest file, its size and its description', () => {
      const photos = findAll(values, (o) => (o.__typename as unknown) === 'Photo').filter(
        (o) => findAll(o, (inner) => 'uri' in inner).length > 0,
      );
      for (const photo of photos) {
        const place = (
          photo.viewer_image?.uri
            ? photo.viewer_image
            : (photo.comet_photo_attachment_resolution_renderer?.image ?? photo.photo_image ?? photo.image)
        ) as Raw;
        const media = findMedia(page, photo.id);
        expect(media?.variants[0]?.url, str(photo.id)).toBe(place.uri);
        expect([media?.variants[0]?.width, media?.variants[0]?.height]).toEqual([place.width, place.height]);
        expect(media?.description).toBe(photo.accessibility_caption);
        const isCut = /stp=[^&]*_[sp]\d+x\d+/.test(str(place.uri));
        expect(media?.scaled === true).toBe(isCut);
      }
    });

    it('gives up every video, with every file, its length, its picture and its captions', () => {
      for (const video of findAll(
        values,
        (o) => (o.__typename as unknown) === 'Video' || 'videoDeliveryLegacyFields' in o,
      ).filter(isFull)) {
        expect(urlsOf(page, video.id).toSorted(), str(video.id)).toEqual(
          [...new Set(listFiles(video))].toSorted(),
        );
        const item = page.items.find(({ media }) =>
          media.some(({ id }) => bare(id) === (video.id as unknown)),
        );
        expect(item?.durationSec).toBe((video.playable_duration_in_ms as unknown as number) / 1000);
        const captions = findAll(video.video_available_captions_locales, (o) => 'captions_url' in o);
        for (const caption of captions)
          expect(urlsOf(page, `subtitle-${str(video.id)}-${str(caption.locale)}`)).toEqual([
            caption.captions_url,
          ]);
        const picture = str(video.preferred_thumbnail?.image?.uri ?? 'https://static.xx.');
        if (!picture.includes('static.xx.'))
          expect(urlsOf(page, `thumbnail-${str(video.id)}`)[0]).toBe(picture);
      }
    });

    it('says which files have only pictures or only sound, in which size and rate', () => {
      const manifests = [...JSON.stringify(values).matchAll(/<MPD.*?<\/MPD>/g)];
      expect(manifests.length > 0).toBe(/FBAPIManagePosts1|shoaib/.test(file));
      for (const [xml = ''] of manifests) {
        const manifest = JSON.parse(`"${xml}"`) as string;
        for (const [, tag = '', url = ''] of manifest.matchAll(
          /<Representation ([^>]*)>.*?<BaseURL>(.*?)<\/BaseURL>/gs,
        )) {
          const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
          const variants = page.items.flatMap(({ media }) => media.flatMap((entry) => entry.variants));
          const variant = variants.find((entry) => entry.url === url.replaceAll('&amp;', '&'));
          expect(variant?.codec).toBe(attribute('codecs'));
          expect(variant?.mimeType).toBe(attribute('mimeType'));
          expect(variant?.tracks).toBe(attribute('mimeType')?.split('/')[0]);
          expect(variant?.bitrate).toBe(Number(attribute('bandwidth')));
          expect(variant?.height).toBe(
            attribute('height') === undefined ? undefined : Number(attribute('height')),
          );
        }
      }
    });

    it('gives up every comment, with its author, words, time and numbers', () => {
      const found = new Map(page.comments.map((comment) => [comment.id, comment]));
      for (const node of findAll(
        values,
        (o) => (o.__typename as unknown) === 'Comment' && 'legacy_fbid' in o,
      )) {
        const exactCount = findAll(node.comment_action_links, (o) => 'unified_reactors' in o)[0]
          ?.unified_reactors?.count;
        expect(found.get(str(node.legacy_fbid)), str(node.legacy_fbid)).toMatchObject({
          author: { id: node.author?.id, name: node.author?.name },
          text: node.body?.text,
          createdAt: instant(node.created_time),
          likes: exact(exactCount ?? Number(node.feedback?.reactors?.count_reduced)),
          replies: exact(node.feedback?.replies_fields?.total_count),
          parentId: null,
        });
      }
      expect(page.comments).toHaveLength(found.size);
    });

    it('goes on where the list it is goes on', () => {
      const names = [
        'timeline_list_feed_units',
        'timeline_manage_feed_units',
        'pageItems',
        'lasso_blue_feed',
        'comments',
      ];
      const lists = findAll(values, (o, key) => names.includes(key) && 'page_info' in o);
      const info = lists[0]?.page_info;
      expect(page.continuation).toBe(info?.has_next_page ? info.end_cursor : null);
    });
  });

  it('the page of an embedded player has its files', () => {
    const text = readCapture(listCaptures().find((file) => file.endsWith('fb_plugin_debug.html')) ?? '');
    const [, id = ''] = /"VideoConfig".{0,60}"video_id":"(\d+)"/.exec(text) ?? [];
    const plain = [...text.matchAll(/"[hs]d_src":"(.*?)"/g)].map(
      ([, url]) => JSON.parse(`"${url}"`) as string,
    );
    const manifest = JSON.parse(`"${/"dash_manifest":"(.*?[^\\])"/s.exec(text)?.[1]}"`) as string;
    expect(urlsOf(read(text), id).toSorted()).toEqual([...plain, ...toBaseUrls(manifest)].toSorted());
  });

  it('who is logged in is told where a page says it', () => {
    const text = readCapture(listCaptures().find((file) => file.includes('CurrentUserInitialData')) ?? '');
    const stated = findAll(JSON.parse(text), (o) => 'USER_ID' in o)[0];
    expect(readPersona(text)).toEqual({ id: stated?.USER_ID, name: stated?.NAME });
  });
});

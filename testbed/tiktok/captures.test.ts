import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findAll } from '../ask-site.ts';
import { findInvented, findTypeChanges, toCapturesFolder } from '../compare-shapes.ts';
import { askCall, askPage, readScopes, uprightClips } from './ask-tiktok.ts';
import { createTiktokSite } from './index.ts';

const folder = toCapturesFolder('tiktok');
const hasCaptures = existsSync(folder);

/** What is compared, one object at a time, with the recordings that hold it. */
const files = {
  video: 'camillebrown-mealplanner/tiktok_debug.html',
  profile: 'Dash-zorvak-scrap/tiktok_page.html',
  list: 'NeoVolkov-tiktok-apis/post_item_list_excerpt_2025-10-20.json',
  search: 'ai-non-profit-sn-tools/search_general_full_2025-05-21.json',
  people: 'NeoVolkov-tiktok-apis/user_list_followers_excerpt_2025-10-20.json',
  photo: 'Minta1234-Tiktok-Downloader/api-data_photo.json',
  photoPage: 'Minta1234-Tiktok-Downloader/universal_data_desktop_photo_no_detail.json',
};

/** In no recording, because none is of somebody who is logged in, or of a post that mentions somebody. */
const uncaptured = [/^\.user(\.|$)/, /textExtra\[\]\.(userId|userUniqueId|secUid)$/, /^\.log_pb/];

function read(name: keyof typeof files): Record<string, unknown> {
  const text = readFileSync(join(folder, files[name]), 'utf8');
  return text.startsWith('{') ? JSON.parse(text) : readScopes(text);
}

describe.skipIf(!hasCaptures)('the shapes of the stand-in', () => {
  const site = createTiktokSite({ seed: 1, clips: uprightClips });
  const { posts, owner } = site.truth();
  const all = Object.values(posts).filter(({ audience }) => audience === 'public');
  const expectKnown = (ours: unknown, real: readonly unknown[]) => {
    expect(findInvented(ours, real, uncaptured)).toEqual([]);
  };
  const findItems = (value: unknown) => [
    ...findAll(value, 'itemStruct'),
    ...findAll(value, 'itemList').flat(),
    ...findAll(value, 'item'),
  ];

  it('have no key in a video’s page that the real one does not have', async () => {
    const real = [...findItems(read('video')), ...findItems(read('list')), ...findItems(read('search'))];
    for (const post of all
      .filter(({ kind, subtitles }) => kind === 'video' && subtitles.length > 0)
      .slice(0, 20)) {
      expectKnown(findItems(readScopes((await askPage(site, post.url)).text))[0], real);
    }
  });

  it('have the same types as the real ones, in pages and in lists', async () => {
    const post = all.find(({ kind, subtitles }) => kind === 'video' && subtitles.length > 0);
    const page = findItems(readScopes((await askPage(site, post?.url ?? '')).text))[0];
    expect(findTypeChanges(page, findItems(read('video'))[0])).toEqual([]);
    const query = { secUid: owner.secUid, cursor: '0', needPinnedItemIds: 'true' };
    const { json } = await askCall(site, 'post/item_list', { query });
    expect(findTypeChanges(json, read('list'))).toEqual([]);
    expectKnown(json, [
      read('list'),
      { itemList: findItems(read('search')) },
      { itemList: findAll(read('photo'), 'itemStruct') },
    ]);
  });

  it('have no key in a photo post that the real ones do not have', async () => {
    const { json } = await askCall(site, 'item/detail', {
      query: { itemId: all.find(({ kind }) => kind === 'photo')?.id ?? '' },
    });
    expectKnown(findItems(json)[0], [
      ...findItems(read('photo')),
      ...findItems(read('list')),
      ...findItems(read('search')),
    ]);
    expect(findTypeChanges(findAll(json, 'imagePost')[0], findAll(read('photo'), 'imagePost')[0])).toEqual(
      [],
    );
  });

  it('have no key in a profile, in a list of accounts and around them that the real ones do not have', async () => {
    const scopes = readScopes((await askPage(site, owner.url)).text);
    const real = read('profile');
    expectKnown(scopes['webapp.user-detail'], [real['webapp.user-detail']]);
    expect(findTypeChanges(scopes['webapp.user-detail'], real['webapp.user-detail'])).toEqual([]);
    expect(Object.keys(scopes).toSorted()).toEqual(Object.keys(real).toSorted());
    expectKnown(scopes['webapp.app-context'], [real['webapp.app-context']]);
    const query = { secUid: owner.secUid, scene: '21' };
    const { json } = await askCall(site, 'user/list', { query, cookies: site.ownerCookies() });
    expectKnown({ ...json, maxCursor: undefined }, [{ ...read('people'), maxCursor: 0 }]);
  });

  it('have no key in a comment that the real ones do not have', async () => {
    const post = [...site.world().posts.values()].find(({ stats }) => stats.comments > 60);
    const { json } = await askCall(site, 'comment/list', {
      query: { aweme_id: post?.id ?? '', count: '50' },
    });
    expectKnown(json, [read('photo').commentList]);
  });

  it('leave a photo post out of its page, as the real one does', async () => {
    const scopes = readScopes(
      (await askPage(site, all.find(({ kind }) => kind === 'photo')?.url ?? '')).text,
    );
    const real = read('photoPage').__DEFAULT_SCOPE__ as Record<string, unknown>;
    expect(Object.keys(scopes).toSorted()).toEqual(Object.keys(real).toSorted());
  });
});

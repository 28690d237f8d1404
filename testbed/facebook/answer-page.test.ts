import { describe, expect, it } from 'vitest';
import { askSite, toCookieMap } from '../ask-site.ts';
import { findAll } from '../find-all.ts';
import {
  askPage,
  askRoute,
  manyTrackClips,
  mergeDocuments,
  readPreloads,
  readScripts,
} from './ask-facebook.ts';
import { createFacebookSite } from './index.ts';
import { toDocId } from './queries/index.ts';

const site = createFacebookSite({ seed: 5, clips: manyTrackClips });
const truth = site.truth();
const { owner } = truth;
const cookies = site.ownerCookies();
const home = 'https://www.facebook.com';
const readRoot = (html: string) => findAll(readScripts(html).requires, 'rootView')[0];

describe('pages', () => {
  it('say who is there, and bring the secrets and numbers of calls', async () => {
    const { defines } = readScripts((await askPage(site, `${home}/`, cookies)).text);
    expect(defines.get('CurrentUserInitialData')).toMatchObject({ ACCOUNT_ID: owner.id, NAME: owner.name });
    expect(defines.get('DTSGInitialData')).toHaveProperty('token');
    const stranger = readScripts((await askPage(site, Object.values(truth.videos)[0]?.url ?? '')).text);
    expect(stranger.defines.get('CurrentUserInitialData')).toMatchObject({ ACCOUNT_ID: '0', USER_ID: '0' });
    expect(stranger.defines.get('DTSGInitialData')).toEqual({});
    const script = await askPage(site, 'https://static.xx.fbcdn.net/rsrc.php/v4/yT/r/operations.js');
    const name = 'ProfileCometTimelineFeedRefetchQuery';
    expect(script.text).toContain(
      `__d("${name}_facebookRelayOperation",[],(function(t,n,r,o,a,i){a.exports="${toDocId(5, name)}"}),null);`,
    );
  });

  it('come with their first answers, in several scripts', async () => {
    const documents =
      readPreloads((await askPage(site, owner.url, cookies)).text).get('ProfileCometTimelineFeedQuery') ?? [];
    expect(documents.length).toBeGreaterThan(2);
    const ids = findAll(mergeDocuments(documents), 'post_id');
    expect(ids).toContain(truth.sources.timeline.ids[0]);
  });

  it('come without their data to a script that fetches them', async () => {
    const request = { method: 'GET', url: new URL(owner.url), body: Buffer.alloc(0) };
    const headers = { 'sec-fetch-mode': 'cors' };
    const { text } = await askSite(site, { ...request, headers, cookies: toCookieMap(cookies) });
    expect(readPreloads(text).size).toBe(0);
    expect(readScripts(text).defines.get('DTSGInitialData')).toHaveProperty('token');
  });

  it('are found by the links that are made to be shared', async () => {
    const [id = ''] = truth.sources.timeline.ids;
    const { status, headers } = await askPage(site, truth.posts[id]?.shareUrl ?? '', cookies);
    expect(status).toBe(302);
    expect(String(headers.location)).toContain(truth.posts[id]?.url);
  });

  it.each([
    ['saved', '/saved/', 'CometSaveDashboardRoot'],
    ['the archive', '/stories/archive/', 'StoriesArchiveRoot'],
    ['photos', `/${owner.vanity}/photos_by`, 'ProfileCometRoot'],
    [
      'a post',
      new URL(truth.posts[truth.sources.timeline.ids[0] ?? '']?.url ?? '').pathname,
      'CometSinglePostRoot',
    ],
    ['a photo', `/photo/?fbid=${truth.sources.photos_by.ids[0]}`, 'CometPhotoRoot'],
    ['a reel', `/reel/${truth.sources.reels.ids[0]}`, 'FBReelsRoot'],
    ['a video', `/watch/?v=${truth.sources.videos.ids[0]}`, 'CometVideoHomeNewPermalinkRoot'],
    ['an album', `/media/set/?set=a.${Object.keys(truth.albums)[0]}&type=3`, 'CometPhotoAlbumRoot'],
  ])('of %s are drawn by their component', async (_case, path, name) => {
    const { text } = await askPage(site, home + path, cookies);
    expect(readRoot(text)).toMatchObject({ resource: { __dr: `${name}.react` } });
    expect(readPreloads(text).size).toBeGreaterThan(0);
  });

  it('that are not there say so, and so do those that are somebody else’s', async () => {
    const hidden = Object.values(truth.posts).find(({ privacy }) => privacy === 'SELF');
    const asFriend = site.friendCookies();
    for (const url of [`${home}/no.such.name`, `${home}/reel/1000000000000000`, hidden?.url ?? '']) {
      const { text, status } = await askPage(site, url, asFriend);
      expect(status).toBe(200);
      expect(readRoot(text)).toMatchObject({
        resource: { __dr: 'CometErrorRoot.react' },
        props: { title: "This content isn't available right now" },
      });
      expect(readPreloads(text).size).toBe(0);
    }
  });

  it('lead strangers to the login, or are shells', async () => {
    const album = `${home}/media/set/?set=a.${Object.keys(truth.albums)[0]}&type=3`;
    const answer = await askPage(site, album);
    expect([answer.status, answer.headers.location]).toEqual([
      302,
      `${home}/login/?next=${encodeURIComponent(album)}`,
    ]);
    expect((await askPage(site, String(answer.headers.location))).text).toContain(
      'You must log in to continue.',
    );
    const shells = createFacebookSite({ seed: 5, clips: manyTrackClips, loggedOut: 'shells' });
    const reel = Object.values(truth.videos).find(({ kind, text }) => kind === 'reel' && text !== '');
    const { text } = await askPage(shells, reel?.url ?? '');
    expect(readRoot(text)).toMatchObject({ resource: { __dr: 'FBReelsRoot.react' } });
    expect([readPreloads(text).size, text.includes('og:description')]).toEqual([0, true]);
  });

  it('lead from short and old names to the one address', async () => {
    const id = truth.sources.videos.ids[0] ?? '';
    const toPlace = async (url: string) => (await askPage(site, url, cookies)).headers.location;
    expect(await toPlace(`https://fb.watch/${id}/`)).toBe(truth.videos[id]?.url);
    expect(await toPlace(`https://facebook.com/${owner.vanity}`)).toBe(owner.url);
    expect(await toPlace(`${home}/me/photos`)).toBe(`${owner.url}/photos`);
    expect(await toPlace('https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.com%2F')).toBe(
      'https://example.com/',
    );
  });

  it('write nothing into scripts that could end them', async () => {
    const evil = Object.values(truth.posts).find(
      ({ text, authorId }) => authorId === owner.id && text.includes('</script>'),
    );
    const { text } = await askPage(site, evil?.url ?? '', cookies);
    expect(text).not.toContain('<script>alert');
    expect(findAll(readScripts(text).requires, 'text')).toContain(evil?.text);
  });
});

describe('in-page navigation', () => {
  it('brings what draws the page, how to ask for its data, and the data', async () => {
    const lines = await askRoute(site, `/${owner.vanity}/`, { cookies });
    expect(lines[0]).toMatchObject({
      payload: {
        result: {
          exports: {
            rootView: { resource: { __dr: 'ProfileCometRoot.react' }, props: { userID: owner.id } },
          },
          expectedPreloaders: [
            { queryName: 'ProfileCometHeaderQuery' },
            { queryName: 'ProfileCometTimelineFeedQuery' },
          ],
        },
      },
    });
    expect(lines.slice(1).every(({ __type }) => __type === 'preloader')).toBe(true);
    expect(findAll(lines, 'post_id')).toContain(truth.sources.timeline.ids[0]);
  });

  it('is refused to who has no secrets', async () => {
    expect(await askRoute(site, '/', { cookies, forged: { fb_dtsg: '' } })).toMatchObject([
      { error: 1357004 },
    ]);
  });
});

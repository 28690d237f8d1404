import { describe, expect, it } from 'vitest';
import { askApi, askPage, findAll, readScriptData, silentClip } from './ask-site.ts';
import { createYoutubeSite, userIp, type YoutubeSite, type YoutubeSiteOptions } from './index.ts';
import type { Json } from './shapes/page-context.ts';

const scale = {
  videos: 70,
  shorts: 50,
  live: 3,
  largestPlaylist: 230,
  history: 90,
  subscriptions: 40,
  hidden: 2,
};
const open = (options: Partial<YoutubeSiteOptions> = {}): YoutubeSite =>
  createYoutubeSite({ seed: 5, scale, clips: [silentClip], ...options });
const site = open();
const truth = site.truth();
const owner = site.ownerCookies();
const largest = Object.keys(truth.playlists)[0] ?? '';

/** Ids of a list's items, in either generation, without those of menus. */
function listIds(data: unknown): string[] {
  return [
    'lockupViewModel',
    'videoRenderer',
    'playlistVideoRenderer',
    'playlistRenderer',
    'shortsLockupViewModel',
  ]
    .flatMap((key) => findAll(data, key))
    .map((item) => {
      const { contentId, videoId, playlistId, entityId } = item as Record<string, string>;
      return contentId ?? videoId ?? playlistId ?? entityId?.replace('shorts-shelf-item-', '') ?? '';
    });
}

/** The last token beside the items of an answer. */
function findToken(data: Json): string | undefined {
  const items = [...findAll(data, 'continuationItemRenderer'), ...findAll(data, 'continuationItemViewModel')];
  const command = findAll(items.at(-1), 'continuationCommand').at(-1) as Json | undefined;
  const inner = (findAll(command, 'continuationCommand').at(-1) ?? command) as { token?: string } | undefined;
  return inner?.token;
}

async function walk(from: YoutubeSite, first: Json, cookies = owner): Promise<string[]> {
  const ids = listIds(first);
  for (let token = findToken(first); token !== undefined; ) {
    const { json, status } = await askApi(from, 'browse', { body: { continuation: token }, cookies });
    expect(status).toBe(200);
    ids.push(...listIds(json.onResponseReceivedActions));
    token = findToken(json);
  }
  return ids;
}

describe.each(['classic', 'new', 'mixed'] as const)('lists in the %s shapes', (generation) => {
  const shaped = open({ generation });

  it.each([
    ['videos', truth.sources.channel_videos.ids],
    ['shorts', truth.sources.channel_shorts.ids],
    ['streams', truth.sources.channel_live.ids],
    ['playlists', truth.sources.channel_playlists.ids],
    ['releases', truth.sources.channel_releases.ids],
  ])('bring all of the tab %s, page by page', async (tab, ids) => {
    const page = await askPage(shaped, `https://www.youtube.com/${truth.channel.handle}/${tab}`, owner);
    const data = readScriptData(page.text, 'ytInitialData');
    expect(await walk(shaped, data.contents as Json)).toEqual(ids);
  });

  it('bring all of a playlist with its unavailable entries when asked for', async () => {
    const body = { browseId: `VL${largest}`, params: 'wgYCCAA=' };
    const { json } = await askApi(shaped, 'browse', { body, cookies: owner });
    const ids = truth.playlists[largest]?.entries.map(({ id }) => id);
    expect(await walk(shaped, json.contents as Json)).toEqual(ids);
  });

  it('leave unavailable entries out otherwise', async () => {
    const { json } = await askApi(shaped, 'browse', { body: { browseId: `VL${largest}` } });
    const shown = truth.playlists[largest]?.entries.filter(
      ({ state }) => state === 'own' || state === 'foreign',
    );
    expect(await walk(shaped, json.contents as Json, [])).toEqual(shown?.map(({ id }) => id));
  });

  it('bring the whole history in its days', async () => {
    const page = await askPage(shaped, 'https://www.youtube.com/feed/history', owner);
    const ids = await walk(shaped, readScriptData(page.text, 'ytInitialData').contents as Json);
    expect(ids.toSorted()).toEqual(truth.sources.history.days.flatMap((day) => day.ids).toSorted());
  });
});

describe('what only the owner sees', () => {
  const uploads = `VLUU${truth.channel.id.slice(2)}`;
  const hidden = Object.values(truth.videos)
    .filter(({ privacy }) => privacy === 'private')
    .map(({ id }) => id);

  it('is in the uploads of the owner and of nobody else', async () => {
    const asOwner = await askApi(site, 'browse', { body: { browseId: uploads }, cookies: owner });
    expect(await walk(site, asOwner.json.contents as Json)).toEqual(truth.sources.uploads.ids);
    const asStranger = await askApi(site, 'browse', { body: { browseId: uploads } });
    const seen = await walk(site, asStranger.json.contents as Json, []);
    expect(seen.filter((id) => truth.videos[id]?.privacy !== 'public')).toEqual([]);
  });

  it('needs a login to be played', async () => {
    const body = { videoId: hidden[0] };
    const asStranger = await askApi(site, 'player', { body });
    expect(asStranger.json.playabilityStatus).toMatchObject({
      status: 'LOGIN_REQUIRED',
      reason: 'This video is private',
    });
    expect(asStranger.json).not.toHaveProperty('videoDetails');
    const asOwner = await askApi(site, 'player', { body, cookies: owner });
    expect(asOwner.json).toMatchObject({
      playabilityStatus: { status: 'OK' },
      videoDetails: { isPrivate: true },
    });
    const asViewer = await askApi(site, 'player', { body, cookies: site.viewerCookies() });
    expect(asViewer.json.playabilityStatus).toMatchObject({ status: 'LOGIN_REQUIRED' });
  });

  it('is answered as to a stranger when the proof is missing or wrong', async () => {
    const authorization = `SAPISIDHASH ${Math.floor(Date.now() / 1000)}_${'a'.repeat(40)}`;
    const { json } = await askApi(site, 'browse', {
      body: { browseId: 'VLWL' },
      cookies: owner,
      headers: { authorization },
    });
    expect(findAll(json, 'alertRenderer')).toEqual([
      { type: 'ERROR', text: { runs: [{ text: 'The playlist does not exist.' }] } },
    ]);
    expect(findAll(json, 'loggedOut')).toEqual([true]);
  });
});

describe('answers to what cannot be', () => {
  it('prompts for a login where a history would be', async () => {
    const { text } = await askPage(site, 'https://www.youtube.com/feed/history');
    expect(findAll(readScriptData(text, 'ytInitialData'), 'backgroundPromoRenderer')).toHaveLength(1);
  });

  it.each([
    ['browse', { browseId: 'FEtrending' }, 400],
    ['browse', { browseId: 'UCunknown' }, 400],
    ['browse', { continuation: '4qmFsgXXXX' }, 400],
    ['navigation/resolve_url', { url: 'https://www.youtube.com/@nobody-here' }, 404],
    ['no/such/call', {}, 404],
  ])('%s %o is %d', async (call, body, status) => {
    const answer = await askApi(site, call, { body });
    expect([answer.status, answer.json.error]).toMatchObject([status, { code: status }]);
  });

  it('refuses a token that was issued to somebody else', async () => {
    const { json } = await askApi(site, 'browse', { body: { browseId: `VL${largest}` }, cookies: owner });
    const continuation = findToken(json.contents as Json);
    expect((await askApi(site, 'browse', { body: { continuation } })).status).toBe(400);
    expect((await askApi(site, 'browse', { body: { continuation }, cookies: owner })).status).toBe(200);
  });

  it('says that a channel was removed, with status 200', async () => {
    const { status, json } = await askApi(site, 'browse', {
      body: { browseId: site.world.removedChannelId },
    });
    expect(status).toBe(200);
    expect(findAll(json, 'alertRenderer')).toMatchObject([{ type: 'ERROR' }]);
  });

  it.each([
    ['age', 'LOGIN_REQUIRED'],
    ['members', 'UNPLAYABLE'],
    ['upcoming', 'LIVE_STREAM_OFFLINE'],
  ])('does not play what is restricted by %s', async (restriction, status) => {
    const video = Object.values(truth.videos).find((each) => each.restriction === restriction);
    const { json } = await askApi(site, 'player', { body: { videoId: video?.id } });
    expect(json.playabilityStatus).toMatchObject({ status });
  });

  it('gives an unknown address a 404 page', async () => {
    expect((await askPage(site, 'https://www.youtube.com/@nobody-here')).status).toBe(404);
  });
});

describe('pages', () => {
  it('hold the session in the first configuration', async () => {
    const { text } = await askPage(site, 'https://www.youtube.com/', owner);
    const config = JSON.parse(/ytcfg\.set\((\{.+?\})\);/.exec(text)?.[1] ?? '') as Json;
    expect(config).toMatchObject({ LOGGED_IN: true, SESSION_INDEX: '0', INNERTUBE_CLIENT_NAME: 'WEB' });
    expect(config.DATASYNC_ID).toBe(`${config.USER_SESSION_ID}||`);
  });

  it('write nothing into scripts that could end them', async () => {
    const evil = Object.values(truth.videos).find(({ title }) => title.startsWith('</script>'));
    const { text } = await askPage(site, evil?.url ?? '');
    expect(text).not.toContain('<script>alert');
    expect(findAll(readScriptData(text, 'ytInitialPlayerResponse'), 'videoDetails')).toMatchObject([
      { title: evil?.title },
    ]);
  });

  it('hold the address of the asker, as the real ones do', async () => {
    const { text } = await askPage(site, `https://www.youtube.com/${truth.channel.handle}/videos`);
    expect(text).toContain(userIp);
  });

  it('ask for consent first where that is switched on, until it is given', async () => {
    const europe = open({ consent: true });
    const url = 'https://www.youtube.com/watch?v=x';
    expect((await askPage(europe, url)).text).toContain('https://consent.youtube.com/save');
    const socs = owner.filter(({ name }) => name === 'SOCS');
    expect((await askPage(europe, url, socs)).text).toContain('ytInitialData');
  });

  it.each([
    ['https://youtu.be/abcdefghijk?t=3', 'https://www.youtube.com/watch?v=abcdefghijk&t=3&feature=youtu.be'],
    ['https://m.youtube.com/watch?v=a', 'https://www.youtube.com/watch?v=a'],
  ])('lead from %s to the one address', async (url, location) => {
    expect((await askPage(site, url)).headers).toMatchObject({ location });
  });

  it('round the number of videos from a thousand on', async () => {
    const large = open({ scale: { ...scale, videos: 1234 } });
    const { text } = await askPage(large, `https://www.youtube.com/${truth.channel.handle}`);
    expect(text).toContain('"content":"1.2K videos"');
    expect((await askPage(site, `https://www.youtube.com/${truth.channel.handle}`)).text).toContain(
      '"content":"123 videos"',
    );
  });

  it('log everybody out after so many calls', async () => {
    const ending = open();
    ending.logOutAfter(1);
    const ask = async () =>
      (await askApi(ending, 'browse', { body: { browseId: 'VLWL' }, cookies: owner })).json;
    expect(findAll(await ask(), 'loggedOut')).toEqual([false]);
    expect(findAll(await ask(), 'loggedOut')).toEqual([true]);
  });
});

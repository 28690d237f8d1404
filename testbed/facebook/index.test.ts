import { describe, expect, it } from 'vitest';
import { findAll } from '../find-all.ts';
import { askPage, manyTrackClips, readScripts } from './ask-facebook.ts';
import { createFacebookSite, parseFacebookScale } from './index.ts';

const clips = manyTrackClips;
const site = createFacebookSite({ seed: 5, clips });
const truth = site.truth();

describe('media', () => {
  const start = Date.now();
  let now = start;
  const shortLived = createFacebookSite({ seed: 5, clips, mediaLifetimeSec: 60, now: () => now });
  const ask = async (url: string, headers: Record<string, string> = {}) => {
    const request = { method: 'GET', url: new URL(url), headers, cookies: new Map(), body: Buffer.alloc(0) };
    return shortLived.respond(request);
  };
  const findMedia = async (type: string) => {
    const reel = truth.videos[truth.sources.reels.ids[0] ?? ''];
    const { text } = await askPage(shortLived, reel?.url ?? '', site.ownerCookies());
    const texts = listTexts(readScripts(text).requires);
    return texts.find((each) => /^https:\S+$/.test(each) && each.includes(type)) ?? expect.fail('none');
  };

  it('need a signature that has not expired, and neither cookie nor referer', async () => {
    now = start;
    const url = await findMedia('.mp4?');
    expect((await ask(url)).status ?? 200).toBe(200);
    expect((await ask(url.replace(/oe=\w+/, 'oe=7FFFFFFF'))).status).toBe(403);
    expect((await ask(url.replace(/oh=00_.{4}/, 'oh=00_abcd'))).status).toBe(403);
    now = start + 61_000;
    expect((await ask(url)).status).toBe(403);
  });

  it('are refused as a whole where they are large', async () => {
    now = start;
    const url = await findMedia('.mp4?');
    shortLived.limitUnranged(999);
    expect((await ask(url)).status).toBe(403);
    expect((await ask(url, { range: 'bytes=0-999' })).status ?? 200).toBe(200);
  });

  it('of pictures have the size that is said, and another address for another size', async () => {
    now = start;
    const url = await findMedia('_n.jpg?');
    const { body } = await ask(url);
    const bytes = body as Buffer;
    const [, edge] = /_s(\d+)x/.exec(url) ?? [];
    const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
    const sizes = [bytes.readUInt16BE(frame + 5), bytes.readUInt16BE(frame + 7)];
    expect(Math.max(...sizes)).toBe(Number(edge));
    expect((await ask(url.replace(/stp=[^&]*&/, ''))).status).toBe(403);
  });
});

describe('the world', () => {
  it('of 1,000 posts has an album of 1,500 photos, and nothing twice', () => {
    const scale = parseFacebookScale('posts=1000,largestAlbum=1500');
    const { sources, albums, posts } = createFacebookSite({ clips, scale }).truth();
    expect(sources.timeline.ids.length).toBeGreaterThanOrEqual(1000);
    expect(new Set(sources.timeline.ids).size).toBe(sources.timeline.ids.length);
    expect(new Set(sources.photos_by.ids).size).toBe(sources.photos_by.ids.length);
    expect(Object.values(albums)[0]).toMatchObject({ claimed: 1500 });
    expect(Object.keys(posts).length).toBeGreaterThan(1000);
  });

  it('is the same for the same seed and another for another', () => {
    expect(createFacebookSite({ seed: 5, clips }).truth()).toEqual(truth);
    const other = createFacebookSite({ seed: 6, clips }).truth();
    expect(other.sources.timeline.ids).not.toEqual(truth.sources.timeline.ids);
  });

  it('has posts of every kind, texts that break programs, and none at all', () => {
    const posts = Object.values(truth.posts);
    const kinds = new Set(posts.map(({ kind }) => kind));
    expect([...kinds].toSorted()).toEqual([
      'album',
      'life_event',
      'link',
      'none',
      'photo',
      'reel',
      'shared',
      'unavailable',
      'video',
    ]);
    const texts = posts.map(({ text }) => text);
    expect([texts.includes(''), texts.some((text) => text.includes('\u202e'))]).toEqual([true, true]);
    expect(new Set(posts.map(({ privacy }) => privacy)).size).toBe(3);
    const reels = posts
      .filter(({ kind }) => kind === 'reel')
      .map(({ videoId }) => truth.videos[videoId ?? '']);
    expect(new Set(reels.map((reel) => reel?.ownerId === truth.owner.id)).size).toBe(2);
    expect(findAll(truth, 'isBackdated')).toContain(true);
  });
});

function listTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(listTexts) : [];
}

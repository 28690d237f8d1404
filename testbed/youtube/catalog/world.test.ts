import { describe, expect, it } from 'vitest';
import { silentClip } from '../ask-site.ts';
import { parseScale } from './scale.ts';
import { createWorld } from './world.ts';

const clips = [silentClip];
const world = createWorld({ seed: 7, clips });
const own = world.listVideos(world.owner);

describe('the world of the stand-in', () => {
  it('is the same for the same seed and another for another', () => {
    const describeWorld = (seed: number) =>
      JSON.stringify(
        [...createWorld({ seed, clips }).videos.values()].map(({ id, title, views }) => [id, title, views]),
      );
    expect(describeWorld(7)).toBe(describeWorld(7));
    expect(describeWorld(8)).not.toBe(describeWorld(7));
  });

  it('does not change one video because there are more of another kind', () => {
    const larger = createWorld({ seed: 7, clips, scale: { shorts: 200, playlists: 3 } });
    expect(larger.listVideos(larger.owner, 'video')).toEqual(world.listVideos(world.owner, 'video'));
  });

  it('has by default what the issue asks for', () => {
    const count = (kind: 'video' | 'short' | 'live') =>
      own.filter((video) => video.kind === kind && video.privacy === 'public').length;
    expect([count('video'), count('short'), count('live')]).toEqual([250, 60, 12]);
    expect(world.ownPlaylistIds).toHaveLength(12);
    expect(own.filter(({ privacy }) => privacy === 'private')).toHaveLength(6);
    expect(own.filter(({ privacy }) => privacy === 'unlisted')).toHaveLength(6);
  });

  it('mixes own, foreign, deleted and private entries in the largest playlist', () => {
    const entries = world.playlists.get(world.ownPlaylistIds[0] ?? '')?.entries ?? [];
    expect(entries).toHaveLength(1200);
    expect(new Set(entries.map(({ gone }) => gone))).toEqual(new Set([undefined, 'deleted', 'private']));
    const channels = entries.map(({ videoId }) => world.videos.get(videoId)?.channel.id);
    expect(channels.some((id) => id !== undefined && id !== world.owner.id)).toBe(true);
    expect(new Set(entries.map(({ setVideoId }) => setVideoId)).size).toBe(1200);
  });

  it('has unique and well-formed ids', () => {
    const ids = [...world.videos.keys()];
    expect(ids.every((id) => /^[\w-]{10}[AEIMQUYcgkosw048]$/.test(id))).toBe(true);
    expect(ids.length).toBe(own.length + 6 * 60);
  });

  it('has empty, equal and hostile titles and descriptions of exactly 5,000 characters', () => {
    const titles = own.map(({ title }) => title);
    expect(titles).toContain('');
    expect(titles.filter((title) => title === 'Q&A').length).toBeGreaterThanOrEqual(3);
    expect(titles.some((title) => title.startsWith('=HYPERLINK('))).toBe(true);
    expect(own.some(({ description }) => description.length === 5000)).toBe(true);
    expect(own.some(({ description }) => description === '')).toBe(true);
  });

  it('states whole seconds and spans several years', () => {
    expect(own.every(({ durationSec }) => durationSec === 95)).toBe(true);
    const times = own.map(({ publishedAtMs }) => publishedAtMs);
    expect(times.toSorted((one, other) => other - one)).toEqual(times);
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(5 * 365 * 86_400_000);
  });

  it('counts comments without building them', () => {
    const video = own.find((each) => world.countComments(each) > 30);
    expect(video).toBeDefined();
    if (!video) return;
    const comments = world.listComments(video);
    const total = comments.reduce((sum, { replies }) => sum + 1 + replies.length, 0);
    expect(total).toBe(world.countComments(video));
    const ids = comments.flatMap(({ id, replies }) => [id, ...replies.map((reply) => reply.id)]);
    expect(new Set(ids).size).toBe(total);
  });

  it('holds 10,000 videos', () => {
    const large = createWorld({ seed: 7, clips, scale: { videos: 10_000 } });
    expect(new Set(large.listVideos(large.owner, 'video').map(({ id }) => id)).size).toBe(10_012);
  });
});

describe('a scale', () => {
  it('is read from names and numbers', () => {
    expect(parseScale('videos=10000, shorts=0,')).toEqual({ videos: 10_000, shorts: 0 });
  });

  it('is refused when it names nothing or is no number', () => {
    expect(() => parseScale('movies=3')).toThrow('unknown scale "movies"');
    expect(() => parseScale('videos=many')).toThrow('needs a number');
  });
});

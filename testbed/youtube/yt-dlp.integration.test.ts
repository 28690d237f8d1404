import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readTools } from '../../scripts/tools.ts';
import { runYtDlp, type YtDlpResult } from '../run-yt-dlp.ts';
import { startTestbed, type Testbed } from '../start-testbed.ts';
import type { VideoTruth, YoutubeTruth } from './catalog/truth.ts';
import { toNetscapeCookies } from './index.ts';

const { ytDlp: installed } = await readTools();
const run = promisify(execFile);
let dir: string;
let cookieFile: string;
const testbeds = new Map<'classic' | 'new' | 'mixed', Testbed>();
let truth: YoutubeTruth;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'yt-dlp-test-'));
  for (const generation of ['classic', 'new', 'mixed'] as const) {
    testbeds.set(generation, await startTestbed({ seed: 1, generation }));
  }
  truth = getTestbed('mixed').sites.youtube.truth();
  cookieFile = join(dir, 'cookies.txt');
});
afterEach(() => {
  for (const testbed of testbeds.values()) {
    expect(testbed.errors).toEqual([]);
    testbed.requests.clear();
  }
});
afterAll(async () => {
  for (const testbed of testbeds.values()) await testbed.stop();
  if (dir) await rm(dir, { recursive: true, force: true });
});

function getTestbed(generation: 'classic' | 'new' | 'mixed'): Testbed {
  const testbed = testbeds.get(generation);
  if (!testbed) throw new Error(`no ${generation} testbed was started`);
  return testbed;
}

async function ytDlp(testbed: Testbed, args: string[], isOwner = false): Promise<YtDlpResult> {
  if (isOwner) await writeFile(cookieFile, toNetscapeCookies(testbed.sites.youtube.ownerCookies()));
  return runYtDlp(installed, testbed, [...(isOwner ? ['--cookies', cookieFile] : []), ...args]);
}

/** The ids in each of these lists, read by one yt-dlp, which says after a list whose it was. */
async function listIds(testbed: Testbed, urls: string[], isOwner = false): Promise<string[][]> {
  const { stdout, complaints, exitCode } = await ytDlp(
    testbed,
    ['--flat-playlist', '--print', 'id', '--print', 'playlist:%(original_url)s', ...urls],
    isOwner,
  );
  expect(complaints).toEqual([]);
  expect(exitCode).toBe(0);
  const lines = stdout.split('\n').filter((line) => line !== '');
  expect(lines.filter((line) => urls.includes(line))).toEqual(urls);
  return urls.map((url, index) => {
    const last = urls[index - 1];
    return lines.slice(last === undefined ? 0 : lines.indexOf(last) + 1, lines.indexOf(url));
  });
}

/** Hosts and paths that were asked for, without their queries, each once. */
function listPlaces(testbed: Testbed): string[] {
  return [...new Set(testbed.requests.list().map(({ method, host, path }) => `${method} ${host}${path}`))];
}

function findVideo(fits: (video: VideoTruth) => boolean): VideoTruth {
  const found = Object.values(truth.videos).find(
    (video) => video.channelId === truth.channel.id && fits(video),
  );
  if (!found) throw new Error('the world has no such video');
  return found;
}

describe.each(['classic', 'new'] as const)('real yt-dlp, %s shapes', (generation) => {
  it('lists the tabs of the channel', async () => {
    const testbed = getTestbed(generation);
    const { channel_videos, channel_shorts, channel_live, channel_releases } = truth.sources;
    const tabs = [channel_videos, channel_shorts, channel_live, channel_releases];
    const open = truth.sources.channel_playlists.ids.filter(
      (id) => truth.playlists[id]?.privacy === 'public',
    );
    const urls = [...tabs, truth.sources.channel_playlists].map(({ url }) => url);
    expect(await listIds(testbed, urls)).toEqual([...tabs.map(({ ids }) => ids), open]);
    expect(testbed.requests.refusals()).toEqual([]);
    expect(listPlaces(testbed)).toEqual([
      ...['videos', 'POST', 'shorts', 'streams', 'releases', 'playlists'].map((tab) =>
        tab === 'POST'
          ? 'POST www.youtube.com/youtubei/v1/browse'
          : `GET www.youtube.com/${truth.channel.handle}/${tab}`,
      ),
    ]);
  });

  it('lists a playlist of 1,200 entries, unavailable ones included', async () => {
    const [largest] = Object.values(truth.playlists);
    const [ids] = await listIds(getTestbed(generation), [largest?.url ?? '']);
    expect(ids).toHaveLength(1200);
    expect(ids).toEqual(largest?.entries.map(({ id }) => id));
    expect(getTestbed(generation).requests.count('POST https://www.youtube.com/youtubei/v1/browse')).toBe(12);
  });

  it('lists what only the owner sees with the owner’s cookies: saved, liked, private, subscriptions, history', async () => {
    const testbed = getTestbed(generation);
    const { watch_later, liked, uploads, subscriptions, history } = truth.sources;
    const urls = [watch_later, liked, uploads, subscriptions, history].map(({ url }) => url);
    // Of the history yt-dlp reads the long videos.
    const watched = history.days.flatMap(({ ids }) => ids).filter((id) => truth.videos[id]?.kind !== 'short');
    expect(await listIds(testbed, urls, true)).toEqual([
      watch_later.entries.map(({ id }) => id),
      liked.entries.map(({ id }) => id),
      uploads.ids,
      subscriptions.channels.map(({ id }) => id),
      watched,
    ]);
    expect(testbed.requests.refusals()).toEqual([]);
  });

  it('is told that watch later does not exist without them', async () => {
    const { complaints, exitCode } = await ytDlp(getTestbed(generation), [
      '--flat-playlist',
      truth.sources.watch_later.url,
    ]);
    expect(exitCode).toBe(1);
    expect(complaints.join('\n')).toContain('The playlist does not exist');
  });
});

describe('real yt-dlp on one video', () => {
  it('finds every field as it is', async () => {
    const wanted = findVideo(
      ({ kind, privacy, chapters, captions, tags, commentCount }) =>
        kind === 'video' &&
        privacy === 'public' &&
        chapters.length > 0 &&
        captions.length > 1 &&
        tags.length > 0 &&
        commentCount > 0,
    );
    const testbed = getTestbed('mixed');
    const { stdout, complaints } = await ytDlp(testbed, ['-J', wanted.url]);
    expect(complaints).toEqual([]);
    const found = JSON.parse(stdout);
    expect(found).toMatchObject({
      extractor_key: 'Youtube',
      id: wanted.id,
      title: wanted.title,
      description: wanted.description,
      duration: wanted.durationSec,
      view_count: wanted.views,
      like_count: wanted.likes,
      comment_count: wanted.commentCount,
      timestamp: Math.floor(Date.parse(wanted.publishedAt) / 1000),
      tags: wanted.tags,
      categories: [wanted.category],
      availability: 'public',
      live_status: 'not_live',
      channel: wanted.channelTitle,
      channel_id: wanted.channelId,
      uploader_id: wanted.channelHandle,
      chapters: wanted.chapters.map(({ startSec, title }) => ({ start_time: startSec, title })),
    });
    const manual = wanted.captions
      .filter(({ automatic }) => !automatic)
      .map(({ languageCode }) => languageCode);
    expect(Object.keys(found.subtitles)).toEqual(manual);
    expect(testbed.requests.list().map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /watch',
      'POST /youtubei/v1/player',
    ]);
    expect(testbed.requests.list().at(-1)?.body).toContain('"clientName": "VISIONOS"');
  });

  it('reads a past live stream as one, and a short', async () => {
    const testbed = getTestbed('mixed');
    const live = findVideo(({ kind }) => kind === 'live');
    const short = findVideo(({ kind }) => kind === 'short');
    const { stdout } = await ytDlp(testbed, ['-J', live.url, short.url]);
    const [past, found] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(past).toMatchObject({ id: live.id, live_status: 'was_live' });
    expect(found).toMatchObject({ id: short.id, duration: short.durationSec });
    expect(found.height).toBeGreaterThan(found.width);
  });

  it('reads all comments with their replies', async () => {
    const testbed = getTestbed('mixed');
    const wanted = findVideo(({ commentCount, privacy }) => privacy === 'public' && commentCount > 60);
    const { stdout, complaints } = await ytDlp(testbed, ['-J', '--write-comments', wanted.url]);
    expect(complaints).toEqual([]);
    const found: { id: string; text: string; parent: string; is_pinned?: boolean }[] =
      JSON.parse(stdout).comments;
    const { world } = testbed.sites.youtube;
    const video = world.videos.get(wanted.id);
    const all = video ? world.listComments(video).flatMap((comment) => [comment, ...comment.replies]) : [];
    expect(found.map(({ id }) => id).toSorted()).toEqual(all.map(({ id }) => id).toSorted());
    const texts = new Map(found.map(({ id, text }) => [id, text]));
    expect(all.filter(({ id, text }) => texts.get(id) !== text)).toEqual([]);
    expect(found.filter(({ is_pinned }) => is_pinned)).toHaveLength(
      all.filter(({ pinned }) => pinned).length,
    );
  });

  it('downloads and merges a public video', async () => {
    const testbed = getTestbed('mixed');
    const wanted = findVideo(({ privacy, durationSec }) => privacy === 'public' && durationSec === 10);
    const { complaints, exitCode } = await ytDlp(testbed, [
      '-o',
      join(dir, 'public.%(ext)s'),
      '--merge-output-format',
      'mkv',
      wanted.url,
    ]);
    expect([complaints, exitCode]).toEqual([[], 0]);
    expect(await probe(join(dir, 'public.mkv'))).toEqual({
      kinds: ['audio', 'video'],
      isLong: true,
      seconds: expect.closeTo(10, 0),
    });
    expect(testbed.requests.refusals()).toEqual([]);
    expect(
      testbed.requests
        .list(/googlevideo/)
        .every(({ outcome, status }) => outcome === 'complete' && status === 206),
    ).toBe(true);
  });

  it('downloads a private video with the owner’s cookies and not without', async () => {
    const testbed = getTestbed('mixed');
    const wanted = findVideo(({ privacy }) => privacy === 'private');
    const args = [
      '-f',
      'bv[height<=144]+ba',
      '-o',
      join(dir, 'private.%(ext)s'),
      '--merge-output-format',
      'mkv',
      wanted.url,
    ];
    const refused = await ytDlp(testbed, args);
    expect(refused.exitCode).toBe(1);
    expect(refused.complaints.join('\n')).toContain('This video is private');
    testbed.requests.clear();
    const { complaints, exitCode } = await ytDlp(testbed, args, true);
    expect([complaints, exitCode]).toEqual([[], 0]);
    expect(await probe(join(dir, 'private.mkv'))).toMatchObject({
      kinds: ['audio', 'video'],
      seconds: expect.closeTo(wanted.durationSec, 0),
    });
    const calls = testbed.requests.list('www.youtube.com').map(({ method, path }) => `${method} ${path}`);
    expect(calls).toEqual([
      'GET /watch',
      `GET /embed/${wanted.id}`,
      'POST /youtubei/v1/player',
      'POST /youtubei/v1/player',
    ]);
  });

  it('writes captions and the thumbnail', async () => {
    const testbed = getTestbed('mixed');
    const wanted = findVideo(
      ({ captions, hasMaxThumbnail, privacy }) =>
        privacy === 'public' &&
        hasMaxThumbnail &&
        captions.some(({ automatic, languageCode }) => !automatic && languageCode === 'en'),
    );
    const files = [
      '--skip-download',
      '--write-subs',
      '--sub-langs',
      'en',
      '--write-thumbnail',
      '-o',
      join(dir, 'side.%(ext)s'),
    ];
    const { complaints } = await ytDlp(testbed, [...files, wanted.url]);
    expect(complaints).toEqual([]);
    const { stdout } = await run('ffprobe', [
      '-v',
      'error',
      '-show_entries',
      'stream=width,height',
      '-of',
      'csv=p=0',
      join(dir, 'side.jpg'),
    ]);
    expect(stdout.trim()).toBe('1280,720');
    const captions = await run('head', ['-c', '6', join(dir, 'side.en.vtt')]);
    expect(captions.stdout).toBe('WEBVTT');
  });

  it('reads and downloads segmented streams where they are offered', async () => {
    const testbed = await startTestbed({ seed: 1, segments: true });
    try {
      const wanted = findVideo(({ privacy, durationSec }) => privacy === 'public' && durationSec === 10);
      const args = [
        '-f',
        'bv[protocol=m3u8_native]+ba[protocol=m3u8_native]',
        '--merge-output-format',
        'mkv',
      ];
      const { complaints, exitCode } = await ytDlp(testbed, [
        ...args,
        '-o',
        join(dir, 'hls.%(ext)s'),
        wanted.url,
      ]);
      expect([complaints, exitCode]).toEqual([[], 0]);
      expect(await probe(join(dir, 'hls.mkv'))).toMatchObject({ kinds: ['audio', 'video'], isLong: true });
    } finally {
      await testbed.stop();
    }
  });
});

async function probe(file: string): Promise<{ kinds: string[]; isLong: boolean; seconds: number }> {
  const args = ['-v', 'error', '-show_entries', 'format=duration:stream=codec_type', '-of', 'json', file];
  const { streams, format } = JSON.parse((await run('ffprobe', args)).stdout);
  const kinds = streams.map(({ codec_type }: { codec_type: string }) => codec_type).toSorted();
  const seconds = Number(format.duration);
  return { kinds, isLong: seconds > 9, seconds };
}

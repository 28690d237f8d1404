import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readTools } from '../../scripts/tools.ts';
import { toNetscapeCookies } from '../cookies.ts';
import { runYtDlp } from '../run-yt-dlp.ts';
import { startTestbed, type Testbed } from '../start-testbed.ts';
import type { PostTruth, TiktokTruth } from './catalog/truth.ts';
import { challengePage } from './faults.ts';
import { toRounded } from './shapes/stats.ts';

const { ytDlp: installed } = await readTools();
const run = promisify(execFile);
let dir: string;
let testbed: Testbed;
let truth: TiktokTruth;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'yt-dlp-tiktok-'));
  testbed = await startTestbed({ seed: 1 });
  truth = testbed.sites.tiktok.truth();
});
afterEach(() => {
  expect(testbed.errors).toEqual([]);
  testbed.requests.clear();
  testbed.faults.clear();
});
afterAll(async () => {
  await testbed?.stop();
  if (dir) await rm(dir, { recursive: true, force: true });
});

const ytDlp = (...args: string[]) => runYtDlp(installed, testbed, args);
const listRequests = () =>
  testbed.requests.list().map(({ method, host, path }) => `${method} ${host}${path.slice(0, 12)}`);
const findOwn = (fits: (post: PostTruth) => boolean): PostTruth =>
  Object.values(truth.posts).find((post) => post.authorId === truth.owner.id && fits(post)) ??
  expect.fail('the world has no such post');

async function probe(file: string): Promise<{ codecs: string[]; height: number; seconds: number }> {
  const wanted = ['-show_entries', 'format=duration:stream=codec_name,height', '-of', 'json'];
  const { streams, format } = JSON.parse((await run('ffprobe', ['-v', 'error', ...wanted, file])).stdout);
  const codecs = streams.map(({ codec_name }: { codec_name: string }) => codec_name).toSorted();
  return { codecs, height: streams[0].height, seconds: Number(format.duration) };
}

describe('real yt-dlp on TikTok', () => {
  it('finds every field of a video as it is', async () => {
    const post = findOwn(
      ({ kind, audience, best, subtitles }) =>
        kind === 'video' && audience === 'public' && best?.codec === 'hevc' && subtitles.length > 0,
    );
    const { stdout, complaints } = await ytDlp('-J', '--write-subs', post.url);
    expect(complaints).toEqual([]);
    const found = JSON.parse(stdout);
    expect(found).toMatchObject({
      extractor_key: 'TikTok',
      id: post.id,
      description: post.text,
      duration: post.durationSec,
      timestamp: Date.parse(post.publishedAt) / 1000,
      uploader: truth.owner.uniqueId,
      uploader_id: truth.owner.id,
      channel: truth.owner.nickname,
      channel_id: truth.owner.secUid,
      track: post.sound.title,
      view_count: toRounded(post.stats.plays),
      like_count: toRounded(post.stats.likes),
      comment_count: toRounded(post.stats.comments),
      save_count: post.stats.saves,
    });
    expect(Object.keys(found.subtitles)).toEqual(post.subtitles.map(({ language }) => language));
    expect(found.requested_downloads).toMatchObject([
      { vcodec: 'h265', width: post.best?.width, height: post.best?.height, filesize: post.best?.sizeBytes },
    ]);
    expect(listRequests()).toEqual([`GET www.tiktok.com${new URL(post.url).pathname.slice(0, 12)}`]);
  });

  it('downloads the best file, not the marked one, with the page as referer', async () => {
    const post = findOwn(
      ({ kind, audience, best }) => kind === 'video' && audience === 'public' && best?.codec === 'hevc',
    );
    const file = join(dir, 'best.mp4');
    const { complaints, exitCode } = await ytDlp('-o', file, post.url);
    expect([complaints, exitCode]).toEqual([[], 0]);
    expect(await probe(file)).toEqual({
      codecs: ['aac', 'hevc'],
      height: 1920,
      seconds: expect.closeTo(post.clip.durationSec, 0),
    });
    expect((await stat(file)).size).toBe(post.best?.sizeBytes);
    expect(listRequests()).toHaveLength(2);
    const [media] = testbed.requests.list('.us.tiktok.com/video/');
    expect([media?.status, media?.headers.referer]).toEqual([200, post.url]);
    expect(media?.headers.cookie).toContain('tt_chain_token=');
    expect(testbed.requests.refusals()).toEqual([]);
  });

  it('takes subtitles and cover along, and H.264 when asked', async () => {
    const post = findOwn(
      ({ kind, audience, subtitles }) => kind === 'video' && audience === 'public' && subtitles.length > 1,
    );
    const args = ['-S', 'vcodec:h264', '--write-subs', '--sub-langs', 'deu-DE', '--write-thumbnail'];
    const { complaints } = await ytDlp(...args, '-o', join(dir, 'side.%(ext)s'), post.url);
    expect(complaints).toEqual([]);
    expect((await probe(join(dir, 'side.mp4'))).codecs).toEqual(['aac', 'h264']);
    expect((await readFile(join(dir, 'side.deu-DE.vtt'), 'utf8')).slice(0, 6)).toBe('WEBVTT');
    expect((await probe(join(dir, 'side.image'))).codecs).toEqual(['mjpeg']);
  });

  it('solves the riddle for clients that are no browsers', async () => {
    testbed.faults.add(challengePage());
    const post = findOwn(({ kind, audience }) => kind === 'video' && audience === 'public');
    const { complaints, stdout } = await ytDlp('--print', 'id', post.url);
    expect([complaints, stdout.trim()]).toEqual([[], post.id]);
    expect(testbed.requests.list().at(-1)?.headers.cookie).toContain('_wafchallengeid=');
  });

  it('needs the owner’s cookies for what the owner alone sees', async () => {
    const post = findOwn(({ audience }) => audience === 'private');
    const refused = await ytDlp('--print', 'id', post.url);
    expect(refused.complaints.join()).toContain('You do not have permission to view this post');
    const cookieFile = join(dir, 'cookies.txt');
    await writeFile(cookieFile, toNetscapeCookies(testbed.sites.tiktok.ownerCookies()));
    const { complaints, exitCode } = await ytDlp(
      '--cookies',
      cookieFile,
      '-o',
      join(dir, 'own.mp4'),
      post.url,
    );
    expect([complaints, exitCode]).toEqual([[], 0]);
    expect((await probe(join(dir, 'own.mp4'))).seconds).toBeCloseTo(post.clip.durationSec, 0);
  });

  it('is told of deleted posts', async () => {
    const gone =
      truth.sources.reposts.gone.find(({ reason }) => reason === 'deleted') ??
      truth.sources.favourites.gone[0];
    const { exitCode, complaints } = await ytDlp(`https://www.tiktok.com/@_/video/${gone?.id}`);
    expect([exitCode, complaints.length]).toEqual([1, 1]);
  });
});

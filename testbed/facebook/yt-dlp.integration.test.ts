import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readTools } from '../../scripts/tools.ts';
import { toNetscapeCookies } from '../cookies.ts';
import { runYtDlp } from '../run-yt-dlp.ts';
import { startTestbed, type Testbed } from '../start-testbed.ts';
import type { FacebookTruth, VideoTruth } from './catalog/truth.ts';
import { rateLimitedPages } from './faults.ts';
import { type AnswerContext, toGeneration, toShort } from './shapes/context.ts';

const { ytDlp: installed } = await readTools();
const run = promisify(execFile);
let dir: string;
let testbed: Testbed;
let truth: FacebookTruth;
let cookies: string[];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'yt-dlp-facebook-'));
  testbed = await startTestbed({ seed: 1 });
  truth = testbed.sites.facebook.truth();
  const cookieFile = join(dir, 'cookies.txt');
  await writeFile(cookieFile, toNetscapeCookies(testbed.sites.facebook.ownerCookies()));
  cookies = ['--cookies', cookieFile];
});
afterEach(() => {
  testbed.sites.facebook.limitUnranged(500_000_000);
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
  testbed.requests.list().map(({ method, host, path, query }) => `${method} ${host}${path}${query}`);
const findVideo = (fits: (video: VideoTruth) => boolean): VideoTruth =>
  Object.values(truth.videos).find((video) => video.ownerId === truth.owner.id && fits(video)) ??
  expect.fail('the world has no such video');
/** A reel that everybody sees and that has a track of 1080p. */
const findReel = (fits: (video: VideoTruth) => boolean = () => true) =>
  findVideo(
    (video) =>
      video.kind === 'reel' && video.privacy === 'EVERYONE' && video.best.height === 1920 && fits(video),
  );

/** A number after the site has shortened it. */
function toRounded(count: number): number {
  const [, value = '', unit = ''] = /^([\d.]+)([KM]?)$/.exec(toShort(count)) ?? [];
  return Math.round(Number(value) * ({ K: 1000, M: 1e6 }[unit] ?? 1));
}

async function probe(file: string): Promise<{ codecs: string[]; size: number[]; seconds: number }> {
  const wanted = ['-show_entries', 'format=duration:stream=codec_name,width,height', '-of', 'json'];
  const { streams, format } = JSON.parse((await run('ffprobe', ['-v', 'error', ...wanted, file])).stdout);
  const codecs = streams.map(({ codec_name }: { codec_name: string }) => codec_name).toSorted();
  const picture = streams.find(({ width }: { width?: number }) => width !== undefined);
  return { codecs, size: [picture.width, picture.height], seconds: Number(format.duration) };
}

describe('real yt-dlp on Facebook', () => {
  it.each(['2025', '2026'] as const)('finds a reel as it is, in shapes of %s', async (generation) => {
    const shapes = { generation: 'mixed' } as AnswerContext;
    const reel = findReel(({ id }) => toGeneration(shapes, id) === generation);
    const { stdout, complaints } = await ytDlp('-J', reel.url);
    expect(complaints).toEqual([]);
    const found = JSON.parse(stdout);
    expect(found).toMatchObject({
      extractor_key: 'Facebook',
      id: reel.id,
      uploader_id: reel.ownerId,
      timestamp: Date.parse(reel.publishedAt) / 1000,
      duration: reel.durationSec,
      comment_count: reel.comments,
      repost_count: toRounded(reel.shares),
      vcodec: expect.stringMatching(/^av01\./),
      acodec: 'mp4a.40.2',
      ...reel.best,
    });
    const names = found.formats.map(({ format_id }: { format_id: string }) => format_id);
    expect(names).toEqual(expect.arrayContaining(['sd', 'hd']));
    expect(listRequests()).toEqual([`GET www.facebook.com/watch/?v=${reel.id}&_rdr`]);
  });

  it('finds a video by the address where it is watched', async () => {
    const video = findVideo(({ kind, privacy }) => kind === 'video' && privacy === 'EVERYONE');
    const { stdout, complaints } = await ytDlp('-J', `https://www.facebook.com/watch/?v=${video.id}`);
    expect(complaints).toEqual([]);
    expect(JSON.parse(stdout)).toMatchObject({
      id: video.id,
      uploader: video.ownerName,
      uploader_id: video.ownerId,
      timestamp: Date.parse(video.publishedAt) / 1000,
      duration: video.durationSec,
      view_count: video.plays,
      ...video.best,
    });
    expect(listRequests()).toEqual([`GET www.facebook.com/watch/?v=${video.id}`]);
  });

  it('downloads picture and sound of the best quality, piece by piece and without a cookie', async () => {
    testbed.sites.facebook.limitUnranged(1000);
    const reel = findReel();
    const file = join(dir, 'best.mp4');
    const { complaints, exitCode } = await ytDlp('-o', file, reel.url);
    expect([complaints, exitCode]).toEqual([[], 0]);
    expect(await probe(file)).toEqual({
      codecs: ['aac', 'av1'],
      size: [reel.best.width, reel.best.height],
      seconds: expect.closeTo(reel.durationSec, 0),
    });
    const [page, ...media] = testbed.requests.list();
    expect(page?.kind).toBe('page');
    expect(media.map(({ kind, status, host }) => [kind, status, host.endsWith('.fbcdn.net')])).toEqual([
      ['media', 206, true],
      ['media', 206, true],
    ]);
    expect(media.every(({ headers }) => headers.range !== undefined && !headers.cookie)).toBe(true);
  });

  it('needs the owner’s cookies for what the owner alone sees', async () => {
    const hidden = findVideo(({ kind, privacy }) => kind === 'video' && privacy === 'SELF');
    const refused = await ytDlp('--print', 'id', hidden.url);
    expect([refused.exitCode, refused.complaints.join()]).toEqual([
      1,
      expect.stringContaining('Cannot parse data'),
    ]);
    const { complaints } = await ytDlp(...cookies, '-o', join(dir, 'own.mp4'), hidden.url);
    expect(complaints).toEqual([]);
    expect((await probe(join(dir, 'own.mp4'))).seconds).toBeCloseTo(hidden.durationSec, 0);
  });

  it('does not find the author of a reel when somebody is logged in', async () => {
    const reel = findReel();
    const { stdout, complaints } = await ytDlp(...cookies, '--print', '%(id)s %(uploader)s', reel.url);
    expect(stdout.trim()).toBe(`${reel.id} NA`);
    expect(complaints).toEqual([expect.stringContaining('unable to extract uploader')]);
  });

  it('finds nothing in a page without data', async () => {
    testbed.faults.add(rateLimitedPages());
    const { exitCode, complaints } = await ytDlp('--print', 'id', findReel().url);
    expect([exitCode, complaints.length]).toEqual([1, 1]);
  });
});

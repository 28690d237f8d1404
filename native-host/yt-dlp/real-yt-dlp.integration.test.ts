/** The real yt-dlp and ffmpeg against the testbed, driven over the wire. */
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readTools } from '../../scripts/tools.ts';
import { startTestbed, type Testbed } from '../../testbed/start-testbed.ts';
import { type Companion, createPlace, type Place, startCompanion } from '../__fixtures__/companion-client.ts';
import { readHash, until } from '../__fixtures__/test-machine.ts';
import { buildTestbedEnvironment } from '../__fixtures__/testbed-environment.ts';

const { ytDlp, ffmpeg } = await readTools();
/** Only a folder that pip filled needs a Python to run it. */
const python = ytDlp.args.length > 0 ? ytDlp.command : null;

describe('with the real yt-dlp', () => {
  let testbed: Testbed;
  let place: Place;
  let companion: Companion;
  const started: Companion[] = [];

  const start = (): Companion => {
    const one = startCompanion(place, { env: buildTestbedEnvironment(testbed) });
    started.push(one);
    return one;
  };

  beforeAll(async () => {
    testbed = await startTestbed({ scale: { videos: 40, shorts: 8 } });
  });
  afterAll(() => testbed.stop());

  beforeEach(async () => {
    place = createPlace({ ytDlp: ytDlp.location, python, ffmpeg: ffmpeg.path });
    companion = start();
    await companion.call('open-archive', { jobId: 'job', name: 'mine' });
  });
  afterEach(async () => {
    testbed.faults.clear();
    const running = started
      .splice(0)
      .filter(({ child }) => child.exitCode === null && child.signalCode === null);
    await Promise.all(running.map((one) => one.close()));
    expect(testbed.errors).toEqual([]);
    expect(testbed.requests.refusals()).toEqual([]);
  });

  const listVideos = () => Object.values(testbed.sites.youtube.truth().videos);
  type Video = ReturnType<typeof listVideos>[number];

  function findVideo(accept: (video: Video) => boolean): Video {
    const video = listVideos().find(accept);
    if (!video) throw new Error('the testbed has no such video');
    return video;
  }

  const readCookies = () =>
    testbed.sites.youtube.ownerCookies().map(({ name, value, domain, path, secure, httpOnly, expires }) => ({
      name,
      value,
      domain,
      path,
      secure,
      httpOnly,
      hostOnly: !domain.startsWith('.'),
      expiresAt: expires > 0 ? expires : null,
    }));

  interface Wanted {
    stem?: string;
    quality?: string;
    cookies?: unknown[];
  }

  const toStem = (video: Video): string => `media/videos/youtube/${video.id.replaceAll(/^[-_]/g, 'x')}`;

  const download = (video: Video, wanted: Wanted = {}, one = companion) => {
    const { stem = toStem(video), quality = 'original', cookies = readCookies() } = wanted;
    return one.call(
      'download',
      {
        downloadId: stem.replaceAll(/[^\w-]/g, '_'),
        platform: 'youtube',
        url: video.url,
        destination: { in: 'archive', folder: 'mine', stem },
        choice: { quality },
        durationSec: video.durationSec,
        cookies,
        userAgent: null,
      },
      'dl',
    );
  };

  const isPlain = (video: Video): boolean =>
    video.restriction === 'none' && video.privacy === 'public' && video.durationSec > 3;

  test.each(['video', 'short'])('a %s is saved with both tracks and its whole length', async (kind) => {
    const video = findVideo((each) => isPlain(each) && each.kind === kind);
    const { result, error } = await download(video);
    expect(error).toBeUndefined();
    expect(result).toMatchObject({ videoCodec: expect.any(String), audioCodec: expect.any(String) });
    expect(Math.abs(Number(result?.durationSec) - video.clip.durationSec)).toBeLessThan(0.5);
    expect(readdirSync(place.runtime)).toEqual([]);
  });

  test('sound alone becomes m4a', async () => {
    const { result } = await download(findVideo(isPlain), { quality: 'audio' });
    expect(result).toMatchObject({
      videoCodec: null,
      audioCodec: 'aac',
      record: { path: expect.stringMatching(/\.m4a$/) },
    });
  });

  test('a smaller preset gives at most that resolution', async () => {
    const { result } = await download(
      findVideo((each) => isPlain(each) && each.kind === 'video'),
      { quality: '480p' },
    );
    expect(Math.min(Number(result?.width), Number(result?.height))).toBeLessThanOrEqual(480);
  });

  test('what only the owner sees is saved with their cookies and told apart without', async () => {
    const video = findVideo(({ privacy, restriction }) => privacy === 'private' && restriction === 'none');
    expect((await download(video, { cookies: [] })).error?.code).toBe('platform.private');
    expect((await download(video)).result).toMatchObject({ videoCodec: expect.any(String) });
  });

  test.each([
    ['age', 'platform.age_gate'],
    ['members', 'platform.members_only'],
    ['upcoming', 'platform.not_finished'],
  ])('a video restricted by %s fails with %s', async (restriction, code) => {
    const video = findVideo((each) => each.restriction === restriction);
    expect((await download(video, { cookies: [] })).error?.code).toBe(code);
  });

  test('a companion that is killed three times in one download ends in the same file, and nothing runs on', async () => {
    const video = findVideo((each) => isPlain(each) && each.clip.durationSec >= 30);
    const undisturbed = await download(video, { stem: 'media/videos/youtube/undisturbed' });
    testbed.faults.add({
      match: { host: '*.googlevideo.com' },
      fault: { kind: 'slow', bytesPerSec: 400_000 },
    });
    const partial = join(place.root, 'mine', '.partial');
    const measure = (): number =>
      readdirSync(partial, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.name.endsWith('.part'))
        .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
    for (let round = 0; round < 3; round += 1) {
      const killed = start();
      const before = measure();
      void download(video, {}, killed);
      await until(() => measure() > before);
      killed.child.kill('SIGKILL');
      await until(() => killed.child.signalCode !== null);
      await until(() => !execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).includes(partial));
    }
    testbed.faults.clear();
    const resumed = await download(video, {}, start());
    expect(readHash(undisturbed)).toMatch(/^[0-9a-f]{64}$/);
    expect(readHash(resumed)).toBe(readHash(undisturbed));
    expect(readdirSync(place.runtime)).toEqual([]);
  });
});

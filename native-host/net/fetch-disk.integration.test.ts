/** A disk that is full, and a companion that is killed in the middle. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mebibyte } from '../../shared/net/testing/fetch-stage.ts';
import { hashOf, serveFile } from '../../testbed/origin.ts';
import { type SiteServer, serveSites } from '../../testbed/serve-sites.ts';
import { createPlace, startCompanion } from '../__fixtures__/companion-client.ts';
import { readHash, until } from '../__fixtures__/test-machine.ts';
import { body, openStage, type Stage, version } from './__fixtures__/stage.ts';

/** A file system of two MiB in memory; null where this user may not make one. */
function mountSmallDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'star-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
}

const disk = process.platform === 'linux' ? mountSmallDisk() : null;
afterAll(() => {
  if (disk) execFileSync('umount', [disk]);
});

describe.skipIf(disk === null)('a disk that is full (needs the right to mount one)', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.origin.stop());
  beforeEach(() => {
    for (const name of readdirSync(disk ?? '')) rmSync(join(disk ?? '', name));
    stage.reset(disk ?? '');
  });

  test.each([1, 4])(
    'ends %i connections, keeps what came, and goes on when there is room',
    async (connections) => {
      stage.origin.serve(serveFile(version));
      await expect(stage.get({ connections })).rejects.toMatchObject({ code: 'storage.full' });
      expect(await stage.listFiles()).toEqual(['clip.part', 'clip.part.json']);
      const { done } = JSON.parse(readFileSync(`${stage.place.draft}.json`, 'utf8')) as { done: number[][] };
      const keptBytes = done.reduce((sum, [from = 0, to = 0]) => sum + to - from, 0);
      expect(keptBytes).toBeGreaterThan(mebibyte);
      execFileSync('mount', ['-o', 'remount,size=32m', disk ?? '']);
      stage.origin.serve(serveFile(version));
      await stage.expectWhole(version);
      const askedBytes = stage.origin.requests
        .map(({ headers }) => /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? ''))
        .reduce((sum, range) => sum + (range ? Number(range[2]) - Number(range[1]) + 1 : body.length), 0);
      expect(askedBytes).toBe(body.length - keptBytes);
      rmSync(stage.place.target);
      execFileSync('mount', ['-o', 'remount,size=2m', disk ?? '']);
    },
  );

  test('is told before anything is fetched when the file says how long it is', async () => {
    stage.origin.serve((_request, response) => {
      response.writeHead(200, { 'content-length': 100 * mebibyte, etag: '"x"' });
      response.flushHeaders();
    });
    await expect(stage.get()).rejects.toMatchObject({
      code: 'storage.full',
      context: { missingBytes: 100 * mebibyte },
    });
    expect(await stage.listFiles()).toEqual([]);
  });
});

describe('a part that another process writes', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    stage.reset();
  });
  afterAll(() => stage.origin.stop());

  test('is left alone', async () => {
    stage.origin.serve(serveFile(version));
    writeFileSync(`${stage.place.draft}.lock`, `${process.ppid}\n`);
    await expect(stage.get()).rejects.toMatchObject({ code: 'host.busy' });
    expect(await stage.listFiles()).toEqual(['clip.part.lock']);
  });
});

describe('a companion that is killed', () => {
  let served: SiteServer;
  const folder = mkdtempSync(join(tmpdir(), 'star-killed-'));
  const file = join(folder, 'clip.bin');

  beforeAll(async () => {
    mkdirSync(join(folder, 'cache'));
    const clip = Buffer.concat([body, body]);
    execFileSync('dd', [`of=${file}`, 'status=none'], { input: clip });
    const site = {
      id: 'clips',
      hosts: ['v16.tiktokcdn.com'],
      respond: async () => ({ headers: { 'content-type': 'video/mp4' }, body: { file } }),
      truth: () => null,
    };
    served = await serveSites({ sites: [site], cacheDir: join(folder, 'cache') });
  });
  afterAll(() => served.stop());
  afterEach(() => served.faults.clear());

  test('three times in one file goes on each time, and ends in the same bytes', async () => {
    const place = createPlace();
    const env = { STAR_EXPORT_TEST_PROXY: served.proxyUrl, STAR_EXPORT_TEST_CA: served.caFile };
    const path = 'media/videos/tiktok/2026-01-31_a.mp4';
    const request = {
      folder: 'mine',
      platform: 'tiktok',
      path,
      expect: 'video',
      connections: 1,
      urls: ['https://v16.tiktokcdn.com/clip.mp4?signature=x'],
    };
    served.faults.add({ match: {}, fault: { kind: 'slow', bytesPerSec: 1.5 * mebibyte } });
    const partial = join(place.root, 'mine', '.partial');
    const readSaved = (): number => {
      const states = readdirSync(partial).filter((name) => name.endsWith('.json'));
      return states.reduce((sum, name) => {
        const { done } = JSON.parse(readFileSync(join(partial, name), 'utf8')) as { done: number[][] };
        return sum + done.reduce((bytes, [from = 0, to = 0]) => bytes + to - from, 0);
      }, 0);
    };
    for (let round = 0; round < 3; round += 1) {
      const companion = startCompanion(place, { env });
      await companion.call('open-archive', { jobId: 'job', name: 'mine' });
      const before = round === 0 ? 0 : readSaved();
      void companion.call('fetch', request, 'f');
      await companion.firstEvent('f');
      await until(() => readSaved() > before);
      companion.child.kill('SIGKILL');
      await until(() => companion.child.signalCode !== null);
    }
    served.faults.clear();
    const companion = startCompanion(place, { env });
    const answer = await companion.call('fetch', request);
    await companion.close();
    expect(readHash(answer)).toBe(hashOf(readFileSync(file)));
    expect(readdirSync(partial)).toEqual([]);
    const sentBytes = served.requests.list().reduce((sum, { bytesSent }) => sum + bytesSent, 0);
    expect(sentBytes).toBeLessThan(1.9 * statSync(file).size);
  }, 60_000);
});

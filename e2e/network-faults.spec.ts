/** What the network does to a browser that fetches by itself: it goes away, leads elsewhere, or is not who it says it is. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readCertificates } from '../testbed/certificates.ts';
import { readDownloads, type StoredDownload, startDownloads, waitForDownload } from './downloads.ts';
import { waitForJob } from './library.ts';
import { readMediaFacts } from './media-file.ts';
import { openSession, type Session } from './session.ts';
import { startJob } from './start-job.ts';

const scale = { videos: 1, shorts: 1, live: 1, hidden: 1, playlists: 1, largestPlaylist: 20, releases: 1 };
const files = 'files.example.net';
const mirror = 'files.example.org';
const impostor = 'impostor.example.net';
const nowhere = 'nowhere.example.net';

let folder: string;
let server: Server;
let session: Session;
/** Addresses that were asked of the impostor. */
const askedOfImpostor: string[] = [];

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'star-export-network-'));
  // Signed by an authority that nobody has heard of.
  const { leafPem, leafKeyPem } = await readCertificates([impostor], folder);
  server = createServer({ cert: leafPem, key: leafKeyPem }, (request, response) => {
    askedOfImpostor.push(request.url ?? '');
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  session = await openSession({
    companion: false,
    testbed: { scale },
    allowedSites: ['https://*.example.net/*', 'https://*.example.org/*'],
    // These two are asked without the testbed's proxy, which knows neither.
    args: [
      `--proxy-bypass-list=<-loopback>;${impostor};${nowhere}`,
      `--host-resolver-rules=MAP ${impostor} 127.0.0.1:${port}, MAP ${nowhere} ~NOTFOUND`,
    ],
  });
});
test.afterAll(async () => {
  await session?.close();
  server?.close();
  await rm(folder, { recursive: true, force: true });
});

const toPageUrl = (name: string): string => session.testbed.sites.plain.truth()[name]?.url ?? '';

async function expectSaved(id: string, states = ['finished', 'failed', 'interrupted']): Promise<void> {
  const { state } = await waitForDownload(session, id, { states });
  expect(state).toMatchObject({ status: 'finished' });
  const path = join(session.browser.downloadsDir, 'Star Export', state.saved?.record?.path ?? 'no file');
  expect((await readMediaFacts(path)).tracks).toEqual(['audio', 'video']);
}

const waitForTrouble = (id: string): Promise<StoredDownload> =>
  waitForDownload(session, id, { states: ['interrupted', 'failed', 'finished'] });

const resume = (downloadId: string) =>
  session.lookout.evaluate(
    (id) =>
      chrome.runtime.sendMessage({ to: 'background', name: 'download.resume', request: { downloadId: id } }),
    downloadId,
  );

test('a file that has moved to another site is fetched there without the cookies of the first, which are used by login only', async () => {
  const { testbed, browser } = session;
  const cookie = { path: '/', secure: true, sameSite: 'None' as const };
  await browser.context.addCookies([
    { ...cookie, name: 'pass', value: 'of-the-first', domain: files },
    { ...cookie, name: 'wide-pass', value: 'of-the-first', domain: '.example.net' },
  ]);
  const path = '/clip-020s/18.mp4';
  const remove = testbed.faults.add({
    match: { host: files, path },
    fault: { kind: 'redirect', to: `https://${mirror}${path}` },
  });
  const page = await session.showDashboard('#downloads');
  await page.getByRole('textbox', { name: 'Address of a page with a video' }).fill(toPageUrl('described'));
  await page.getByRole('button', { name: 'Look at it' }).click();
  await page.getByRole('checkbox', { name: 'Use my login on example.net' }).check();
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  await expect.poll(() => readDownloads(session)).toHaveLength(1);
  const [{ id } = { id: '' }] = await readDownloads(session);
  await expectSaved(id);
  remove();
  const sent = (host: string) =>
    testbed.requests.list(path).flatMap((each) => (each.host === host ? [each.headers.cookie ?? ''] : []));
  // Or else nothing is proven by their absence.
  expect(sent(files).join()).toContain('pass=of-the-first');
  expect(sent(mirror).length).toBeGreaterThan(0);
  expect(sent(mirror).join()).not.toContain('of-the-first');
});

test('a download waits while there is no connection, and goes on with what it lacks', async () => {
  const { testbed } = session;
  const [id = ''] = await startDownloads(session, [toPageUrl('hls')], {
    quality: 'smallest',
    rateLimitBytesPerSec: 60_000,
  });
  const listSegments = (): string[] =>
    testbed.requests
      .list(`https://${files}/`)
      .flatMap(({ path, headers }) => (headers.range === undefined ? [] : [`${path} ${headers.range}`]));
  await expect.poll(() => listSegments().length, { intervals: [50], timeout: 20_000 }).toBeGreaterThan(4);
  const connect = testbed.disconnect();
  expect((await waitForTrouble(id)).state).toMatchObject({
    status: 'interrupted',
    error: { code: 'net.failed' },
  });
  const before = listSegments().length;
  connect();
  await resume(id);
  await expectSaved(id);
  const asked = listSegments();
  expect(asked.length).toBeGreaterThan(before);
  // What was on its way or had come ahead of its turn, and the head of each track, are asked for again.
  expect(asked.length - new Set(asked).size).toBeLessThanOrEqual(8);
});

test('an export and a download say that there is no connection, and go on by themselves when there is one', async () => {
  const { testbed, lookout, browser } = session;
  const page = await session.openPage(session.channelUrl);
  const { channel } = testbed.sites.youtube.truth();
  const ref = { platform: 'youtube', kind: 'channel', id: channel.handle, url: channel.url } as const;
  const pictures = testbed.faults.add({
    match: { host: '*.ytimg.com' },
    fault: { kind: 'delay', delayMs: 20_000 },
  });
  await startJob(lookout, ref, {});
  await expect.poll(() => testbed.requests.count('ytimg.com'), { timeout: 20_000 }).toBeGreaterThan(0);
  const before = testbed.requests.count(files);
  const [id = ''] = await startDownloads(session, [toPageUrl('hls')], {
    quality: 'smallest',
    rateLimitBytesPerSec: 60_000,
  });
  await expect
    .poll(() => testbed.requests.count(files), { intervals: [50], timeout: 20_000 })
    .toBeGreaterThan(before);
  await browser.context.setOffline(true);
  const connect = testbed.disconnect();
  try {
    const offline = { error: { code: 'net.offline' } };
    expect((await waitForTrouble(id)).state).toMatchObject({ status: 'interrupted', ...offline });
    // What was on its way when the connection went may have failed by itself first.
    await waitForJob(lookout, {
      timeoutMs: 60_000,
      until: ({ state }) => state.status === 'waiting' && state.error?.code === 'net.offline',
    });
    const dashboard = await session.showDashboard();
    await expect(dashboard.getByText('There is no connection').first()).toBeVisible();
  } finally {
    pictures();
    connect();
    await browser.context.setOffline(false);
  }
  await expectSaved(id, ['finished', 'failed']);
  const job = await waitForJob(lookout, { timeoutMs: 60_000, until: ({ state }) => state.status === 'done' });
  expect(job.counts).toMatchObject({ saved: job.counts.seen });
  await page.close();
});

test('a name that leads nowhere, and a server whose certificate nobody vouches for, are told; nothing is asked of it', async () => {
  const [lost = '', unproven = ''] = await startDownloads(session, [
    `https://${nowhere}/film.mp4`,
    `https://${impostor}/film.mp4`,
  ]);
  for (const id of [lost, unproven])
    expect((await waitForTrouble(id)).state).toMatchObject({
      status: 'interrupted',
      error: { code: 'net.failed' },
    });
  expect(askedOfImpostor).toEqual([]);
});

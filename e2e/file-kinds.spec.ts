/** What lies at an address is judged by its bytes: names, other kinds of files, what is none, and servers that err. */
import { expect, test } from '@playwright/test';
import type { Fault } from '../testbed/faults.ts';
import { readDownloads, type StoredDownload, startDownloads, waitForDownload } from './downloads.ts';
import { openSession, type Session } from './session.ts';
import { shareSession } from './share-session.ts';

const scale = { videos: 1, shorts: 1, live: 1, hidden: 1, playlists: 1, largestPlaylist: 20, releases: 1 };
const allowedSites = ['https://*.example.net/*'];
const clip = 'https://files.example.net/clip-010s';
const start = shareSession(() => openSession({ companion: false, allowedSites, testbed: { scale } }));

async function save(session: Session, url: string, choice: object = {}): Promise<StoredDownload> {
  const [id = ''] = await startDownloads(session, [url], { ...choice });
  return waitForDownload(session, id, { states: ['finished', 'failed', 'interrupted'] });
}

/** The address of a file at which something goes wrong. */
async function saveWith(session: Session, fault: Fault, rule: { times?: number; skip?: number } = {}) {
  const { length } = await readDownloads(session);
  const url = `${clip}/18.mp4?case=${length}`;
  session.testbed.faults.add({ match: { path: `case=${length}` }, fault, ...rule });
  return save(session, url);
}

test('a file is called by what it is, and what was not done of a choice is said', async () => {
  const session = await start();
  for (const [name, extension] of [
    ['18.php', 'mp4'],
    ['18.exe', 'mp4'],
    ['18.html', 'mp4'],
    ['251.mp4', 'webm'],
  ])
    expect((await save(session, `${clip}/${name}`)).state, name).toMatchObject({
      status: 'finished',
      saved: { record: { path: expect.stringMatching(new RegExp(`\\.${extension}$`)) } },
    });
  const { state } = await save(session, `${clip}/18.mp4`, { container: 'webm' });
  expect(state).toMatchObject({
    status: 'finished',
    saved: { record: { path: expect.stringMatching(/\.mp4$/) }, left: ['container'] },
  });
  const page = await session.showDashboard('#downloads');
  await expect(page.getByText('It is another kind of file than you chose').first()).toBeVisible();

  const master = `${clip}/master.m3u8`;
  const bytesOf = (download: StoredDownload): number => download.state.saved?.record?.bytes ?? 0;
  const best = bytesOf(await save(session, master));
  const smaller = bytesOf(await save(session, master, { maxBytes: best - 1 }));
  expect(smaller).toBeGreaterThan(0);
  expect(smaller).toBeLessThan(best);
});

const withoutIndex = `\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41\0\0\x10\0mdat${'x'.repeat(4088)}`;

test('what is no video, or none that can be played, is refused in words of its own', async () => {
  const session = await start();
  const bodies = [
    ['<!doctype html><title>Log in</title><p>Log in', 'media.wrong_type', /web page/],
    ['', 'media.wrong_type', /empty/],
    [withoutIndex, 'media.damaged', /nothing can play it/],
  ] as const;
  for (const [body, code, message] of bodies)
    expect((await saveWith(session, { kind: 'body', body, contentType: 'video/mp4' })).state).toMatchObject({
      status: 'failed',
      error: { code, message: expect.stringMatching(message) },
    });
  expect((await saveWith(session, { kind: 'wrong_length', byBytes: -5000 })).state).toMatchObject({
    status: 'failed',
    error: { code: 'media.damaged', message: expect.stringMatching(/ends before it says/) },
  });
});

test('a server that refuses once is asked again, and one that errs about lengths is named', async () => {
  const session = await start();
  const refused = await saveWith(session, { kind: 'status', status: 403 }, { skip: 1, times: 1 });
  expect(refused.state).toMatchObject({ status: 'finished' });
  const { state } = await saveWith(session, { kind: 'wrong_length', byBytes: 1000 });
  expect(['media.incomplete', 'net.http', 'net.failed']).toContain(state.error?.code);
});

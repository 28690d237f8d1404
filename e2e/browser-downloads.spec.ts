/** Single videos without the companion: the browser fetches files, HLS and DASH by itself, and asks for each site. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { chooseInMenu } from './context-menu.ts';
import { readDownloads, type StoredDownload, startDownloads, waitForDownload } from './downloads.ts';
import { killServiceWorker } from './extension-worker.ts';
import { readMediaFacts } from './media-file.ts';
import { openSession, type Session } from './session.ts';
import { shareSession } from './share-session.ts';

const scale = { videos: 1, shorts: 1, live: 1, hidden: 1, playlists: 1, largestPlaylist: 20, releases: 1 };
const allowedSites = ['https://*.example.net/*'];

const start = shareSession(() => openSession({ companion: false, allowedSites, testbed: { scale } }));

function plainPage(session: Session, name: string): { url: string; durationSec: number } {
  const page = session.testbed.sites.plain.truth()[name];
  if (!page) throw new Error(`there is no page ${name}`);
  return { url: page.url, durationSec: page.durationsSec[0] ?? 0 };
}

/** The saved file, looked at as a player does. */
async function readSaved(session: Session, { state }: StoredDownload) {
  const { path = '' } = state.saved?.record ?? {};
  const file = join(session.browser.downloadsDir, 'Star Export', path);
  const sha256 = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  expect(sha256, path).toBe(state.saved?.record?.sha256);
  return { path, ...(await readMediaFacts(file)) };
}

async function finish(session: Session, id: string): Promise<StoredDownload> {
  const download = await waitForDownload(session, id, { states: ['finished', 'failed', 'interrupted'] });
  expect(download.state).toMatchObject({ status: 'finished' });
  return download;
}

test('files, HLS and DASH are saved by the browser alone, whole, and those it cannot save wait for the companion', async () => {
  const session = await start();
  const page = await session.showDashboard('#downloads');
  const described = plainPage(session, 'described');
  await page.getByRole('textbox', { name: 'Address of a page with a video' }).fill(described.url);
  await page.getByRole('button', { name: 'Look at it' }).click();
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(page.getByText('Added to the downloads.')).toBeVisible();

  const names = ['hls', 'dash', 'sound'];
  const ids = await startDownloads(
    session,
    names.map((name) => plainPage(session, name).url),
  );
  for (const [place, name] of names.entries()) {
    const saved = await readSaved(session, await finish(session, ids[place] ?? ''));
    expect(saved.tracks, name).toEqual(name === 'sound' ? ['audio'] : ['audio', 'video']);
    expect(Math.abs(saved.durationSec - plainPage(session, name).durationSec), name).toBeLessThanOrEqual(0.5);
  }
  const rows = page.getByRole('table', { name: 'Downloads that have ended' }).getByRole('row');
  await expect(rows).toHaveCount(5);

  const [nothing = '', inside = ''] = await startDownloads(session, [
    plainPage(session, 'nothing').url,
    plainPage(session, 'private-file').url,
  ]);
  expect((await waitForDownload(session, nothing, { states: ['interrupted'] })).state.error?.code).toBe(
    'host.missing',
  );
  expect((await waitForDownload(session, inside, { states: ['failed'] })).state.error?.code).toBe(
    'net.private_address',
  );
});

test('a download goes on where it was after a pause, the death of the worker and that of the browser', async () => {
  const session = await start();
  const { url } = plainPage(session, 'hls');
  const [id = ''] = await startDownloads(session, [url], {
    quality: 'smallest',
    rateLimitBytesPerSec: 40_000,
  });
  const segments = (): number => session.testbed.requests.count('files.example.net');
  await expect.poll(segments, { intervals: [50], timeout: 20_000 }).toBeGreaterThan(4);
  const ask = (name: string) =>
    session.lookout.evaluate(
      ([asked, downloadId]) =>
        chrome.runtime.sendMessage({ to: 'background', name: asked, request: { downloadId } }),
      [name, id],
    );
  await ask('download.pause');
  await waitForDownload(session, id, { states: ['paused'] });
  await ask('download.resume');
  await waitForDownload(session, id, { states: ['running'] });
  await killServiceWorker(session.browser.context, session.browser.extensionId);
  await session.restartBrowser('kill');
  const saved = await readSaved(session, await finish(session, id));
  expect(saved.tracks).toEqual(['audio', 'video']);
});

test('cookies of a site go along while the login on it is switched on, and at no other time, nor with pictures of a page', async () => {
  const session = await start();
  const { testbed } = session;
  const cookie = { name: 'pass', value: 'of-the-user', path: '/', secure: true, sameSite: 'None' as const };
  await session.browser.context.addCookies([{ ...cookie, domain: '.example.net' }]);
  const page = await session.showDashboard('#downloads');
  await page
    .getByRole('textbox', { name: 'Address of a page with a video' })
    .fill(plainPage(session, 'hls').url);
  await page.getByRole('button', { name: 'Look at it' }).click();
  const login = page.getByRole('checkbox', { name: 'Use my login on example.net' });
  /** Hosts that were asked for the download that is started now, by whether the cookie came along. */
  const download = async () => {
    const [before, known] = [testbed.requests.list().length, await readDownloads(session)];
    await page.getByRole('button', { name: 'Download', exact: true }).click();
    await expect.poll(() => readDownloads(session)).toHaveLength(known.length + 1);
    await finish(session, (await readDownloads(session)).at(-1)?.id ?? '');
    const asked = testbed.requests.list().slice(before);
    const listHosts = (isSent: boolean) => [
      ...new Set(
        asked.flatMap(({ host, headers }) =>
          host.endsWith('example.net') && /pass=of-the-user/.test(headers.cookie ?? '') === isSent
            ? [host]
            : [],
        ),
      ),
    ];
    return { with: listHosts(true).sort(), without: listHosts(false).sort() };
  };
  const hosts = ['files.example.net', 'video.example.net'];
  const showPicture = (src: string) =>
    page.evaluate((address) => Object.assign(new Image(), { src: address }).decode(), src);
  await showPicture('https://files.example.net/clip-020s/poster.jpg');
  expect(testbed.requests.list('poster.jpg').map(({ headers }) => headers.cookie)).toEqual([undefined]);
  // The browser may fetch from the site all the while.
  await expect(login).not.toBeChecked();
  expect(await download()).toEqual({ with: [], without: hosts });
  await login.check();
  await expect(login).toBeChecked();
  expect(await download()).toEqual({ with: hosts, without: [] });
  await login.uncheck();
  await expect(login).not.toBeChecked();
  expect(await download()).toEqual({ with: [], without: hosts });
});

/** The browser waits with the next download until it is released, and then gives it a name of its own. */
const holdNextSaved = ({ lookout }: Session) =>
  lookout.evaluate(() => {
    chrome.downloads.onDeterminingFilename.addListener((_item, suggest) => {
      Object.assign(globalThis, { release: () => suggest({ filename: 'Star Export/Another name.mp4' }) });
      return true;
    });
  });

for (const killed of ['worker', 'browser'] as const)
  test(`handed over while the ${killed} is killed, a film is fetched once and saved once`, async () => {
    const session = await start();
    await holdNextSaved(session);
    const [id = ''] = await startDownloads(session, [plainPage(session, 'hls').url]);
    await session.lookout.waitForFunction(() => 'release' in globalThis);
    const asked = session.testbed.requests.list().length;
    if (killed === 'browser') await session.restartBrowser('kill');
    else {
      await killServiceWorker(session.browser.context, session.browser.extensionId);
      await session.lookout.evaluate(() => (globalThis as unknown as { release(): void }).release());
    }
    const saved = await readSaved(session, await finish(session, id));
    expect(saved.tracks).toEqual(['audio', 'video']);
    expect(await readdir(join(session.browser.downloadsDir, 'Star Export'))).toEqual([saved.path]);
    expect(session.testbed.requests.list()).toHaveLength(asked);
  });

test('the browser is asked for each site before anything is fetched from it', async () => {
  const session = await start();
  const page = await session.showDashboard('#downloads');
  const address = page.getByRole('textbox', { name: 'Address of a page with a video' });
  // Every other site of these tests has been allowed.
  await address.fill('https://files.example.org/clip-020s/18.mp4');
  await page.getByRole('button', { name: 'Look at it' }).click();
  await expect(page.getByRole('button', { name: 'Allow files.example.org' })).toBeVisible();
  expect(session.testbed.requests.count('example.org')).toBe(0);
});

test('a film with segments that the server refuses is never called finished, and is whole when they are there again', async () => {
  const session = await start();
  const { faults } = session.testbed;
  const refuse = { kind: 'status', status: 404 } as const;
  // The first requests are for the beginning, without which there is no film.
  faults.add({ match: { path: /\/140\.mp4/ }, fault: refuse, skip: 3, times: 2 });
  faults.add({ match: { path: 'captions-de' }, fault: refuse });
  const { url } = plainPage(session, 'hls');
  const choice = { subtitles: { languages: [], automatic: false, embed: true } };
  const [id = ''] = await startDownloads(session, [url], choice);
  await finish(session, id);
  const page = await session.showDashboard('#downloads');
  const row = page.getByRole('table', { name: 'Downloads that have ended' }).getByRole('row').nth(1);
  await expect(row).toContainText('Saved with gaps');
  await expect(row).toContainText('missing (2 segments the server refused).');
  const card = page.getByRole('region', { name: 'Saved, but not whole' });
  await expect(card).toContainText(
    'missing (2 segments the server refused). Captions the server refused: Deutsch.',
  );

  faults.clear();
  const before = session.testbed.requests.list().length;
  await card.getByRole('button', { name: 'Try again' }).click();
  await expect(card).toHaveCount(0);
  const saved = await readSaved(session, await finish(session, id));
  expect(saved.tracks).toEqual(['audio', 'subtitle', 'subtitle', 'video']);
  const again = session.testbed.requests.list().slice(before);
  // The two, and what stands before all, to compare.
  expect(again.filter(({ path }) => /\.mp4/.test(path)).length).toBeLessThanOrEqual(3);
});

/** Saves a film whose server leads elsewhere, in vain, and forgets it. */
async function followInVain(session: Session, to: string): Promise<void> {
  const { faults } = session.testbed;
  faults.clear();
  faults.add({ match: { host: 'files.example.net' }, fault: { kind: 'redirect', to } });
  const [id = ''] = await startDownloads(session, [plainPage(session, 'described').url]);
  const ended = await waitForDownload(session, id, { states: ['failed', 'interrupted'] });
  expect(ended.state.error?.code, to).toBe('net.failed');
  await session.lookout.evaluate(
    (downloadId) =>
      chrome.runtime.sendMessage({
        to: 'background',
        name: 'download.cancel',
        request: { downloadId, discard: true },
      }),
    id,
  );
}

test('N08: a redirect is followed to what is encrypted, and to nothing else: nobody on this machine is asked', async () => {
  const session = await start();
  const { requests } = session.testbed;
  // Nobody answers there, and whoever asks is written down.
  await followInVain(session, 'http://one.example.org/film.mp4');
  await followInVain(session, 'https://two.example.org/film.mp4');
  expect(requests.refusals('two.example.org')).not.toEqual([]);
  expect(requests.refusals('one.example.org')).toEqual([]);

  let connections = 0;
  const inside = createServer((socket) => {
    connections += 1;
    socket.on('error', () => undefined).end();
  }).listen(0, '127.0.0.1');
  await once(inside, 'listening');
  const { port } = inside.address() as AddressInfo;
  await followInVain(session, `http://127.0.0.1:${port}/film.mp4`);
  expect(connections).toBe(0);
  inside.close();
});

test('a film and a link of the right-click menu end on the same screen without the companion, and are saved', async () => {
  const session = await start();
  const { url: pageUrl } = plainPage(session, 'files');
  const described = plainPage(session, 'described').url;
  const site = await session.openPage(pageUrl);
  const srcUrl = await site.locator('source').first().getAttribute('src');
  const clicks = [
    { menuItemId: 'download-media', pageUrl, srcUrl: srcUrl ?? '', mediaType: 'video' as const },
    { menuItemId: 'download-link', pageUrl, linkUrl: described },
  ];
  const page = await session.showDashboard();
  for (const click of clicks) {
    await chooseInMenu(session, click);
    await page.waitForURL(/#downloads=/);
    await expect(page.getByText('The browser saves this by itself.')).toBeAttached();
    await expect(page.getByText('Only parts of it')).toHaveCount(0);
    await page.getByRole('button', { name: 'Download', exact: true }).click();
    await expect(page.getByText('Added to the downloads.')).toBeVisible();
  }
  const downloads = await readDownloads(session);
  expect(downloads.map(({ url }) => url)).toEqual([srcUrl, described]);
  for (const { id } of downloads)
    expect((await readSaved(session, await finish(session, id))).tracks).toEqual(['audio', 'video']);
});

test('the browser alone takes name, sound, size and captions as they were chosen, and says what it left', async () => {
  const session = await start();
  const page = await session.showDashboard('#downloads');
  const address = page.getByRole('textbox', { name: 'Address of a page with a video' });
  await address.fill(plainPage(session, 'described').url);
  await page.getByRole('button', { name: 'Look at it' }).click();
  await page.getByRole('radio', { name: 'Sound only, m4a' }).check();
  await page.getByText('More options').click();
  await page.getByLabel('File name').fill('Films/%(title).9s [%(id)s].%(ext)s');
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(page.getByText('Added to the downloads.')).toBeVisible();
  const [{ id: named } = { id: '' }] = await readDownloads(session);
  const sound = await readSaved(session, await finish(session, named));
  expect(sound).toMatchObject({ path: 'Films/How bread [18].m4a', tracks: ['audio'] });

  const [song = ''] = await startDownloads(session, [plainPage(session, 'described').url], {
    quality: 'audio',
    audioFormat: 'mp3',
  });
  const encoded = await readSaved(session, await finish(session, song));
  expect(encoded).toMatchObject({ path: expect.stringMatching(/\.mp3$/), tracks: ['audio'] });
  expect(Math.abs(encoded.durationSec - sound.durationSec)).toBeLessThanOrEqual(0.5);

  const { url } = plainPage(session, 'hls');
  const subtitles = { languages: ['de'], automatic: false, embed: false };
  const [beside = ''] = await startDownloads(session, [url], {
    subtitles,
    sections: [{ startSec: 1, endSec: 2 }],
    container: 'mkv',
  });
  const download = await finish(session, beside);
  expect(await readSaved(session, download)).toMatchObject({ path: 'Night trains winter timetable.mkv' });
  expect(download.state.saved).toMatchObject({
    extras: [{ path: 'Night trains winter timetable.de.vtt' }],
    left: ['sections'],
  });
  await expect(page.getByText('Not done, because it needs the companion')).toBeVisible();

  const [large = ''] = await startDownloads(session, [url], { maxBytes: 1000 });
  const refused = await waitForDownload(session, large, { states: ['failed', 'finished'] });
  expect(refused.state.error?.code).toBe('media.over_limit');
});

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startTestSite, type TestSite } from '../testbed/test-site.ts';
import { type Browser, launchBrowser, listRefusals, logIn } from './browser.ts';
import { killServiceWorker } from './extension-worker.ts';

const clip = Buffer.from('0123456789'.repeat(100));
let dir: string;
let site: TestSite;
let browser: Browser;

/** An extension whose worker remembers the last message, fetches for those who ask, and speaks to a companion. */
async function writeExtension(extensionDir: string): Promise<void> {
  const manifest = {
    manifest_version: 3,
    name: 'testbed probe',
    version: '1',
    permissions: ['downloads', 'nativeMessaging'],
    host_permissions: ['https://*.googlevideo.com/*'],
    background: { service_worker: 'worker.js' },
  };
  const worker = `
    let last = 'nothing before';
    chrome.runtime.onMessage.addListener((message, sender, reply) => {
      if (message.fetch) fetch(message.fetch, { headers: { range: 'bytes=2-5' } })
        .then(async (response) => reply({ status: response.status, text: await response.text() }));
      else if (message.host) chrome.runtime.sendNativeMessage(message.host, {}, reply);
      else if (message.download) chrome.downloads.download(message.download, () => reply('started'));
      else { reply(last); last = message.note; }
      return true;
    });`;
  await mkdir(extensionDir, { recursive: true });
  await writeFile(join(extensionDir, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(extensionDir, 'worker.js'), worker);
  await writeFile(join(extensionDir, 'page.html'), '<title>extension page</title>');
}

/** A companion that answers once with the environment it was started with. */
async function writeHost(hostDir: string, extensionId: string): Promise<void> {
  const script = `#!${process.execPath}
    const names = ['STAR_EXPORT_TEST_PROXY', 'STAR_EXPORT_TEST_CA', 'EXTRA'];
    const text = Buffer.from(JSON.stringify(Object.fromEntries(names.map((name) => [name, process.env[name]]))));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(text.length);
    process.stdout.write(Buffer.concat([length, text]));\n`;
  const path = join(hostDir, 'host.cjs');
  await mkdir(hostDir, { recursive: true });
  await writeFile(path, script, { mode: 0o755 });
  const manifest = { name: 'test.probe', description: 'probe', path, type: 'stdio' };
  const origins = { allowed_origins: [`chrome-extension://${extensionId}/`] };
  await writeFile(join(hostDir, 'test.probe.json'), JSON.stringify({ ...manifest, ...origins }));
}

test.beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'browser-'));
  site = await startTestSite(clip);
  const extensionDir = join(dir, 'extension');
  await writeExtension(extensionDir);
  browser = await launchBrowser({
    testbed: site.testbed,
    extensionDir,
    userDataDir: join(dir, 'profile'),
    env: { EXTRA: 'inherited' },
  });
  await writeHost(join(dir, 'profile', 'NativeMessagingHosts'), browser.extensionId);
});
test.afterAll(async () => {
  await browser.close();
  await site.stop();
  await rm(dir, { recursive: true });
});

const page = 'https://www.youtube.com/page';
const file = 'https://rr3---sn-abc.googlevideo.com/file';

/** Sends a message to the worker from a page of the extension, waking it if it sleeps. */
async function ask(message: unknown): Promise<unknown> {
  const extensionPage = await browser.openExtensionPage('page.html');
  try {
    return await extensionPage.evaluate((sent) => chrome.runtime.sendMessage(sent), message);
  } finally {
    await extensionPage.close();
  }
}

test.describe('the browser', () => {
  test('opens the sites under their real names, logged in, and fetches parts of files', async () => {
    await logIn(browser.context, [
      {
        name: 'SAPISID',
        value: 'x',
        domain: '.youtube.com',
        path: '/',
        secure: true,
        httpOnly: false,
        expires: 1_893_456_000,
      },
    ]);
    const tab = await browser.context.newPage();
    await tab.goto(page);
    expect(await tab.title()).toBe('page');
    expect(await tab.evaluate(() => fetch('/echo').then((response) => response.json()))).toMatchObject({
      cookies: [['SAPISID', 'x']],
    });
    const status = await tab.evaluate(() =>
      fetch('/file', { headers: { range: 'bytes=2-5' } }).then((r) => r.status),
    );
    expect(status).toBe(206);
    await tab.close();
  });

  test('lets the service worker fetch from the media hosts', async () => {
    expect(await ask({ fetch: file })).toEqual({ status: 206, text: '2345' });
  });

  test('asks for nothing by itself', () => {
    expect(listRefusals(site.testbed.requests)).toEqual([]);
  });

  test('reaches nothing else, not even this machine', async () => {
    for (const [url, failure] of [
      ['https://example.org/', 'ERR_TUNNEL_CONNECTION_FAILED'],
      ['http://127.0.0.1:8099/', 'ERR_HTTP_RESPONSE_CODE_FAILURE'],
    ] as const) {
      const tab = await browser.context.newPage();
      await expect(tab.goto(url)).rejects.toThrow(failure);
      await tab.close();
    }
    const targets = new Set(listRefusals(site.testbed.requests));
    expect([...targets]).toEqual(['example.org:443', 'http://127.0.0.1:8099/']);
  });

  test('saves downloads under their own names', async () => {
    await ask({ download: { url: file, filename: 'sub/clip.mp4' } });
    const saved = join(browser.downloadsDir, 'sub', 'clip.mp4');
    await expect
      .poll(() =>
        readFile(saved).then(
          (bytes) => bytes.equals(clip),
          () => false,
        ),
      )
      .toBe(true);
  });

  test('gives the companion the environment that leads to the testbed', async () => {
    expect(await ask({ host: 'test.probe' })).toEqual({
      STAR_EXPORT_TEST_PROXY: site.testbed.proxyUrl,
      STAR_EXPORT_TEST_CA: site.testbed.caFile,
      EXTRA: 'inherited',
    });
  });

  test('loses its service worker when told to and gets a new one with the next message', async () => {
    expect(await ask({ note: 'kept in memory only' })).toBe('nothing before');
    expect(await ask({ note: 'again' })).toBe('kept in memory only');
    await killServiceWorker(browser.context, browser.extensionId);
    expect(await ask({ note: 'after' })).toBe('nothing before');
    await killServiceWorker(browser.context, browser.extensionId);
    await killServiceWorker(browser.context, browser.extensionId);
    expect(await ask({ note: 'after' })).toBe('nothing before');
  });
});

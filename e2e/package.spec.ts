/** What the extension weighs, and when the core of ffmpeg is loaded. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { listScripts } from '../bench/built-extension.ts';
import { readEntrySizes } from '../bench/page/sizes.ts';
import { extensionFolder } from '../scripts/build-product.ts';
import { openSession } from './session.ts';

/** The core's code, and the worker with the script that goes with it. */
const isCore = (path: string): boolean => /(^|\/)ffmpeg(-core|\.worker)[^/]*$/.test(path);

async function listPackage(): Promise<string[]> {
  const entries = await readdir(extensionFolder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

test('without the core of ffmpeg the package is below 1.5 MB', async () => {
  const files = await listPackage();
  expect(files.filter(isCore)).toHaveLength(2);
  let bytes = 0;
  // Compressed as in the ZIP that browsers install from, with a ZIP's two entries for each file.
  for (const path of files.filter((file) => !isCore(file)))
    bytes += gzipSync(await readFile(path), { level: 9 }).length + 200;
  expect(bytes).toBeLessThan(1_500_000);
});

test('the popup, and what runs in every page of a platform, stay as small as they have to be', async () => {
  const limited = (await readEntrySizes()).filter(({ aimBytes }) => aimBytes !== null);
  expect(limited.map(({ name }) => name)).toContain('popup.html');
  for (const { name, gzipBytes, aimBytes } of limited) {
    console.log(`${name}: ${gzipBytes} of ${aimBytes} bytes after gzip`);
    expect(gzipBytes, name).toBeLessThanOrEqual(aimBytes ?? 0);
  }
  // The bundler's own list of what comes with the page: nothing was left out of the sum.
  const page = await readFile(join(extensionFolder, 'popup.html'), 'utf8');
  const preloaded = [...page.matchAll(/rel="modulepreload"[^>]+href="\/([^"]+)"/g)].map(([, path]) => path);
  expect(preloaded.length).toBeGreaterThan(1);
  expect(await listScripts('popup.html')).toEqual(expect.arrayContaining(preloaded));
});

test('no page loads the core, nor what reads media, before it is used', async () => {
  const session = await openSession({ companion: false, testbed: { scale: { videos: 1 } } });
  try {
    const asked: string[] = [];
    session.browser.context.on('request', (request) => asked.push(new URL(request.url()).pathname));
    for (const page of ['dashboard.html', 'dashboard.html#convert', 'popup.html', 'offscreen.html']) {
      const opened = await session.browser.openExtensionPage(page);
      await opened.waitForLoadState('networkidle');
      expect(asked.filter((path) => path.endsWith('.js')).length, page).toBeGreaterThan(1);
      expect(
        asked.filter((path) => /ffmpeg|bunny/.test(path)),
        page,
      ).toEqual([]);
      await opened.close();
    }
  } finally {
    await session.close();
  }
});

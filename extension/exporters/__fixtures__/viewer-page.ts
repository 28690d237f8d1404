/** The viewer of a test's archive, opened from the disk in a real browser and watched. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from '@playwright/test';
import { afterAll, beforeAll } from 'vitest';
import { readToolsRecord } from '../../../scripts/tools.ts';
import { viewerExporter } from '../viewer.ts';
import { buildArchive } from './sample-archive.ts';

const tools = await readToolsRecord();
export const ffmpegPath = tools?.ffmpeg?.path ?? 'ffmpeg';

let browser: Browser;
let work: string;

/** Starts a browser for the tests of a file, and ends it after them. */
export function useBrowser(): void {
  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'viewer-'));
    const executablePath = tools?.chromium?.path ?? '/usr/bin/chromium';
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    await rm(work, { recursive: true, force: true });
  });
}

/** Writes the page of an archive into a folder of its own. */
export async function writeViewer(parts: Parameters<typeof buildArchive>[0] = {}): Promise<string> {
  const folder = await mkdtemp(join(work, 'archive-'));
  for await (const { path, chunks } of viewerExporter.write(buildArchive(parts))) {
    await writeFile(join(folder, path), Readable.from(chunks));
  }
  return folder;
}

export interface Watched {
  page: Page;
  /** What a hostile text would cause: dialogs, errors, requests that leave the folder, pages opened. */
  incidents: string[];
}

export async function openViewer(folder: string, { hash = '', width = 1280 } = {}): Promise<Watched> {
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  const incidents: string[] = [];
  const root = pathToFileURL(folder).href;
  page.on('dialog', (dialog) => {
    incidents.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', (popup) => incidents.push(`popup ${popup.url()}`));
  page.on('pageerror', (error) => incidents.push(`error ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(root)) incidents.push(`request ${request.url()}`);
  });
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) incidents.push(message.text());
  });
  await page.goto(`${root}/index.html${hash}`);
  return { page, incidents };
}

/** Address of an item within the page. */
export const toHash = (key: string): string => `#/item/${encodeURIComponent(key)}`;

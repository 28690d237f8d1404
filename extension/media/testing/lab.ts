/** The browser's part of joining and converting in its page, with a server that hands it files and takes results. */
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Page } from '@playwright/test';
import type { Lab } from './lab-page/main.ts';
import { openMediaBrowser } from './media-browser.ts';

/** The running lab. */
export interface MediaLab {
  page: Page;
  /** Where results lie. */
  results: string;
  run<Name extends keyof Lab>(
    name: Name,
    order: Parameters<Lab[Name]>[0],
  ): Promise<Awaited<ReturnType<Lab[Name]>>>;
  /** What of its own the page has asked for, by path. */
  asked: string[];
  /** Begins anew in a process without what the last one has left in memory; the browser's storage stays. */
  renew(): Promise<void>;
  close(): Promise<void>;
}

interface Folders {
  files: string;
  results: string;
}

/** `/files/NAME` is an input, or what was made before; `/results/NAME` takes what was made. */
async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { files, results }: Folders,
): Promise<void> {
  const [, folder, name = ''] = /^\/(files|results)\/([^/]+)$/.exec(request.url ?? '') ?? [];
  try {
    if (folder === 'results') {
      await pipeline(request, createWriteStream(join(results, name)));
      response.end();
    } else {
      const made = join(results, name);
      const file = existsSync(made) ? made : join(files, name);
      response.setHeader('content-length', (await stat(file)).size);
      await pipeline(createReadStream(file), response);
    }
  } catch (error) {
    // The page stops reading what it has already.
    if (!response.headersSent) response.statusCode = 404;
    response.end(String(error));
  }
}

/** Builds and starts it; `files` is the folder of inputs. */
export async function openLab(files: string): Promise<MediaLab> {
  const results = await mkdtemp(join(tmpdir(), 'star-export-lab-'));
  const browser = await openMediaBrowser([], 'lab-page');
  const { origin, page, asked } = browser;
  origin.serve((request, response) => void answer(request, response, { files, results }));
  page.on('console', (message) => {
    if (message.type() === 'error') process.stderr.write(`lab: ${message.text()}\n`);
  });
  page.on('pageerror', (error) => process.stderr.write(`lab: ${error.message}\n`));
  const ready = (): Promise<unknown> => page.waitForFunction('globalThis.ask !== undefined');
  await ready();
  return {
    page,
    results,
    asked,
    run: (name, order) => browser.ask(name, order),
    async renew() {
      await browser.renew();
      await ready();
    },
    async close() {
      await browser.stop();
      await rm(results, { recursive: true, force: true });
    },
  };
}

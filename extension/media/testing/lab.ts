/** A page with the browser's part of media, built as the product is, and a server that hands it files and takes results. */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { build } from 'vite';
import { readToolsRecord } from '../../../scripts/tools.ts';
import type { Lab } from './lab-page.ts';

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** The running lab. */
export interface MediaLab {
  page: Page;
  /** Where results lie. */
  results: string;
  run<Name extends keyof Lab>(
    name: Name,
    order: Parameters<Lab[Name]>[0],
  ): Promise<Awaited<ReturnType<Lab[Name]>>>;
  /** What the page has asked for, by path. */
  asked: string[];
  close(): Promise<void>;
}

async function buildPage(folder: string): Promise<void> {
  const entry = fileURLToPath(new URL('lab-page.ts', import.meta.url));
  await writeFile(
    join(folder, 'index.html'),
    `<!doctype html><title>lab</title><link rel="icon" href="data:,"><script type="module" src="${entry}"></script>`,
  );
  await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir: join(folder, 'built'), minify: false, target: 'esnext', modulePreload: false },
  });
}

/** Builds and starts it; `files` is the folder of inputs. */
export async function openLab(files: string): Promise<MediaLab> {
  const folder = await mkdtemp(join(tmpdir(), 'star-export-lab-'));
  const results = join(folder, 'results');
  await mkdir(results);
  await buildPage(folder);
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const path = (request.url ?? '/').slice(1) || 'index.html';
    asked.push(path);
    try {
      if (request.method === 'PUT') {
        await pipeline(request, createWriteStream(join(results, path.slice('results/'.length))));
        response.end();
        return;
      }
      const isInput = path.startsWith('files/');
      const file = isInput ? join(files, path.slice('files/'.length)) : join(folder, 'built', path);
      const { size } = await stat(file);
      response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
      response.setHeader('content-length', size);
      await pipeline(createReadStream(file), response);
    } catch (error) {
      // The page stops reading what it has already.
      if (!response.headersSent) response.statusCode = 404;
      response.end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const tools = await readToolsRecord();
  // A profile on the disk: without one, Chromium keeps its storage in memory.
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath: tools?.chromium?.path ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.on('console', (message) => {
    if (message.type() === 'error') process.stderr.write(`lab: ${message.text()}\n`);
  });
  page.on('pageerror', (error) => process.stderr.write(`lab: ${error.message}\n`));
  await page.goto(`http://localhost:${port}/`);
  await page.waitForFunction('globalThis.lab !== undefined');
  return {
    page,
    results,
    asked,
    run: (name, order) =>
      page.evaluate(
        ([method, given]) => {
          const { lab } = globalThis as unknown as {
            lab: Record<string, (order: unknown) => Promise<never>>;
          };
          const run = lab[method];
          if (!run) throw new Error(`The lab has no ${method}.`);
          return run(given);
        },
        [name, order] as const,
      ),
    async close() {
      await context.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Bytes of a result. */
export const readResult = (lab: MediaLab, name: string): Promise<Buffer> => readFile(join(lab.results, name));

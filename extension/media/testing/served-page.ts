/** A page of this folder with media code of the product: built once, served from the origin that also serves the files. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readToolsRecord } from '../../../scripts/tools.ts';
import { takeLock } from '../../../testbed/media/lock.ts';
import { type Origin, startOrigin } from '../../../testbed/origin.ts';

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** The page and the browser for it. */
export interface ServedPage {
  origin: Origin;
  url: string;
  /** What of its own the page has asked for, by path. */
  asked: string[];
  executablePath: string;
  /** Of a browser's own, removed at the end. */
  profile: string;
  stop(): Promise<void>;
}

/** The built page under /page/, everything else as the test says. Gives what is asked for. */
function servePage(folder: string, origin: Origin): string[] {
  const asked: string[] = [];
  origin.setPage(async (path) => {
    asked.push(path);
    const bytes = await readFile(join(folder, path)).catch(() => null);
    return bytes && { bytes, type: types[extname(path)] ?? 'application/octet-stream' };
  });
  return asked;
}

async function buildPage(pageName: string, folder: string): Promise<void> {
  const { build } = await import('vite');
  await build({
    root: fileURLToPath(new URL(`./${pageName}`, import.meta.url)),
    base: '/page/',
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir: folder, emptyOutDir: true, target: 'esnext' },
  });
}

/** The built page for all files of one run of tests, which has its folder for temporary files to itself. */
async function shareBuiltPage(pageName: string): Promise<string> {
  const folder = join(tmpdir(), pageName);
  const release = await takeLock(`${folder}.lock`);
  try {
    if (!existsSync(folder)) {
      await buildPage(pageName, `${folder}.draft`);
      await rename(`${folder}.draft`, folder);
    }
  } finally {
    await release();
  }
  return folder;
}

/** Builds a page of this folder and serves it. */
export async function openServedPage(pageName: string): Promise<ServedPage> {
  const work = await mkdtemp(join(tmpdir(), 'star-media-'));
  const own = join(work, 'page');
  // While somebody watches their tests, sources change within a run.
  const isShared = process.env.VITEST_MODE === 'RUN';
  const built = isShared ? await shareBuiltPage(pageName) : own;
  if (!isShared) await buildPage(pageName, own);
  const origin = await startOrigin();
  return {
    origin,
    url: `${origin.base}/page/index.html`,
    asked: servePage(built, origin),
    executablePath: (await readToolsRecord())?.chromium?.path ?? '/usr/bin/chromium',
    profile: join(work, 'profile'),
    async stop() {
      await origin.stop();
      await rm(work, { recursive: true, force: true });
    },
  };
}

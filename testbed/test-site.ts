import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchThrough, type Received, type Wanted } from './fetch-through.ts';
import { type SiteServer, serveSites } from './serve-sites.ts';
import type { Site, SiteRequest, SiteResponse } from './site.ts';

function createTestSite(file: string): Site {
  const pages: Record<string, (request: SiteRequest) => SiteResponse> = {
    '/page': () => ({
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: `<title>page</title><script>var data = {"secret":{"name":"</scrip"},"kept":1};</script>${'x'.repeat(2000)}`,
    }),
    '/json': () => ({
      headers: { 'content-type': 'application/json' },
      body: '{"list":[{"id":"a","gone":1}]}',
    }),
    '/echo': ({ method, url, body, cookies }) => ({
      headers: { 'content-type': 'application/json', 'set-cookie': ['a=1; Path=/', 'b=2; Path=/'] },
      body: JSON.stringify({ method, href: url.href, body: body.toString(), cookies: [...cookies] }),
    }),
    '/file': () => ({ headers: { 'content-type': 'video/mp4' }, body: { file } }),
    '/broken': () => {
      throw new Error('broken on purpose');
    },
  };
  return {
    id: 'test',
    hosts: ['www.youtube.com', '*.googlevideo.com'],
    respond: async (request) =>
      pages[request.url.pathname]?.(request) ?? { status: 404, body: 'no such page' },
    truth: () => ({ videos: 1 }),
  };
}

/** A testbed with one tiny site, for the tests of the testbed itself. */
export interface TestSite {
  testbed: SiteServer;
  sites: readonly Site[];
  /** A private folder that holds `clip.bin`, the file behind the site's /file. */
  dir: string;
  fetch(url: string, wanted?: Wanted): Promise<Received>;
  stop(): Promise<void>;
}

export async function startTestSite(clip: Buffer): Promise<TestSite> {
  const dir = await mkdtemp(join(tmpdir(), 'testbed-'));
  await writeFile(join(dir, 'clip.bin'), clip);
  const sites = [createTestSite(join(dir, 'clip.bin'))];
  const testbed = await serveSites({ sites, cacheDir: join(dir, 'cache') });
  return {
    testbed,
    sites,
    dir,
    fetch: (url, wanted) => fetchThrough(testbed, url, wanted),
    stop: async () => {
      await testbed.stop();
      await rm(dir, { recursive: true });
    },
  };
}

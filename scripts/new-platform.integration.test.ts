/** A platform is added by the recipe alone, in a copy of the project: the site is invented, everything else is real. */
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProject } from './conventions/project.ts';
import { rules } from './conventions/rules.ts';
import { projectRoot } from './tools.ts';

const host = 'www.harbour.example';
const left = ['node_modules', '.git', '.output', '.cache', 'dist', 'test-results', 'playwright-report'];

let root: string;

const listProblems = (folder: string): string[] => {
  const project = openProject(folder);
  return rules.flatMap(([, rule]) => rule(project));
};

/** A program of the project's packages, in the copy or in the project itself. */
const run = (name: string, args: string[], cwd = root) =>
  execa(join(projectRoot, 'node_modules', '.bin', name), args, { cwd, all: true, reject: false });

const listTypeErrors = async (folder: string): Promise<string[]> =>
  (await run('tsc', ['-p', 'extension/tsconfig.json', '--noEmit', '--pretty', 'false'], folder)).all
    .split('\n')
    .filter((line) => line.includes('error TS'));

/** What is said of the copy alone. Of the project itself little is said, so it is asked only where something is. */
async function listNew(list: (folder: string) => string[] | Promise<string[]>): Promise<string[]> {
  const found = await list(root);
  const known = new Set(found.length > 0 ? await list(projectRoot) : []);
  return found.filter((line) => !known.has(line));
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'star-export-platform-'));
  await cp(projectRoot, root, {
    recursive: true,
    filter: (path) => !left.some((name) => path === join(projectRoot, name)),
  });
  await symlink(join(projectRoot, 'node_modules'), join(root, 'node_modules'), 'dir');
  const args = [join(projectRoot, 'scripts', 'new-platform.ts'), 'harbour', '--host', host, '--root', root];
  await execa(process.execPath, args);
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** The site: a profile of two pages with three posts. */
function answer(address: string): Response {
  const { pathname, searchParams } = new URL(address);
  const ada = { '@type': 'Person', name: 'Ada', url: `https://${host}/@ada` };
  const post = (id: number) => ({
    '@type': 'SocialMediaPosting',
    url: `https://${host}/post/${id}`,
    headline: `Post ${id}`,
    datePublished: `2026-03-0${id}T10:00:00Z`,
    author: ada,
  });
  const toHtml = (thing: object, head = '') =>
    new Response(
      `<!doctype html>${head}<script type="application/ld+json">${JSON.stringify(thing)}</script>`,
    );
  const id = /^\/post\/(\d)$/.exec(pathname)?.[1];
  if (id) return toHtml({ ...post(Number(id)), articleBody: `All of post ${id}.` });
  if (pathname !== '/@ada') return new Response('', { status: 404 });
  const isFirst = searchParams.get('page') === null;
  const hasPart = isFirst ? [post(1), post(2)] : [post(3)];
  const next = isFirst ? '<link rel="next" href="/@ada?page=2">' : '';
  return toHtml({ '@type': 'ProfilePage', mainEntity: ada, hasPart }, next);
}

/** What the recipe's readers make of the site, from inside of it. */
async function openCollector() {
  const { harbourReaders } = (await import(
    pathToFileURL(join(root, 'extension/platforms/harbour/read.ts')).href
  )) as {
    harbourReaders: {
      createCollector(page: object): { answer(request: object): Promise<Record<string, unknown>> };
    };
  };
  const asked: string[] = [];
  const collector = harbourReaders.createCollector({
    url: () => new URL(`https://${host}/`),
    nowMs: Date.now,
    fetch: async (address: string) => {
      asked.push(address);
      return answer(address);
    },
  });
  return { collector, asked };
}

describe('a platform that was added by npm run new:platform', () => {
  it('breaks no convention', async () => {
    expect(await listNew(listProblems)).toEqual([]);
  });

  it('is typed in every list there is of platforms', async () => {
    expect(await listNew(listTypeErrors)).toEqual([]);
  });

  it('passes the tests of all platforms, and its own', async () => {
    const tests = ['extension/platforms/platforms.test.ts', 'extension/platforms/harbour'];
    const result = await run('vitest', ['run', '--project', 'unit', ...tests]);
    expect(result.exitCode, result.all).toBe(0);
    expect(result.all).toContain('harbour/read-page.test.ts');
  });

  it('reads its site: what a profile is, its list page by page, and one post', async () => {
    const { collector, asked } = await openCollector();
    const ref = { platform: 'harbour', kind: 'profile', id: '@ada', url: `https://${host}/@ada` };
    expect(await collector.answer({ verb: 'resolve', ref })).toMatchObject({
      source: { title: 'Ada', parts: [ref] },
    });
    const first = await collector.answer({ verb: 'page', ref, cursor: null, asOwner: false });
    expect(first).toMatchObject({
      read: { items: [{ id: '1' }, { id: '2' }], continuation: '/@ada?page=2' },
    });
    const second = await collector.answer({ verb: 'page', ref, cursor: '/@ada?page=2', asOwner: false });
    expect(second).toMatchObject({ read: { items: [{ id: '3' }], continuation: null } });
    const url = `https://${host}/post/3`;
    expect(await collector.answer({ verb: 'details', itemId: '3', url })).toMatchObject({
      item: { platform: 'harbour', text: 'All of post 3.' },
    });
    expect(asked).toHaveLength(4);
    const elsewhere = { verb: 'page', ref, cursor: 'https://other.example/', asOwner: false };
    expect(await collector.answer(elsewhere)).toMatchObject({ error: { code: 'input.url_refused' } });
  });

  it('is in the manifest with its hosts, and content scripts run nowhere but on platforms', async () => {
    const built = await run('wxt', ['build']);
    expect(built.exitCode, built.all).toBe(0);
    const manifest = JSON.parse(await readFile(join(root, '.output/chrome-mv3/manifest.json'), 'utf8')) as {
      host_permissions: string[];
      content_scripts: { matches: string[]; js: string[] }[];
    };
    expect(manifest.host_permissions).toContain('https://*.harbour.example/*');
    const ours = manifest.content_scripts.filter(({ matches }) => matches.includes(`https://${host}/*`));
    expect(ours.map(({ js }) => js)).toEqual([['content-scripts/page-harbour.js']]);
    const places = manifest.content_scripts.flatMap(({ matches }) => matches);
    const isOfPlatform = (match: string) =>
      /^https:\/\/(\w+\.)?(youtube\.com|tiktok\.com|facebook\.com|harbour\.example)\//.test(match);
    expect(places.filter((match) => !isOfPlatform(match))).toEqual([]);
  });
});

it('what is no id, no host, or there already is refused, and nothing is written', async () => {
  const script = join(projectRoot, 'scripts', 'new-platform.ts');
  for (const args of [['Har-bour'], ['pier', '--host', 'nowhere'], ['youtube'], []]) {
    const result = await execa(process.execPath, [script, ...args, '--root', root], { reject: false });
    expect(result.exitCode, args.join(' ')).toBeGreaterThan(0);
    expect(result.stderr).not.toBe('');
  }
  expect(openProject(root).paths.filter((path) => path.includes('platforms/pier'))).toEqual([]);
});

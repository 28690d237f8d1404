/** Everything an end-to-end test needs: the testbed, a browser with the built extension, and the companion in its profile. */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { extensionFolder } from '../scripts/build-product.ts';
import { installCompanion } from '../scripts/install-companion.ts';
import { startTestbed, type Testbed, type TestbedOptions } from '../testbed/start-testbed.ts';
import { type Browser, launchBrowser, logIn } from './browser.ts';
import { forgetAll } from './extension-memory.ts';
import { stopWorker, wakeWorker } from './extension-worker.ts';
import { killProcess } from './session-processes.ts';

export interface SessionOptions {
  testbed?: TestbedOptions;
  /** @default true */
  companion?: boolean;
  /** @default true: as the creator whose channel it is */
  loggedIn?: boolean;
  headless?: boolean;
  colorScheme?: 'light' | 'dark';
  /** Sites that the user has allowed the extension to fetch from: the browser's question cannot be answered by a test. */
  allowedSites?: string[];
  /** Where archives go. @default a folder of the session's own */
  root?: string;
  /** More of Chromium's flags. */
  args?: readonly string[];
}

export interface Session {
  testbed: Testbed;
  /** The current browser; another one after `restartBrowser`. */
  browser: Browser;
  /** At an address of the extension, for looking into its library; it shows nothing and asks for nothing by itself. */
  lookout: Page;
  /** Folder of the companion's archives. */
  root: string;
  /** Where the companion keeps cookies while a job needs them. */
  secretsDir: string;
  channelUrl: string;
  openPage(url: string): Promise<Page>;
  /** In place of the lookout, which stays one. `hash` says which of its screens: `#downloads`. */
  showDashboard(hash?: string): Promise<Page>;
  /**
   * As after a new installation: no page, no export, no download, no choice, nothing among the archives and downloads, no
   * fault, and nothing that the sites remember to have been asked. The browser goes on, and with it its logins; on the
   * sites is what was there.
   */
  startOver(): Promise<void>;
  /**
   * Closes the browser, or kills all its processes as a power cut would, and starts it again on the same profile.
   * `meanwhile`: what happens to that before.
   */
  restartBrowser(how: 'close' | 'kill', meanwhile?: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** The platform's pace is for real accounts; the testbed has none to lose. */
const testBudget = { perMinute: 6000, perHour: 100_000, perDay: 1_000_000, burst: 6000 };

const setBudget = (lookout: Page): Promise<void> =>
  lookout.evaluate((budget) => chrome.storage.local.set({ 'request-budget': budget }), testBudget);

/** A file that is not a page runs no code of the extension and wakes nobody; the extension's own functions are there. */
const lookoutPath = 'manifest.json';

async function openLookout(browser: Browser): Promise<Page> {
  const page = await browser.openExtensionPage(lookoutPath);
  await setBudget(page);
  return page;
}

async function empty(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, maxRetries: 5 });
}

/** Ends all processes that run on this profile, without asking. */
async function killProfile(profile: string): Promise<void> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  for (const pid of pids) {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (line.includes(`--user-data-dir=${profile}`)) killProcess(pid);
  }
}

/** The built extension as it is after the user has said yes. */
async function allowSites(sites: string[], folder: string): Promise<string> {
  const copy = join(folder, 'extension');
  await cp(extensionFolder, copy, { recursive: true });
  const path = join(copy, 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as { host_permissions: string[] };
  manifest.host_permissions.push(...sites);
  await writeFile(path, JSON.stringify(manifest));
  return copy;
}

/** Starts it all; `close` ends it all and removes the profile. */
export async function openSession(options: SessionOptions = {}): Promise<Session> {
  const testbed = await startTestbed(options.testbed);
  const folder = await mkdtemp(join(tmpdir(), 'star-export-e2e-'));
  const end = async () => {
    await testbed.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    return await startSession({ testbed, folder, end, options });
  } catch (error) {
    await end();
    throw error;
  }
}

interface Start {
  testbed: Testbed;
  /** Everything of the session lies in it. */
  folder: string;
  end(): Promise<void>;
  options: SessionOptions;
}

async function startSession({ testbed, folder, end, options }: Start): Promise<Session> {
  const { companion = true, loggedIn = true, headless = true, colorScheme = 'light' } = options;
  const profile = join(folder, 'profile');
  const root = options.root ?? join(folder, 'exports');
  const secretsDir = join(folder, 'run');
  await mkdir(secretsDir, { recursive: true, mode: 0o700 });
  await mkdir(profile, { recursive: true });
  await mkdir(root, { recursive: true });
  if (companion) await installCompanion({ profile, root });

  const { allowedSites = [] } = options;
  const extensionDir = allowedSites.length > 0 ? await allowSites(allowedSites, folder) : extensionFolder;

  const launch = (hasWork: boolean) =>
    launchBrowser({
      hasWork,
      testbed,
      extensionDir,
      userDataDir: profile,
      headless,
      colorScheme,
      ...(options.args && { args: options.args }),
      // A browser with a window finds its display there.
      ...(headless && { env: { XDG_RUNTIME_DIR: secretsDir } }),
    });
  const browser = await launch(false);
  if (loggedIn) await logIn(browser.context, testbed.sites.youtube.ownerCookies());

  const showInLookout = (path: string) =>
    session.lookout.goto(`chrome-extension://${session.browser.extensionId}/${path}`);
  const session: Session = {
    testbed,
    browser,
    lookout: await openLookout(browser),
    root,
    secretsDir,
    channelUrl: `https://www.youtube.com/${testbed.sites.youtube.world.owner.handle}`,
    async openPage(url) {
      const page = await session.browser.context.newPage();
      await page.goto(url);
      return page;
    },
    async showDashboard(hash = '') {
      await showInLookout(`dashboard.html${hash}`);
      return session.lookout;
    },
    async startOver() {
      const { context, downloadsDir } = session.browser;
      for (const page of context.pages()) if (page !== session.lookout) await page.close();
      await showInLookout(lookoutPath);
      await stopWorker(session.lookout);
      await forgetAll(session.lookout);
      testbed.faults.clear();
      testbed.requests.clear();
      for (const place of [root, downloadsDir]) await empty(place);
      await setBudget(session.lookout);
      await wakeWorker(session.lookout);
    },
    async restartBrowser(how, meanwhile) {
      if (how === 'kill') await killProfile(profile);
      // Of a killed browser only Playwright's own end is left to close.
      await Promise.allSettled([session.browser.close()]);
      await rm(join(profile, 'SingletonLock'), { force: true });
      await meanwhile?.();
      session.browser = await launch(true);
      session.lookout = await openLookout(session.browser);
    },
    async close() {
      await session.browser.close().finally(end);
    },
  };
  return session;
}

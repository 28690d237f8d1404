/** A Chromium with the built extension that can reach the testbed and nothing else. */
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page, type Worker } from '@playwright/test';
import { readToolsRecord } from '../scripts/tools.ts';
import { type Address, buildChromiumFlags } from '../testbed/client-settings.ts';
import type { RequestLog } from '../testbed/request-log.ts';
import { findWorker, readExtensionId } from './extension-worker.ts';
import { writeLauncher } from './own-downloads.ts';

/** How a browser is started. */
export interface BrowserOptions {
  /** A running testbed, or its address when it runs in another process. */
  testbed: Address;
  /** The built, unpacked extension. Without it the browser is a plain one. */
  extensionDir?: string;
  /** The profile; made when it is not there, kept when the browser closes. */
  userDataDir: string;
  /** Native messaging manifests (`NAME.json`), copied into the profile, the only per-user place a private profile reads. */
  hostManifestDir?: string;
  /** Where downloads go, under their own names. @default `downloads` in the profile */
  downloadsDir?: string;
  /** @default true */
  headless?: boolean;
  /** Whether the extension goes on with something as soon as the browser runs. @default false */
  hasWork?: boolean;
  /** Added to the environment of the browser, and so of the companion it starts. `undefined` removes a variable. */
  env?: Record<string, string | undefined>;
  /** More of Chromium's flags. */
  args?: readonly string[];
  /** @default 1280 × 800 */
  viewport?: { width: number; height: number };
  /** @default light */
  colorScheme?: 'light' | 'dark';
}

/** A running browser. */
export interface Browser {
  context: BrowserContext;
  /** Empty without an extension. */
  extensionId: string;
  downloadsDir: string;
  /** The extension's service worker; starts nothing, waits up to 10 s for it to be there. */
  worker(): Promise<Worker>;
  /** Opens a page of the extension: `popup.html`, `dashboard.html`. */
  openExtensionPage(path: string): Promise<Page>;
  close(): Promise<void>;
}

/** Beside what Playwright turns off. `--disable-features` must not be given: it would replace Playwright's own list. */
const quietFlags = ['--disable-domain-reliability', '--disable-client-side-phishing-detection', '--no-pings'];

/** Leads the companion, which inherits the browser's environment, to the testbed. */
const buildCompanionEnvironment = ({ proxyUrl, caFile }: Address): Record<string, string> => ({
  STAR_EXPORT_TEST_PROXY: proxyUrl,
  STAR_EXPORT_TEST_CA: caFile,
});

/** Starts Chromium on a profile of its own and waits for the extension's worker. */
export async function launchBrowser(options: BrowserOptions): Promise<Browser> {
  const { userDataDir, extensionDir, headless = true, hasWork = false } = options;
  const downloadsDir = options.downloadsDir ?? join(userDataDir, 'downloads');
  await createProfile(userDataDir, { downloadsDir, hostManifestDir: options.hostManifestDir });
  const chromiumPath = await readChromiumPath();
  const context = await chromium.launchPersistentContext(userDataDir, {
    executablePath: hasWork ? await writeLauncher(chromiumPath, userDataDir) : chromiumPath,
    headless,
    // Its own is as long as a whole test may take.
    timeout: 60_000,
    args: buildArgs(options),
    env: { ...process.env, ...buildCompanionEnvironment(options.testbed), ...options.env },
    viewport: options.viewport ?? { width: 1280, height: 800 },
    colorScheme: options.colorScheme ?? 'light',
    // Playwright would keep downloads to itself, under names of its own.
    acceptDownloads: true,
    downloadsPath: downloadsDir,
  });
  await leaveDownloadsAlone(context);
  const extensionId = extensionDir ? await readExtensionId(context, extensionDir) : '';
  return {
    context,
    extensionId,
    downloadsDir,
    worker: () => findWorker(context, extensionId),
    openExtensionPage: async (path) => {
      const page = await context.newPage();
      await page.goto(`chrome-extension://${extensionId}/${path}`);
      return page;
    },
    close: () => context.close(),
  };
}

/** Logs the browser in as whoever the cookies belong to (`testbed.sites.youtube.ownerCookies()`). */
export async function logIn(context: BrowserContext, cookies: readonly LoginCookie[]): Promise<void> {
  await context.addCookies(
    cookies.map((cookie) => ({ ...cookie, sameSite: cookie.secure ? 'None' : 'Lax' })),
  );
}

/**
 * Whom Chromium asks on its own and cannot be talked out of asking: who is logged in to Google, whether there is a push
 * message, and, since 156 and whatever the flags say, whether its components are up to date.
 */
const ownHosts = new Set(['accounts.google.com', 'android.clients.google.com', 'update.googleapis.com']);

/** Of `host:port` or of an address. */
const toHost = (target: string): string =>
  URL.parse(target.includes('://') ? target : `https://${target}`)?.hostname ?? target;

/** Refusals that the product or a page is to blame for. */
export function listRefusals(requests: Pick<RequestLog, 'refusals'>): string[] {
  return requests
    .refusals()
    .map(({ target }) => target)
    .filter((target) => !ownHosts.has(toHost(target)));
}

/** A cookie as the sites of the testbed hand it out. */
export interface LoginCookie {
  name: string;
  value: string;
  domain: string;
  path: string;
  secure: boolean;
  httpOnly: boolean;
  /** Unix seconds. */
  expires: number;
}

function buildArgs({ testbed, extensionDir, args = [] }: BrowserOptions): string[] {
  const extension = extensionDir
    ? [`--disable-extensions-except=${extensionDir}`, `--load-extension=${extensionDir}`]
    : [];
  // Chromium refuses to run as root with its sandbox.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return [...sandbox, ...quietFlags, ...buildChromiumFlags(testbed), ...extension, ...args];
}

async function readChromiumPath(): Promise<string> {
  const path = (await readToolsRecord())?.chromium?.path;
  if (!path) throw new Error('Chromium has not been set up yet; run `npm run setup` once.');
  return path;
}

async function createProfile(
  userDataDir: string,
  { downloadsDir, hostManifestDir }: { downloadsDir: string; hostManifestDir: string | undefined },
): Promise<void> {
  const preferences = {
    download: { default_directory: downloadsDir, prompt_for_download: false, directory_upgrade: true },
    credentials_enable_service: false,
    // Or else it asks Google what the fields of every form are for.
    autofill: { profile_enabled: false, credit_card_enabled: false },
  };
  await mkdir(join(userDataDir, 'Default'), { recursive: true });
  await mkdir(downloadsDir, { recursive: true });
  // A profile that was used before keeps its own.
  await writeFile(join(userDataDir, 'Default', 'Preferences'), JSON.stringify(preferences), {
    flag: 'wx',
  }).catch(ignoreExisting);
  if (hostManifestDir)
    await cp(hostManifestDir, join(userDataDir, 'NativeMessagingHosts'), { recursive: true });
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

/** Downloads behave as in a user's browser: real names, the folder of the preferences. */
async function leaveDownloadsAlone(context: BrowserContext): Promise<void> {
  const page = context.pages()[0] ?? (await context.newPage());
  const session = await context.newCDPSession(page);
  await session.send('Browser.setDownloadBehavior', { behavior: 'default' });
  await session.detach();
}

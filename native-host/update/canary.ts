/** Proves that a yt-dlp works, without any site: it starts, it knows its sites, and our own command line reads a page. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as wrapModule from 'yt-dlp-wrap';
import { AppError } from '../../shared/app-error.ts';
import type { Host } from '../host.ts';
import { buildChildEnvironment } from '../programs/child-environment.ts';
import { isOlder, listHoles, safeVersion } from '../yt-dlp/known-holes.ts';
import type { YtDlpPlace } from '../yt-dlp/locate.ts';
import { buildPageArguments, pageMarks } from '../yt-dlp/page-arguments.ts';

/** The first start unpacks and compiles, and virus scanners look at every file. */
const startTimeoutMs = 120_000;
const maxOutputBytes = 4 * 1024 * 1024;

/** A version that cannot read these is not the one we want, whatever it is. */
const neededExtractors = ['youtube', 'tiktok', 'facebook', 'generic'];

/** With what it is tried. */
export interface CanaryControl {
  host: Host;
  signal: AbortSignal;
}

/** A CommonJS module: loaded by Node its class lies one level deeper than in a bundle. */
const YtDlpWrap =
  typeof wrapModule.default === 'function'
    ? wrapModule.default
    : (wrapModule as unknown as { default: typeof wrapModule }).default.default;

/** Runs it to its end and settles with its standard output. */
type Run = (args: readonly string[]) => Promise<string>;

function createRun(place: YtDlpPlace, { host, signal }: CanaryControl): Run {
  const wrap = new YtDlpWrap(place.command);
  const env = { ...buildChildEnvironment(host.machine, [place.command]), ...place.env };
  return (args) =>
    wrap.execPromise([...place.args, ...args], {
      env,
      cwd: host.machine.temp,
      signal,
      timeout: startTimeoutMs,
      killSignal: 'SIGKILL',
      maxBuffer: maxOutputBytes,
      windowsHide: true,
    });
}

/** A page with one video, which is all there is on it. */
const page = '<!doctype html><title>Canary</title><video src="/canary.mp4"></video>';

async function openPage(): Promise<{ server: Server; url: URL }> {
  const server = createServer(({ url }, response) => {
    const isPage = url === '/page';
    response.writeHead(200, { 'content-type': isPage ? 'text/html' : 'video/mp4' });
    response.end(isPage ? page : '');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return { server, url: new URL(`http://127.0.0.1:${port}/page`) };
}

/** Asks for the page as we ask for every page: an option that has gone, or means something else, shows here. */
async function readOwnPage(run: Run): Promise<string> {
  const { server, url } = await openPage();
  try {
    const plan = {
      url,
      extractors: 'default',
      cookieFile: null,
      userAgent: null,
      ffmpegPath: 'ffmpeg',
      nodePath: process.execPath,
      systemCertificates: false,
      prefer: { codec: null, container: null },
      entries: { from: 1, count: 1 },
    };
    // Loopback, and no proxy of the user's on the way to it.
    return await run(['--proxy', '', ...buildPageArguments(plan)]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function check(isRight: boolean, what: string): void {
  if (!isRight) throw new AppError('ytdlp.update_failed', `The new yt-dlp does not work: ${what}.`);
}

/** Throws `ytdlp.outdated` for a version with known holes, unless the user has allowed such. */
export function checkVersion(version: string, { config }: Pick<Host, 'config'>): void {
  if (config.allowUnsafeYtDlp || !isOlder(version, safeVersion)) return;
  const sentence = `yt-dlp ${version} has known holes (${listHoles(version).join(', ')}); ${safeVersion} or newer is needed.`;
  throw new AppError('ytdlp.outdated', sentence, { context: { version, minimum: safeVersion } });
}

/** The version of one that works. Throws `ytdlp.update_failed`, `ytdlp.outdated`, `job.cancelled`. */
export async function proveYtDlp(place: YtDlpPlace, control: CanaryControl): Promise<string> {
  const run = createRun(place, control);
  try {
    const version = (await run(['--ignore-config', '--version'])).trim();
    check(/^\d{4}\.\d{1,2}\.\d{1,2}/.test(version), 'it does not say which version it is');
    checkVersion(version, control.host);
    const known = new Set((await run(['--ignore-config', '--list-extractors'])).toLowerCase().split(/\s+/));
    const lacking = neededExtractors.filter((name) => !known.has(name));
    check(lacking.length === 0, `it does not know ${lacking.join(', ')}`);
    const answer = await readOwnPage(run);
    check(answer.includes(pageMarks.video) && answer.includes('/canary.mp4'), 'it does not read a page');
    return version;
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (control.signal.aborted) throw new AppError('job.cancelled');
    control.host.log.write('canary', String(error));
    throw new AppError('ytdlp.update_failed', 'The new yt-dlp does not work: it does not run.', {
      cause: error,
    });
  }
}

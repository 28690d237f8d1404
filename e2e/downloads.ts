/** Downloads as a test sees them from outside: records of the library, files on the disk. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readStore } from './library.ts';
import type { Session } from './session.ts';

/** What the tests need of a download's record. */
export interface StoredDownload {
  id: string;
  place: number;
  url: string;
  title: string;
  state: {
    status: string;
    parts?: string;
    error?: { code: string; message: string };
    saved?: { record: { path: string; bytes: number; sha256: string } | null };
  };
}

/** Where the companion of a session puts downloads. */
export const downloadsFolder = ({ root }: Session): string => join(root, 'Downloads');

/** In the order in which they were asked for. */
export async function readDownloads({ lookout }: Session): Promise<StoredDownload[]> {
  const downloads = await readStore<StoredDownload>(lookout, 'downloads').catch(() => []);
  return downloads.sort((one, other) => one.place - other.place);
}

/** Starts downloads by the message that every screen sends. Returns their ids. */
export async function startDownloads(
  { lookout }: Session,
  urls: string[],
  choice: Record<string, unknown> = {},
): Promise<string[]> {
  const wishes = urls.map((url) => ({ url, entry: null, title: url, author: null, durationSec: null }));
  const request = { wishes, choice: { quality: 'original', ...choice }, template: null, withLogin: false };
  const answer = await lookout.evaluate(
    (asked) => chrome.runtime.sendMessage({ to: 'background', name: 'download.start', request: asked }),
    request,
  );
  const { response, error } = answer as {
    response?: { downloadIds: string[] };
    error?: { message: string };
  };
  if (!response) throw new Error(error?.message ?? 'the background did not answer');
  return response.downloadIds;
}

/** Waits until a download is in one of these states, and returns it. `onLook` sees it a few times a second. */
export async function waitForDownload(
  session: Session,
  id: string,
  { states, timeoutMs = 60_000 }: { states: string[]; timeoutMs?: number },
): Promise<StoredDownload> {
  const deadline = Date.now() + timeoutMs;
  let last: StoredDownload | undefined;
  while (Date.now() < deadline) {
    last = (await readDownloads(session)).find((download) => download.id === id);
    if (last && states.includes(last.state.status)) return last;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error(`the download never was ${states.join(' or ')}: ${JSON.stringify(last?.state ?? 'gone')}`);
}

/** Bytes of unfinished files below the folder for downloads. */
async function countPartBytes(session: Session): Promise<number> {
  const folder = downloadsFolder(session);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = entries
    .filter((entry) => entry.isFile() && entry.parentPath.includes('.partial'))
    .map(async (entry) => (await stat(join(entry.parentPath, entry.name)).catch(() => null))?.size ?? 0);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** Waits until this many bytes have arrived beyond those at the beginning. */
export async function waitForPartBytes(session: Session, bytes: number): Promise<void> {
  const before = await countPartBytes(session);
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    if ((await countPartBytes(session)) >= before + bytes) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing arrives: ${before} bytes, then ${await countPartBytes(session)}`);
}

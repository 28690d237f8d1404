import { readFile, stat } from 'node:fs/promises';
import { createEmptyRead } from '../../extension/core/pages/empty-read.ts';
import type { PageRead } from '../../extension/core/pages/page-read.ts';
import { platforms } from '../../extension/platforms/index.ts';
import type { Platform, StoredPage } from '../../extension/platforms/platform.ts';
import { readers } from '../../extension/platforms/readers.ts';
import { AppError, createWireError, toAppError } from '../../shared/app-error.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { PlatformId } from '../../shared/model/source.ts';
import { toStoredPages } from './stored-pages.ts';

const maxFileBytes = 256 * 1024 * 1024;

/** One line of output. */
export type ReadRecord = Record<string, unknown> & { record: 'page' | 'item'; file: string };

/** Reads a file into its lines: for each page it holds one, then one for each item. Never throws. */
export async function* readStoredFile(file: string): AsyncGenerator<ReadRecord> {
  try {
    const pages = toStoredPages(await readBody(file));
    if (pages.length === 0) throw new AppError('input.unreadable', 'The recording holds no page.');
    for (const page of pages) yield* readStoredPage(file, page);
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    yield toErrorRecord(file, code, message);
  }
}

async function readBody(file: string): Promise<string> {
  const bytes = await readBytes(file);
  if (bytes.subarray(0, 4096).includes(0)) throw new AppError('input.unreadable', 'This is not text.');
  if (bytes.length === 0) throw new AppError('input.unreadable', 'The file is empty.');
  return new TextDecoder().decode(bytes);
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > maxFileBytes) throw new AppError('input.unreadable', 'The file is larger than 256 MiB.');
    return await readFile(file);
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    throw new AppError('input.unreadable', undefined, { cause: thrown });
  }
}

async function* readStoredPage(file: string, page: StoredPage): AsyncGenerator<ReadRecord> {
  const { platform, read } = await readWithAny(page);
  yield {
    record: 'page',
    file,
    platform,
    page: read.page,
    items: read.items.length,
    continuation: read.continuation !== null,
    unknown: read.unknown,
    ...(read.comments.length > 0 ? { comments: read.comments.length } : {}),
    ...(read.title ? { title: read.title } : {}),
    ...(read.error ? { error: { code: read.error.code, message: read.error.message } } : {}),
  };
  for (const { platform: of, kind, id, ...rest } of read.items)
    yield { record: 'item', file, platform: of, kind, id, ...rest };
}

interface PlatformRead {
  platform: PlatformId | null;
  read: PageRead;
}

/** The platform whose address the page has or leads to, else the first whose reader recognises it. */
async function readWithAny(page: StoredPage): Promise<PlatformRead> {
  const owner = findOwner(page.url);
  if (owner) return { platform: owner.id, read: await readWith(owner.id, page) };
  const gated = findGated(page.url);
  if (gated) {
    const read = await readWith(gated.id, page);
    return gates.includes(read.page) ? { platform: gated.id, read } : { platform: null, read: toForeign() };
  }
  let unknown: PageRead['unknown'] = {};
  let unreadable: PageRead | null = null;
  for (const { id } of page.url === null ? platforms : []) {
    const read = await readWith(id, page);
    if (read.page !== 'unknown' || read.items.length > 0) return { platform: id, read };
    // What one platform never sends (lines of JSON, a list) may be what another does.
    if (read.error?.code === 'input.unreadable') unreadable ??= read;
    unknown = { ...unknown, ...read.unknown };
  }
  return { platform: null, read: unreadable ?? { ...toForeign(), unknown } };
}

/** What may stand on another host in place of a platform's page. */
const gates: readonly PageRead['page'][] = ['login', 'consent', 'rate_limited'];

function findOwner(address: string | null): Platform | undefined {
  return platforms.find(({ cookieDomains }) => address !== null && isHostOf(cookieDomains, address));
}

/** Pages to log in or to prove to be human stand on a host of their own, and name the page behind them. */
function findGated(address: string | null): Platform | undefined {
  if (address === null || !URL.canParse(address)) return undefined;
  for (const value of new URL(address).searchParams.values()) {
    const owner = findOwner(value);
    if (owner) return owner;
  }
  return undefined;
}

async function readWith(id: PlatformId, page: StoredPage): Promise<PageRead> {
  const load = readers[id];
  if (!load) return toForeign();
  return (await load()).reader.readPage(page);
}

/** True for the platform's own domains, and for the hosts of its programming interface. */
function isHostOf(domains: readonly string[], address: string): boolean {
  if (!URL.canParse(address)) return false;
  const host = new URL(address).hostname;
  const names = domains.flatMap((domain) => [domain, `${domain.split('.')[0]}i.googleapis.com`]);
  return names.some((name) => host === name || host.endsWith(`.${name}`));
}

const toForeign = (): PageRead => ({
  ...createEmptyRead('unknown'),
  error: createWireError('input.not_supported'),
});

function toErrorRecord(file: string, code: ErrorCode, message: string): ReadRecord {
  const nothing = { platform: null, page: 'unknown', items: 0, continuation: false, unknown: {} };
  return { record: 'page', file, ...nothing, error: { code, message } };
}

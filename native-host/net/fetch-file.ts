/** Small files of a platform into the archive: asked for politely, checked, and only then named. */
import { createHash } from 'node:crypto';
import { open, readFile, rm, stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../shared/errors.ts';
import { isExpectedType } from '../../shared/file-type.ts';
import type { FileRecord } from '../../shared/model/archive.ts';
import type { CommandRequest } from '../../shared/protocol/commands.ts';
import { parseRetryAfter } from '../../shared/retry-after.ts';
import { commitFile, hashFile, type Measured } from '../archive/commit-file.ts';
import { toStorageError } from '../archive/file-errors.ts';
import { type Archive, openPartial, resolveFile } from '../archive/folder.ts';
import { takeLock } from '../archive/lock.ts';
import type { Machine } from '../directories.ts';
import { createAgent, requestFile, toNetworkError } from './request.ts';
import { maxDelayMs, toDelayMs } from './retry.ts';
import { parseFileUrl, toSource } from './url.ts';

type Request = CommandRequest<'fetch'>;

/** Images and captions are far below; a server that sends without end is cut off here. */
const maxFileBytes = 64 * 1024 * 1024;
const maxAttempts = 4;

/** Whose proxy and certificates are used, and how a fetch is given up. */
export interface FetchControl {
  machine: Pick<Machine, 'env'>;
  signal: AbortSignal;
}

/**
 * Status codes as errors; 404 is told apart because another address may have the file. `context.retryAfterSec` is what
 * the server asked for, so that the extension can wait as long.
 */
function toStatusError(response: IncomingMessage): AppError | null {
  const status = response.statusCode ?? 0;
  const retryAfterSec = parseRetryAfter(response.headers['retry-after'], Date.now());
  const context = { status, ...(retryAfterSec !== null && { retryAfterSec }) };
  if (status === 200) return null;
  if (status === 404)
    return new AppError('platform.not_found', 'The site does not have this file.', { context });
  if (status === 429) return new AppError('platform.rate_limited', undefined, { context });
  if (status === 403 || status === 410) return new AppError('media.expired', undefined, { context });
  return new AppError('net.http', `The server answered with status ${status}.`, {
    context,
    retryable: status >= 500,
  });
}

/** Streams a body to disk. Throws `media.incomplete` when less came than was announced. */
async function saveBody(response: IncomingMessage, draft: string): Promise<Measured> {
  const announced = response.headers['content-length'];
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(draft, 'w');
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxFileBytes)
        throw new AppError('media.wrong_type', 'The file is far larger than files of its kind are.');
      hash.update(chunk);
      await file.writeFile(chunk);
    }
  } finally {
    response.destroy();
    await file.close();
  }
  if (announced !== undefined && Number(announced) !== bytes) throw new AppError('media.incomplete');
  return { bytes, sha256: hash.digest('hex') };
}

async function checkType(draft: string, { expect, path }: Request): Promise<void> {
  if (!isExpectedType(await readFile(draft), expect, path)) throw new AppError('media.wrong_type');
}

interface Asked {
  platform: Request['platform'];
  signal: AbortSignal;
  agent: ReturnType<typeof createAgent>;
}

/** Milliseconds that the server asked for; null when it did not. */
function readAskedDelay(error: unknown): number | null {
  const retryAfterSec = error instanceof AppError ? error.context.retryAfterSec : undefined;
  return typeof retryAfterSec === 'number' ? retryAfterSec * 1000 : null;
}

/** One address, asked again after passing errors; waits that are too long are left to the extension. */
async function fetchAddress(address: string, draft: string, asked: Asked): Promise<Measured> {
  const { signal } = asked;
  for (let attempt = 0; ; attempt += 1) {
    try {
      const response = await requestFile(address, asked);
      const refusal = toStatusError(response);
      if (!refusal) return await saveBody(response, draft);
      response.destroy();
      throw refusal;
    } catch (thrown) {
      signal.throwIfAborted();
      const error = toStorageError(toNetworkError(thrown));
      const delayMs = readAskedDelay(error) ?? toDelayMs(attempt, Math.random());
      const mayRetry =
        error instanceof AppError &&
        error.retryable &&
        error.code !== 'media.expired' &&
        error.code !== 'storage.full';
      if (!mayRetry || attempt + 1 >= maxAttempts || delayMs > maxDelayMs) throw error;
      await sleep(delayMs, undefined, { signal });
    }
  }
}

async function findFinished(target: string, signal: AbortSignal): Promise<Measured | null> {
  const size = (await stat(target).catch(() => null))?.size ?? 0;
  return size > 0 ? hashFile(target, signal) : null;
}

const agents = new WeakMap<object, ReturnType<typeof createAgent>>();

function findAgent(machine: FetchControl['machine']): ReturnType<typeof createAgent> {
  const known = agents.get(machine) ?? createAgent(machine);
  agents.set(machine, known);
  return known;
}

/** Tries the addresses in order, the next one only after a 404; what is there already is only measured again. */
export async function fetchToArchive(
  archive: Archive,
  request: Request,
  control: FetchControl,
): Promise<FileRecord> {
  // All of them, before anything is asked: one that is refused makes the whole request suspect.
  const sources = request.urls.map((url) => toSource(parseFileUrl(url, request.platform)));
  const target = await resolveFile(archive, request.path);
  const draft = join(
    await openPartial(archive),
    `${createHash('sha256').update(request.path).digest('hex').slice(0, 24)}.part`,
  );
  const lock = await takeLock(`${draft}.lock`);
  try {
    const finished = await findFinished(target, control.signal);
    if (finished) return { path: request.path, ...finished, ...(sources[0] ? { source: sources[0] } : {}) };
    for (const [index, address] of request.urls.entries()) {
      try {
        const measured = await fetchAddress(address, draft, {
          platform: request.platform,
          signal: control.signal,
          agent: findAgent(control.machine),
        });
        await checkType(draft, request);
        await commitFile(draft, await resolveFile(archive, request.path));
        return { path: request.path, ...measured, ...(sources[index] ? { source: sources[index] } : {}) };
      } catch (error) {
        const isLast = index === request.urls.length - 1;
        if (isLast || !(error instanceof AppError) || error.code !== 'platform.not_found') throw error;
      }
    }
    throw new AppError('platform.not_found');
  } finally {
    await rm(draft, { force: true });
    await lock.release();
  }
}

/**
 * The server that all contenders fetch from, a process of its own: `/big/N.mp4`, `/small/N.mp4`, `/late/N.mp4` (the same
 * after a while) and `/slow/N.mp4` (throttled per connection). Every file has ranges and a tag. Prints its port.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FileKind, fileBytes, latencyMs, makeBlock, slowBytesPerSec, toOffset } from './files.ts';

const block = makeBlock();
const ticksPerSec = 20;

function readRange(request: IncomingMessage, length: number): { from: number; to: number; isPart: boolean } {
  const [, from, last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  if (from === undefined) return { from: 0, to: length, isPart: false };
  return { from: Number(from), to: last ? Math.min(length, Number(last) + 1) : length, isPart: true };
}

/** Every file is the same block again and again, so that nothing is made while it is sent. */
function* listPieces(from: number, to: number, mostBytes = block.length): Generator<Buffer> {
  for (let at = from; at < to; ) {
    const start = at % block.length;
    const piece = block.subarray(start, Math.min(block.length, start + to - at, start + mostBytes));
    yield piece;
    at += piece.length;
  }
}

const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const settle = (): void => {
      response.off('drain', settle).off('close', settle);
      resolve();
    };
    response.on('drain', settle).on('close', settle);
  });

async function send(response: ServerResponse, pieces: Iterable<Buffer>, pauseMs: number): Promise<void> {
  let nextMs = performance.now();
  for (const piece of pieces) {
    if (response.destroyed) return;
    if (!response.write(piece)) await drained(response);
    nextMs += pauseMs;
    const waitMs = nextMs - performance.now();
    if (pauseMs > 0 && waitMs > 0) await sleep(waitMs);
  }
  response.end();
}

const isKind = (text: string): text is FileKind => Object.hasOwn(fileBytes, text);

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, kind = '', name = ''] = (request.url ?? '').split('/');
  if (!isKind(kind)) return void response.writeHead(404, { 'content-length': 0 }).end();
  const length = fileBytes[kind];
  const { from, to, isPart } = readRange(request, length);
  if (kind === 'late') await sleep(latencyMs);
  response.writeHead(isPart ? 206 : 200, {
    'content-length': to - from,
    'content-type': 'video/mp4',
    'accept-ranges': 'bytes',
    etag: `"${kind}-${name}"`,
    ...(isPart && { 'content-range': `bytes ${from}-${to - 1}/${length}` }),
  });
  const offset = toOffset(kind, Number.parseInt(name, 10));
  if (request.method === 'HEAD') response.end();
  else if (kind === 'slow')
    await send(response, listPieces(from, to, slowBytesPerSec / ticksPerSec), 1000 / ticksPerSec);
  else if (kind === 'big') await send(response, listPieces(from, to), 0);
  else response.end(block.subarray(offset + from, offset + to));
}

const server = createServer((request, response) => void answer(request, response));
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));

/** A file of five gibibytes in a real browser: whole, hashed, and with memory that does not grow with it. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mebibyte } from '../../../shared/net/testing/fetch-stage.ts';
import { drained, mp4Head, readRange } from '../../../testbed/origin.ts';
import { openStage, type Stage } from '../testing/stage.ts';

const totalBytes = 5 * 1024 * mebibyte + 321;
const maxRendererBytes = 500 * mebibyte;
/** The same again and again, so that no source of that size is needed; the first bytes tell what it is. */
const block = Buffer.alloc(mebibyte, 'five gibibytes of ');

function readBytes(from: number, to: number): Buffer {
  const bytes = Buffer.from(block.subarray(from % mebibyte, (from % mebibyte) + (to - from)));
  if (from < mp4Head.length) mp4Head.copy(bytes, 0, from, Math.min(mp4Head.length, to));
  return bytes;
}

function* walk(from: number, to: number): Generator<Buffer> {
  for (let at = from; at < to; ) {
    const end = Math.min(to, (Math.floor(at / mebibyte) + 1) * mebibyte);
    yield readBytes(at, end);
    at = end;
  }
}

/** Resident bytes of the largest renderer of this browser. */
async function readRendererBytes(profile: string): Promise<number> {
  const sizes: number[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (!line.includes('--type=renderer') || !line.includes(profile)) continue;
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    sizes.push(Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024);
  }
  return Math.max(0, ...sizes);
}

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.stop());

test('5 GiB arrive whole, in less than 500 MiB of memory', async () => {
  stage.origin.serve(async (request, response) => {
    const { from, last } = readRange(request) ?? { from: 0, last: totalBytes - 1 };
    const end = Math.min(totalBytes, last + 1);
    response.writeHead(206, {
      etag: '"large"',
      'content-length': end - from,
      'content-range': `bytes ${from}-${end - 1}/${totalBytes}`,
    });
    for (const bytes of walk(from, end)) {
      if (response.destroyed) return;
      if (!response.write(bytes)) await drained(response);
    }
    response.end();
  });
  let most = 0;
  const timer = setInterval(async () => {
    most = Math.max(most, await readRendererBytes(stage.profile));
  }, 500);
  const result = await stage.get(
    { connections: null },
    { stallTimeoutMs: 60_000, pace: 1, saveEveryMs: 2000 },
  );
  clearInterval(timer);
  const hash = createHash('sha256');
  for (const bytes of walk(0, totalBytes)) hash.update(bytes);
  expect(result).toMatchObject({ file: { bytes: totalBytes, sha256: hash.digest('hex') } });
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(maxRendererBytes);
}, 1_800_000);

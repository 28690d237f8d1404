/** A stream of many segments in a real browser, which is killed again and again. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WireError } from '../../../shared/wire-error.ts';
import type { Respond } from '../../../testbed/origin.ts';
import type { FetchedStream } from '../stream/fetched-stream.ts';
import { bestTracks } from './best-tracks.ts';
import { openStage, type Stage } from './stage.ts';

type Result = { stream: FetchedStream } | { error: WireError };

/** Ten packets of MPEG-TS that nobody could take for those of another segment. */
function toSegment(n: number): Buffer {
  const bytes = Buffer.alloc(188 * 10, n % 251);
  for (let at = 0; at < bytes.length; at += 188) bytes.writeUInt8(0x47, at);
  bytes.writeUInt32BE(n, 4);
  return bytes;
}

/** A test of so many segments; each of three ends comes after `killAfter` of them. */
export function testLongStream(count: number, killAfter: number): void {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage?.stop());

  const lines = Array.from({ length: count }, (_, n) => `#EXTINF:2,\n/s/${n}.ts`);
  const playlist = ['#EXTM3U', '#EXT-X-TARGETDURATION:2', ...lines, '#EXT-X-ENDLIST'].join('\n');
  const serveLong: Respond = (request, response) => {
    const n = /^\/s\/(\d+)\.ts/.exec(request.url ?? '')?.[1];
    if (n === undefined) response.end(playlist);
    else if (n === '37') response.writeHead(404).end();
    else response.end(toSegment(Number(n)));
  };
  const get = (): Promise<Result> =>
    stage.ask<Result>('stream', {
      url: `${stage.origin.base}/long.m3u8`,
      wish: bestTracks,
      timing: { stallTimeoutMs: 5000, pace: 0.01, saveEveryMs: 100 },
    });

  test(`N14: ${count} segments arrive in order, over the death of worker, document and browser, done ones asked for once`, async () => {
    stage.origin.serve(serveLong);
    const asked = new Set<string>();
    let twice = 0;
    const note = (): number => {
      for (const { url = '' } of stage.origin.requests.splice(0)) {
        if (asked.has(url) && url.startsWith('/s/')) twice += 1;
        asked.add(url);
      }
      return asked.size;
    };
    for (const end of [stage.killWorker, stage.reload, stage.killBrowser]) {
      const ended = get().catch(() => null);
      const wanted = note() + killAfter;
      await expect.poll(note, { timeout: 120_000 }).toBeGreaterThan(wanted);
      await end();
      // A page that is gone answers, a worker that is gone does not.
      await Promise.race([ended, Promise.resolve()]);
    }
    const result = await get();
    note();
    expect(result).toMatchObject({
      stream: {
        video: { bytes: (count - 1) * 1880, missing: [{ place: 37, startSec: 74, durationSec: 2 }] },
      },
    });
    // Those that were ahead, and what came after the last word about it.
    expect(twice).toBeLessThan(count / 5);
    const bytes = Buffer.from(await stage.ask<string>('read', 'media/film.video.ts'), 'base64');
    const whole = Array.from({ length: count }, (_, n) => (n === 37 ? Buffer.alloc(0) : toSegment(n)));
    expect(bytes.equals(Buffer.concat(whole))).toBe(true);
  }, 600_000);
}

/** For tests of fetching in a browser: an origin, a folder in OPFS, and what is asked again and again. */
import { expect } from 'vitest';
import { type FetchStage, type Haste, mebibyte, type Wish } from '../../../shared/net/testing/fetch-stage.ts';
import type { Timing, TransferProgress } from '../../../shared/net/transfer.ts';
import type { WireError } from '../../../shared/wire-error.ts';
import { hashOf, makeBody, serveCut, serveFile, type Version } from '../../../testbed/origin.ts';
import type { FetchedFile, WantedFile } from '../download/fetch-file.ts';
import { type MediaBrowser, openMediaBrowser } from './media-browser.ts';

/** Several blocks, and of no round length. */
export const body = makeBody(20 * mebibyte + 12_345);
export const version: Version = { body, etag: '"one"' };
export const other: Version = { body: makeBody(body.length, 'b'), etag: '"two"' };

type Fetched = { file: FetchedFile; told: TransferProgress[] } | { error: WireError };

export interface Stage extends MediaBrowser, FetchStage {
  /** An empty folder for the next test. */
  reset(): Promise<void>;
  get(wanted?: Partial<WantedFile>, timing?: Partial<Timing>): Promise<Fetched>;
  getError(wanted?: Partial<WantedFile>, timing?: Partial<Timing>): Promise<WireError>;
  expectWhole(of: Version, wanted?: Partial<WantedFile>): Promise<void>;
}

export async function openStage(args: string[] = []): Promise<Stage> {
  const media = await openMediaBrowser(args);
  const stage: Stage = Object.assign(Object.create(media) as MediaBrowser, {
    version,
    other,
    firstConnections: 2,
    reset: () => media.ask<void>('clear'),
    get: (wanted: Partial<WantedFile> = {}, timing: Partial<Timing> = {}) =>
      media.ask<Fetched>('fetch', {
        wanted: {
          addresses: [`${media.origin.base}/clip.mp4?token=1`],
          path: 'media/clip.mp4',
          expect: 'video',
          connections: 1,
          rateLimitBytesPerSec: null,
          cookieDomains: [],
          ...wanted,
        },
        timing: { stallTimeoutMs: 5000, pace: 0.01, saveEveryMs: 100, ...timing },
      }),
    async getError(wanted?: Partial<WantedFile>, timing?: Partial<Timing>) {
      const result = await stage.get(wanted, timing);
      if ('error' in result) return result.error;
      throw new Error('Nothing went wrong.');
    },
    async expectWhole(of: Version, wanted?: Partial<WantedFile>) {
      const result = await stage.get(wanted);
      if ('error' in result) throw new Error(`${result.error.code}: ${result.error.message}`);
      const { bytes, sha256 } = result.file;
      const found = hashOf(of.body);
      expect({ bytes, sha256 }).toEqual({ bytes: of.body.length, sha256: found });
      expect(await media.ask('hash', 'media/clip.mp4')).toBe(found);
      expect(await stage.listFiles()).toEqual(['media/clip.mp4']);
    },
    async leavePart(of: Version) {
      media.origin.serve((request, response, count) =>
        (count === 0 ? serveFile(of) : serveCut(of, 2 * mebibyte))(request, response, count),
      );
      const result = await stage.get({}, { stallTimeoutMs: 5000, pace: 1000 });
      expect(result).toMatchObject({ error: { code: 'media.incomplete' } });
      expect(await stage.listFiles()).toHaveLength(2);
    },
    listFiles: async () => Object.keys(await media.ask<Record<string, number>>('list')).sort(),
    async fetch(wish: Wish) {
      const result = await stage.get(wish);
      return 'told' in result ? result.told : [];
    },
    fail: (wish: Wish, haste: Haste) => stage.getError(wish, haste),
    async fetchBeside(address: string) {
      const result = await stage.get({ path: 'media/quick.mp4', addresses: [address] });
      return 'file' in result ? result.file.sha256 : result.error.code;
    },
  });
  return stage;
}

/** For tests of fetching in a browser: an origin, a folder in OPFS, and what is asked again and again. */
import { expect } from 'vitest';
import type { WireError } from '../../../shared/errors.ts';
import type { FetchedFile, WantedFile } from '../download/fetch-file.ts';
import type { TransferProgress } from '../download/progress.ts';
import type { Timing } from '../download/transfer.ts';
import { type MediaBrowser, openMediaBrowser } from './media-browser.ts';
import { hashOf, makeBody, serveCut, serveFile, type Version } from './origin.ts';

export const mebibyte = 1024 * 1024;
/** Several blocks, and of no round length. */
export const body = makeBody(20 * mebibyte + 12_345);
export const version: Version = { body, etag: '"one"' };
export const other: Version = { body: makeBody(body.length, 'b'), etag: '"two"' };

type Fetched = { file: FetchedFile; told: TransferProgress[] } | { error: WireError };

export interface Stage extends MediaBrowser {
  /** An empty folder for the next test. */
  reset(): Promise<void>;
  get(wanted?: Partial<WantedFile>, timing?: Partial<Timing>): Promise<Fetched>;
  /** The error's code. */
  getError(wanted?: Partial<WantedFile>, timing?: Partial<Timing>): Promise<WireError>;
  /** Gets it and compares every byte; nothing else may be left. */
  expectWhole(of: Version, wanted?: Partial<WantedFile>): Promise<void>;
  /** Leaves a part of 10 MiB behind, as a call does that is not given the time to go on. */
  leavePart(of: Version): Promise<void>;
  listFiles(): Promise<string[]>;
  /** The Range headers of all requests. */
  listRanges(): (string | undefined)[];
}

export async function openStage(args: string[] = []): Promise<Stage> {
  const media = await openMediaBrowser(args);
  const stage: Stage = Object.assign(Object.create(media) as MediaBrowser, {
    reset: () => media.ask<void>('clear'),
    get: (wanted: Partial<WantedFile> = {}, timing: Partial<Timing> = {}) =>
      media.ask<Fetched>('fetch', {
        wanted: {
          addresses: [`${media.origin.base}/clip.mp4?token=1`],
          ...{ path: 'media/clip.mp4', expect: 'video', connections: 1, rateLimitBytesPerSec: null },
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
    listRanges: () => media.origin.requests.map(({ headers }) => headers.range),
  });
  return stage;
}

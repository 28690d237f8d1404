/** For tests of fetching: an origin, a place on the disk for one file, and what is asked again and again. */
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { type FetchControl, type FetchedFile, type FilePlace, fetchFile, type WantedFile } from '../fetch-file.ts';
import { hashOf, makeBody, type Origin, serveCut, startOrigin, type Version } from './origin.ts';

export const mebibyte = 1024 * 1024;
/** Long enough for four shares, and of no round length. */
export const body = makeBody(5 * mebibyte + 12_345);
export const version: Version = { body, etag: '"one"' };
export const other: Version = { body: makeBody(body.length, 'b'), etag: '"two"' };
export const noCredentials = { platform: null, cookies: [], referer: null, userAgent: null };

export interface Stage {
  origin: Origin;
  place: FilePlace;
  /** An empty folder for the next test. */
  reset(folder?: string): void;
  get(wanted?: Partial<WantedFile>, control?: Partial<FetchControl>): Promise<FetchedFile>;
  /** Gets it and compares every byte; nothing else may be left. */
  expectWhole(of: Version, wanted?: Partial<WantedFile>): Promise<void>;
  /** Leaves a part behind, as a call does that is not given the time to go on. */
  leavePart(of: Version, bytes?: number): Promise<void>;
  listFiles(): string[];
  /** The Range headers of all requests. */
  listRanges(): (string | undefined)[];
}

export async function openStage(): Promise<Stage> {
  const stage: Stage = {
    origin: await startOrigin(),
    place: { target: '', draft: '' },
    reset(folder = mkdtempSync(join(tmpdir(), 'star-stage-'))) {
      stage.place = { target: join(folder, 'clip.mp4'), draft: join(folder, 'clip.part') };
    },
    get: (wanted = {}, control = {}) =>
      fetchFile(
        {
          addresses: [`${stage.origin.base}/clip.mp4?token=1`],
          parse: (address) => new URL(address),
          credentials: noCredentials,
          ...{ expect: 'video', bytes: null, sha256: null, connections: 1 },
          ...wanted,
        },
        stage.place,
        {
          client: stage.origin.client,
          signal: new AbortController().signal,
          timing: { stallTimeoutMs: 400, pace: 0.01 },
          ...control,
        },
      ),
    async expectWhole(of, wanted) {
      const { bytes, sha256 } = await stage.get(wanted);
      expect({ bytes, sha256 }).toEqual({ bytes: of.body.length, sha256: hashOf(of.body) });
      expect(readFileSync(stage.place.target).equals(of.body)).toBe(true);
      expect(stage.listFiles()).toEqual(['clip.mp4']);
    },
    async leavePart(of, bytes = 2 * mebibyte) {
      stage.origin.serve(serveCut(of, bytes));
      const impatient = { timing: { stallTimeoutMs: 5000, pace: 1000 } };
      await expect(stage.get({}, impatient)).rejects.toMatchObject({ code: 'media.incomplete' });
      expect(stage.listFiles()).toEqual(['clip.part', 'clip.part.json']);
    },
    listFiles: () => readdirSync(dirname(stage.place.target)).sort(),
    listRanges: () => stage.origin.requests.map(({ headers }) => headers.range),
  };
  return stage;
}

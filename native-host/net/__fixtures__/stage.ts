/** For tests of fetching: an origin, a place on the disk for one file, and what is asked again and again. */
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import { type FetchStage, mebibyte, type Wish } from '../../../shared/net/testing/fetch-stage.ts';
import { hashOf, makeBody, serveCut, type Version } from '../../../testbed/origin.ts';
import { type FetchControl, type FetchedFile, type FilePlace, fetchFile, type WantedFile } from '../fetch-file.ts';
import { type NamedOrigin, startNamedOrigin } from './named-origin.ts';

/** Long enough for four shares, and of no round length. */
export const body = makeBody(5 * mebibyte + 12_345);
export const version: Version = { body, etag: '"one"' };
export const other: Version = { body: makeBody(body.length, 'b'), etag: '"two"' };
export const noCredentials = { platform: null, cookies: [], referer: null, userAgent: null };

export interface Stage extends FetchStage {
  origin: NamedOrigin;
  place: FilePlace;
  /** An empty folder for the next test. */
  reset(folder?: string): void;
  get(wanted?: Wish & Partial<WantedFile>, control?: Partial<FetchControl>): Promise<FetchedFile>;
  expectWhole(of: Version, wanted?: Wish & Partial<WantedFile>): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const stage: Stage = {
    origin: await startNamedOrigin(),
    ...{ version, other, firstConnections: 1 },
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
          timing: { stallTimeoutMs: 2000, pace: 0.01 },
          ...control,
        },
      ),
    async expectWhole(of, wanted) {
      const { bytes, sha256 } = await stage.get(wanted);
      expect({ bytes, sha256 }).toEqual({ bytes: of.body.length, sha256: hashOf(of.body) });
      expect(readFileSync(stage.place.target).equals(of.body)).toBe(true);
      expect(await stage.listFiles()).toEqual(['clip.mp4']);
    },
    async leavePart(of) {
      stage.origin.serve(serveCut(of, 2 * mebibyte));
      const impatient = { timing: { stallTimeoutMs: 5000, pace: 1000 } };
      await expect(stage.get({}, impatient)).rejects.toMatchObject({ code: 'media.incomplete' });
      expect(await stage.listFiles()).toEqual(['clip.part', 'clip.part.json']);
    },
    async fetch(wish) {
      const told: { bytes: number; totalBytes: number | null }[] = [];
      await stage.get(wish, { onProgress: (progress) => told.push(progress) });
      return told;
    },
    async fail(wish, haste) {
      try {
        await stage.get(wish, haste && { timing: { ...haste, pace: 0.01 } });
      } catch (error) {
        if (error instanceof AppError) return error;
        throw error;
      }
      throw new Error('Nothing went wrong.');
    },
    async fetchBeside(address) {
      const quick = join(dirname(stage.place.target), 'quick');
      const { sha256 } = await fetchFile(
        {
          ...{ addresses: [address], parse: (text) => new URL(text), credentials: noCredentials },
          ...{ expect: null, bytes: null, sha256: null, connections: 1 },
        },
        { target: `${quick}.mp4`, draft: `${quick}.part` },
        { client: stage.origin.client, signal: new AbortController().signal },
      );
      return sha256;
    },
    listFiles: async () => readdirSync(dirname(stage.place.target)).sort(),
  };
  return stage;
}

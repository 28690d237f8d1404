import type { Origin, Version } from '../../../testbed/origin.ts';

export const mebibyte = 1024 * 1024;

/** What tests may ask for otherwise than usual. */
export interface Wish {
  addresses?: readonly string[];
  /** Null: anything. */
  expect?: 'image' | 'subtitle' | 'video' | null;
  connections?: number | null;
  maxBytes?: number;
}

/** What tests may hurry. */
export interface Haste {
  stallTimeoutMs: number;
}

/** A browser or a companion that fetches `clip.mp4` of an origin, one connection at a time. */
export interface FetchStage {
  origin: Origin;
  /** Large enough for several shares or blocks, and of no round length. */
  version: Version;
  /** As long, and otherwise different. */
  other: Version;
  /** How many connections it begins with where nobody says how many. */
  firstConnections: number;
  /** Fetches; settles with the progress that was told. */
  fetch(wish?: Wish): Promise<{ bytes: number; totalBytes: number | null }[]>;
  /** What went wrong; throws when nothing did. */
  fail(wish?: Wish, haste?: Haste): Promise<{ code: string; context: object }>;
  /** Gets it and compares every byte; nothing else may be left. */
  expectWhole(of: Version, wish?: Wish): Promise<void>;
  /** Fetches another file beside it; settles with its hash. */
  fetchBeside(address: string): Promise<string>;
  /** Leaves a part behind, as a call does that is not given the time to go on. */
  leavePart(of: Version): Promise<void>;
  /** Paths of what lies there, unfinished or not. */
  listFiles(): Promise<string[]>;
}

/** The Range headers of all requests since the last `serve`. */
export const listRanges = ({ origin }: FetchStage): (string | undefined)[] =>
  origin.requests.map(({ headers }) => headers.range);

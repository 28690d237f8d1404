import type { Timing, TransferProgress } from '../../../../shared/net/transfer.ts';
import type { WireError } from '../../../../shared/wire-error.ts';
import type { FetchedFile, WantedFile } from '../../download/fetch-file.ts';
import type { TrackWish } from '../../stream/choose-tracks.ts';
import type { FetchedStream, StreamProgress } from '../../stream/fetched-stream.ts';

/** What tests ask of the worker. Everything is of one folder of OPFS. */
export interface TestWorker {
  /** Fetches; `error` when that failed. */
  fetch(request: {
    wanted: WantedFile;
    timing: Timing;
  }): Promise<{ file: FetchedFile; told: TransferProgress[] } | { error: WireError }>;
  /** Fetches the tracks of a stream to `media/film.*`. */
  stream(request: {
    url: string;
    wish: TrackWish;
    timing: Timing;
  }): Promise<{ stream: FetchedStream; told: StreamProgress[] } | { error: WireError }>;
  /** Fetches files six at a time, by ours or by the shortest loop that writes what comes. Milliseconds. */
  fetchMany(request: {
    urls: string[];
    isBare: boolean;
    connections: number | null;
    expect: 'image' | 'video';
  }): Promise<number>;
  /** Gives the fetch that runs up. */
  abort(nothing: null): Promise<void>;
  /** Paths of all files, and how long they are. */
  list(nothing: null): Promise<Record<string, number>>;
  /** SHA-256 of a file as it lies there. */
  hash(path: string): Promise<string>;
  /** Leaves half a state in place of a whole one. */
  breakState(path: string): Promise<void>;
  /** A file as base64. */
  read(path: string): Promise<string>;
  clear(nothing: null): Promise<void>;
}

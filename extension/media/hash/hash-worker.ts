/** What the hash worker does, as the archive worker sees it. */
import type { OrError } from '../worker/answer-error.ts';

/** What is known of a file's content. */
export interface FileSums {
  /** In hex. */
  sha256: string;
  /** As a ZIP wants it. */
  crc32: number;
}

/** Where a hash stands, to go on from after a restart. Opaque. */
export interface HashState {
  sha256: Uint8Array<ArrayBuffer>;
  crc32: Uint8Array<ArrayBuffer>;
}

/** Each throws `storage.failed` for a hash that another worker began. */
export interface HashWorker {
  /** Begins a hash, where a state was saved; `isLoaded` false: at the first byte. */
  open(state: HashState | null): OrError<{ id: string; isLoaded: boolean }>;
  /** The next bytes. They are transferred there and back, to be filled again. */
  add(id: string, bytes: Uint8Array<ArrayBuffer>): OrError<Uint8Array<ArrayBuffer>>;
  save(id: string): OrError<HashState>;
  finish(id: string): OrError<FileSums>;
  /** Gives one up. */
  drop(id: string): Promise<void>;
}

/** What the hash worker does, as the archive worker sees it. */

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

export interface HashWorker {
  /** Begins a hash, where a state was saved; `isLoaded` false: at the first byte. */
  open(state: HashState | null): Promise<{ id: number; isLoaded: boolean }>;
  /** The next bytes. They are transferred there and back, to be filled again. */
  add(id: number, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  save(id: number): Promise<HashState>;
  finish(id: number): Promise<FileSums>;
  /** Gives one up. */
  drop(id: number): Promise<void>;
}

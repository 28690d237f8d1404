/** What the worker that reads small files does, as the pack worker sees it. */
import type { OrError } from '../worker/answer-error.ts';
import type { PackedFile } from './pack-worker.ts';

export interface ReadWorker {
  /** The folder below which the files lie; asked once, before anything is read. */
  open(folder: FileSystemDirectoryHandle): OrError<{ done: true }>;
  /**
   * The bytes of the files, one behind the other, in the memory that was transferred and comes back so. Throws
   * `storage.failed` when one has another length.
   */
  read(files: readonly PackedFile[], memory: Uint8Array<ArrayBuffer>): OrError<Uint8Array<ArrayBuffer>>;
}

/** Ways of packing the same files of OPFS into a ZIP in OPFS. */
export type ZipContender = 'ours' | 'ours, CRC-32 known' | 'client-zip' | 'zip.js' | 'JSZip';

export interface ZipLabWorker {
  /** So many files of so many bytes that nothing makes smaller. */
  lay(files: { count: number; bytes: number }): Promise<void>;
  /** Milliseconds until the ZIP is written, and until it was read back where that is part of it; its bytes. */
  pack(contender: ZipContender): Promise<{ writtenMs: number; endMs: number; zipBytes: number }>;
}

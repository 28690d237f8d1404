import type { Stream } from '../stream/stream.ts';

/** What was found behind an address. */
export type Looked =
  /** `extension`: of its bytes. */
  | { type: 'file'; kind: 'video' | 'audio'; bytes: number | null; extension: string }
  /** `hosts` are those that its parts come from. */
  | { type: 'stream'; stream: Stream; hosts: string[] }
  | { type: 'page'; html: string };

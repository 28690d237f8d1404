import type { Stream } from '../stream/stream.ts';

/** Something that is behind an address. */
export type LookedAt =
  /** `extension`: of its bytes. */
  | { type: 'file'; kind: 'video' | 'audio'; bytes: number | null; extension: string }
  /** `hosts` are those that its parts come from. */
  | { type: 'stream'; stream: Stream; hosts: string[] }
  | { type: 'page'; html: string };

/** What was found; `address` is where it came from, after all redirects. */
export type Looked = LookedAt & { address: string };

import { hash32 } from '../../prng.ts';
import type { Viewer } from '../auth.ts';
import type { PlaylistEntry, Video } from '../catalog/model.ts';
import type { World } from '../catalog/world.ts';
import type { Tokens } from '../tokens.ts';

export type Json = Record<string, unknown>;

/** Which shapes of list items are sent: `mixed` changes from list to list and from page to page. */
export type Generation = 'classic' | 'new' | 'mixed';

/** What every builder of a response needs to know. */
export interface PageContext {
  world: World;
  viewer: Viewer;
  nowMs: number;
  generation: Generation;
  tokens: Tokens;
  /** The asker's address, which the real site writes into every item: nothing may leak it. */
  userIp: string;
  /** A fresh tracking string; every renderer has one. */
  track(): string;
}

/** Whether this page of a list is sent in the shapes of 2026. */
export function isNewShape(context: PageContext, list: string, page: number): boolean {
  if (context.generation !== 'mixed') return context.generation === 'new';
  return (hash32(list) + page) % 2 === 0;
}

export function isOwnerViewing(context: PageContext): boolean {
  return context.viewer?.channel?.id === context.world.owner.id;
}

/** Private videos are for their owner alone. */
export function isVisible(context: PageContext, video: Video): boolean {
  if (video.privacy !== 'private') return true;
  return context.viewer?.channel?.id === video.channel.id;
}

/** The video in a place of a list, or why it is not to be seen. */
export function resolveEntry(context: PageContext, entry: PlaylistEntry): Video | 'deleted' | 'private' {
  const video = context.world.videos.get(entry.videoId);
  if (entry.gone !== undefined || video === undefined) return entry.gone ?? 'deleted';
  return isVisible(context, video) ? video : 'private';
}

/** Issues a token for the asker. */
export function issueToken(
  context: PageContext,
  payload: { kind: string; list: string; offset: number; extra?: string },
): string {
  return context.tokens.issue({ ...payload, account: context.viewer?.id ?? null });
}

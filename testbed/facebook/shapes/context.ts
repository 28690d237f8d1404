import { hash32 } from '../../prng.ts';
import type { Actor, Post, Privacy, Video } from '../catalog/model.ts';
import type { World } from '../catalog/world.ts';
import type { MediaUrls } from '../media-urls.ts';

/** Any JSON object. */
export type Json = Record<string, unknown>;

/** Both generations of shapes are met at the same time on the real site. */
export type Generation = '2025' | '2026';

/** What an answer depends on besides its request. */
export interface AnswerContext {
  world: World;
  /** Null is logged out. */
  viewer: Actor | null;
  media: MediaUrls;
  /** Unix milliseconds. */
  nowMs: number;
  /** @default both, told apart by the number of the thing */
  generation: Generation | 'mixed';
}

/** One document of an answer: the first has neither label nor path, the others say where their data belong. */
export interface GraphDocument {
  label?: string;
  path?: (string | number)[];
  data: Json;
}

/** The shapes of this thing. */
export function toGeneration({ generation }: AnswerContext, id: string): Generation {
  if (generation !== 'mixed') return generation;
  return hash32(`generation/${id}`) % 2 === 0 ? '2025' : '2026';
}

/** Whether somebody may see what has this privacy and belongs to this actor. */
export function canSee({ world, viewer }: AnswerContext, of: { privacy: Privacy; owner: Actor }): boolean {
  if (of.privacy === 'EVERYONE' || viewer === of.owner) return true;
  return of.privacy === 'FRIENDS' && viewer === world.friend;
}

export function canSeePost(context: AnswerContext, post: Post): boolean {
  return canSee(context, { privacy: post.privacy, owner: post.actor });
}

export function canSeeVideo(context: AnswerContext, video: Video): boolean {
  return canSee(context, video);
}

/** What the site's build puts beside each part that has a component of its own. */
export function toModule(name: string, owner: string): Json {
  return {
    [`__module_operation_${owner}`]: { __dr: `${name}$normalization.graphql` },
    [`__module_component_${owner}`]: { __dr: `${name}.react` },
  };
}

/** A number as the site shortens it: 2.3K. */
export function toShort(count: number): string {
  if (count < 1000) return String(count);
  const [value, unit] = count < 1e6 ? [count / 1000, 'K'] : [count / 1e6, 'M'];
  return `${value < 100 ? value.toFixed(1).replace(/\.0$/, '') : Math.floor(value)}${unit}`;
}

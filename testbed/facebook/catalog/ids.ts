import { createPrng, hash32 } from '../../prng.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A number of 18 digits for a thing made at a time, as posts and photos have. Photos (`photo/…`) have a beginning of their own. */
export function buildTimedId(seed: number, name: string, atSec: number): string {
  return `${name.startsWith('photo/') ? '123' : '122'}${atSec}${String(hash32(`${seed}/${name}`) % 100_000).padStart(5, '0')}`;
}

/** Videos have 16 digits. */
export function buildVideoId(seed: number, name: string): string {
  const digits =
    String(hash32(`${seed}/video-a/${name}`)).padStart(10, '0') + String(hash32(`video-b/${name}`) % 100_000);
  return `1${digits.padEnd(15, '3').slice(0, 15)}`;
}

export function buildActorId(seed: number, name: string): string {
  return `6155${String(hash32(`${seed}/actor/${name}`)).padStart(10, '0')}`;
}

/** The name of a post in addresses, from which its number cannot be read. */
export function toPfbid(postId: string): string {
  return `pfbid0${createPrng(1, `pfbid/${postId}`).text(62, letters)}`;
}

/** A secret such as a cookie's value. */
export function buildSecret(seed: number, name: string, length: number): string {
  return createPrng(seed, `facebook-secret/${name}`).text(length, letters);
}

/** Node ids are texts in base64: `S:_I<actor>:<post>:<post>`. */
export function toStoryId(actorId: string, postId: string): string {
  return toBase64(`S:_I${actorId}:${postId}:${postId}`);
}

/** The story of a reel or video is named after the video. */
export function toVideoStoryId(actorId: string, videoId: string): string {
  return toBase64(`S:_I${actorId}:VK:${videoId}`);
}

export function toFeedbackId(postId: string): string {
  return toBase64(`feedback:${postId}`);
}

export function toCommentId(postId: string, commentId: string): string {
  return toBase64(`comment:${postId}_${commentId}`);
}

/** With it the replies to a comment are asked for. */
export function toExpansionToken(postId: string, commentId: string): string {
  return toBase64(`expand:${postId}_${commentId}`);
}

/** The name of a thing in a link that is made to be shared. */
export function toShareToken(id: string): string {
  return createPrng(1, `share/${id}`).text(10, letters);
}

/** A part of a profile: the number names the section, the last one the list in it. */
export function toCollectionId(actorId: string, section: string, list: number): string {
  return toBase64(`app_collection:${actorId}:${section}:${list}`);
}

export function toBase64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** The text of a node id; empty for what is none. */
export function fromBase64(id: string): string {
  return Buffer.from(id, 'base64').toString('utf8');
}

import { createPrng } from '../../prng.ts';

const base64Url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** The last character of a video id carries 4 bits, that of a channel id 2. */
const videoIdEnd = 'AEIMQUYcgkosw048';
const channelIdEnd = 'AQgw';

/** 11 characters; some begin with a dash or an underscore, as real ones do. */
export function buildVideoId(seed: number, name: string): string {
  const prng = createPrng(seed, `video-id/${name}`);
  return prng.text(10, base64Url) + prng.text(1, videoIdEnd);
}

export function buildChannelId(seed: number, name: string): string {
  const prng = createPrng(seed, `channel-id/${name}`);
  return `UC${prng.text(21, base64Url)}${prng.text(1, channelIdEnd)}`;
}

export function buildPlaylistId(seed: number, name: string): string {
  return `PL${createPrng(seed, `playlist-id/${name}`).text(32, base64Url)}`;
}

/** Albums ("releases") have ids of their own kind. */
export function buildReleaseId(seed: number, name: string): string {
  return `OLAK5uy_${createPrng(seed, `release-id/${name}`).text(33, base64Url)}`;
}

export function buildCommentId(seed: number, name: string): string {
  return `Ug${createPrng(seed, `comment-id/${name}`).text(18, base64Url)}4AaABAg`;
}

/** A secret such as a cookie's value. */
export function buildSecret(seed: number, name: string, length: number): string {
  return createPrng(seed, `secret/${name}`).text(length, base64Url);
}

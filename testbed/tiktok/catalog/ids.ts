import { createPrng, hash32 } from '../../prng.ts';

const base64Url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const digits = '0123456789';

/** The id of a thing made at a time: seconds in the upper 32 bits, as the platform numbers posts, comments and lists. */
export function buildTimedId(seed: number, name: string, atMs: number): string {
  return String((BigInt(Math.floor(atMs / 1000)) << 32n) + BigInt(hash32(`${seed}/${name}`)));
}

/** An account's number: 19 digits. */
export function buildUserId(seed: number, name: string): string {
  return `6${createPrng(seed, `user-id/${name}`).text(18, digits)}`;
}

/** The long name of an account in calls: a fixed beginning and 64 characters. */
export function buildSecUid(seed: number, name: string): string {
  return `MS4wLjABAAAA${createPrng(seed, `sec-uid/${name}`).text(64, base64Url)}`;
}

/** A secret such as a cookie's value. */
export function buildSecret(seed: number, name: string, length: number): string {
  return createPrng(seed, `tiktok-secret/${name}`).text(length, base64Url);
}

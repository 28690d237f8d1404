/** The platforms there are. Plain data: WXT loads this file in Node to write the manifest. */
import type { PlatformId, SourceRef } from '../../shared/model/source.ts';
import { facebook } from './facebook/index.ts';
import type { Platform } from './platform.ts';
import { tiktok } from './tiktok/index.ts';
import { youtube } from './youtube/index.ts';

export const platforms: readonly Platform[] = [youtube, tiktok, facebook];

/** Match patterns of the pages that the tap is put into. */
export const tappedPages: string[] = platforms
  .filter(({ tapPaths }) => tapPaths.length > 0)
  .flatMap(({ pageMatches }) => pageMatches);

/** The platform with this id, or null when this version does not have it. */
export function findPlatform(id: PlatformId): Platform | null {
  return platforms.find((platform) => platform.id === id) ?? null;
}

/** The source that an address names on any platform, or null; text that is no address gives null. */
export function matchSource(address: string): SourceRef | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  for (const platform of platforms) {
    const ref = platform.match(url);
    if (ref) return ref;
  }
  return null;
}

/** The platform a page belongs to, whatever it shows there; null for other sites and for text that is no address. */
export function findPlatformOf(address: string): Platform | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const isOf = (domain: string) => url.hostname === domain || url.hostname.endsWith(`.${domain}`);
  return (
    platforms.find(({ match, cookieDomains }) => match(url) !== null || cookieDomains.some(isOf)) ?? null
  );
}

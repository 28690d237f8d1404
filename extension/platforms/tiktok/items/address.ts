/** Addresses of media. They are signed, and work for hours or days. */
import type { Variant } from '../../../../shared/model/media.ts';
import { toIsoTime } from '../documents/instant.ts';

/** An address as a variant, with what it says about itself; null when it is no web address. */
export function toVariant(text: string): Variant | null {
  const address = text.replace(/^(?:http:)?\/\//, 'https://');
  if (!address.startsWith('https://') || !URL.canParse(address)) return null;
  const { pathname, searchParams } = new URL(address);
  const expiresAt = readExpiry(pathname, searchParams);
  const mimeType = /^(video|audio|image)_([a-z0-9]+)$/.exec(searchParams.get('mime_type') ?? '');
  // Parts of a stream end in the one track they have: `/media-video-hvc1/`.
  const track = /\/media-(video|audio)-[\w-]+\/?$/.exec(pathname)?.[1];
  return {
    url: address,
    ...(mimeType ? { mimeType: `${mimeType[1]}/${mimeType[2]}` } : {}),
    ...(track ? { tracks: track === 'video' ? 'video' : 'audio' } : {}),
    ...(expiresAt ? { expiresAt } : {}),
  };
}

/** Pictures and videos say it in the query, sounds and subtitles as a hex number behind a hash in the path. */
function readExpiry(path: string, query: URLSearchParams): string | null {
  const stated = query.get('x-expires') ?? query.get('expire') ?? '';
  if (/^\d{1,12}$/.test(stated)) return toIsoTime(Number(stated));
  const hex = /^\/[\da-f]{32}\/([\da-f]{8})\//.exec(path)?.[1];
  return hex === undefined ? null : toIsoTime(Number.parseInt(hex, 16));
}

/** The variants of addresses that are mirrors of one file; what is no address is left out and counted in `bad`. */
export function toMirrors(list: readonly unknown[]): { variants: Variant[]; bad: number } {
  const variants = list.flatMap((value) =>
    typeof value === 'string' ? (toVariant(value.toWellFormed()) ?? []) : [],
  );
  return { variants, bad: list.length - variants.length };
}

/** The first of each address. */
export function dropRepeats(variants: readonly Variant[]): Variant[] {
  const seen = new Set<string>();
  return variants.filter(({ url }) => !seen.has(url) && seen.add(url));
}

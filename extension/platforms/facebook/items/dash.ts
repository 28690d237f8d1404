/** DASH manifests as Facebook writes them: every representation is one whole file with one track. */
import type { Variant } from '../../../../shared/model/media.ts';
import { readExpiry, toMediaUrl } from './links.ts';

/** What a manifest offers. */
export interface DashFiles {
  /** Best first, sound after pictures. */
  variants: Variant[];
  /** Representations that are no plain file: in segments, or protected. */
  otherCount: number;
}

/** Reads a manifest's XML; one that is none gives nothing. */
export function readDash(xml: string): DashFiles {
  const files: DashFiles = { variants: [], otherCount: 0 };
  const found: Ranked[] = [];
  for (const set of readElements(xml, 'AdaptationSet')) {
    const isProtected = set.body.includes('<ContentProtection');
    for (const { tag, body } of readElements(set.body, 'Representation')) {
      const variant = isProtected ? null : toVariant(`${tag} ${set.tag}`, body);
      if (variant) found.push(variant);
      else files.otherCount += 1;
    }
  }
  found.sort((a, b) => b.rank - a.rank);
  files.variants = found.map(({ file }) => file);
  return files;
}

/** Elements of a name, none of which holds another of it. */
function readElements(xml: string, name: string): { tag: string; body: string }[] {
  const parts = xml.split(`<${name}`).slice(1);
  return parts.map((part) => {
    const open = part.indexOf('>');
    return { tag: part.slice(0, open), body: part.slice(open + 1).split(`</${name}>`)[0] ?? '' };
  });
}

interface Ranked {
  file: Variant;
  /** The higher, the better. */
  rank: number;
}

function toVariant(attributes: string, inner: string): Ranked | null {
  const url = toMediaUrl(unescapeXml(/<BaseURL[^>]*>([^<]*)<\/BaseURL>/.exec(inner)?.[1]?.trim() ?? ''));
  const mimeType = readAttribute(attributes, 'mimeType') ?? readAttribute(attributes, 'contentType') ?? '';
  const tracks = /^(video|audio)\b/.exec(mimeType)?.[1];
  if (url === null || (tracks !== 'video' && tracks !== 'audio')) return null;
  const file: Variant = { url, tracks };
  const width = readNumber(attributes, 'width');
  const height = readNumber(attributes, 'height');
  const bitrate = readNumber(attributes, 'bandwidth');
  const bytes = readNumber(attributes, 'FBContentLength');
  const codec = readAttribute(attributes, 'codecs');
  const expiresAt = readExpiry(url);
  if (width !== null && height !== null) Object.assign(file, { width, height });
  if (bitrate !== null) file.bitrate = bitrate;
  if (bytes !== null) file.bytes = bytes;
  if (codec) file.codec = codec;
  if (mimeType.includes('/')) file.mimeType = mimeType;
  if (expiresAt) file.expiresAt = expiresAt;
  return { file, rank: toRank(file, readAttribute(attributes, 'FBQualityLabel')) };
}

/** Pictures before sound, then quality, then bit rate: Facebook labels one size in several rates as "540p", "720p". */
function toRank({ tracks, width = 0, height = 0, bitrate = 0 }: Variant, label: string | null): number {
  const lines = Number(/^(\d{3,4})p/.exec(label ?? '')?.[1] ?? Math.min(width, height));
  return (tracks === 'video' ? 1e15 : 0) + lines * 1e10 + Math.min(bitrate, 1e9);
}

/** The first of a name wins: a representation's own value stands before that of its set. */
function readAttribute(attributes: string, name: string): string | null {
  const match = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes);
  return match ? unescapeXml(match[1] ?? '').toWellFormed() : null;
}

function readNumber(attributes: string, name: string): number | null {
  const text = readAttribute(attributes, name);
  const number = text !== null && /^\d{1,15}$/.test(text) ? Number(text) : 0;
  return number > 0 ? number : null;
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => entities[name] ?? '');
}

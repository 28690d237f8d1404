/**
 * The files of a video, in every form in which Facebook has delivered them. Where several are there, each file is
 * taken once; a form that is `null` is out of use on that page.
 */
import type { Variant } from '../../../../shared/model/media.ts';
import { toArray, toText } from '../../../core/json.ts';
import { hasKey, seek, type Unread } from '../documents/seek.ts';
import { readDash } from './dash.ts';
import { readExpiry, toMediaUrl } from './links.ts';

/** The quality of a file that holds both tracks: at most what its label says, and that is little. */
type Quality = 'hd' | 'sd';

const directKeys: [key: string, quality: Quality][] = [
  ['playable_url_quality_hd', 'hd'],
  ['browser_native_hd_url', 'hd'],
  ['hd_src', 'hd'],
  ['hd_src_no_ratelimit', 'hd'],
  ['playable_url', 'sd'],
  ['browser_native_sd_url', 'sd'],
  ['sd_src', 'sd'],
  ['sd_src_no_ratelimit', 'sd'],
];
const manifestKeys = ['dash_manifest_xml_string', 'dash_manifest', 'playable_url_dash'];

interface Files {
  dash: Variant[];
  plain: Record<Quality, Variant[]>;
  /** True when a delivery of known form was found, even if it offers nothing. */
  isKnown: boolean;
  unread: Unread;
}

/** All files of a video, best first: what has pictures by size and rate, then files with both tracks, then sound. */
export function readVideoFiles(video: unknown, unread: Unread): Variant[] {
  if (isProtected(video)) return [];
  const files: Files = { dash: [], plain: { hd: [], sd: [] }, isKnown: false, unread };
  readDirect(files, video);
  readDirect(files, seek(video, 'videoDeliveryLegacyFields'));
  for (const key of ['videoDeliveryResponseFragment', 'video_delivery_response_fragment'])
    readResponse(files, seek(video, key, 'videoDeliveryResponseResult'));
  readResponse(files, seek(video, 'videoDeliveryResponseResult'));
  if (!files.isKnown) unread.add('media.files');
  return toUnique([
    ...files.dash.filter(({ tracks }) => tracks === 'video'),
    ...files.plain.hd,
    ...files.plain.sd,
    ...files.dash.filter(({ tracks }) => tracks === 'audio'),
  ]);
}

/** True when a licence server is named: such files cannot be played without it. */
export function isProtected(video: unknown): boolean {
  const stated = toText(seek(video, 'drm_info'));
  if (stated === null) return false;
  return /"video_license_uri_map":\{"/.test(stated) || /"graph_api_video_license_uri":"/.test(stated);
}

/** Files named directly on an object, as older answers and embedded players have them. */
function readDirect(files: Files, holder: unknown): void {
  for (const [key, quality] of directKeys) {
    if (!hasKey(holder, key)) continue;
    files.isKnown = true;
    putPlain(files, quality, { value: seek(holder, key), entry: null });
  }
  for (const key of manifestKeys) {
    if (!hasKey(holder, key)) continue;
    files.isKnown = true;
    putManifest(files, { value: seek(holder, key), entry: null });
  }
  // A file without its twin or its manifest: something was renamed.
  const native = ['browser_native_hd_url', 'browser_native_sd_url'].filter((key) => hasKey(holder, key));
  const hasManifest = manifestKeys.some((key) => hasKey(holder, key));
  if (native.length === 1 || (native.length === 2 && !hasManifest) || (hasManifest && !hasPlain(holder)))
    files.unread.add('media.files');
}

function hasPlain(holder: unknown): boolean {
  return directKeys.some(([key]) => hasKey(holder, key));
}

function readResponse(files: Files, result: unknown): void {
  if (typeof result !== 'object' || result === null) return;
  files.isKnown = true;
  const manifests = seek(result, 'dash_manifests');
  const plain = seek(result, 'progressive_urls');
  if (!Array.isArray(manifests) || !Array.isArray(plain)) files.unread.add('media.files');
  for (const entry of toArray(manifests)) putManifest(files, { value: seek(entry, 'manifest_xml'), entry });
  for (const entry of toArray(plain)) {
    const quality = seek(entry, 'metadata', 'quality');
    if (quality !== 'HD' && quality !== 'SD') files.unread.add('media.files');
    putPlain(files, quality === 'HD' ? 'hd' : 'sd', { value: seek(entry, 'progressive_url'), entry });
  }
}

interface Place {
  value: unknown;
  /** What says why the value is not there, if anything does. */
  entry: unknown;
}

/** An empty place is fine when the page says so: by `null`, or with the reason why it could not be made. */
function isStatedEmpty(value: unknown, entry: unknown): boolean {
  return value === null || value === '' || Boolean(value === undefined && seek(entry, 'failure_reason'));
}

function putPlain(files: Files, quality: Quality, { value, entry }: Place): void {
  const url = toMediaUrl(value);
  if (url === null) {
    if (!isStatedEmpty(value, entry)) files.unread.add('media.files');
    return;
  }
  if (/\.mpd\b/.test(new URL(url).pathname)) return;
  const expiresAt = readExpiry(url);
  files.plain[quality].push({ url, mimeType: 'video/mp4', ...(expiresAt && { expiresAt }) });
}

function putManifest(files: Files, { value, entry }: Place): void {
  const xml = toText(value);
  if (xml === null || !xml.includes('<MPD')) {
    if (!isStatedEmpty(value, entry) && !/^https?:/.test(xml ?? '')) files.unread.add('media.files');
    return;
  }
  const { variants, otherCount } = readDash(xml);
  if (otherCount > 0) files.unread.add('media.files');
  files.dash.push(...variants);
}

function toUnique(variants: Variant[]): Variant[] {
  return [...new Map(variants.map((variant) => [variant.url, variant])).values()];
}

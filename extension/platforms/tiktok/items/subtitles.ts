import type { Media, Variant } from '../../../../shared/model/media.ts';
import { type Fields, needed } from '../documents/drift.ts';
import { toIsoTime } from '../documents/instant.ts';
import { toVariant } from './address.ts';

const field = 'media.subtitle';

/**
 * The subtitles of a video: what was said as a machine heard it (`ASR`), machine translations of that (`MT`), and what
 * the creator wrote. Some lists have them only among the captions of the player.
 */
export function readSubtitles(video: Fields): Media[] {
  const infos = video.objects('subtitleInfos', field);
  const found = infos.length > 0 ? infos.map(readInfo) : readPlayerCaptions(video);
  const names = new Map<string, number>();
  return found.flatMap((media) => {
    if (!media) return [];
    const count = (names.get(media.id) ?? 0) + 1;
    names.set(media.id, count);
    return [count === 1 ? media : { ...media, id: `${media.id}-${count}` }];
  });
}

function readInfo(info: Fields): Media | null {
  const source = info.text('Source', field, needed);
  const bytes = info.whole('Size', field, needed);
  const format = info.text('Format', field, needed);
  return toSubtitle({
    language: info.text('LanguageCodeName', field, needed),
    isAutomatic: source === 'ASR' || source === 'MT',
    variant: readFile(info, 'Url', format),
    expiresSec: info.whole('UrlExpire', field, needed),
    bytes,
  });
}

function readPlayerCaptions(video: Fields): (Media | null)[] {
  const player = video.object('claInfo', field);
  return (player?.objects('captionInfos', field) ?? []).map((info) =>
    toSubtitle({
      language: info.text('language', field, needed),
      isAutomatic: info.flag('isAutoGen', field) ?? false,
      variant: readFile(info, 'url', info.text('captionFormat', field)),
      expiresSec: info.whole('expire', field),
      bytes: null,
    }),
  );
}

function readFile(info: Fields, key: string, format: string | null): Variant | null {
  const text = info.text(key, field, needed);
  const variant = text === null ? null : toVariant(text);
  if (text !== null && !variant) info.note(key, field);
  const mimeType = mimeTypes.get(format ?? '');
  if (format !== null && !mimeType) info.note('Format', field);
  return variant && { ...variant, mimeType: mimeType ?? 'text/vtt' };
}

const mimeTypes = new Map([
  ['webvtt', 'text/vtt'],
  ['srt', 'application/x-subrip'],
  ['creator_caption', 'application/json'],
]);

interface Subtitle {
  language: string | null;
  isAutomatic: boolean;
  variant: Variant | null;
  expiresSec: number | null;
  bytes: number | null;
}

function toSubtitle({ language, isAutomatic, variant, expiresSec, bytes }: Subtitle): Media | null {
  if (!variant) return null;
  const tag = toLanguageTag(language ?? '') ?? 'und';
  const expiresAt = toIsoTime(expiresSec) ?? variant.expiresAt;
  return {
    id: `subtitle-${tag}${isAutomatic ? '-auto' : ''}`,
    kind: 'subtitle',
    language: tag,
    automatic: isAutomatic,
    variants: [{ ...variant, ...(bytes ? { bytes } : {}), ...(expiresAt ? { expiresAt } : {}) }],
  };
}

/** BCP 47 for TikTok's codes, which name languages with three letters: `eng-US` → `en-US`. */
function toLanguageTag(code: string): string | null {
  try {
    return Intl.getCanonicalLocales(code)[0] ?? null;
  } catch {
    // Not a language tag at all.
    return null;
  }
}

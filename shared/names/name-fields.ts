/**
 * Which of yt-dlp's fields a name can be made of, and why not of the others: the one list for exports, for downloads by the
 * browser and for downloads by the companion. Names are those of yt-dlp's README ("Output template").
 */
import type { Fields } from './template-field.ts';
import { refuseTemplate } from './template-pieces.ts';

/** Who gives the name: exports and the browser before there is a file, the companion when it is there. */
export type Namer = 'export' | 'browser' | 'companion';

const words = (text: string): readonly string[] => text.split(' ');

/** What a page can say. What one does not say is `NA`, or the default that the template gives. */
const ofPage = words(
  'id display_id title fulltitle alt_title description extractor extractor_key webpage_url webpage_url_basename ' +
    'webpage_url_domain original_url uploader uploader_id uploader_url channel channel_id channel_url ' +
    'channel_follower_count channel_is_verified creator creators cast license location timestamp upload_date ' +
    'release_timestamp release_date release_year modified_timestamp modified_date duration duration_string view_count ' +
    'concurrent_view_count like_count dislike_count average_rating comment_count repost_count save_count age_limit ' +
    'live_status is_live was_live playable_in_embed availability media_type start_time end_time language categories ' +
    'tags artist artists track track_number track_id genre genres composer composers album album_type album_artist ' +
    'album_artists disc_number series series_id season season_number season_id episode episode_number episode_id ' +
    'chapter chapter_number chapter_id section_title section_number section_start section_end',
);

/** What follows from where and when it is asked for. `epoch` is when the export or the download was begun. */
const ofPlace = words(
  'autonumber video_autonumber epoch playlist playlist_id playlist_title playlist_index playlist_autonumber ' +
    'playlist_count n_entries playlist_webpage_url playlist_uploader playlist_uploader_id playlist_channel ' +
    'playlist_channel_id',
);

/** What is known when the file is there. */
const ofFile = words(
  'resolution width height aspect_ratio fps vcodec acodec vbr abr tbr asr audio_channels container protocol ' +
    'dynamic_range format format_id format_note filesize filesize_approx quality stretched_ratio',
);

const lists = words(
  'chapters formats requested_formats thumbnails subtitles automatic_captions comments heatmap',
);

const printed = words(
  'urls filename filepath formats_table thumbnails_table subtitles_table automatic_captions_table',
);

/** Why this one cannot give the field; null where it can. */
function findReason(name: string, namer: Namer): string | null {
  if (lists.includes(name)) return `%(${name})s is a list of more than texts, of which no name is made`;
  if (printed.includes(name)) return `%(${name})s is for yt-dlp's --print, not for names`;
  if (namer === 'companion' && [...ofFile, 'ext'].includes(name)) return null;
  const who = namer === 'export' ? 'an export' : 'a download without the companion';
  if (ofFile.includes(name))
    return `%(${name})s is known only when the file is there, and ${who} gives names before; take %(id)s or leave it out`;
  if (name === 'ext')
    return `%(ext)s is known only when the file is there, and ${who} gives names before; take .%(ext)s, at the end alone`;
  return [...ofPage, ...ofPlace].includes(name) ? null : `there is no field ${name}`;
}

/** Throws `input.invalid` for a field of which this one can make no name. */
export function checkFieldName(name: string, namer: Namer): void {
  const reason = findReason(name, namer);
  if (reason !== null) refuseTemplate(reason);
}

const toTitle = (word: string, number: Fields[string]): string | null =>
  typeof number === 'number' ? `${word} ${number}` : null;

/** The fields with those that yt-dlp makes of them when it names a file. */
export function deriveFields(fields: Fields): Fields {
  const { id, live_status: status } = fields;
  const toBoolean = (isSo: boolean): string | null => (status ? (isSo ? 'True' : 'False') : null);
  return {
    display_id: id,
    is_live: toBoolean(status === 'is_live'),
    was_live: toBoolean(status === 'was_live'),
    season: toTitle('Season', fields.season_number),
    episode: toTitle('Episode', fields.episode_number),
    video_autonumber: fields.autonumber,
    ...fields,
    duration_string: String(fields.duration_string ?? '').replaceAll(':', '-') || null,
  };
}

/** Which of yt-dlp's fields a name can be made of, and why not of the others. Names are those of its README ("Output template"). */
import { refuseTemplate } from '../../../shared/name-template.ts';
import type { Fields } from './template-field.ts';

const words = (text: string): readonly string[] => text.split(' ');

/** What items have, or their place in the archive gives them. */
const known = words(
  'id display_id title fulltitle description ext extractor extractor_key webpage_url webpage_url_basename ' +
    'webpage_url_domain original_url uploader uploader_id uploader_url channel channel_id channel_url creator creators ' +
    'timestamp upload_date duration duration_string view_count like_count comment_count repost_count save_count ' +
    'availability live_status is_live was_live media_type categories tags artist artists track location autonumber ' +
    'video_autonumber playlist playlist_id playlist_title playlist_index playlist_autonumber playlist_count n_entries ' +
    'playlist_webpage_url playlist_uploader playlist_uploader_id playlist_channel playlist_channel_id series season ' +
    'season_number episode episode_number',
);

/** Those that no item has: `NA`, or the default that the template gives. A typing error is none of them. */
const absent = words(
  'alt_title license cast genre genres composer composers album album_type album_artist album_artists disc_number ' +
    'track_number track_id release_timestamp release_date release_year modified_timestamp modified_date language ' +
    'age_limit average_rating dislike_count channel_follower_count channel_is_verified concurrent_view_count ' +
    'playable_in_embed start_time end_time chapter chapter_number chapter_id series_id season_id episode_id ' +
    'section_title section_number section_start section_end',
);

/** Those that would be wrong, with the reason and what helps. */
const refused: readonly { names: readonly string[]; why: string }[] = [
  {
    names: words(
      'resolution width height aspect_ratio fps vcodec acodec vbr abr tbr asr audio_channels container protocol ' +
        'dynamic_range format format_id format_note filesize filesize_approx quality stretched_ratio filepath',
    ),
    why: 'is known only when the file is there, and names are given before; leave it out',
  },
  {
    names: words(
      'chapters formats requested_formats thumbnails subtitles automatic_captions comments heatmap',
    ),
    why: 'is a list of more than texts, of which no name is made',
  },
  { names: ['epoch'], why: 'would be another at each export; take timestamp or upload_date' },
  {
    names: words('urls filename formats_table thumbnails_table subtitles_table automatic_captions_table'),
    why: "is for yt-dlp's --print, not for names",
  },
];

/** Throws `input.invalid` for a field of which no name can be made. */
export function checkFieldName(name: string): void {
  const reason = refused.find(({ names }) => names.includes(name));
  if (reason) refuseTemplate(`%(${name})s ${reason.why}`);
  if (!known.includes(name) && !absent.includes(name)) refuseTemplate(`there is no field ${name}`);
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

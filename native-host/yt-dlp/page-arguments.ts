/** The command line of a look at a page. Pure. */
import { buildListSorting, type Preference } from './format-rules.ts';
import { listedFormatFields } from './format-table.ts';
import { buildTitleChanges } from './shared-titles.ts';
import { type Access, buildTarget, buildWalls } from './walls.ts';

/** A line of ours begins with one of these; the rest is JSON, or for languages plain text. */
export const pageMarks = {
  video: 'star-export-video:',
  formats: 'star-export-formats:',
  chapters: 'star-export-chapters:',
  thumbnails: 'star-export-thumbnails:',
  subtitles: 'star-export-subtitles:',
  automatic: 'star-export-automatic:',
  subtitleNames: 'star-export-subtitle-names:',
  playlist: 'star-export-playlist:',
} as const;

/** What is asked for of a page. */
export interface PagePlan extends Omit<Access, 'entry'> {
  entries: { from: number; count: number };
  prefer: Preference;
}

const videoFields = [
  ...['_type', 'id', 'title', 'url', 'webpage_url', 'original_url', 'extractor_key', 'extractor'],
  ...['uploader', 'channel', 'creator', 'duration', 'timestamp', 'upload_date', 'description'],
  ...['is_live', 'was_live', 'live_status', 'n_entries', 'playlist_index'],
];
const playlistFields = [
  ...['id', 'title', 'uploader', 'channel', 'description', 'webpage_url', 'original_url'],
  ...['extractor_key', 'extractor', 'playlist_count', 'modified_date'],
];

/**
 * Only named fields are printed. The whole of what yt-dlp knows can be many megabytes (a DASH page lists every
 * fragment), and holds the user's address and tokens.
 */
const prints = [
  `video:${pageMarks.video}%(.{${videoFields.join(',')}})j`,
  `video:${pageMarks.formats}%(formats.:.{${listedFormatFields.join(',')}})j`,
  `video:${pageMarks.chapters}%(chapters.:.{title,start_time,end_time})j`,
  `video:${pageMarks.thumbnails}%(thumbnails.:.{url,width,height})j`,
  // `l` of a map is the list of its keys.
  `video:${pageMarks.subtitles}%(subtitles)l`,
  `video:${pageMarks.automatic}%(automatic_captions)l`,
  `video:${pageMarks.subtitleNames}%(subtitles.:.0.name)j`,
  `playlist:${pageMarks.playlist}%(.{${playlistFields.join(',')}})j`,
].flatMap((template) => ['--print', template]);

/** argv without the program. One entry more than asked for shows whether there are more. */
export const buildPageArguments = (plan: PagePlan): string[] => [
  ...buildWalls({ ...plan, entry: null }),
  // Prints about lists would else mean that their videos are fetched first.
  '--simulate',
  '--quiet',
  ...prints,
  ...['--output-na-placeholder', 'null'],
  '--flat-playlist',
  ...['--playlist-items', `${plan.entries.from}:${plan.entries.from + plan.entries.count}`],
  // What is protected or not yet on is told, not refused.
  '--allow-unplayable-formats',
  '--ignore-no-formats-error',
  ...['-S', buildListSorting(plan.prefer)],
  ...buildTitleChanges(plan.url),
  ...buildTarget(plan),
];

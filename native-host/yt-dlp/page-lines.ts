/** What yt-dlp prints about a page, read line by line. Pure. */
import { z } from 'zod';
import { listedFormatSchema } from './format-table.ts';
import { pageMarks } from './page-arguments.ts';

const word = z.string().nullish().catch(null);
const amount = z.number().nonnegative().nullish().catch(null);

/** A video, or an entry of a list that has a page of its own (`_type: url`). */
const videoSchema = z.object({
  _type: word,
  id: word,
  title: word,
  url: word,
  webpage_url: word,
  original_url: word,
  extractor: word,
  extractor_key: word,
  uploader: word,
  channel: word,
  creator: word,
  duration: amount,
  /** Epoch seconds. */
  timestamp: z.number().nullish().catch(null),
  /** `YYYYMMDD` */
  upload_date: word,
  description: word,
  is_live: z.boolean().nullish().catch(null),
  was_live: z.boolean().nullish().catch(null),
  live_status: word,
  playlist_index: amount,
});

const playlistSchema = videoSchema
  .pick({ id: true, title: true, uploader: true, channel: true, description: true })
  .extend({
    webpage_url: word,
    original_url: word,
    extractor: word,
    extractor_key: word,
    playlist_count: amount,
  });
export type ListedPlaylist = z.infer<typeof playlistSchema>;

const chapterSchema = z.object({ title: word, start_time: amount, end_time: amount });
const thumbnailSchema = z.object({ url: z.string(), width: amount, height: amount });

/** The lines about one video. */
export interface ListedVideo extends z.infer<typeof videoSchema> {
  /** Worst first. */
  formats: z.infer<typeof listedFormatSchema>[];
  chapters: z.infer<typeof chapterSchema>[];
  thumbnails: z.infer<typeof thumbnailSchema>[];
  /** Languages. */
  subtitles: string[];
  subtitleNames: string[];
  automatic: string[];
}

/** Everything about a page. */
export interface PageLines {
  videos: ListedVideo[];
  playlist: ListedPlaylist | null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // A line that was cut off for its length.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Those of a list that are what they should be; anything but a list is an empty one. */
function parseList<Item>(text: string, schema: z.ZodType<Item>): Item[] {
  const list = parseJson(text);
  return (Array.isArray(list) ? list : []).flatMap((item) => {
    const parsed = schema.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });
}

/** `%(…)l`: names with commas between; `null` for none. */
const parseNames = (text: string): string[] =>
  text === 'null' ? [] : text.split(', ').filter((name) => name !== '');

type Reader = (text: string, video: ListedVideo) => void;

const readers: ReadonlyArray<readonly [mark: string, read: Reader]> = [
  [pageMarks.formats, (text, video) => video.formats.push(...parseList(text, listedFormatSchema))],
  [pageMarks.chapters, (text, video) => video.chapters.push(...parseList(text, chapterSchema))],
  [pageMarks.thumbnails, (text, video) => video.thumbnails.push(...parseList(text, thumbnailSchema))],
  [pageMarks.subtitles, (text, video) => video.subtitles.push(...parseNames(text))],
  [pageMarks.automatic, (text, video) => video.automatic.push(...parseNames(text))],
  [pageMarks.subtitleNames, (text, video) => video.subtitleNames.push(...parseList(text, z.string()))],
];

/** More than a list is ever asked for. */
const maxVideos = 1000;

/** Takes lines as they come; those of a video follow its first one. */
export function createPageReader(): { read(line: string): void; page: PageLines } {
  const page: PageLines = { videos: [], playlist: null };
  const readVideo = (text: string): void => {
    const parsed = videoSchema.safeParse(parseJson(text));
    if (!parsed.success || page.videos.length >= maxVideos) return;
    const lists = {
      formats: [],
      chapters: [],
      thumbnails: [],
      subtitles: [],
      subtitleNames: [],
      automatic: [],
    };
    page.videos.push({ ...parsed.data, ...lists });
  };
  return {
    page,
    read(line) {
      if (line.startsWith(pageMarks.video)) return readVideo(line.slice(pageMarks.video.length));
      if (line.startsWith(pageMarks.playlist)) {
        const parsed = playlistSchema.safeParse(parseJson(line.slice(pageMarks.playlist.length)));
        // Of lists in a list, the outermost comes last.
        if (parsed.success) page.playlist = parsed.data;
        return;
      }
      const video = page.videos.at(-1);
      const [mark, readText] = readers.find(([known]) => line.startsWith(known)) ?? [];
      if (video && mark !== undefined) readText?.(line.slice(mark.length), video);
    },
  };
}

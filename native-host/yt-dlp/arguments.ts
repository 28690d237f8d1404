/** The command line of a download. Nothing from a message reaches it but an address, a user agent and choices of known form. */
import { relative } from 'node:path';
import type { PlatformId } from '../../shared/model/source.ts';
import type { DownloadChoice } from '../../shared/protocol/download-commands.ts';
import { audioTypes, videoTypes } from '../archive/archive-path.ts';
import { buildFormatArguments } from './format-rules.ts';
import { buildTitleChanges } from './shared-titles.ts';
import { type Access, buildTarget, buildWalls } from './walls.ts';

/** Lines of ours begin with these, so that they are told from yt-dlp's own. */
export const progressMark = 'star-export-progress:';
export const postprocessMark = 'star-export-step:';
export const foundMark = 'star-export-found:';
export const nameMark = 'star-export-name:';
export const resultMark = 'star-export-result:';

/** What the command line depends on. */
export interface DownloadPlan extends Access {
  choice: DownloadChoice;
  /** Absolute folder of the unfinished files. */
  workDirectory: string;
  /** Absolute folder into which yt-dlp moves what is finished. */
  doneDirectory: string;
  /** Absolute path of a copy of the list of what is known, in yt-dlp's form; null: everything is fetched. */
  knownFile: string | null;
  /** What a name template needs, as `buildNameQuery` writes it; null: nothing. */
  nameQuery: string | null;
}

const files = [
  '--restrict-filenames',
  '--windows-filenames',
  ...['--trim-filenames', '120'],
  '--continue',
  '--part',
  '--no-mtime',
  '--no-write-info-json',
  // The format is in the name, so that a part of one format is never continued with bytes of another.
  ...['-o', 'video.%(format_id)s.%(ext)s'],
];

const resultFields = 'id,title,duration,filepath,vcodec,acodec,is_live,live_status,n_entries';

const reports = [
  ...['--no-quiet', '--newline', '--progress', '--no-simulate'],
  ...['--progress-delta', '0.25'],
  ...['--progress-template', `download:${progressMark}%(progress)j`],
  ...['--progress-template', `postprocess:${postprocessMark}%(progress)j`],
  // Before the filters below, so that it is known what they have rejected.
  ...['--print', `pre_process:${foundMark}%(.{${resultFields}})j`],
  ...['--print', `after_move:${resultMark}%(.{${resultFields}})j`],
  ...['--output-na-placeholder', 'null'],
];

/**
 * A running stream has no end to wait for, and of several videos none is meant; a page with one video has no second:
 * yt-dlp stops with exit code 101.
 */
const buildFilters = ({ entry }: DownloadPlan): string[] => [
  '--break-match-filters',
  // With `?` a video of no list passes too.
  `!is_live & live_status!=?is_upcoming & live_status!=?post_live & n_entries<=${entry !== null && entry > 1 ? '' : '?'}1`,
];

/** A second entry is only looked at to notice that there are several. */
const buildEntry = ({ entry }: DownloadPlan): string[] => ['--playlist-items', entry ? String(entry) : '1:2'];

/** Types that an archive holds stay; others (flv, ts, avi, 3gp …) get a container that holds everything. */
function buildContainers({ quality, audioFormat, container, thumbnail }: DownloadChoice): string[] {
  if (quality === 'audio')
    return ['--extract-audio', '--audio-format', audioFormat ?? 'm4a', '--audio-quality', '2'];
  // webm has no place for a cover.
  if (container === 'mkv') return ['--merge-output-format', 'mkv', '--remux-video', 'mkv'];
  const kept = ['mp4', ...(thumbnail === 'embed' ? [] : ['webm']), 'mkv', 'mov', ...audioTypes];
  const merged = container === null ? [] : ['--merge-output-format', `${container}/mkv`];
  return [...merged, '--remux-video', [...kept.map((type) => `${type}>${type}`), 'm4v>mp4', 'mkv'].join('/')];
}

function buildSubtitles({ subtitles }: DownloadChoice): string[] {
  if (!subtitles) return [];
  const { languages, automatic, embed } = subtitles;
  return [
    '--write-subs',
    // Sites translate into hundreds of languages: never all of those.
    ...(automatic && languages.length > 0 ? ['--write-auto-subs'] : []),
    ...['--sub-langs', languages.length > 0 ? languages.join(',') : 'all,-live_chat'],
    ...['--sub-format', 'vtt/srt/ttml/best'],
    ...(embed ? ['--embed-subs', '--compat-options', 'no-keep-subs'] : []),
  ];
}

const thumbnailArguments: Record<DownloadChoice['thumbnail'], string[]> = {
  none: [],
  file: ['--write-thumbnail', '--convert-thumbnails', 'jpg'],
  embed: ['--embed-thumbnail', '--convert-thumbnails', 'jpg'],
};

/** yt-dlp would put its raw data, with the user's address in it, into the metadata; and chapters with them. */
const buildMetadata = ({ embedMetadata, embedChapters }: DownloadChoice): string[] => [
  ...(embedMetadata ? ['--embed-metadata', '--no-embed-info-json'] : []),
  embedChapters ? '--embed-chapters' : '--no-embed-chapters',
];

/**
 * Seen from the folder that yt-dlp runs in, `temp` from `home`: in whole paths it would put a variable's value in the
 * place of `$HOME`, which is as good a name for an archive as any, and a `#` in that of a colon.
 */
const buildPlaces = ({ workDirectory, doneDirectory, knownFile }: DownloadPlan): string[] => [
  ...(knownFile ? ['--download-archive', relative(workDirectory, knownFile)] : []),
  ...['--paths', `home:${relative(workDirectory, doneDirectory)}`],
  ...['--paths', `temp:${relative(doneDirectory, workDirectory)}`],
];

/**
 * yt-dlp counts a break as a try even where bytes have come since the last one; whoever runs it ends it instead, see
 * `break-watch.ts`. The short sleep is so that a break is heard of before the next connection is asked for. It grows and there
 * is an end, for a yt-dlp whose words for a break are others.
 */
const tries = [
  ...['--retries', '1000', '--retry-sleep', 'http:linear=0.1:5:0.01'],
  ...['--fragment-retries', '5', '--abort-on-unavailable-fragments'],
];

/** argv without the program, which is to be run in the work folder. Pure. */
export const buildArguments = (plan: DownloadPlan): string[] => [
  ...buildWalls(plan),
  ...tries,
  ...files,
  ...reports,
  ...(plan.nameQuery ? ['--print', `after_move:${nameMark}${plan.nameQuery}`] : []),
  ...buildFilters(plan),
  ...buildTitleChanges(plan.url),
  ...buildEntry(plan),
  ...buildFormatArguments(plan.choice),
  ...buildContainers(plan.choice),
  ...buildSubtitles(plan.choice),
  ...thumbnailArguments[plan.choice.thumbnail],
  ...buildMetadata(plan.choice),
  ...(plan.choice.rateLimitBytesPerSec ? ['--limit-rate', String(plan.choice.rateLimitBytesPerSec)] : []),
  ...buildPlaces(plan),
  ...buildTarget(plan),
];

/** Types of the file that a choice gives, in the order in which a finished one is looked for. */
export function listResultTypes(
  { quality, format }: Pick<DownloadChoice, 'quality' | 'format'>,
  platform: PlatformId | null,
): string[] {
  if (quality === 'audio' && format === null) return audioTypes;
  // Sites of any kind have sound alone too.
  return format !== null || platform === null ? [...videoTypes, ...audioTypes] : videoTypes;
}

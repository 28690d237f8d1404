/**
 * Everything the popup and the dashboard say, except the sentences of errors, which are in shared/error-codes.ts.
 * Typed objects and not `_locales` messages: a missing or misspelt text is a compile error, plurals and order of words
 * are plain functions, and another language is another object of the same type.
 */
import type { JobState, StepKind } from '../../../shared/model/job.ts';
import type { Include, ProfileList } from '../../../shared/model/job-options.ts';
import { type Quality, type QualityWord, toMaxSide } from '../../../shared/model/quality.ts';
import type { PlatformId, SourceKind, SourceRef } from '../../../shared/model/source.ts';
import { formatCount } from '../quantities.ts';

const counted = (count: number, one: string, many: string) =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

const sourceKinds: Record<SourceKind, string> = {
  channel: 'Channel',
  channel_videos: 'Channel videos',
  channel_shorts: 'Channel Shorts',
  channel_live: 'Channel live streams',
  channel_playlists: 'Channel playlists',
  channel_releases: 'Channel releases',
  playlist: 'Playlist',
  liked: 'Liked videos',
  watch_later: 'Watch later',
  history: 'History',
  subscriptions: 'Subscriptions',
  video: 'Video',
  short: 'Short',
  profile: 'Profile',
  posts: 'Posts',
  reposts: 'Reposts',
  favourites: 'Favourites',
  collection: 'Collection',
  collections: 'Collections',
  playlists: 'Playlists',
  stories: 'Stories',
  following: 'Following',
  sound: 'Sound',
  hashtag: 'Hashtag',
  photo_post: 'Photo post',
  timeline: 'Timeline',
  photos: 'Photos',
  album: 'Album',
  videos: 'Videos',
  reels: 'Reels',
  saved: 'Saved',
  group: 'Group',
  post: 'Post',
  reel: 'Reel',
  photo: 'Photo',
};

/** What one platform calls otherwise. Its addresses do not tell a page from a profile. */
const platformSources: Partial<Record<PlatformId, Partial<Record<SourceKind, string>>>> = {
  facebook: { profile: 'Profile or page' },
};
const toSourceKind = ({ platform, kind }: Pick<SourceRef, 'platform' | 'kind'>): string =>
  platformSources[platform]?.[kind] ?? sourceKinds[kind];

const ownSources: Partial<Record<SourceKind, string>> = { channel: 'Your channel', profile: 'Your profile' };

const includes: Record<Include, string> = {
  videos: 'Videos',
  shorts: 'Shorts',
  live: 'Live',
  playlists: 'Playlists',
  releases: 'Releases',
};

const lists: Record<ProfileList, string> = {
  posts: 'Posts',
  stories: 'Stories',
  playlists: 'Playlists',
  collections: 'Collections',
  reposts: 'Reposts',
  liked: 'Liked',
  favourites: 'Favourites',
  photos: 'Photos',
  videos: 'Videos',
  reels: 'Reels',
};

const qualities: Record<QualityWord, string> = {
  original: 'Original',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  smallest: 'Smallest file',
  audio: 'Sound only',
};

/** "High (up to 1080p)", "Up to 1440p". */
function nameQuality(quality: Quality): string {
  const word = qualities[quality as QualityWord];
  const side = toMaxSide(quality);
  if (!word) return `Up to ${quality}`;
  return side === null ? word : `${word} (up to ${side}p)`;
}

const steps: Record<StepKind, string> = {
  resolve: 'Looking at the page',
  collect: 'Reading the list',
  entries: 'Reading playlists',
  details: 'Reading details',
  comments: 'Reading comments',
  fetch: 'Saving thumbnails and captions',
  download: 'Downloading videos',
  pack: 'Writing the archive',
  verify: 'Checking every file',
};

/** Where a platform's own words say better what is read and saved. */
const platformSteps: Partial<Record<PlatformId, Partial<Record<StepKind, string>>>> = {
  tiktok: { download: 'Saving videos and pictures' },
  facebook: { entries: 'Reading albums', download: 'Saving videos and pictures' },
};

const collectingUploads = 'Reading the list of all uploads';

/** Lists of one kind, told apart by the last part of their id. */
const collectingParts: Record<string, string> = {
  manage: 'Reading "Manage posts"',
  photos_of: 'Reading the tagged photos',
  photos_albums: 'Reading the list of albums',
};

const collecting: Partial<Record<SourceKind, string>> = {
  channel_videos: 'Reading the list of videos',
  channel_shorts: 'Reading the list of Shorts',
  channel_live: 'Reading the list of live streams',
  channel_playlists: 'Reading the list of playlists',
  channel_releases: 'Reading the list of releases',
  posts: 'Reading the list of posts',
  timeline: 'Reading the posts',
  photos: 'Reading the photos',
  videos: 'Reading the list of videos',
  reels: 'Reading the list of reels',
  stories: 'Reading the stories',
  playlists: 'Reading the list of playlists',
  collections: 'Reading the list of collections',
  reposts: 'Reading the reposts',
  liked: 'Reading what was liked',
  favourites: 'Reading the favourites',
  history: 'Reading the history',
  subscriptions: 'Reading the subscriptions',
};

const states: Record<JobState['status'], string> = {
  queued: 'Waiting for its turn',
  running: 'Running',
  waiting: 'Paused',
  blocked: 'Needs you',
  done: 'Saved',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

export const texts = {
  productName: 'Star Export',
  sourceKind: toSourceKind,
  includes,
  lists,
  qualities,
  quality: nameQuality,
  states,
  partlySaved: 'Saved in part',
  step: (kind: StepKind, platform: PlatformId) => platformSteps[platform]?.[kind] ?? steps[kind],
  /** A channel's list of everything is a playlist to the site. */
  collecting: ({ kind, id }: SourceRef, source: SourceKind) =>
    source === 'channel' && kind === 'playlist'
      ? collectingUploads
      : (collectingParts[id.split('/').at(-1) ?? ''] ?? collecting[kind] ?? steps.collect),
  ownSource: (kind: SourceKind) => ownSources[kind] ?? `${sourceKinds[kind]}, yours`,
  /** A finished export without a post. */
  nothing: {
    isNew: (since: string) => `Nothing new since ${since}`,
    inDays: 'No post in these days',
    found: 'Nothing found',
  },
  claimed: (count: number, exact: boolean) =>
    exact ? counted(count, 'item', 'items') : `about ${counted(count, 'item', 'items')}`,
  openDashboard: 'Open the dashboard',
  tryAgain: 'Try again',

  page: {
    reading: 'Looking at this page…',
    unsupportedTitle: 'Nothing to export on this page',
    unsupported:
      'Open a channel, playlist or video on YouTube, a profile or post on TikTok or Facebook, or one of your own lists.',
    openYouTube: 'Open YouTube',
    loginTitle: (site: string) => `Log in to ${site}`,
    login: 'Then come back: exports read the site as you see it.',
    exportBeside: 'Export with other options',
    beside:
      'With other options this becomes an export of its own, and the one above stays as it is. With the same ones that one goes on.',
    lastExport: (age: string) => `Last exported ${age}`,
    goesInto: ({ kind, name }: { kind: 'file' | 'folder'; name: string }) =>
      kind === 'folder'
        ? `Goes into the folder “${name}”.`
        : `Goes into “${name}” if that is empty or holds this page, else among your downloads.`,
  },

  form: {
    export: 'Export',
    starting: 'Starting…',
    include: 'What to export',
    media: 'Video files',
    withMedia: 'With video files',
    /** Where posts are made of pictures and sounds as well. */
    mediaOfAllKinds: 'Media files',
    withMediaOfAllKinds: 'With media files',
    metadataOnly: 'Metadata only',
    quality: 'Quality',
    more: 'More options',
    noCompanion: 'Video files need the companion. Until it is there, this saves everything else.',
    chooseInclude: 'Choose at least one.',
    chooseKind: 'Kinds of files: choose at least one, or “Metadata only”.',
    chooseFormat: 'Choose at least one format.',
    rangeReversed: 'The first day is after the last one.',
    maxItemsInvalid: 'A whole number from 1.',
    dateInvalid: 'Not a date.',
  },

  summary: {
    from: (day: string) => `from ${day}`,
    to: (day: string) => `to ${day}`,
    atMost: (count: string) => `at most ${count}`,
    formats: (count: number) => counted(count, 'format', 'formats'),
    comments: 'comments',
    noDetails: 'no exact details',
    zip: 'ZIP',
  },

  jobs: {
    running: 'Exports under way',
    recent: 'Last exports',
    progressOf: (title: string) => `Progress of ${title}`,
    found: (count: number) => `${formatCount(count)} found`,
    of: (done: number, total: number) => `${formatCount(done)} of ${formatCount(total)}`,
    left: (duration: string) => `about ${duration} left`,
    leftInFolder: (path: string) => `What was saved so far stays in ${path}`,
    leftInBrowser: 'What was saved so far stays in the browser until you remove this export from the list.',
    resumesAt: (time: string) => `Goes on at ${time}.`,
    items: (count: number) => counted(count, 'item', 'items'),
    refused: (count: number) => `${formatCount(count)} not saved`,
    withoutVideos: 'without video files',
    without: (what: string, count: number) => `without ${what} of ${formatCount(count)}`,
    announce: (title: string, state: string) => `${title}: ${state}`,
    actions: {
      open: 'Open the site',
      cancel: 'Cancel',
      resume: 'Resume',
      reveal: 'Show in folder',
      again: 'Export again',
      new: 'Export what is new',
      remove: 'Remove from list',
      retry: 'Try the missing again',
    },
  },

  companion: {
    looking: 'Looking for the companion…',
    ready: (version: string) => `Companion ${version}`,
    missing: 'Companion not installed',
    forbidden: 'Companion must be installed again',
    otherVersion: 'Companion of another version',
    trouble: 'Companion not ready',
    withoutYtDlp: 'yt-dlp not found',
    oldYtDlp: 'yt-dlp too old',
    withoutFfmpeg: 'ffmpeg not found',
    howToInstall: 'How to install',
    findOut: 'What is wrong?',
    check: 'Check',
  },

  /** The two halves of popup and dashboard. */
  popupTabs: { export: 'Export page', download: 'Download video' },
  loading: 'Loading…',
} as const;

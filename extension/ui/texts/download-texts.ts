/** What the download screens say. Apart from the screens' texts, so that the popup does not carry them before they are wanted. */
import type { AudioFormat, Quality, QualityWord } from '../../../shared/model/quality.ts';
import type { DownloadProgress } from '../../../shared/protocol/download-commands.ts';
import type { CompanionOption, DownloadRecord } from '../../core/downloads/download-record.ts';
import type { FormatColumn } from '../format-rows.ts';
import { formatCount } from '../quantities.ts';
import { texts } from './screen-texts.ts';

const counted = (count: number, one: string, many: string) =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

const states: Record<DownloadRecord['state']['status'], string> = {
  queued: 'Waiting for its turn',
  running: 'Downloading',
  paused: 'Paused',
  interrupted: 'Interrupted',
  finished: 'Saved',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

const stages: Record<DownloadProgress['stage'], string> = {
  waiting: 'Waiting for its turn',
  starting: 'Looking at the page',
  downloading: 'Downloading',
  merging: 'Putting picture and sound together',
  converting: 'Converting',
  checking: 'Checking the file',
};

/** What the browser alone does not do, as the end of a sentence. */
const companionOptions: Record<
  Exclude<CompanionOption, 'container' | 'captions' | 'sounds' | 'innerCaptions'>,
  string
> = {
  sections: 'cutting it into parts',
  thumbnail: 'the thumbnail',
  metadata: 'title and author in the file',
  chapters: 'chapters in the file',
  skipKnown: 'skipping what was downloaded before',
  audioFormat: 'another kind of sound file',
};

const columns: Record<FormatColumn, string> = {
  picture: 'Picture',
  fps: 'fps',
  video: 'Video',
  audio: 'Sound',
  size: 'Size',
  container: 'File',
};

export const downloadTexts = {
  states,
  stages,
  companionOptions,
  preset: (quality: Quality, audioFormat: AudioFormat | null) =>
    quality === 'audio'
      ? `${texts.qualities.audio}, ${audioFormat ?? 'm4a'}`
      : (texts.qualities[quality as QualityWord] ?? quality),

  page: {
    address: 'Address of a page with a video',
    addressHint: 'https://…',
    look: 'Look at it',
    notAnAddress: 'This is not the address of a web page.',
    looking: 'Looking at the page…',
    lookingAgain: 'Looking which formats that gives…',
    lookingSlow: 'Still looking; some sites take half a minute.',
    noPage: 'Open a page with a video, or enter its address.',
    live: 'Live now',
    upcoming: 'Not begun yet',
    ended: 'Was live',
    liveHint: 'This is still on; it can be saved once it is over.',
    upcomingHint: 'This has not begun yet; it can be saved once it is over.',
    drmOnly: 'Everything here is protected by DRM and cannot be saved.',
    untitled: '(no title)',
    nothing: 'There is no video or sound on this page that could be saved.',
    playlist: (count: number) => counted(count, 'video', 'videos'),
    login: (site: string) => `Use my login on ${site}`,
    loginHint: (site: string) =>
      `For videos that only you may see. The browser asks first; cookies of ${site} then go along to ${site}, through the companion where that downloads, and nowhere else.`,
    loginRefused: 'The browser was not allowed to; it goes on without your login.',
    withLogin: (site: string) => `With your login on ${site}.`,
    allow: (site: string) => `Allow ${site}`,
    noCompanion: 'Downloads need the companion.',
    findOut: 'Find out what is wrong',
  },

  form: {
    presets: 'What to save',
    allFormats: (count: number) => `All formats (${formatCount(count)})`,
    formatChosen: 'chosen from the list',
    more: 'More options',
    download: 'Download',
    downloadMany: (count: number) => `Download ${counted(count, 'video', 'videos')}`,
    starting: 'Starting…',
    started: (count: number) => (count === 1 ? 'Added to the downloads.' : `${formatCount(count)} added.`),
    subtitles: 'Captions',
    withSubtitles: 'Save captions',
    withSubtitlesHint: 'All that people wrote, unless you choose some.',
    noSubtitles: 'This page has none.',
    automatic: 'by a machine',
    findLanguage: 'Find a language',
    embedSubtitles: 'Put them into the video file',
    thumbnail: 'Thumbnail',
    thumbnails: { none: 'No', file: 'As a file', embed: 'In the file' },
    embedMetadata: 'Title, author and date in the file',
    embedChapters: 'Chapters in the file',
    sections: 'Only parts of it',
    sectionsHint:
      'Each part becomes a file. A part begins at the nearest picture before its time that can be cut at.',
    addSection: 'Add a part',
    section: (place: number) => `Part ${place}`,
    sectionFrom: 'from',
    sectionTo: 'to',
    removeSection: (place: number) => `Remove part ${place}`,
    sectionInvalid: 'Times such as 1:30 or 1:02:03; a part ends after it begins.',
    rateLimit: 'Not faster than',
    rateUnit: (typed: string) => (/[a-z]/i.test(typed) ? '/s' : 'MB/s'),
    rateNone: 'no limit',
    rateInvalid: 'The speed: a number such as 2 or 0.5, or 500 KB.',
    template: 'File name',
    templateHint: 'In the words of yt-dlp. Empty: the usual name.',
    templateLong: 'At most 300 characters.',
    templateWithoutExt: 'It has to contain %(ext)s, the kind of the file.',
    skipKnown: 'Skip what was downloaded before',
    skipKnownHint: 'The folder keeps a list of what was saved, which other tools can read too.',
    byBrowser:
      'The browser saves this by itself. Parts, thumbnails, chapters, and skipping what was downloaded before need the companion; a single file is kept as the site has it.',
  },

  summary: {
    subtitles: 'captions',
    subtitlesBeside: 'captions as files',
    thumbnail: 'thumbnail',
    metadata: 'title and date in the file',
    noChapters: 'no chapters in the file',
    sections: (count: number) => counted(count, 'part', 'parts'),
    rate: (speed: string) => `at most ${speed}`,
    template: 'own file name',
    skipKnown: 'skip known',
  },

  formats: {
    name: 'Formats of this video',
    columns,
    audioOnly: 'Sound',
    unknownPicture: 'Unknown',
    withSound: (sound: string) => `+ ${sound}`,
    silent: 'none',
    hdr: 'HDR',
    drm: 'DRM',
    sortBy: (column: string) => `Sort by ${column}`,
    choose: (label: string) => `Choose ${label}`,
  },

  entries: {
    legend: 'Videos',
    all: 'All',
    none: 'None',
    more: 'Show more',
    of: (chosen: number, total: number) => `${formatCount(chosen)} of ${formatCount(total)} chosen`,
  },

  list: {
    title: 'Downloads',
    open: 'Under way',
    lacking: 'Saved, but not whole',
    failed: 'Not saved',
    recent: 'Last downloads',
    history: 'History',
    empty: 'Nothing was downloaded yet.',
    emptyLead:
      'Enter the address of a page with a video above, press “Download video” in the toolbar popup, or right-click a page, a link or a video.',
    search: 'Search the history',
    noneFound: 'Nothing in the history has these words.',
    table: {
      name: 'Downloads that have ended',
      title: 'Title',
      what: 'What',
      size: 'Size',
      when: 'When',
      actions: 'Actions',
    },
    pauseAll: 'Pause all',
    resumeAll: 'Resume all',
    removeShown: (count: number) => `Remove these ${formatCount(count)}`,
    removeShownSure: 'Remove them? Files stay.',
    progressOf: (title: string) => `Progress of ${title}`,
    seeAll: 'All downloads',
    openPage: 'Open the page',
  },

  card: {
    bytesOf: (done: string, total: string) => `${done} of ${total}`,
    left: (duration: string) => `about ${duration} left`,
    silent: (duration: string) => `no sign of life for ${duration}`,
    goesOnAt: (time: string) => `Goes on at ${time}.`,
    savedWithGaps: 'Saved with gaps',
    savedWithoutCaptions: 'Saved without some captions',
    missing: (sec: number, segments: number) =>
      `${counted(sec, 's is', 's are')} missing (${counted(segments, 'segment', 'segments')} the server refused).`,
    missingCaptions: (names: string) => `Captions the server refused: ${names}.`,
    unreadCaptions: (names: string) => `Captions of a kind that is not read: ${names}.`,
    unknownLanguage: 'of no named language',
    undone: (options: string) => `Not done, because it needs the companion: ${options}.`,
    otherContainer: 'It is another kind of file than you chose: that one cannot hold this picture or sound.',
    lacksCaptions: 'Not all captions that are inside the film could be kept.',
    innerCaptions:
      'There are captions in the pictures themselves, as on television: players such as VLC show them.',
    otherSounds: 'Of its sounds, in several languages perhaps, only one was saved.',
    known: 'Was downloaded before, so it was skipped.',
    extras: (count: number) => counted(count, 'file beside it', 'files beside it'),
    partsKept: 'What arrived so far is kept for another try.',
    partsLeaving: 'What arrived so far is removed as soon as the companion is there.',
    announce: (title: string, state: string) => `${title}: ${state}`,
    cancelHow: 'What arrived so far:',
    actions: {
      pause: 'Pause',
      resume: 'Resume',
      now: 'Try now',
      cancel: 'Cancel',
      keep: 'Keep it',
      discard: 'Delete it',
      goOn: 'Go on',
      retry: 'Download again',
      again: 'Try again',
      reveal: 'Show in folder',
      copy: 'Copy error',
      copied: 'Copied',
      remove: 'Remove from list',
      companion: 'Find out what is wrong',
    },
  },
} as const;

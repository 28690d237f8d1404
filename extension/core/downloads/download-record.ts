/** A download as the library keeps it: what was asked for, and how far it is. */
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import type { SavedFile } from '../../../shared/model/saved-file.ts';
import type {
  DownloadChoice,
  DownloadProgress,
  JournalEntry,
} from '../../../shared/protocol/download-commands.ts';
import type { WireError } from '../../../shared/wire-error.ts';

/** What a saved file lacks because the server refused it. */
export interface DownloadGaps {
  segments: number;
  /** Of the film, wherever picture or sound is missing. */
  sec: number;
  captions: { language: string | null; name: string | null; code: ErrorCode }[];
}

/** What of a choice only the companion does. */
export type CompanionOption =
  | 'sections'
  | 'thumbnail'
  | 'metadata'
  | 'chapters'
  | 'skipKnown'
  | 'audioFormat';

/** What was saved of a page, by the companion or by the browser alone. */
export type SavedDownload = NonNullable<JournalEntry['saved']> & {
  /** Of the browser's own downloads, where it saved the file by itself. */
  browserId?: number;
  /** Absent: nothing is missing. */
  gaps?: DownloadGaps;
  /** What was asked for and not done, for want of the companion. Absent: nothing. */
  left?: CompanionOption[];
};

/** What the browser by itself has made of a page: a file and those beside it, ready in its own storage. */
export interface MadeMedia {
  record: FileRecord;
  extras: FileRecord[];
  title: string;
  durationSec: number | null;
  width: number | null;
  height: number | null;
  videoCodec: string | null;
  audioCodec: string | null;
  gaps: DownloadGaps | null;
  left: CompanionOption[];
}

/** How far the browser is with what it made, so that after a restart nothing is made or saved twice. */
export interface Delivery {
  made: MadeMedia;
  /** Those that are among the downloads or on their way there, each noted before it is handed over. */
  files: SavedFile[];
}

/** Whether another try could bring what is missing. */
export const canFillGaps = (state: DownloadState): boolean =>
  state.status === 'finished' && state.saved.gaps !== undefined;

/** Where a download is. Which state may follow which is in download-state.ts. */
export type DownloadState =
  | { status: 'queued' }
  | { status: 'running' }
  /** By the user; goes on when they say so. `progress` is the last that was heard. */
  | { status: 'paused'; progress: DownloadProgress | null }
  /** By something else. Goes on by itself at `retryAt`, or when the user says so where that is null. */
  | { status: 'interrupted'; error: WireError; retryAt: string | null }
  | { status: 'finished'; saved: SavedDownload }
  | { status: 'failed'; error: WireError }
  /** `leaving`: the companion was not yet told to remove its part files. */
  | { status: 'cancelled'; parts: 'kept' | 'leaving' | 'gone' };

/** One video on its way, or one that arrived. */
export interface DownloadRecord {
  /** Chosen here, and known to the companion as `downloadId`. */
  id: string;
  /** Rises with every download: order of the queue, and of the history backwards. */
  place: number;
  url: string;
  /** Which of the page's videos, from 1, when they have no pages of their own. */
  entry: number | null;
  /** The address until somebody knows better. */
  title: string;
  author: string | null;
  durationSec: number | null;
  choice: DownloadChoice;
  /** Name of the file in yt-dlp's grammar; null for the usual one. */
  template: string | null;
  /** On a site that is no platform: lend the companion its cookies. Platforms always do. */
  withLogin: boolean;
  state: DownloadState;
  /** Whether the companion was ever asked for it, so that it may hold part files. */
  begun: boolean;
  /** Interruptions in a row without a byte between them. */
  losses: number;
  createdAt: string;
  finishedAt: string | null;
  /** Of one that the browser runs by itself, until it is at its end; null or missing: nothing is made yet. */
  delivery?: Delivery | null;
}

/** What is known of a video before it is downloaded. */
export type DownloadWish = Pick<
  DownloadRecord,
  'url' | 'entry' | 'title' | 'author' | 'durationSec' | 'choice' | 'template' | 'withLogin'
>;

/** What changed; whoever hears it reads the store again. Only live numbers are carried along. */
export type DownloadNews =
  | { type: 'download.changed'; downloadId: string }
  | { type: 'download.progress'; downloadId: string; progress: DownloadProgress };

/** Under way, or standing still and not at its end. */
export const openDownloadStatuses: readonly DownloadState['status'][] = [
  'queued',
  'running',
  'paused',
  'interrupted',
];

/** Whether a download is one of those. */
export const isOpenDownload = ({ state }: Pick<DownloadRecord, 'state'>): boolean =>
  openDownloadStatuses.includes(state.status);

/** A download as the library keeps it: what was asked for, and how far it is. */
import type { DownloadProgress } from '../../../shared/protocol/download-commands.ts';
import type { DownloadGaps, DownloadRecord, DownloadState } from './download-schemas.ts';

export type {
  CompanionOption,
  Delivery,
  DownloadGaps,
  DownloadRecord,
  DownloadState,
  MadeMedia,
  SavedDownload,
} from './download-schemas.ts';

type MissingCaptions = DownloadGaps['captions'][number];

/** Whether captions came and are of a kind that is not read. */
export const isUnread = ({ code }: MissingCaptions): boolean => code === 'media.unsupported';

/** Whether another try could bring what is missing. */
export const canBeFilled = ({ segments, captions }: DownloadGaps): boolean =>
  segments > 0 || captions.some((one) => !isUnread(one));

/** Whether a download lacks what another try could bring. */
export const canFillGaps = (state: DownloadState): boolean =>
  state.status === 'finished' && state.saved.gaps !== undefined && canBeFilled(state.saved.gaps);

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

/** What the page button says. Apart from the screens' texts, so that a page does not carry those. */
import type { SourceKind } from '../../../shared/model/source.ts';

const sourceNouns: Record<SourceKind, string> = {
  channel: 'this channel',
  channel_videos: 'this channel’s videos',
  channel_shorts: 'this channel’s Shorts',
  channel_live: 'this channel’s live streams',
  channel_playlists: 'this channel’s playlists',
  channel_releases: 'this channel’s releases',
  playlist: 'this playlist',
  liked: 'your liked videos',
  watch_later: 'your Watch later list',
  history: 'your history',
  subscriptions: 'your subscriptions',
  video: 'this video',
  short: 'this Short',
};

export const pageButtonTexts = {
  productName: 'Star Export',
  idle: 'Export',
  starting: 'Starting…',
  queued: 'Waiting',
  exporting: 'Exporting',
  exportingOf: (done: number, total: number) => `Exporting ${done}/${total}`,
  paused: 'Paused',
  blocked: 'Needs you',
  saved: 'Saved',
  failed: 'Failed',
  cancelled: 'Cancelled',
  idleName: (kind: SourceKind) => `Export ${sourceNouns[kind]} with Star Export`,
  /** Read by screen readers in place of the short label. */
  jobName: (label: string) => `${label}. Show what the export is doing`,
  progressName: 'Progress of the export',
  actions: {
    cancel: 'Cancel',
    resume: 'Resume',
    reveal: 'Show in folder',
    again: 'Export again',
    dashboard: 'Open dashboard',
  },
} as const;

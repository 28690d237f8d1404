/** For tests: a download as the journal holds it. */
import { downloadChoiceSchema } from '../../../shared/protocol/download-commands.ts';
import type { StoredDownload } from '../journal.ts';

export const makeStoredDownload = (change: Partial<StoredDownload> = {}): StoredDownload => ({
  version: 1,
  downloadsFolder: '/downloads',
  downloadId: 'a',
  url: 'https://video.example.net/watch/1',
  entry: null,
  title: null,
  destination: { in: 'downloads', template: null },
  choice: downloadChoiceSchema.parse({ quality: 'original' }),
  platform: null,
  durationSec: null,
  state: 'running',
  progress: null,
  saved: null,
  error: null,
  startedAt: '2026-01-01T00:00:00Z',
  changedAt: '2026-01-01T00:00:00Z',
  ...change,
});

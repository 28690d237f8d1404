/** The journal as the wire has it. */
import type { CommandRequest, CommandResponse } from '../../shared/protocol/commands.ts';
import type { JournalEntry } from '../../shared/protocol/download-commands.ts';
import type { Journal, StoredDownload } from './journal.ts';

/** So that a page with its frame stays under 512 KiB. */
const maxPageBytes = 480 * 1024;

/** An entry without what only the companion needs. One whose companion is gone was interrupted, whatever it says. */
export async function toJournalEntry(stored: StoredDownload, journal: Journal): Promise<JournalEntry> {
  const {
    version: _,
    downloadsFolder: _folder,
    platform: _platform,
    durationSec: _duration,
    ...entry
  } = stored;
  if (entry.state !== 'running' || (await journal.isHeld(entry.downloadId))) return entry;
  return { ...entry, state: 'interrupted' };
}

/** A page of the journal, newest first. One whose `after` is gone begins anew. */
export async function listDownloads(
  { after, limit, in: place }: CommandRequest<'list'>,
  journal: Journal,
): Promise<CommandResponse<'list'>> {
  const all = (await journal.list()).filter(({ destination }) => !place || destination.in === place);
  const from = after === null ? 0 : all.findIndex(({ downloadId }) => downloadId === after) + 1;
  const rest = all.slice(from);
  const downloads: JournalEntry[] = [];
  let bytes = 0;
  for (const stored of rest.slice(0, limit)) {
    const entry = await toJournalEntry(stored, journal);
    bytes += Buffer.byteLength(JSON.stringify(entry));
    // An entry alone is far below the bound, so that a page is never empty.
    if (bytes > maxPageBytes) break;
    downloads.push(entry);
  }
  return { downloads, more: downloads.length < rest.length };
}

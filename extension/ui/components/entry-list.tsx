import type { PageVideo } from '../../../shared/protocol/download-commands.ts';
import { downloadTexts as texts } from '../texts/download-texts.ts';
import { formatTimecode } from '../timecode.ts';

/** A video of a playlist. */
export type PlaylistEntry = PageVideo['entries'][number];

/** Two entries may have one address, where a page has several videos. */
export const toEntryKey = ({ url, entry }: Pick<PlaylistEntry, 'url' | 'entry'>): string =>
  `${entry ?? 0} ${url}`;

interface EntryListProps {
  entries: readonly PlaylistEntry[];
  /** Keys of those that are left out. */
  left: ReadonlySet<string>;
  leave(left: ReadonlySet<string>): void;
  /** Null when there are no more. */
  more: (() => void) | null;
  isLoading: boolean;
}

/** The videos of a playlist, all of them on until some are taken out. */
export function EntryList({ entries, left, leave, more, isLoading }: EntryListProps) {
  const keys = entries.map(toEntryKey);
  const toggle = (key: string) => {
    const next = new Set(left);
    if (!next.delete(key)) next.add(key);
    leave(next);
  };
  const chosen = keys.filter((key) => !left.has(key)).length;
  return (
    <fieldset class="field entries">
      <legend>
        {texts.entries.legend} · {texts.entries.of(chosen, entries.length)}
      </legend>
      <div class="actions">
        <button type="button" class="button" onClick={() => leave(new Set())}>
          {texts.entries.all}
        </button>
        <button type="button" class="button" onClick={() => leave(new Set(keys))}>
          {texts.entries.none}
        </button>
      </div>
      <ol class="entry-list">
        {entries.map((entry) => {
          const key = toEntryKey(entry);
          return (
            <li key={key}>
              <label class="check-row">
                <input type="checkbox" checked={!left.has(key)} onChange={() => toggle(key)} />
                <bdi class="entry-title">{entry.title || entry.id}</bdi>
                <span class="entry-time">
                  {entry.durationSec === null ? '' : formatTimecode(entry.durationSec)}
                </span>
              </label>
            </li>
          );
        })}
      </ol>
      {more && (
        <button type="button" class="button" disabled={isLoading} onClick={more}>
          {isLoading ? texts.page.looking : texts.entries.more}
        </button>
      )}
    </fieldset>
  );
}

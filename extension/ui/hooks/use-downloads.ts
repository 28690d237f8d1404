import { useEffect, useRef, useState } from 'preact/hooks';
import type { ToldError } from '../../../shared/told-error.ts';
import { createDownloadFeed, type DownloadFeed } from '../download-feed.ts';
import type { DownloadEntry } from '../download-view.ts';
import type { ScreenPorts } from '../ports.ts';

/** The downloads as a screen sees them. */
export interface Downloads {
  /** Newest first; null until the store was read. */
  entries: DownloadEntry[] | null;
  failure: ToldError | null;
  /** Rises whenever a record was read again. */
  revision: number;
}

/** The downloads of the store, kept up to date while the screen is open. */
export function useDownloads(ports: ScreenPorts): Downloads {
  const feed = useRef<DownloadFeed | null>(null);
  const [, setTurn] = useState(0);
  useEffect(() => {
    feed.current = createDownloadFeed(ports, () => setTurn((turn) => turn + 1));
    return () => feed.current?.stop();
  }, [ports]);
  return {
    entries: feed.current?.entries() ?? null,
    failure: feed.current?.failure() ?? null,
    revision: feed.current?.revision() ?? 0,
  };
}

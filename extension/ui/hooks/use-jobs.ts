import { useEffect, useRef, useState } from 'preact/hooks';
import type { ToldError } from '../../../shared/told-error.ts';
import { createJobFeed, type JobFeed } from '../job-feed.ts';
import type { JobEntry } from '../job-view.ts';
import type { ScreenPorts } from '../ports.ts';

/** The library as a screen sees it. */
export interface Jobs {
  /** Newest first; null until the store was read. */
  entries: JobEntry[] | null;
  /** How many more there are, older than those; less than one: none. */
  older: number;
  readOlder(): void;
  failure: ToldError | null;
  revision(jobId: string): number;
}

/** The jobs of the store, kept up to date while the screen is open. */
export function useJobs(ports: ScreenPorts): Jobs {
  const feed = useRef<JobFeed | null>(null);
  const [, setTurn] = useState(0);
  useEffect(() => {
    feed.current = createJobFeed(ports, () => setTurn((turn) => turn + 1));
    return () => feed.current?.stop();
  }, [ports]);
  return {
    entries: feed.current?.entries() ?? null,
    older: feed.current?.countOlder() ?? 0,
    readOlder: () => feed.current?.readOlder(),
    failure: feed.current?.failure() ?? null,
    revision: (jobId) => feed.current?.revision(jobId) ?? 0,
  };
}

import { useEffect, useState } from 'preact/hooks';
import type { ScreenPorts } from '../ports.ts';

/** How many downloads are under way or stand still; 0 until that was counted. */
export function useOpenDownloads(ports: ScreenPorts): number {
  const [open, setOpen] = useState(0);
  useEffect(() => {
    // A count that fails is missed by nobody: the list itself says what is wrong.
    const count = () => ports.queries.countOpenDownloads().then(setOpen, () => setOpen(0));
    void count();
    return ports.listenToNews((news) => {
      if (news.type === 'download.changed') void count();
    });
  }, [ports]);
  return open;
}

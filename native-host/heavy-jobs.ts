/**
 * Heavy work behind one door: today this process does it, a queue on other machines can later. A job is plain data, so
 * that it can travel; what watches it (signal, events) stays here.
 */
import type { CommandEvent, CommandRequest, CommandResponse } from '../shared/protocol/commands.ts';
import { runDownload } from './downloads/run-download.ts';
import type { Host } from './host.ts';
import { createLane, type Lane } from './lane.ts';
import { runMux } from './media-jobs/mux.ts';
import { runThumbnails } from './media-jobs/thumbnails.ts';
import { runTranscode } from './media-jobs/transcode.ts';
import { fetchToArchive } from './net/fetch-to-archive.ts';

/** Named after the command that asks for the work. */
export type HeavyJobKind = 'download' | 'fetch' | 'mux' | 'transcode' | 'thumbnails';

/** Plain data: the name of the work and its parsed request. */
export interface HeavyJob<Kind extends HeavyJobKind> {
  kind: Kind;
  request: CommandRequest<Kind>;
}

/** With what a job works and how it is watched. */
export interface HeavyJobControl<Kind extends HeavyJobKind> {
  host: Host;
  /** Takes a waiting job out of the queue; asks a running one to end. */
  signal: AbortSignal;
  emit(event: CommandEvent<Kind>): void;
}

export interface HeavyJobs {
  /** Settles when the job has ended and its processes are gone; one that is aborted while it waits rejects at once. */
  run<Kind extends HeavyJobKind>(
    job: HeavyJob<Kind>,
    control: HeavyJobControl<Kind>,
  ): Promise<CommandResponse<Kind>>;
}

/** How many jobs run at once, by what they keep busy; the extension paces itself well below this. */
const lanes = { network: 4, disk: 2, processor: 1 } as const;
type LaneName = keyof typeof lanes;

/** Who does the work of a kind, and in which lane it waits. */
export type HeavyWorkers = {
  [Kind in HeavyJobKind]: {
    lane: LaneName;
    run(request: CommandRequest<Kind>, control: HeavyJobControl<Kind>): Promise<CommandResponse<Kind>>;
  };
};

/** Runs the jobs here, a few at a time, in the order they came. */
export function createLocalHeavyJobs(workers: HeavyWorkers): HeavyJobs {
  const queues: Record<LaneName, Lane> = {
    network: createLane(lanes.network),
    disk: createLane(lanes.disk),
    processor: createLane(lanes.processor),
  };
  return {
    run({ kind, request }, control) {
      const { lane, run } = workers[kind];
      return queues[lane](control.signal, () => run(request, control));
    },
  };
}

/** The heavy jobs of this process. */
export const heavyJobs: HeavyJobs = createLocalHeavyJobs({
  download: { lane: 'network', run: runDownload },
  fetch: { lane: 'network', run: fetchToArchive },
  mux: { lane: 'disk', run: runMux },
  transcode: { lane: 'processor', run: runTranscode },
  thumbnails: { lane: 'disk', run: runThumbnails },
});

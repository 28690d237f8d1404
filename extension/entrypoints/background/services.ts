/** What the background does for popup, dashboard and page buttons. */
import type { DownloadQueue } from '../../jobs/downloads/download-queue.ts';
import type { DownloadPorts } from '../../jobs/downloads/ports.ts';
import { resumeAfterRepair } from '../../jobs/downloads/resume-download.ts';
import type { Ports } from '../../jobs/ports.ts';
import type { Scheduler } from '../../jobs/run/scheduler.ts';
import type { BackgroundServices } from '../../messaging/server.ts';
import { accountServices } from './account-services.ts';
import { greetHost } from './companion.ts';
import { createDownloadServices } from './download-services.ts';
import { createJobServices } from './job-services.ts';

/** Everything that acts on exports and downloads. */
export interface Desk {
  ports: Ports;
  scheduler: Scheduler;
  downloadPorts: DownloadPorts;
  downloadQueue: DownloadQueue;
}

/** One function for each message of `messaging/protocol.ts`. */
export function createServices({ ports, scheduler, downloadPorts, downloadQueue }: Desk): BackgroundServices {
  return {
    ...createJobServices(ports, scheduler),
    ...createDownloadServices(downloadPorts, downloadQueue),
    ...accountServices,
    'companion.status': async () => {
      const hello = await greetHost();
      if (hello.toolErrors.length === 0) {
        await resumeAfterRepair(downloadPorts);
        await downloadQueue.tick();
      }
      return hello;
    },
  };
}

/** The composition root: ports, scheduler, services, and the events that wake this worker. It holds no state of a job. */
import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { z } from 'zod';
import { toAppError } from '../../../shared/app-error.ts';
import { errorCodes } from '../../../shared/error-codes.ts';
import { createDownloadQueue } from '../../jobs/downloads/download-queue.ts';
import type { Ports } from '../../jobs/ports.ts';
import { createScheduler } from '../../jobs/run/scheduler.ts';
import { createServer } from '../../messaging/server.ts';
import { wakePortName } from '../../messaging/wake-port.ts';
import { jobLibrary } from '../../storage/job-library.ts';
import { renewLog } from '../../storage/renew-log.ts';
import { toDashboardHash } from '../../ui/dashboard-route.ts';
import { createContextMenus, findChoice } from './context-menus.ts';
import { createDownloadPorts } from './download-ports.ts';
import { startExport } from './job-services.ts';
import { createNewsDesk } from './news.ts';
import { openDashboard } from './open-dashboard.ts';
import { pagePort } from './page-port.ts';
import { createServices } from './services.ts';
import { sinkPort } from './sink-port.ts';
import { sleep } from './sleep.ts';
import { createWakefulness } from './wakefulness.ts';

export default defineBackground(() => {
  // The extension's CSP forbids eval, by which zod would speed itself up.
  z.config({ jitless: true });

  const tell = createNewsDesk();
  const ports: Ports = {
    store: jobLibrary,
    pages: pagePort,
    sinks: sinkPort,
    tell,
    nowMs: Date.now,
    random: Math.random,
    isOnline: () => navigator.onLine,
    sleep,
  };

  let renewed: Promise<void> | null = null;
  const prepare = (): Promise<void> => {
    renewed ??= renewLog().catch((error: unknown) => {
      renewed = null;
      throw error;
    });
    return renewed;
  };

  // The library is where jobs say what is wrong; when it fails itself, only the toolbar is left.
  const onTrouble = (error: unknown): void => {
    const { code, message } = toAppError(error);
    // What it was writing may have been cut.
    if (code.startsWith('storage.')) renewed = null;
    const title = code === 'bug.unexpected' ? errorCodes['storage.failed'].sentence : message;
    void Promise.allSettled([
      browser.action.setBadgeText({ text: '!' }),
      browser.action.setTitle({ title: `Star Export: ${title}` }),
    ]);
  };

  const wakefulness = createWakefulness(['exports', 'downloads']);
  const scheduler = createScheduler(ports, { onTrouble, prepare, ...wakefulness.exports });
  const downloadPorts = createDownloadPorts(tell);
  const downloadQueue = createDownloadQueue(downloadPorts, { onTrouble, prepare, ...wakefulness.downloads });

  const wake = (): void => {
    void scheduler.tick();
    void downloadQueue.tick();
  };

  const services = createServices({ ports, scheduler, downloadPorts, downloadQueue });
  browser.runtime.onMessage.addListener(createServer(services, browser.runtime.id));
  browser.runtime.onConnect.addListener((port) => {
    if (port.name === wakePortName) wake();
  });
  browser.runtime.onStartup.addListener(wake);
  browser.alarms.onAlarm.addListener(wake);
  browser.runtime.onInstalled.addListener(() => {
    void createContextMenus();
    wake();
  });
  browser.contextMenus.onClicked.addListener((click) => {
    const chosen = findChoice(click);
    if (chosen?.kind === 'export') startExport({ ports, scheduler }, chosen.ref, null).catch(onTrouble);
    if (chosen?.kind === 'download')
      openDashboard(toDashboardHash({ view: 'downloads', url: chosen.url })).catch(onTrouble);
  });
  wake();
});

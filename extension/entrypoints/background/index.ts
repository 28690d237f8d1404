/** The composition root: ports, scheduler, services, and the events that wake this worker. It holds no state of a job. */
import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { z } from 'zod';
import { errorCodes, toAppError } from '../../../shared/errors.ts';
import type { Ports } from '../../jobs/ports.ts';
import { createScheduler } from '../../jobs/scheduler.ts';
import { closeCollectorTabs } from '../../messaging/collector-tabs.ts';
import { closeOffscreen, ensureOffscreen } from '../../messaging/offscreen-port.ts';
import { createServer } from '../../messaging/server.ts';
import { wakePortName } from '../../messaging/wake-port.ts';
import { jobLibrary } from '../../storage/job-library.ts';
import { createContextMenus, findClickedSource } from './context-menus.ts';
import { createNewsDesk } from './news.ts';
import { pagePort } from './page-port.ts';
import { createServices, startExport } from './services.ts';
import { sinkPort } from './sink-port.ts';
import { sleep } from './sleep.ts';

const watchdogAlarm = 'watchdog';
const resumeAlarm = 'resume';

export default defineBackground(() => {
  // The extension's CSP forbids eval, by which zod would speed itself up.
  z.config({ jitless: true });

  const ports: Ports = {
    store: jobLibrary,
    pages: pagePort,
    sinks: sinkPort,
    tell: createNewsDesk(),
    nowMs: Date.now,
    random: Math.random,
    sleep,
  };

  // The library is where jobs say what is wrong; when it fails itself, only the toolbar is left.
  const onTrouble = (error: unknown): void => {
    const { code } = toAppError(error);
    const title = errorCodes[code === 'bug.unexpected' ? 'storage.failed' : code].sentence;
    void Promise.allSettled([
      browser.action.setBadgeText({ text: '!' }),
      browser.action.setTitle({ title: `Star Export: ${title}` }),
    ]);
  };

  const scheduler = createScheduler(ports, {
    onTrouble,
    // The alarm is the last net: it wakes a worker whose offscreen document died with it.
    async onBusy() {
      await browser.alarms.create(watchdogAlarm, { periodInMinutes: 0.5 });
      await ensureOffscreen();
    },
    async onIdle(nextAtMs) {
      await browser.alarms.clear(watchdogAlarm);
      if (nextAtMs !== null) await browser.alarms.create(resumeAlarm, { when: nextAtMs });
      await Promise.all([closeOffscreen(), closeCollectorTabs()]);
    },
  });

  const wake = (): void => void scheduler.tick();

  browser.runtime.onMessage.addListener(createServer(createServices(ports, scheduler), browser.runtime.id));
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
    const ref = findClickedSource(click);
    if (ref) startExport({ ports, scheduler }, ref, null).catch(onTrouble);
  });
  wake();
});
